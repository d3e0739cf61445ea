"""Step number -> batch. A batch depends on the seed and its step alone, so a resumed run sees the same ones."""

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import DataLoader, Dataset

from hime_core.errors import UsageError
from training.config import PhotoSet, RunConfig
from training.data.moments import Person, Photograph, sample
from training.data.pictures import pictures, read_rgb, to_tensor

FINEST = 0.85  # a photograph's headshot must have this share of the HR size in pixels


def load_people(photo_set: PhotoSet) -> list[Person]:
    """All photographs of a set, in memory, one list per identity."""
    if not photo_set.path.is_dir():
        raise UsageError(f"{photo_set.path}: no such folder; make it with `hime-train prepare`")
    people = []
    for folder in sorted(p for p in photo_set.path.iterdir() if p.is_dir()):
        person = [Photograph(read_rgb(f), photo_set.margin) for f in pictures(folder)]
        if person:
            people.append(person)
    if len(people) < 2:
        raise UsageError(f"{photo_set.path}: {len(people)} identity folders with pictures; at least 2 are needed")
    return people


def _fine_enough(
    sets: list[list[Person]], weights: list[float], hr_size: int
) -> tuple[list[list[Person]], NDArray[np.float64]]:
    """The people whose photographs fill a headshot of hr_size pixels, by set, and the sets' shares of the samples.

    A target drawn much larger than its photograph would teach blur.
    """
    kept, shares = [], []
    for people, weight in zip(sets, weights, strict=True):
        fine = [p for p in people if all(photo.detail >= FINEST * hr_size for photo in p)]
        if len(fine) > 1:
            kept.append(fine)
            shares.append(weight)
    if not kept:
        raise UsageError(f"batch.lr_sizes: no set has photographs of headshots for an HR size of {hr_size} pixels")
    return kept, np.array(shares) / sum(shares)


class Batches(Dataset[tuple[Tensor, Tensor, Tensor]]):
    """batches[step] -> (LR B×3×h×w, HR B×3×H×W, references B×R×3×H×W)."""

    def __init__(self, config: RunConfig):
        self.config = config
        sets = [load_people(s) for s in config.sets]
        weights = [s.weight for s in config.sets]
        sizes = config.batch.lr_sizes
        self.sets = {size: _fine_enough(sets, weights, config.network.scale * size) for size in sizes}

    def __getitem__(self, step: int) -> tuple[Tensor, Tensor, Tensor]:
        rng = np.random.default_rng((self.config.seed, step))
        batch, scale = self.config.batch, self.config.network.scale
        lr_size = _draw(batch.lr_sizes, rng)
        references = _draw(batch.references, rng)
        ease = min(1.0, 0.1 + 0.9 * step / self.config.moments.ease_steps)
        sets, shares = self.sets[lr_size]
        lrs, hrs, shown = [], [], []
        for _ in range(max(1, round(batch.pixels / lr_size**2))):
            people = sets[int(rng.choice(len(sets), p=shares))]
            person, stranger = self._two_people(people, rng)
            hr_size, moments = scale * lr_size, self.config.moments
            lr, hr, views = sample(person, stranger, hr_size, scale, references, moments, ease, rng)
            lrs.append(lr)
            hrs.append(hr)
            shown.extend(views)
        hr_side = scale * lr_size
        exemplars = to_tensor(shown) if shown else torch.zeros(0, 3, hr_side, hr_side)
        return to_tensor(lrs), to_tensor(hrs), exemplars.view(len(lrs), references, 3, hr_side, hr_side)

    def _two_people(self, people: list[Person], rng: np.random.Generator) -> tuple[Person, Person]:
        first, second = (people[int(i)] for i in rng.choice(len(people), 2, replace=False))
        paired = [p for p in people if len(p) > 1 and p is not second]
        if paired and rng.random() < self.config.moments.paired:
            first = paired[int(rng.integers(len(paired)))]
        return first, second


def loader(batches: Batches, first: int, last: int) -> DataLoader[tuple[Tensor, Tensor, Tensor]]:
    """The batches of steps first..last-1, in order, made by worker processes."""
    workers = batches.config.workers
    steps = range(first, last)
    return DataLoader(
        batches,
        batch_size=None,
        sampler=steps,
        num_workers=workers,
        prefetch_factor=4 if workers else None,
        worker_init_fn=_one_thread,
    )


def _one_thread(worker: int) -> None:
    cv2.setNumThreads(1)  # the cores belong to the training step


def _draw(shares: dict[int, float], rng: np.random.Generator) -> int:
    p = np.array(list(shares.values()))
    return int(rng.choice(list(shares), p=p / p.sum()))
