"""Chooses an engine: the fastest of the candidates that work here and whose pictures agree with the CPU's."""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from hime_core.engine_names import NetworkEngine
from hime_core.runtime.agreement import (
    TRIAL_REFERENCES,
    TRIAL_SIDE,
    Answer,
    EngineTrial,
    answer,
    check_agreement,
    trial,
)
from hime_core.runtime.candidates import Candidate, candidates, on_cpu
from hime_core.runtime.engine import Engine, EngineError
from hime_core.runtime.graphs import Graphs
from hime_core.runtime.sessions import CPU

# Each engine is timed in this many runs, and its fastest run counts.
TIMED_RUNS = 3


def choose_engine(graphs: Graphs, threads: int = 0, wanted: NetworkEngine = "auto") -> Engine:
    """The fastest working engine for a network. Its `info.reason` says what was tried and measured.

    threads: how many the CPU provider uses; 0 stands for one on each core. Raises EngineError if no engine works.

    A provider that ONNX Runtime offers may still not work: a driver may be missing, the provider may silently fall back
    to the CPU, or a kernel may be wrong. So each engine is run and compared before it is used.
    """
    try:
        reference = on_cpu(graphs, threads).build()
        tried = trial(reference.scale)
        expected = answer(reference, tried)
    except Exception as error:  # without the CPU's picture no other can be checked
        raise EngineError(f"no engine works: {CPU} failed: {_why(error)}") from error
    said: list[str] = []
    best: tuple[float, Engine] | None = None
    failed = False  # whether the last candidate failed
    for candidate in candidates(graphs, threads, wanted):
        if candidate.fallback and not failed:
            continue
        failed = False
        try:
            engine = reference if candidate.name == CPU else _believed(candidate, tried, expected)
            milliseconds = 1000 * _time(engine, tried)
        except Exception as error:  # a provider may fail in any way; `reason` tells how it failed
            said.append(f"{candidate.name} failed: {_why(error)}")
            failed = True
            continue
        said.append(f"{candidate.name} {milliseconds:.1f} ms")
        if best is None or milliseconds < best[0]:
            best = milliseconds, engine
    if best is None:
        raise EngineError("no engine works: " + "; ".join(said))
    milliseconds, engine = best
    engine.forget()
    reason = f"fastest of those that ran at {TRIAL_SIDE}x{TRIAL_SIDE} with {TRIAL_REFERENCES} references: " + ", ".join(
        said
    )
    engine.info = replace(engine.info, reason=reason, milliseconds=milliseconds)
    return engine


def _why(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]


def _believed(candidate: Candidate, tried: EngineTrial, expected: Answer) -> Engine:
    engine = candidate.build()
    check_agreement(expected, answer(engine, tried), candidate.tolerance)
    return engine


def _time(engine: Engine, tried: EngineTrial) -> float:
    """The seconds that one headshot takes, with earlier frames if the engine remembers: the fastest of TIMED_RUNS after
    a warm-up."""
    features = engine.encode(tried.exemplars)
    work: Callable[[], object] = partial(engine.enhance, [tried.lr], [features])
    if engine.remembers:
        work = partial(engine.follow, [tried.lr], [features], [tried.earlier])
    work()
    times = []
    for _ in range(TIMED_RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)
