"""What a run reports: one JSON object and one line for people."""

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from app.picture.show import Result
from hime_core.runtime import EngineInfo

STAGES = ("detect", "track", "bank", "enhance", "compose", "send")
SIZE = 20_000  # eleven minutes at 30 a second


class Recent:
    """Keeps the latest SIZE numbers, as float32; older ones give way."""

    def __init__(self) -> None:
        self._values = np.zeros(SIZE, np.float32)
        self._count = 0

    def append(self, value: float) -> None:
        self._values[self._count % SIZE] = value
        self._count += 1

    @property
    def values(self) -> NDArray[np.float32]:
        """Those kept, oldest first."""
        return np.roll(self._values, -self._count)[-min(self._count, SIZE) :] if self._count else self._values[:0]


@dataclass
class Tally:
    """Counts kept while running. Times are milliseconds."""

    frames_in: int = 0
    frames_out: int = 0
    frames_dropped: int = 0
    frames_failed: int = 0  # shown as the camera saw them, because a stage failed
    exemplars_banked: int = 0
    faces_enhanced: int = 0  # by the network; live, each may be shown in several pictures
    faces_with_exemplars: int = 0  # of those
    kept: Recent = field(default_factory=Recent)  # by the fidelity gate, of each face
    sink_failures: int = 0  # pictures that could not be handed over
    latency: Recent = field(default_factory=Recent)
    stages: dict[str, Recent] = field(default_factory=lambda: defaultdict(Recent))

    def add(self, result: Result) -> None:
        """Count a processed frame."""
        self.exemplars_banked += result.banked
        self.frames_failed += result.failed
        for face in result.faces:
            self.kept.append(face.kept)
        for name, ms in result.stages_ms.items():
            self.stages[name].append(ms)

    def report(self, seconds: float, engine: EngineInfo, source: str, sink: str) -> dict[str, object]:
        """The JSON object of `hime run` and `hime enhance`. Stage times are means, latency is percentiles."""
        latency, kept = self.latency.values, self.kept.values
        return {
            "frames_in": self.frames_in,
            "frames_out": self.frames_out,
            "frames_dropped": self.frames_dropped,
            "frames_failed": self.frames_failed,
            "fps": round(self.frames_out / max(seconds, 1e-9), 2),
            "latency_ms": {f"p{q}": round(_percentile(latency, q), 2) for q in (50, 95, 99)},
            "stages_ms": {name: round(_mean(self.stages[name]), 2) for name in dict.fromkeys((*STAGES, *self.stages))},
            "exemplars_banked": self.exemplars_banked,
            "faces_enhanced": self.faces_enhanced,
            "faces_with_exemplars": self.faces_with_exemplars,
            "fidelity_kept": round(float(kept.mean()), 4) if kept.size else None,
            "sink_failures": self.sink_failures,
            "engine": {"name": engine.name, "provider": engine.provider, "reason": engine.reason},
            "source": source,
            "sink": sink,
        }


def _mean(times: Recent) -> float:
    values = times.values
    return float(values.mean()) if values.size else 0.0


def _percentile(values: NDArray[np.float32], q: int) -> float:
    return float(np.percentile(values, q)) if values.size else 0.0


def one_line(report: dict[str, object]) -> str:
    """The report for people."""
    latency = report["latency_ms"]
    assert isinstance(latency, dict)
    failed = f", {report['frames_failed']} frames shown plain after a failure" if report["frames_failed"] else ""
    return (
        f"{report['source']} -> {report['sink']}: {report['frames_out']} frames at {report['fps']} fps, "
        f"{report['exemplars_banked']} exemplars banked, {report['faces_enhanced']} faces enhanced, "
        f"{report['faces_with_exemplars']} of them with exemplars, "
        f"{report['frames_dropped']} frames dropped, latency {latency['p50']} ms{failed}"
    )
