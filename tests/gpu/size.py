"""How much the kit does: all of it on a GPU, a little of everything in the dry run."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """lrs, references, faces: of the shapes; agreement_lrs: of those that are compared. rounds: timed, of each.

    crowd: the most faces that are tried, in fours; crowd_lrs: their LR sides. live_seconds: of the call. batch: samples
    of a training step; steps: timed.
    """

    lrs: tuple[int, ...]
    agreement_lrs: tuple[int, ...]
    references: tuple[int, ...]
    faces: tuple[int, ...]
    rounds: int
    crowd: int
    crowd_lrs: tuple[int, ...]
    live_seconds: float
    batch: int
    steps: int


FULL = Size(
    lrs=(16, 24, 32, 48, 64, 80, 96, 112),
    agreement_lrs=(16, 32, 64, 112),
    references=(0, 1, 3, 8),
    faces=(1, 4),
    rounds=30,
    crowd=64,
    crowd_lrs=(32, 48, 64),
    live_seconds=30,
    batch=128,
    steps=10,
)
DRY = Size(
    lrs=(16, 24),
    agreement_lrs=(16, 24),
    references=(0, 3),
    faces=(1, 2),
    rounds=2,
    crowd=1,
    crowd_lrs=(16,),
    live_seconds=4,
    batch=2,
    steps=1,
)
