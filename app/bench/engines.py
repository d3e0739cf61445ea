"""Times a network on every engine that this machine offers. The CPU is timed with one thread and with all cores."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from app.bench.floor import FRAMES, pictures
from app.bench.timing import Times, interleaved
from hime_core.runtime import Engine, Graphs
from hime_core.runtime.agreement import answer, check_agreement, trial
from hime_core.runtime.candidates import Candidate, candidates, of_provider, on_cpu
from hime_core.runtime.sessions import CPU

# The CPU is timed with each of these numbers of threads. 0 stands for one thread on each core.
THREADS = (1, 0)
# Every engine is timed with this many references, which are encoded beforehand.
CACHED_REFERENCES = 3


@dataclass(frozen=True)
class EngineRow:
    """The time of enhancing one headshot of lr×lr pixels with three cached references.

    fault: why the engine does not work, and then ms is None. elsewhere: the nodes of the network that run on another
    provider than the engine's, such as "CPUExecutionProvider: 2 Shape". It is None if all run on the engine's own.
    """

    engine: str
    threads: int | None  # the CPU's threads, 0 for one on each core; None for another provider
    lr: int
    frames: int  # how many frames the network saw, the headshot's own among them
    ms: Times | None
    fault: str | None = None
    elsewhere: str | None = None


def measure_engines(graphs: Graphs, sizes: list[int], rounds: int) -> list[EngineRow]:
    """Time a network on every engine at every size, `rounds` times each. sizes: LR sides, in pixels."""
    ways: list[tuple[Candidate, int | None]] = [
        (candidate, threads) for threads in THREADS for candidate in of_provider(CPU, graphs, threads)
    ]
    ways += [(candidate, None) for candidate in candidates(graphs, 0, "auto") if candidate.provider != CPU]
    reference = on_cpu(graphs, 0).build()
    tried = trial(reference.scale)
    expected = answer(reference, tried)
    counts = (1, FRAMES) if reference.remembers else (1,)
    rows, works, elsewhere = [], {}, {}
    for candidate, threads in ways:
        name = candidate.name
        try:
            engine = candidate.build()
            check_agreement(expected, answer(engine, tried), candidate.tolerance)
            for lr, frames in itertools.product(sizes, counts):
                works[name, threads, lr, frames] = _work(engine, lr, frames)
                works[name, threads, lr, frames]()
            elsewhere[name] = strays(engine)
        except Exception as error:  # a provider may raise anything
            works = {key: work for key, work in works.items() if key[:2] != (name, threads)}
            why = (str(error).strip() or type(error).__name__).splitlines()[0]
            rows += [EngineRow(name, threads, lr, n, None, why) for lr, n in itertools.product(sizes, counts)]
    times = interleaved(works, rounds, "engines")
    return [EngineRow(*key, ms, elsewhere=elsewhere[key[0]]) for key, ms in times.items()] + rows


def strays(engine: Engine) -> str | None:
    """Return the nodes that do not run on the engine's provider, as `EngineRow.elsewhere` has them."""
    others = {where: kinds for where, kinds in engine.placed().items() if where != engine.info.provider}
    said = [f"{where}: " + ", ".join(f"{n} {kind}" for kind, n in kinds.items()) for where, kinds in others.items()]
    return "; ".join(said) or None


def _work(engine: Engine, lr: int, frames: int) -> Callable[[], object]:
    rng = np.random.default_rng(0)
    features = engine.encode(pictures(rng, CACHED_REFERENCES, lr * engine.scale))
    if frames > 1:
        return partial(engine.follow, pictures(rng, 1, lr), [features], [pictures(rng, FRAMES - 1, lr)])
    return partial(engine.enhance, pictures(rng, 1, lr), [features])
