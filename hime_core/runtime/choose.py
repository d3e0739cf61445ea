"""Choosing an engine: build a session on every provider that is offered, run it, believe it only if its picture is the
CPU's, time it, take the fastest."""

import time
from dataclasses import replace

from hime_core.engines import NetworkEngine
from hime_core.runtime.agreement import REFERENCES, SIDE, Answer, Trial, answer, check_agreement, trial
from hime_core.runtime.candidates import Candidate, candidates, on_cpu
from hime_core.runtime.engine import Engine, EngineError
from hime_core.runtime.graphs import Graphs
from hime_core.runtime.sessions import CPU

TIMED = 3  # runs of an engine, of which the fastest counts


def choose_engine(graphs: Graphs, threads: int = 0, wanted: NetworkEngine = "auto") -> Engine:
    """The fastest working engine for a network; its `info.reason` says what was tried and measured.

    threads: of the CPU provider; 0: one on each core. A listed provider may not work (a missing driver, a silent
    fallback, a wrong kernel), so each is run and compared before it is believed.
    Raises EngineError when none works.
    """
    try:
        reference = on_cpu(graphs, threads).build()
        tried = trial(reference.scale)
        expected = answer(reference, tried)
    except Exception as error:  # without the CPU's picture no other can be believed
        raise EngineError(f"no engine works: {CPU} failed: {_why(error)}") from error
    said: list[str] = []
    best: tuple[float, Engine] | None = None
    failed = False  # the candidate before
    for candidate in candidates(graphs, threads, wanted):
        if candidate.fallback and not failed:
            continue
        failed = False
        try:
            engine = reference if candidate.provider == CPU else _believed(candidate, tried, expected)
            milliseconds = 1000 * _time(engine, tried)
        except Exception as error:  # a provider may fail in any way; the reason is kept and told
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
    reason = f"fastest of those that ran at {SIDE}x{SIDE} with {REFERENCES} references: " + ", ".join(said)
    engine.info = replace(engine.info, reason=reason, milliseconds=milliseconds)
    return engine


def _why(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]


def _believed(candidate: Candidate, tried: Trial, expected: Answer) -> Engine:
    engine = candidate.build()
    check_agreement(expected, answer(engine, tried))
    return engine


def _time(engine: Engine, tried: Trial) -> float:
    """Seconds of one `enhance`, the best of a few after a warm-up."""
    features = engine.encode(tried.exemplars)
    engine.enhance([tried.lr], [features])
    times = []
    for _ in range(TIMED):
        start = time.perf_counter()
        engine.enhance([tried.lr], [features])
        times.append(time.perf_counter() - start)
    return min(times)
