"""Choosing an engine: build a session on every provider that is offered, run it, time it, take the fastest."""

import time
from pathlib import Path

import numpy as np

from hime_core.runtime.engine import TRIAL_LR, Engine, EngineError, OnnxEngine
from hime_core.runtime.sessions import offered

# Offered by ONNX Runtime but of no use here: they compile per shape, and faces come in many sizes.
SKIPPED = ("TensorrtExecutionProvider", "NvTensorRTRTXExecutionProvider", "AzureExecutionProvider")


def choose_engine(encode: Path, enhance: Path, threads: int = 0) -> Engine:
    """The fastest working engine for the two graphs; its `info.reason` says what was tried and measured.

    threads: of the CPU provider; 0: one on each core. A listed provider may not work (a missing driver, a silent
    fallback), so each is run before it is believed.
    Raises EngineError when none works.
    """
    tried: list[str] = []
    best: tuple[float, str] | None = None
    for provider in offered():
        if provider in SKIPPED:
            continue
        try:
            milliseconds = 1000 * _time(OnnxEngine(encode, enhance, provider, "", threads=threads))
        except Exception as error:  # a provider may fail in any way; the reason is kept and told
            why = str(error).strip() or type(error).__name__
            tried.append(f"{provider} failed: {why.splitlines()[0]}")
            continue
        tried.append(f"{provider} {milliseconds:.1f} ms")
        if best is None or milliseconds < best[0]:
            best = milliseconds, provider
    if best is None:
        raise EngineError("no engine works: " + "; ".join(tried))
    reason = f"fastest of those that ran at {TRIAL_LR}x{TRIAL_LR} with 3 references: " + ", ".join(tried)
    return OnnxEngine(encode, enhance, best[1], reason, best[0], threads)


def _time(engine: OnnxEngine) -> float:
    """Seconds of one `enhance`, the best of three after a warm-up."""
    rng = np.random.default_rng(0)
    side = TRIAL_LR * engine.scale
    exemplar = rng.integers(0, 256, (side, side, 3)).astype(np.uint8)
    lr = rng.integers(0, 256, (TRIAL_LR, TRIAL_LR, 3)).astype(np.uint8)
    features = engine.encode([exemplar] * 3)
    engine.enhance([lr], [features])
    times = []
    for _ in range(3):
        start = time.perf_counter()
        engine.enhance([lr], [features])
        times.append(time.perf_counter() - start)
    return min(times)
