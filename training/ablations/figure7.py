"""Draws Figure 7: what the methods of Table 1 make of the same faces, side by side."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from hime_core.assets import write_atomically
from hime_core.geometry import Image
from hime_core.network.reconstructor import BicubicUpsample
from training.ablations.rows import TableResult, blocks_in
from training.data.pictures import shrink, to_image, to_tensor
from training.data.trials import EvaluationTrial
from training.fitting.checkpoint import load_network
from training.scoring.evaluate import headshot
from training.scoring.predictions import names_of, read_prediction
from training.scoring.sheet import as_png

# The figure shows so many people, spread evenly over the evaluation list.
PEOPLE = 5
# Smaller pictures are shown larger, so that they have at least about so many pixels a side.
LEAST_SIDE = 128
# The paper's figure has this LR side in pixels and this scale.
SIZE = (32, 4)


def draw_figure7(results: Sequence[TableResult], trials: Sequence[EvaluationTrial], out: Path) -> None:
    """Write a PNG with a row for each person: LR | bicubic | each method that has pictures | HR.

    trials: the evaluation list that the results are of. If the table has nothing at the figure's size, the figure is of
    the first size that it has. Of a row that was trained with several seeds, the first seed's weights are shown.
    """
    blocks = {size: [r for r in block if r.run or r.pictures] for size, block in blocks_in(results)}
    (lr, scale), methods = min(((s, b) for s, b in blocks.items() if b), key=lambda found: found[0] != SIZE)
    shown = spread(trials, PEOPLE)
    hr = [headshot(trial.target, scale * lr) for trial in shown]
    small = [shrink(image, lr) for image in hr]
    upsample = BicubicUpsample(scale)
    columns = [
        ("LR", [image.repeat(scale, 0).repeat(scale, 1) for image in small]),
        ("bicubic", [to_image(upsample(to_tensor([image]))) for image in small]),
    ]
    for method in methods:
        if method.pictures:
            names = names_of(method.written_by, method.pictures, list(trials))
            files = [method.pictures / names[trial.target] for trial in shown]
            columns.append((method.name, [read_prediction(file, scale * lr) for file in files]))
        else:
            columns.append((method.name, _enhanced(method, shown, small)))
    columns.append(("HR", hr))
    strips = [np.concatenate(row, axis=1) for row in zip(*(pictures for _, pictures in columns), strict=True)]
    times = max(1, LEAST_SIDE // (scale * lr))
    strips = [strip.repeat(times, 0).repeat(times, 1) for strip in strips]
    write_atomically(out, as_png(strips, [name for name, _ in columns], times * scale * lr, across=1))


def spread(trials: Sequence[EvaluationTrial], count: int) -> list[EvaluationTrial]:
    """The first trials of so many people, spread evenly over the list; of all people if there are fewer."""
    first = list({trial.identity: trial for trial in reversed(trials)}.values())[::-1]
    return [first[i] for i in np.linspace(0, len(first) - 1, min(count, len(first))).astype(int)]


@torch.inference_mode()
def _enhanced(method: TableResult, trials: Sequence[EvaluationTrial], small: Sequence[Image]) -> list[Image]:
    """What a method's network makes of LR pictures, with the references that it is tested with."""
    assert method.run is not None
    network = load_network(method.run / "last.pt")
    size = network.config.scale * method.lr
    pictures = []
    for trial, image in zip(trials, small, strict=True):
        references = [headshot(file, size) for file in trial.references[: method.references]]
        exemplars = to_tensor(references).unsqueeze(0) if references else torch.zeros(1, 0, 3, size, size)
        pictures.append(to_image(network(to_tensor([image]), exemplars)[0]))
    return pictures
