"""Makes the paper's samples (section 5.1). Target and references are a person's photographs, as they are."""

import numpy as np
from numpy.random import Generator

from hime_core.geometry import Image
from training.data.parsing_maps import read_maps
from training.data.person import Person
from training.data.pictures import shrink
from training.settings.config import Photographs


def sample(
    person: Person, hr_size: int, references: int, photographs: Photographs, rng: Generator
) -> tuple[Image, list[Image], Image | None]:
    """One sample: HR and its references, all hr_size×hr_size×3, and HR's parsing maps at half its size.

    The maps are None if the photograph has none. The person has more photographs than `references`, and no photograph
    is drawn twice.
    """
    # The target is drawn before the references, so that runs with more or fewer references learn from the same targets.
    chosen, mirror = int(rng.integers(len(person))), rng.random() < 0.5
    others = [i for i in range(len(person)) if i != chosen]
    drawn = rng.choice(others, references, replace=False)
    target, *shown = (_view(person[int(i)].image, hr_size) for i in (chosen, *drawn))
    file = person[chosen].parsing_map
    maps = None if file is None else read_maps(file, hr_size // 2)
    if photographs.flip == "even" and mirror:
        shown = [view[:, ::-1] for view in shown]
    if photographs.flip == "uneven" and not mirror:  # the target or a reference, never both
        shown = [view[:, ::-1] if rng.random() < 0.5 else view for view in shown]
    if photographs.flip != "none" and mirror:
        target, maps = target[:, ::-1], None if maps is None else maps[:, ::-1]
    return target, shown, maps


def _view(image: Image, size: int) -> Image:
    return np.asarray(image) if image.shape[0] == size else shrink(image, size)
