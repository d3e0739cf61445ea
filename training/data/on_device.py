"""Samples of kind moments made on a GPU: worker processes draw, the GPU makes the pixels of a whole step at once.

A step's plans come as one table of numbers; the photographs lie on the GPU. H.264 and the camera model have no form
for a GPU: the worker makes those LR images by the CPU way, from the same plan.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import Dataset

from hime_core.errors import UsageError
from hime_core.geometry import Image
from training.data.batched import (
    Album,
    area_mean,
    blur,
    half_colour,
    mirrored,
    motion_blur,
    noisy,
    relight,
    render,
    scaled,
    shrink,
)
from training.data.batched_jpeg import jpeg
from training.data.batches import Batch, Batches, loader
from training.data.camera.plan import Shot
from training.data.degradations import MOVED
from training.data.moments import WORN_BLUR, picture
from training.data.moments import mirrored as in_a_mirror
from training.data.person import Photograph
from training.data.plan import Capture, Sample, View
from training.data.small import made
from training.settings.config import Moments, RunConfig, Webcam

# A view's row of the table, and a sample's.
VIEW = np.dtype(
    [
        ("photograph", "f8"),
        ("placement", "f8", (2, 3)),
        ("bend", "f8", (5, 5, 2)),
        ("turn", "f8", 2),
        ("gamma", "f8"),
        ("gain", "f8", 3),
        ("lift", "f8"),
        ("fall", "f8"),
        ("light_from", "f8"),
        ("level", "f8"),
        ("blur", "f8"),
        ("noise", "f8"),
        ("quality", "f8"),
    ]
)
SAMPLE = np.dtype(
    [
        ("mirror", "f8"),
        ("wrong", "f8"),
        ("camera", "f8"),  # 0: LR is clean
        ("motion", "f8"),
        ("direction", "f8"),
        ("misfocus", "f8"),
        ("exposure", "f8"),
        ("noise", "f8"),
        ("quality", "f8"),  # JPEG's
        ("coded", "f8"),  # the number of its LR picture among those that the worker made, else -1
    ]
)
STRAIGHT = np.zeros((5, 5, 2))
CLEAN = (0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0)  # a sample's row from `camera` to `quality`

Normal = Callable[[tuple[int, ...]], Tensor]  # a shape -> standard normal noise, float32 on the device


class Sheet(NamedTuple):
    """A step's plans of S samples with R references each.

    views: S·(1 + R) rows of VIEW, first all targets, then the references by sample. samples: S rows of SAMPLE. coded:
    LR pictures that the worker made, ...×h×w×3 uint8.
    """

    step: int
    lr_size: int
    references: int
    views: Tensor
    samples: Tensor
    coded: Tensor


class Sheets(Dataset[Sheet]):
    """sheets[step] -> the plans of what batches[step] would be."""

    def __init__(self, batches: Batches):
        self.batches = batches

    def __getitem__(self, step: int) -> Sheet:
        draw = self.batches.draw(step)
        samples = [self.batches.sample(step, index, draw) for index in draw.indices]
        hr_size = self.batches.config.network.scale * draw.lr_size
        return sheet(step, samples, draw.lr_size, hr_size)


def sheet(step: int, samples: list[Sample], lr_size: int, hr_size: int) -> Sheet:
    """The samples' plans, and the LR images of those that a GPU has no form for."""
    rows: list[tuple[object, ...]] = []
    coded: list[Image] = []
    for sample in samples:
        moment, capture = sample.moment, sample.capture
        seen = _seen(capture) if isinstance(capture, Capture) else CLEAN
        number = -1
        if isinstance(capture, Shot) or (capture is not None and capture.codec == "h264"):
            number = len(coded)
            hr = in_a_mirror(picture(moment.target, hr_size), moment.mirror)
            coded.append(made(hr, lr_size, capture))
        rows.append((moment.mirror, moment.wrong, *seen, number))
    moments = [sample.moment for sample in samples]
    views = [m.target for m in moments] + [view for m in moments for view in m.references]
    pictures = np.stack(coded) if coded else np.zeros((0, lr_size, lr_size, 3), np.uint8)
    return Sheet(
        step,
        lr_size,
        len(moments[0].references),
        _table([_row(view) for view in views], VIEW),
        _table(rows, SAMPLE),
        torch.from_numpy(pictures),
    )


def _seen(how: Capture) -> tuple[float, ...]:
    """A sample's row from `camera` to `quality`."""
    quality = how.quality if how.codec == "jpeg" else 0
    return (1.0, how.motion, how.direction, how.misfocus, how.exposure, how.noise, quality)


def _row(view: View) -> tuple[object, ...]:
    light, worn = view.light, view.wear
    # A black view is any photograph without a level left.
    number, level = (view.photograph.number, view.level) if view.photograph else (0, 0.0)
    bend = STRAIGHT if view.bend is None else view.bend
    light_row = (light.gamma, light.gain, light.lift, light.fall, light.direction)
    return (number, view.placement[:2], bend, view.turn, *light_row, level, worn.blur, worn.noise, worn.quality)


def _table(rows: list[tuple[object, ...]], row: np.dtype) -> Tensor:
    return torch.from_numpy(np.array(rows, row).view(np.float64).reshape(len(rows), -1))


def _column(table: Tensor, row: np.dtype, name: str) -> Tensor:
    """A column of a table, N or N×its shape."""
    assert row.fields is not None
    kind, start = row.fields[name][:2]
    first, count = start // 8, kind.itemsize // 8
    return table[:, first : first + count].unflatten(1, kind.shape) if kind.shape else table[:, first]


def album(photographs: list[Photograph], device: torch.device) -> Album:
    """The photographs' pixels on a device. Raises UsageError where its memory is too small for them."""
    sides = [photo.image.shape[0] for photo in photographs]
    starts = np.cumsum([0, *(side**2 for side in sides)])
    try:
        pixels = torch.empty(int(starts[-1]), 3, dtype=torch.uint8, device=device)
    except torch.OutOfMemoryError as error:
        raise UsageError(
            f"sets: the photographs take {3 * starts[-1] / 1e9:.1f} GB of the GPU's memory, which it does not have; "
            "set a smaller `size` for the sets"
        ) from error
    for photo, start, side in zip(photographs, starts, sides, strict=False):
        pixels[start : start + side**2] = torch.tensor(photo.image).view(-1, 3).to(device)
    margins = [photo.margin for photo in photographs]
    where, side, margin = (torch.tensor(v, device=device) for v in (starts[:-1], sides, margins))
    return Album(pixels, where, side, margin.double())


def make(photographs: Album, plans: Sheet, config: RunConfig, normal: Normal) -> Batch:
    """The pixels of a step's plans, on the device where album and plans lie; as `Batches` makes them, but for noise."""

    def of_view(name: str) -> Tensor:
        return _column(plans.views, VIEW, name)

    def of_sample(name: str) -> Tensor:
        return _column(plans.samples, SAMPLE, name)

    count, size = len(plans.samples), config.network.scale * plans.lr_size
    number, where = of_view("photograph").long(), of_view("placement")
    views = render(photographs, number, where, of_view("bend"), of_view("turn"), size)
    light = (of_view(name) for name in ("gamma", "gain", "lift", "fall", "light_from"))
    views = scaled(relight(views, *light), of_view("level"))
    hr, shown = views[:count], views[count:]
    if plans.references:
        blurred, noise, quality = (of_view(name)[count:] for name in ("blur", "noise", "quality"))
        shown = blur(shown, size * blurred, size * WORN_BLUR[1])
        shown = jpeg(noisy(shown, noise, normal(shown.shape)), quality)
        shown = mirrored(shown, of_sample("mirror").repeat_interleave(plans.references))
    hr = mirrored(hr, of_sample("mirror"))
    lr = shrink(hr, plans.lr_size)
    if isinstance(config.degradation, Webcam):
        scale, seen = config.network.scale, hr
        if config.degradation.moving:
            seen = motion_blur(seen, scale * of_sample("motion"), of_sample("direction"), scale * MOVED[1])
        seen = blur(seen, scale * of_sample("misfocus"), scale * config.degradation.blur[1])
        seen = scaled(area_mean(seen, scale), of_sample("exposure"))
        seen = noisy(seen, of_sample("noise"), normal(seen.shape))
        quality = of_sample("quality")
        seen = torch.where(_each(quality > 0), jpeg(seen, quality), half_colour(seen))
        lr = torch.where(_each(of_sample("camera") > 0), seen, lr)
    if len(plans.coded):
        number = of_sample("coded").long()
        coded = plans.coded[number.clamp_min(0)].permute(0, 3, 1, 2).float()
        lr = torch.where(_each(number >= 0), coded, lr)
    exemplars = shown.unflatten(0, (count, plans.references))
    return lr / 255, hr / 255, exemplars / 255, of_sample("wrong") > 0


def _each(condition: Tensor) -> Tensor:
    return condition[:, None, None, None]


class OnDevice:
    """Sheets of a run -> batches on a device. Noise follows from seed, step and process alone, so that a resumed run
    sees the same."""

    def __init__(self, batches: Batches, device: torch.device):
        self.config, self.rank, self.device = batches.config, batches.rank, device
        self.album = album(batches.photographs, device)
        self.generator = torch.Generator(device)

    @torch.no_grad()
    def __call__(self, plans: Sheet) -> Batch:
        """The batch of a step: LR, HR, references, float32 0..1, and whose references are all wrong."""
        seed = np.random.SeedSequence((self.config.seed, 2, plans.step, self.rank)).generate_state(1, np.uint64)
        self.generator.manual_seed(int(seed[0] >> 1))
        numbers = (t.to(self.device, non_blocking=True) for t in (plans.views, plans.samples, plans.coded))
        views, samples, coded = numbers
        plans = plans._replace(views=views, samples=samples, coded=coded)
        return make(self.album, plans, self.config, self._normal)

    def _normal(self, shape: tuple[int, ...]) -> Tensor:
        return torch.randn(shape, generator=self.generator, device=self.device)


def batches_on(device: torch.device, batches: Batches, first: int, last: int) -> Iterator[Batch]:
    """The batches of steps first..last-1, in order, on a device; a GPU makes samples of kind moments itself."""
    config = batches.config
    if device.type == "cuda" and isinstance(config.samples, Moments):
        yield from map(OnDevice(batches, device), loader(Sheets(batches), config, first, last))
        return
    for lr, hr, exemplars, wrong in loader(batches, config, first, last):
        yield (
            lr.to(device, non_blocking=True),
            hr.to(device, non_blocking=True),
            exemplars.to(device, non_blocking=True),
            wrong.to(device, non_blocking=True),
        )
