"""Makes samples of kind moments on a GPU. The GPU makes the pixels of a whole step at once.

Worker processes draw plans of the samples, and send the plans as tables of numbers. The GPU's memory holds the
photographs. A GPU cannot compute H.264 or the camera model, so the workers make the LR pictures of these samples
themselves, from the same plans.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import Dataset

from hime_core.camera.parameters import Shot
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
    sharpened,
    shrink,
)
from training.data.batched_jpeg import jpeg
from training.data.batches import Batch, Batches, batch_of, loader
from training.data.degradations import WEBCAM_MOTION
from training.data.lr_picture import make_lr
from training.data.moments import WORN_BLUR, picture
from training.data.moments import mirrored as in_a_mirror
from training.data.near_view import NEAR_PIXEL, WIDEST_SHARPENING
from training.data.person import Photograph
from training.data.sample_plan import Capture, PlannedView, Sample
from training.settings.config import CameraModel, Moments, RunConfig, Webcam

# A table of views (training.data.sample_plan.PlannedView) has these columns.
VIEW_COLUMNS = np.dtype(
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
        ("sharpening", "f8"),
        ("radius", "f8"),
        ("quality", "f8"),
    ]
)
# A table of samples has these columns, about a sample's moment and about the camera that sees its target.
SAMPLE_COLUMNS = np.dtype(
    [
        ("mirror", "f8"),
        ("wrong", "f8"),
        ("camera", "f8"),  # 1: a webcam sees the target; 0: the LR picture is clean
        ("motion", "f8"),
        ("direction", "f8"),
        ("misfocus", "f8"),
        ("exposure", "f8"),
        ("noise", "f8"),
        ("quality", "f8"),  # JPEG's quality; 0: no JPEG
        ("coded", "f8"),  # the number of the LR picture that the worker made; -1: the GPU makes the LR picture
    ]
)
# This bend changes nothing.
STRAIGHT = np.zeros((5, 5, 2))
# A sample whose LR picture is clean has these values in the columns from `camera` to `quality`.
CLEAN = (0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0)

# This function takes a shape, and returns standard normal noise of this shape, float32 on the device.
Normal = Callable[[tuple[int, ...]], Tensor]


class PlanTable(NamedTuple):
    """The plans of a step's S samples with R references each.

    views: a table of S·(1 + R) rows with VIEW_COLUMNS, first all targets, then all references, sample by sample.
    samples: a table of S rows with SAMPLE_COLUMNS. coded: the LR pictures that the worker made, ...×h×w×3 uint8.
    """

    step: int
    lr_size: int
    references: int
    views: Tensor
    samples: Tensor
    coded: Tensor


class PlanTables(Dataset[PlanTable]):
    """tables[step] holds the plans of the samples in batches[step]."""

    def __init__(self, batches: Batches):
        self.batches = batches

    def __getitem__(self, step: int) -> PlanTable:
        draw = self.batches.draw(step)
        samples = [self.batches.sample(step, index, draw) for index in draw.indices]
        hr_size = self.batches.config.network.scale * draw.lr_size
        return plan_table(step, samples, draw.lr_size, hr_size)


def plan_table(step: int, samples: list[Sample], lr_size: int, hr_size: int) -> PlanTable:
    """The samples' plans as tables, with the LR pictures that a GPU cannot make."""
    rows: list[tuple[object, ...]] = []
    coded: list[Image] = []
    for sample in samples:
        moment, capture = sample.moment, sample.capture
        seen = _seen(capture) if isinstance(capture, Capture) else CLEAN
        number = -1
        if isinstance(capture, Shot) or (capture is not None and capture.codec == "h264"):
            number = len(coded)
            hr = in_a_mirror(picture(moment.target, hr_size), moment.mirror)
            coded.append(make_lr(hr, lr_size, capture))
        rows.append((moment.mirror, moment.wrong, *seen, number))
    moments = [sample.moment for sample in samples]
    views = [m.target for m in moments] + [view for m in moments for view in m.references]
    pictures = np.stack(coded) if coded else np.zeros((0, lr_size, lr_size, 3), np.uint8)
    return PlanTable(
        step,
        lr_size,
        len(moments[0].references),
        _table([_row(view) for view in views], VIEW_COLUMNS),
        _table(rows, SAMPLE_COLUMNS),
        torch.from_numpy(pictures),
    )


def _seen(how: Capture) -> tuple[float, ...]:
    """The values of a sample that a webcam sees, in the columns from `camera` to `quality`."""
    quality = how.quality if how.codec == "jpeg" else 0
    return (1.0, how.motion, how.direction, how.misfocus, how.exposure, how.noise, quality)


def _row(view: PlannedView) -> tuple[object, ...]:
    """A view's row of the table."""
    light, worn = view.light, view.wear
    # A black view is photograph 0 with all levels times zero.
    number, level = (view.photograph.number, view.level) if view.photograph else (0, 0.0)
    bend = STRAIGHT if view.bend is None else view.bend
    wear_row = (worn.blur, worn.noise, worn.sharpening, worn.radius, worn.quality)
    light_row = (light.gamma, light.gain, light.lift, light.fall, light.direction)
    return (number, view.placement[:2], bend, view.turn, *light_row, level, *wear_row)


def _table(rows: list[tuple[object, ...]], row: np.dtype) -> Tensor:
    """Rows of these columns as one tensor, float64."""
    return torch.from_numpy(np.array(rows, row).view(np.float64).reshape(len(rows), -1))


def _column(table: Tensor, row: np.dtype, name: str) -> Tensor:
    """The column of this name of a table. It has the shape N, or N × the shape that `row` gives it."""
    assert row.fields is not None
    kind, start = row.fields[name][:2]
    first, count = start // 8, kind.itemsize // 8
    return table[:, first : first + count].unflatten(1, kind.shape) if kind.shape else table[:, first]


def album(photographs: list[Photograph], device: torch.device) -> Album:
    """The photographs' pixels on a device. Raises UsageError if the device's memory is too small for them."""
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


def make(photographs: Album, plans: PlanTable, config: RunConfig, normal: Normal) -> Batch:
    """The batch that a step's plans describe, on the device that holds album and plans.

    The batch equals the one that `Batches` makes, except for the noise, which comes from `normal`.
    """

    def of_view(name: str) -> Tensor:
        return _column(plans.views, VIEW_COLUMNS, name)

    def of_sample(name: str) -> Tensor:
        return _column(plans.samples, SAMPLE_COLUMNS, name)

    count, size = len(plans.samples), config.network.scale * plans.lr_size
    number, where = of_view("photograph").long(), of_view("placement")
    views = render(photographs, number, where, of_view("bend"), of_view("turn"), size)
    light = (of_view(name) for name in ("gamma", "gain", "lift", "fall", "light_from"))
    views = scaled(relight(views, *light), of_view("level"))
    hr, shown = views[:count], views[count:]
    if plans.references:
        worn = ("blur", "noise", "sharpening", "radius", "quality")
        blurred, noise, sharpening, radius, quality = (of_view(name)[count:] for name in worn)
        shown = blur(shown, size * blurred, _widest_blur(config, size))
        shown = noisy(shown, noise, normal(shown.shape))
        if isinstance(config.degradation, CameraModel):
            shown = sharpened(shown, sharpening, radius, WIDEST_SHARPENING)
        shown = jpeg(shown, quality)
        shown = mirrored(shown, of_sample("mirror").repeat_interleave(plans.references))
    hr = mirrored(hr, of_sample("mirror"))
    lr = shrink(hr, plans.lr_size)
    if isinstance(config.degradation, Webcam):
        scale, seen = config.network.scale, hr
        if config.degradation.moving:
            seen = motion_blur(seen, scale * of_sample("motion"), of_sample("direction"), scale * WEBCAM_MOTION[1])
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
    return batch_of(lr / 255, hr / 255, exemplars / 255, of_sample("wrong") > 0)


def _widest_blur(config: RunConfig, size: int) -> float:
    """The largest deviation of a reference's blur, pixels. size: the reference's side, pixels."""
    how = config.degradation
    near = how.blur[1] * NEAR_PIXEL[1] if isinstance(how, CameraModel) else 0.0
    return max(size * WORN_BLUR[1], near)


def _each(condition: Tensor) -> Tensor:
    """A condition of each picture, N, as N×1×1×1."""
    return condition[:, None, None, None]


class OnDevice:
    """Makes the batches of a run on a device, from tables of plans.

    The noise depends on seed, step and process alone, so that a stopped run sees the same noise when it goes on.
    """

    def __init__(self, batches: Batches, device: torch.device):
        self.config, self.rank, self.device = batches.config, batches.rank, device
        self.album = album(batches.photographs, device)
        self.generator = torch.Generator(device)

    @torch.no_grad()
    def __call__(self, plans: PlanTable) -> Batch:
        """The batch of a step. LR, HR and references are float32 from 0 to 1."""
        seed = np.random.SeedSequence((self.config.seed, 2, plans.step, self.rank)).generate_state(1, np.uint64)
        self.generator.manual_seed(int(seed[0] >> 1))
        numbers = (t.to(self.device, non_blocking=True) for t in (plans.views, plans.samples, plans.coded))
        views, samples, coded = numbers
        plans = plans._replace(views=views, samples=samples, coded=coded)
        return make(self.album, plans, self.config, self._normal)

    def _normal(self, shape: tuple[int, ...]) -> Tensor:
        return torch.randn(shape, generator=self.generator, device=self.device)


def batches_on(device: torch.device, batches: Batches, first: int, last: int) -> Iterator[Batch]:
    """The batches of steps first..last-1, in order, on a device.

    A GPU makes samples of kind moments itself, unless they have earlier frames.
    """
    config = batches.config
    if device.type == "cuda" and isinstance(config.samples, Moments) and not max(config.batch.past):
        yield from map(OnDevice(batches, device), loader(PlanTables(batches), config, first, last))
        return
    for batch in loader(batches, config, first, last):
        yield Batch(*(t.to(device, non_blocking=True) for t in batch))
