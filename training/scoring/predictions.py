"""Scores the pictures that another method made from the evaluation list."""

from pathlib import Path

from torch import Tensor

from hime_core.errors import UsageError
from hime_core.network.reconstructor import BicubicUpsample
from training.data.pictures import read_rgb, shrink, to_tensor
from training.data.trials import EvaluationTrial, trials_of
from training.scoring.evaluate import Evaluation, Metric, headshots, score, summary
from training.scoring.methods import METHODS


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
    written_by: str | None = None,
    lpips: Metric | None = None,
    identity: Metric | None = None,
    progress: bool = True,
) -> Evaluation:
    """Score another method's pictures as the condition "own", and bicubic.

    The pictures are PREDICTIONS/<identity>/<stem>.png, one of HR size for each target. written_by: they are as the
    program of this one of METHODS writes them. Those that are larger than HR are reduced.

    Raises UsageError, before anything is scored, if pictures are missing or have another size.
    """
    trials, size = trials_of(data, references, seed), scale * lr
    names = _names_of(written_by, predictions, trials) if written_by else picture_names(trials)
    unfit = [name for name in names.values() if not _is_picture(predictions / name, size, larger=bool(written_by))]
    if unfit:
        wanted = f"square with {size} pixels or more" if written_by else f"{size}x{size} pixels"
        raise UsageError(
            f"{predictions}: {len(unfit)} of {len(names)} pictures are missing or not {wanted}, the first is {unfit[0]}"
        )

    def method(batch: list[EvaluationTrial], lr_images: Tensor) -> dict[str, Tensor]:
        made = [read_rgb(predictions / names[trial.target]) for trial in batch]
        return {"own": to_tensor([picture if len(picture) == size else shrink(picture, size) for picture in made])}

    label = f"score {predictions.name}" if progress else None
    task = (trials, method, lr, BicubicUpsample(scale), headshots(size, data))
    scores = score(*task, lpips=lpips, identity=identity, label=label)
    return summary(trials, references, scores)


def program_of(name: str, predictions: Path) -> str | None:
    """NAME if it is one of METHODS and the folder has pictures under the names of its program, else None."""
    method = METHODS.get(name)
    return name if method and (predictions / method.result.format(n=0)).exists() else None


def _names_of(written_by: str, predictions: Path, trials: list[EvaluationTrial]) -> dict[Path, Path]:
    """The name of each target in the folder that a method's program wrote. Raises UsageError if it was another list."""
    result = METHODS[written_by].result
    if (predictions / (more := result.format(n=len(trials)))).exists():
        raise UsageError(
            f"{predictions}: has {more}, but this list has {len(trials)} targets; "
            "give the --data and --refs that it was exported with"
        )
    return {trial.target: Path(result.format(n=n)) for n, trial in enumerate(trials)}


def _is_picture(path: Path, size: int, *, larger: bool) -> bool:
    """Whether there is a picture of this size, or, with `larger`, a square one that is no smaller."""
    if not path.is_file():
        return False
    height, width = read_rgb(path).shape[:2]
    return height == width and (height >= size if larger else height == size)
