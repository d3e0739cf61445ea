"""How much the kit does. On a GPU it does everything, and in the dry run a little of everything."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """How much the parts of the kit do.

    lrs: LR sides of the shapes that are timed, in pixels. agreement_lrs: LR sides of the shapes that are compared with
    the CPU's. references, faces: their numbers in a shape. rounds: how often each shape is timed. crowd: at most four
    times this many faces are tried together. crowd_lrs: LR sides of these faces. live_seconds: how long the live graph
    runs. batch: samples in a training step. steps: training steps that are timed.
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
