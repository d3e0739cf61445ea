"""Scores the pictures that another method made from the evaluation list."""

from pathlib import Path

from torch import Tensor

from hime_core.errors import UsageError
from hime_core.network.reconstructor import BicubicUpsample
from training.data.pictures import read_rgb, to_tensor
from training.data.trials import EvaluationTrial, trials_of
from training.scoring.evaluate import Evaluation, Metric, headshots, score, summary


def picture_names(trials: list[EvaluationTrial]) -> dict[Path, Path]:
    """The name of each target in a folder of results, <identity>/<stem>.png.

    Raises UsageError if two names are equal.
    """
    names = {t.target: Path(t.identity) / f"{t.target.stem}.png" for t in trials}
    taken: set[Path] = set()
    for trial in trials:
        if names[trial.target] in taken:
            raise UsageError(f"{trial.target}: two targets would get the name {names[trial.target]}; rename one")
        taken.add(names[trial.target])
    return names


def evaluate_predictions(
    predictions: Path,
    data: Path,
    lr: int,
    scale: int,
    references: int,
    *,
    seed: int = 0,
    lpips: Metric | None = None,
    identity: Metric | None = None,
    progress: bool = True,
) -> Evaluation:
    """Score another method's pictures as the condition "own", and bicubic.

    The pictures are PREDICTIONS/<identity>/<stem>.png, one of HR size for each target.

    Raises UsageError, before anything is scored, if pictures are missing or have another size.
    """
    trials, size = trials_of(data, references, seed), scale * lr
    names = picture_names(trials)
    unfit = [name for name in names.values() if not _is_picture(predictions / name, size)]
    if unfit:
        raise UsageError(
            f"{predictions}: {len(unfit)} of {len(names)} pictures are missing or not {size}x{size} pixels, "
            f"the first is {unfit[0]}"
        )

    def method(batch: list[EvaluationTrial], lr_images: Tensor) -> dict[str, Tensor]:
        return {"own": to_tensor([read_rgb(predictions / names[trial.target]) for trial in batch])}

    label = f"score {predictions.name}" if progress else None
    task = (trials, method, lr, BicubicUpsample(scale), headshots(size, data))
    scores = score(*task, lpips=lpips, identity=identity, label=label)
    return summary(trials, references, scores)


def _is_picture(path: Path, size: int) -> bool:
    return path.is_file() and read_rgb(path).shape[:2] == (size, size)
