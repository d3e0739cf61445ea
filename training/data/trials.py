"""The evaluation list: which image is super-resolved with which references. Every method is scored on the same list."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from hime_core.errors import UsageError
from training.data.pictures import pictures


@dataclass(frozen=True)
class Trial:
    """One target and the files it is super-resolved with; as many strangers as references, where there are so many."""

    identity: str
    target: Path
    references: list[Path]
    strangers: list[Path]


def make_trials(data: Path, references: int, seed: int) -> list[Trial]:
    """The evaluation list: every image once as target, with other images of the same identity drawn by the seed.

    An identity with fewer than `references` other images gives those it has. Identities with one image are left
    out when references are asked for.
    """
    if not data.is_dir():
        raise UsageError(f"{data}: no such folder")
    people = {p.name: pictures(p) for p in sorted(data.iterdir()) if p.is_dir()}
    people = {name: files for name, files in people.items() if len(files) > (1 if references else 0)}
    if not people or (references and len(people) < 2):
        raise UsageError(f"{data}: expected at least two identity folders with two headshots each")
    rng = np.random.default_rng(seed)
    trials = []
    for name, files in people.items():
        everybody_else = [f for other, theirs in people.items() if other != name for f in theirs]
        for target in files:
            others = [f for f in files if f != target]
            count = min(references, len(others))
            own = [others[i] for i in rng.choice(len(others), count, replace=False)]
            strangers = min(count, len(everybody_else))
            foreign = (
                [everybody_else[i] for i in rng.choice(len(everybody_else), strangers, replace=False)] if count else []
            )
            trials.append(Trial(name, target, own, foreign))
    return trials
