"""Engine against engine: every provider that is offered, and on the CPU one thread against all."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from app.bench.floor import pictures
from app.bench.timing import Times, interleaved
from hime_core.runtime import OnnxEngine
from hime_core.runtime.choose import SKIPPED
from hime_core.runtime.sessions import CPU, offered

THREADS = (1, 0)  # 0: as many as there are cores
REFERENCES = 3


@dataclass(frozen=True)
class EngineRow:
    """One headshot of lr×lr pixels with three cached references. ms is None where the engine does not work: `fault`."""

    provider: str
    threads: int | None  # of a CPU; 0: all cores
    lr: int
    ms: Times | None
    fault: str | None = None


def measure_engines(encode: Path, enhance: Path, sizes: list[int], rounds: int) -> list[EngineRow]:
    """Time the two graphs on every provider, in turn."""
    kinds: list[tuple[str, int | None]] = [
        (provider, threads)
        for provider in offered()
        if provider not in SKIPPED
        for threads in (THREADS if provider == CPU else (None,))
    ]
    rows, works = [], {}
    for kind in kinds:
        provider, threads = kind
        try:
            engine = OnnxEngine(encode, enhance, provider, "bench", threads=threads or 0)
            for lr in sizes:
                works[kind, lr] = _work(engine, lr)
                works[kind, lr]()
        except Exception as error:  # a provider may fail in any way; the reason is told
            works = {key: work for key, work in works.items() if key[0] != kind}
            why = (str(error).strip() or type(error).__name__).splitlines()[0]
            rows += [EngineRow(provider, threads, lr, None, why) for lr in sizes]
    times = interleaved(works, rounds, "engines")
    return [EngineRow(*kind, lr, ms) for (kind, lr), ms in times.items()] + rows


def _work(engine: OnnxEngine, lr: int) -> Callable[[], object]:
    rng = np.random.default_rng(0)
    features = engine.encode(pictures(rng, REFERENCES, lr * engine.scale))
    return partial(engine.enhance, pictures(rng, 1, lr), [features])
