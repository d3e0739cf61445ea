"""HIME against its arithmetic floor: the time of its multiply-adds at the rate of a large fp32 matrix product."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray

from app.bench.timing import Times, interleaved
from hime_core.geometry import Image
from hime_core.runtime import Engine

REFERENCES = (0, 1, 3)
PRODUCTS = (512, 1024, 2048)  # sides of the square matrices; which of them runs fastest differs between machines
# A BLAS's threads spin for a while after their work, and would take a core from what is measured next.
REST_SECONDS = 0.3


@dataclass(frozen=True)
class NetworkRow:
    """One enhanced headshot of lr×lr pixels. cached: the references were encoded before."""

    lr: int
    refs: int
    cached: bool
    ms: Times
    floor_ms: float
    bicubic_ms: float  # OpenCV's bicubic enlargement of the same headshot

    @property
    def times_floor(self) -> float:
        """The median over the floor."""
        return self.ms.p50 / self.floor_ms


@dataclass(frozen=True)
class NetworkCost:
    """gflops: billions of operations a second that fp32 matrix products reached in between; two a multiply-add."""

    gflops: float
    rows: list[NetworkRow]


def measure_network(engine: Engine, sizes: list[int], rounds: int, products: tuple[int, ...] = PRODUCTS) -> NetworkCost:
    """Time an engine at LR sizes (multiples of 8), and matrix products and bicubic enlargement in turn with it.

    The rate is the best over the products' sizes of the median over the rounds. The products are NumPy's: they use
    as many threads as there are cores, as an engine does.
    """
    rng = np.random.default_rng(0)
    wanted = [(n, r, cached) for n in sizes for r in REFERENCES for cached in (True, False) if r or cached]
    works: dict[tuple[object, ...], Callable[[], object]] = {}
    for side in products:
        a, b = (rng.random((side, side), np.float32) for _ in range(2))
        works["product", side] = partial(np.matmul, a, b)
    works["rest", 0] = partial(time.sleep, REST_SECONDS)
    for n in sizes:
        (lr,) = pictures(rng, 1, n)
        works["bicubic", n] = partial(_bicubic, lr, engine.scale)
        exemplars = pictures(rng, max(REFERENCES), n * engine.scale)
        features = engine.encode(exemplars)
        for r in REFERENCES:
            works[n, r, True] = partial(engine.enhance, [lr], [features[:r]])
            if r:
                works[n, r, False] = partial(_encode_and_enhance, engine, lr, exemplars[:r])
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
    """Noise, side×side. What a picture shows does not change the work."""
    return list(rng.integers(0, 256, (count, side, side, 3)).astype(np.uint8))


def _bicubic(lr: Image, scale: int) -> NDArray[np.uint8]:
    return np.asarray(cv2.resize(lr, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), np.uint8)


def _encode_and_enhance(engine: Engine, lr: Image, exemplars: list[Image]) -> None:
    engine.enhance([lr], [engine.encode(exemplars)])
