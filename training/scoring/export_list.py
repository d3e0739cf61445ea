"""Writes the evaluation list as pictures, so that any other method can be run on them from its own code."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from tqdm import tqdm

from hime_core.assets import write_atomically
from hime_core.errors import UsageError
from hime_core.geometry import Image
from hime_core.network.reconstructor import BicubicUpsample
from training.data.pictures import shrink, to_tensor
from training.data.prepare import write_picture
from training.data.trials import EvaluationTrial, trials_of
from training.data.whole_folder import whole_folder
from training.scoring.evaluate import headshots
from training.scoring.methods import LARGE, METHODS, Kind
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
    with whole_folder(out) as part:
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
        _write_list(part, lr, scale, references, seed, rows)
    return len(trials)


def export_list_for(
    method: str,
    data: Path,
    out: Path,
    lr: int,
    scale: int,
    references: int,
    *,
    seed: int = 0,
    progress: bool = True,
) -> int:
    """Write into OUT what the program of one of METHODS reads, and OUT/list.json.

    list.json holds lr, scale, refs, seed and, for every target, its identity, its name, and the name of the picture
    that the program will write. Returns the number of targets. Raises UsageError if OUT holds something already, or if
    the method does not take these sizes. OUT appears whole or not at all.
    """
    wanted, hr = METHODS[method], scale * lr
    if scale not in wanted.scales or wanted.hr not in (None, hr):
        only = f"LR {wanted.hr // wanted.scales[0]} and " if wanted.hr else ""
        raise UsageError(f"--for {method}: takes {only}scale {wanted.scales[0]} alone, not LR {lr} and scale {scale}")
    if wanted.wants_references and not references:
        raise UsageError(f"--for {method}: needs a reference of each target; give --refs 1 or more")
    trials, shot = trials_of(data, references, seed), headshots(hr)
    side = {"lr": lr, "bicubic 512": LARGE}
    rows: list[dict[str, object]] = []
    with whole_folder(out) as part:
        arrays = {}
        for name, kind in wanted.arrays.items():
            shape = (len(trials), side.get(kind, hr), side.get(kind, hr), 3)
            arrays[name] = np.lib.format.open_memmap(part / name, "w+", np.uint8, shape)
        for n, trial in enumerate(tqdm(trials, desc=f"export {data.name}", unit="image", disable=not progress)):
            for pattern, kind in wanted.pictures.items():
                _write(part / pattern.format(n=n), _shown(kind, trial, shot, lr))
            for name, kind in wanted.arrays.items():
                arrays[name][n] = _shown(kind, trial, shot, lr)
            target = f"{trial.identity}/{trial.target.name}"
            rows.append({"identity": trial.identity, "target": target, "result": wanted.result.format(n=n)})
        for name, pattern in wanted.name_lists.items():
            lines = "".join(f"{pattern.format(n=n)}\n" for n in range(len(trials)))
            write_atomically(part / name, lines.encode())
        _write_list(part, lr, scale, references, seed, rows)
    return len(trials)


def _shown(kind: Kind, trial: EvaluationTrial, shot: Callable[[Path], Image], lr: int) -> Image:
    if kind.startswith("reference"):
        return shot(trial.references[(int(kind.split()[1]) - 1) % len(trial.references)])
    hr = shot(trial.target)
    if kind == "hr":
        return hr
    lr_image = shrink(hr, lr)
    return lr_image if kind == "lr" else shrink(lr_image, LARGE if kind == "bicubic 512" else len(hr))


def _write_list(part: Path, lr: int, scale: int, references: int, seed: int, trials: list[dict[str, object]]) -> None:
    table = {"lr": lr, "scale": scale, "refs": references, "seed": seed, "trials": trials}
    write_atomically(part / "list.json", (json.dumps(table, indent=1) + "\n").encode())


def _write(path: Path, image: Image) -> None:
    write_picture(path, np.ascontiguousarray(image[:, :, ::-1]))


@torch.inference_mode()
def _enlarged(lr_image: Image, upsample: BicubicUpsample) -> Image:
    enlarged = 255 * upsample(to_tensor([lr_image]))[0].permute(1, 2, 0).numpy()
    return np.clip(np.round(enlarged), 0, 255).astype(np.uint8)
