"""Draws a sheet of pictures to look at. It shows every person of a set as each of several weights makes them."""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import PIL.Image
import PIL.ImageDraw
import torch
from tqdm import tqdm

from hime_core.assets import write_atomically
from hime_core.geometry import Image
from hime_core.network import Hime
from training.baselines.baseline import BaselineNetwork
from training.data.pictures import shrink, to_image, to_tensor
from training.data.trials import trials_of
from training.scoring.enhance import enhancer
from training.scoring.evaluate import check_headshots, headshots

# The sheet has this many people side by side.
STRIPS_A_ROW = 3
# The names of the columns stand in a header. Each of its lines has this height, pixels.
HEADER_HEIGHT = 16
# A letter of a name takes at most about this many pixels.
LETTER_WIDTH = 7


@torch.inference_mode()
def draw_sheet(
    networks: Mapping[str, Hime | BaselineNetwork],
    data: Path,
    lr: int,
    references: int,
    out: Path,
    *,
    seed: int = 0,
    progress: bool = True,
) -> int:
    """Write a PNG with a strip for every identity of the evaluation list.

    A strip shows the identity's first target: bicubic | each network | HR | the first reference. networks: the networks
    by the name above their column. All have one scale, and get the person's own references. lr: LR side, pixels; LR
    pictures are made by antialiased bicubic. Returns the number of people. Raises UsageError if a picture cannot be
    used or the PNG cannot be written.
    """
    any_network = next(iter(networks.values()))
    size, upsample = any_network.config.scale * lr, any_network.upsample
    first = {trial.identity: trial for trial in reversed(trials_of(data, references, seed))}
    trials = [first[identity] for identity in sorted(first)]
    check_headshots([replace(trial, strangers=[]) for trial in trials], size)
    shot = headshots(size)
    enhance = {name: enhancer(network, shot) for name, network in networks.items()}
    strips = []
    for trial in tqdm(trials, desc=f"sheet {data.name}", unit="person", disable=not progress):
        hr = shot(trial.target)
        lr_image = to_tensor([shrink(hr, lr)])
        ours = [to_image(run(lr_image, [trial.references])) for run in enhance.values()]
        shown = [shot(file) for file in trial.references[:1]]
        strips.append(np.concatenate([to_image(upsample(lr_image)), *ours, hr, *shown], axis=1))
    write_atomically(out, as_png(strips, columns(networks, references), size, STRIPS_A_ROW))
    return len(trials)


def columns(networks: Iterable[str], references: int) -> list[str]:
    """The names of a strip's columns."""
    return ["bicubic", *networks, "HR", *(["reference"] if references else [])]


def as_png(strips: Sequence[Image], names: Sequence[str], size: int, across: int) -> bytes:
    """A sheet as PNG: strips side by side and below one another, under the names of their columns.

    size: the side of a column, pixels. across: so many strips are side by side, if there are so many.
    """
    height, width = strips[0].shape[:2]
    across = min(across, len(strips))
    labels = [textwrap.wrap(name, size // LETTER_WIDTH) for name in names]
    header = HEADER_HEIGHT * max(map(len, labels))
    sheet = PIL.Image.new("RGB", (across * width, header - (-len(strips) // across) * height))
    for i, lines in enumerate(across * labels):
        # Each name is a picture of its own, so that a long word is cut at its column's edge.
        label = PIL.Image.new("RGB", (size, header))
        for line, text in enumerate(lines):
            PIL.ImageDraw.Draw(label).text((4, 2 + line * HEADER_HEIGHT), text, fill="white")
        sheet.paste(label, (i * size, 0))
    for i, strip in enumerate(strips):
        sheet.paste(PIL.Image.fromarray(strip), (i % across * width, header + i // across * height))
    png = BytesIO()
    sheet.save(png, format="png")
    return png.getvalue()
