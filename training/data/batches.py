"""Makes the batch of a step.

A batch depends on the seed and the step alone, so a stopped run sees the same batches when it goes on.
"""

import itertools
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

import cv2
import numpy as np
import torch
from numpy.random import Generator
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import DataLoader, Dataset

from hime_core.camera.parameters import Shot
from hime_core.errors import UsageError
from hime_core.geometry import Image
from training.data import moments, photographs
from training.data.frames import draw_frames, earlier_views, lr_frames
from training.data.lr_picture import draw_lr, make_lr
from training.data.near_view import near_views
from training.data.parsing_maps import learns_maps, with_maps
from training.data.person import Person, Photograph
from training.data.pictures import shrink, to_tensor
from training.data.sample_plan import Capture, Sample
from training.data.store import open_store
from training.settings.config import Moments, Photographs, PhotoSet, RunConfig
from training.stopping import ignore_signals

# A photograph is used at an HR size if its headshot's side is at least this share of the HR side.
FINEST = 0.85
# All that is random about a sample but its earlier frames is drawn by the seed and this number.
SAMPLES = 1
# A sample's earlier frames are drawn by the seed and this number.
FRAMES = 3

T = TypeVar("T")


class Batch(NamedTuple):
    """What a step learns from, B samples. Pictures are float32 from 0 to 1."""

    lr: Tensor  # B×3×h×w
    hr: Tensor  # B×3×H×W
    references: Tensor  # B×R×3×H×W, R from 0 up
    wrong: Tensor  # B booleans: whether all references of a sample are wrong
    # B×P×3×h×w, P from 0 up: the frames of the call before LR, the latest one first.
    past: Tensor
    # B×(1+P)×3×h×w if there are earlier frames: LR and `past` by antialiased bicubic, without a camera and so without
    # noise. Else B×0×3×h×w.
    noiseless: Tensor
    # B×N×H/2×W/2: for each of N parts of HR the share that it has of each pixel; N is 0 unless the run learns from
    # parsing maps.
    maps: Tensor


def batch_of(
    lr: Tensor,
    hr: Tensor,
    references: Tensor,
    wrong: Tensor,
    past: tuple[Tensor, Tensor] | None = None,
    maps: Tensor | None = None,
) -> Batch:
    """A batch. past: earlier frames, and what is noiseless. past, maps: None: there are none."""
    b, colours, h, w = lr.shape
    no_maps = hr.new_zeros(b, 0, hr.shape[2] // 2, hr.shape[3] // 2)
    no_past = lr.new_zeros(b, 0, colours, h, w)
    return Batch(lr, hr, references, wrong, *(past or (no_past, no_past)), no_maps if maps is None else maps)


@dataclass(frozen=True)
class Draw:
    """What all samples of a step share."""

    lr_size: int  # LR side, pixels
    references: int  # how many references each sample has
    past: int  # how many earlier frames each sample has
    indices: range  # the numbers of the samples that this process makes


def load_people(photo_set: PhotoSet, first: int = 0, mapped: bool = False) -> list[Person]:
    """All photographs of a set, one list per identity, numbered from `first`. Their pixels lie in a memory-mapped file.

    mapped: whether the photographs have parsing maps. Raises UsageError if the set has fewer than two people.
    """
    images = open_store(photo_set.path, photo_set.size)
    if len(images) < 2:
        raise UsageError(f"{photo_set.path}: {len(images)} identity folders with pictures; at least 2 are needed")
    number = itertools.count(first)
    people = [[Photograph(image, photo_set.margin, next(number)) for image in person] for person in images]
    return with_maps(people, photo_set.path) if mapped else people


class Batches(Dataset[Batch]):
    """batches[step] is the batch of a step.

    Process `rank` of `world` makes every world-th sample of a step. The number of samples is rounded to a multiple of
    world × `batch.accumulate`, the number of parts in which a batch goes through the network. If rounding changes
    nothing, all processes together make the samples that one process alone would make.
    """

    def __init__(self, config: RunConfig, rank: int = 0, world: int = 1):
        self.config, self.rank, self.world = config, rank, world
        if isinstance(config.samples, Photographs) and any(s.margin != 1 for s in config.sets):
            raise UsageError(
                "sets: samples of kind photographs show pictures whole; prepare with --margin 1, set margin: 1"
            )
        sets: list[list[Person]] = []
        self.photographs: list[Photograph] = []  # the photograph with number i is at place i
        for photo_set in config.sets:
            sets.append(load_people(photo_set, len(self.photographs), learns_maps(config)))
            self.photographs += itertools.chain(*sets[-1])
        weights = [s.weight for s in config.sets]
        # A photograph is not its own reference, so people with too few photographs are left out, as in the paper.
        least = 1 + max(config.batch.references) if isinstance(config.samples, Photographs) else 1
        self.sets = {
            size: _fine_enough(sets, weights, config.network.scale * size, least) for size in config.batch.lr_sizes
        }

    def __reduce__(self) -> tuple[type, tuple[RunConfig, int, int]]:
        return Batches, (self.config, self.rank, self.world)  # a spawned worker opens the stores itself

    def __getitem__(self, step: int) -> Batch:
        draw, how = self.draw(step), self.config.samples
        side = self.config.network.scale * draw.lr_size
        lrs, hrs, shown, wrong, pasts, noiseless, maps = [], [], [], [], [], [], []
        for index in draw.indices:
            if isinstance(how, Photographs):
                rng = self._generator(step, index)
                hr, views, parts = self._photographs(draw, how, rng)
                maps.extend([] if parts is None else [parts])
                lr, none_fits = make_lr(hr, draw.lr_size, draw_lr(self.config.degradation, rng)), False
            else:
                sample = self.sample(step, index, draw)
                hr, views = moments.pictures(sample.moment, side)
                (lr, *past), plain = lr_pictures(sample, hr, draw.lr_size)
                pasts.extend(past)
                noiseless.extend(plain)
                none_fits = sample.moment.wrong
            lrs.append(lr)
            hrs.append(hr)
            shown.extend(views)
            wrong.append(none_fits)
        exemplars = to_tensor(shown) if shown else torch.zeros(0, 3, side, side)
        return batch_of(
            to_tensor(lrs),
            to_tensor(hrs),
            exemplars.view(len(lrs), draw.references, 3, side, side),
            torch.tensor(wrong),
            (in_samples(pasts, len(lrs)), in_samples(noiseless, len(lrs))) if pasts else None,
            to_tensor(maps) if maps else None,
        )

    def draw(self, step: int) -> Draw:
        """A step's LR size, its numbers of references and earlier frames, and which samples are this process's."""
        batch = self.config.batch
        rng = np.random.default_rng((self.config.seed, 0, step))
        lr_size, references = _draw(batch.lr_sizes, rng), _draw(batch.references, rng)
        parts = self.world * batch.accumulate
        count = max(1, round(batch.pixels / lr_size**2 / parts)) * parts
        return Draw(lr_size, references, _draw(batch.past, rng), range(self.rank, count, self.world))

    def sample(self, step: int, index: int, draw: Draw) -> Sample:
        """The plan of one sample of a step. Only for a run whose samples are of kind moments."""
        how, rng = self.config.samples, self._generator(step, index)
        assert isinstance(how, Moments)
        people = self._people(draw.lr_size, rng)
        first, second = _two(people, rng)
        paired = [p for p in people if len(p) > 1 and p is not second]
        if paired and rng.random() < how.paired:
            first = paired[int(rng.integers(len(paired)))]
        ease = min(1.0, 0.1 + 0.9 * step / how.ease_steps)
        moment = moments.draw(first, second, draw.references, how, ease, rng)
        capture = draw_lr(self.config.degradation, rng)
        if isinstance(capture, Shot):
            moment = near_views(moment, capture, self.config.network.scale * draw.lr_size, rng)
        return self._with_earlier(Sample(moment, capture), draw, how, self._generator(step, index, FRAMES))

    def _with_earlier(self, sample: Sample, draw: Draw, how: Moments, rng: Generator) -> Sample:
        """The sample with the frames of the call before it, as many as the step draws."""
        if not draw.past:
            return sample
        target = sample.moment.target
        first, second = _two(self._people(draw.lr_size, rng), rng)
        stranger = second if any(photograph is target.photograph for photograph in first) else first
        instead = moments.another_moment(stranger, 0, how.turn, rng)
        closed, earlier = draw_frames(draw.past, draw.lr_size, instead, how.frames, rng)
        return replace(sample, moment=replace(sample.moment, target=replace(target, closed=closed)), earlier=earlier)

    def _photographs(self, draw: Draw, how: Photographs, rng: Generator) -> tuple[Image, list[Image], Image | None]:
        first, _ = _two(self._people(draw.lr_size, rng), rng)
        return photographs.sample(first, self.config.network.scale * draw.lr_size, draw.references, how, rng)

    def _people(self, lr_size: int, rng: Generator) -> list[Person]:
        sets, shares = self.sets[lr_size]
        return sets[int(rng.choice(len(sets), p=shares))]

    def _generator(self, step: int, index: int, what: int = SAMPLES) -> Generator:
        return np.random.default_rng((self.config.seed, what, step, index))


def in_samples(pictures: list[Image], count: int) -> Tensor:
    """Pictures of `count` samples, as many of each, as count×N×3×h×w."""
    return to_tensor(pictures).unflatten(0, (count, -1))


def lr_pictures(sample: Sample, hr: Image, size: int) -> tuple[list[Image], list[Image]]:
    """The LR picture of a sample, size×size×3, and those of the frames before it. hr: its HR picture.

    If there are frames before it, the second list shows the same without noise. Else it is empty.
    """
    if not sample.earlier:
        return [make_lr(hr, size, sample.capture)], []
    assert not isinstance(sample.capture, Capture), "the settings allow no webcam here"
    views = earlier_views(sample.moment.target, sample.earlier)
    earlier = [moments.mirrored(moments.picture(view, hr.shape[0]), sample.moment.mirror) for view in views]
    pictures = [hr, *earlier]
    return lr_frames(pictures, sample.earlier, sample.capture, size), [shrink(picture, size) for picture in pictures]


def loader(steps: Dataset[T], config: RunConfig, first: int, last: int) -> DataLoader[T]:
    """The entries of a data set for the steps first..last-1, in order, made by the run's worker processes."""
    _one_thread()  # before workers are forked: a worker that got OpenCV's pool without its threads would wait for ever
    return DataLoader(
        steps,
        batch_size=None,
        sampler=range(first, last),
        num_workers=config.workers,
        prefetch_factor=4 if config.workers else None,
        worker_init_fn=_prepare,
        generator=torch.Generator(),  # else the loader would draw from the generator whose state a checkpoint keeps
        pin_memory=config.device == "cuda",
    )


def _prepare(worker: int) -> None:
    _one_thread()
    ignore_signals()


def _one_thread() -> None:
    cv2.setNumThreads(1)  # the cores belong to the training step


def _fine_enough(
    sets: list[list[Person]], weights: list[float], hr_size: int, least: int
) -> tuple[list[list[Person]], NDArray[np.float64]]:
    """The people of each set who can be shown at an HR size, and the share of the samples that each set gets.

    These people have at least `least` photographs that are fine enough for an HR side of hr_size pixels. Sets with
    fewer than two of them are left out.

    A target that is much larger than its photograph would teach blur. Raises UsageError if nobody is left.
    """
    kept, shares = [], []
    for people, weight in zip(sets, weights, strict=True):
        fine = [[photo for photo in person if photo.detail >= FINEST * hr_size] for person in people]
        fine = [person for person in fine if len(person) >= least]
        if len(fine) > 1:
            kept.append(fine)
            shares.append(weight)
    if not kept:
        raise UsageError(
            f"batch.lr_sizes: no set has two people with {least} photographs for an HR size of {hr_size} pixels; "
            "leave that size out, or ask for fewer references"
        )
    return kept, np.array(shares) / sum(shares)


def _two(people: list[Person], rng: Generator) -> tuple[Person, Person]:
    """Two different random people."""
    first, second = rng.choice(len(people), 2, replace=False).tolist()
    return people[first], people[second]


def _draw(shares: dict[int, float], rng: Generator) -> int:
    values = sorted(shares)  # so that the order in the recipe does not matter
    p = np.array([shares[v] for v in values])
    return int(rng.choice(values, p=p / p.sum()))
