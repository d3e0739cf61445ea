"""Times the network and works out its floor.

The floor is the time that the network's multiply-adds would take at the speed of a large matrix product.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray

from app.bench.timing import Times, interleaved
from app.enhance.history import MOST_EARLIER
from hime_core.geometry import Image
from hime_core.runtime import Engine

# The network is timed with each of these numbers of references.
REFERENCE_COUNTS = (0, 1, 3)
# A network that remembers is also timed with this many frames, which are as many as a call uses.
FRAMES = MOST_EARLIER + 1
# Square matrices with these sides are multiplied. Machines differ in which of them runs fastest.
PRODUCTS = (512, 1024, 2048)
# HIME waits this many seconds after the matrix products. Their threads stay busy for a while, which would slow down
# what is timed next.
REST_SECONDS = 0.3


@dataclass(frozen=True)
class NetworkRow:
    """The time of enhancing one headshot of lr×lr pixels. cached: whether the references were encoded before.

    frames: how many frames the network saw, the headshot's own among them.
    """

    lr: int
    refs: int
    cached: bool
    frames: int
    ms: Times
    floor_ms: float
    bicubic_ms: float  # the median time of OpenCV's bicubic enlargement of the same headshot

    @property
    def times_floor(self) -> float:
        """The median time divided by the floor."""
        return self.ms.p50 / self.floor_ms


@dataclass(frozen=True)
class NetworkCost:
    """The times of the network. gflops: the speed of fp32 matrix products, in 1e9 operations a second.

    A multiply-add counts as two operations.
    """

    gflops: float
    rows: list[NetworkRow]


def measure_network(engine: Engine, sizes: list[int], rounds: int, products: tuple[int, ...] = PRODUCTS) -> NetworkCost:
    """Time an engine, matrix products and bicubic enlargement in turn.

    sizes: LR sides in pixels, multiples of 8. rounds: each is timed this many times. products: the sides of the
    matrices. The speed of the products is the median over the rounds, for the side with the highest speed. NumPy makes
    the products with as many threads as there are cores, as an engine does.
    """
    rng = np.random.default_rng(0)
    wanted = [
        (n, r, cached, frames)
        for n in sizes
        for r in REFERENCE_COUNTS
        for cached, frames in ((True, 1), (True, FRAMES), (False, 1))
        if (r or cached) and (frames == 1 or engine.remembers)
    ]
    works: dict[tuple[object, ...], Callable[[], object]] = {}
    for side in products:
        a, b = (rng.random((side, side), np.float32) for _ in range(2))
        works["product", side] = partial(np.matmul, a, b)
    works["rest", 0] = partial(time.sleep, REST_SECONDS)
    for n in sizes:
        (lr,) = pictures(rng, 1, n)
        works["bicubic", n] = partial(_bicubic, lr, engine.scale)
        exemplars = pictures(rng, max(REFERENCE_COUNTS), n * engine.scale)
        features = engine.encode(exemplars)
        past = pictures(rng, FRAMES - 1, n)
        for r in REFERENCE_COUNTS:
            works[n, r, True, 1] = partial(engine.enhance, [lr], [features[:r]])
            if engine.remembers:
                works[n, r, True, FRAMES] = partial(engine.follow, [lr], [features[:r]], [past])
            if r:
                works[n, r, False, 1] = partial(_encode_and_enhance, engine, lr, exemplars[:r])
    times = interleaved(works, rounds, "network")
    gflops = max(2 * side**3 / times["product", side].p50 / 1e6 for side in products)
    rows = [
        NetworkRow(
            *key, times[key], 2 * engine.macs(*key) / gflops / 1e6, times["bicubic", key[0]].p50
        )
        for key in wanted
    ]  # fmt: skip
    return NetworkCost(gflops, rows)


def pictures(rng: np.random.Generator, count: int, side: int) -> list[Image]:
    """Return pictures of noise, side×side pixels. The network takes as long for noise as for faces."""
    return list(rng.integers(0, 256, (count, side, side, 3)).astype(np.uint8))


def _bicubic(lr: Image, scale: int) -> NDArray[np.uint8]:
    return np.asarray(cv2.resize(lr, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), np.uint8)


def _encode_and_enhance(engine: Engine, lr: Image, exemplars: list[Image]) -> None:
    engine.enhance([lr], [engine.encode(exemplars)])
