"""Writes the evaluation list as pictures, so that any other method can be run on them from its own code."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import torch
from tqdm import tqdm

from hime_core.assets import write_atomically
from hime_core.errors import UsageError
from hime_core.geometry import Image
from hime_core.network.reconstructor import BicubicUpsample
from training.data.pictures import shrink, to_tensor
from training.data.prepare import refuse_filled, write_picture
from training.data.trials import trials_of
from training.scoring.evaluate import headshots
from training.scoring.predictions import picture_names


def export_list(
    data: Path, out: Path, lr: int, scale: int, references: int, *, seed: int = 0, progress: bool = True
) -> int:
    """Write OUT/{lr,hr,bicubic}/<identity>/<stem>.png, OUT/references/<identity>/<stem>/0.png... and OUT/list.json.

    LR pictures are lr×lr, all others scale·lr×scale·lr. list.json holds lr, scale, refs, seed and, for every target,
    its identity and its files as paths from OUT, with references in their order. Returns the number of targets. Raises
    UsageError if OUT holds something already. OUT appears whole or not at all.
    """
    trials = trials_of(data, references, seed)
    names, shot, upsample = picture_names(trials), headshots(scale * lr), BicubicUpsample(scale)
    rows: list[dict[str, object]] = []
    with _whole_folder(out) as part:
        for trial in tqdm(trials, desc=f"export {data.name}", unit="image", disable=not progress):
            name, hr = names[trial.target], shot(trial.target)
            lr_image = shrink(hr, lr)
            images = {"lr": lr_image, "hr": hr, "bicubic": _enlarged(lr_image, upsample)}
            for kind, image in images.items():
                _write(part / kind / name, image)
            views = [Path("references") / name.with_suffix("") / f"{i}.png" for i in range(len(trial.references))]
            for view, file in zip(views, trial.references, strict=True):
                _write(part / view, shot(file))
            files = {kind: (Path(kind) / name).as_posix() for kind in images}
            rows.append({"identity": trial.identity, **files, "references": [view.as_posix() for view in views]})
        table = {"lr": lr, "scale": scale, "refs": references, "seed": seed, "trials": rows}
        write_atomically(part / "list.json", (json.dumps(table, indent=1) + "\n").encode())
    return len(trials)


@contextmanager
def _whole_folder(out: Path) -> Iterator[Path]:
    """A folder that becomes OUT at the end. Raises UsageError if OUT holds something already or cannot be made."""
    try:
        refuse_filled(out)
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{out.name}.", dir=out.parent) as temporary:
            part = Path(temporary) / "list"
            yield part
            if out.exists():
                out.rmdir()  # it is empty
            part.rename(out)
    except OSError as error:
        raise UsageError(f"{out}: cannot be written ({error.strerror})") from error


def _write(path: Path, image: Image) -> None:
    write_picture(path, np.ascontiguousarray(image[:, :, ::-1]))


@torch.inference_mode()
def _enlarged(lr_image: Image, upsample: BicubicUpsample) -> Image:
    enlarged = 255 * upsample(to_tensor([lr_image]))[0].permute(1, 2, 0).numpy()
    return np.clip(np.round(enlarged), 0, 255).astype(np.uint8)
