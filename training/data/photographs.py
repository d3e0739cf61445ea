"""The paper's samples: a photograph is the target, other photographs of the person are its references (section 5.1)."""

import numpy as np
from numpy.random import Generator

from hime_core.geometry import Image
from training.config import Photographs
from training.data.degradations import bicubic
from training.data.person import Person


def sample(
    person: Person, hr_size: int, references: int, photographs: Photographs, rng: Generator
) -> tuple[Image, list[Image]]:
    """One training sample: (HR, references), all hr_size×hr_size.

    References are drawn without repetition; a person with too few photographs gives some of them again, and one with
    a single photograph that one.
    """
    chosen = int(rng.integers(len(person)))
    others = [i for i in range(len(person)) if i != chosen] or [chosen]
    drawn = [int(i) for i in rng.choice(others, references, replace=references > len(others))]
    views = [_view(person[i].image, hr_size) for i in (chosen, *drawn)]
    if photographs.flip == "even" and rng.random() < 0.5:
        views = [view[:, ::-1] for view in views]
    if photographs.flip == "uneven":
        views = [view[:, ::-1] if rng.random() < 0.5 else view for view in views]
    return views[0], views[1:]


def _view(image: Image, size: int) -> Image:
    return np.asarray(image) if image.shape[0] == size else bicubic(image, size)
