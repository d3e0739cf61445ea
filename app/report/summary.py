"""Makes the summary of a run: one JSON object, and one line for people."""

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from app.picture.show import ShownFrame
from hime_core.runtime import EngineInfo

# Every report names these stages, even if one of them never ran.
STAGES = ("detect", "track", "bank", "enhance", "compose", "send")
# Means and percentiles use at most this many of the latest numbers. At 30 a second, that covers eleven minutes.
KEPT_NUMBERS = 20_000


class Recent:
    """Keeps the latest KEPT_NUMBERS numbers, as float32, and drops older ones."""

    def __init__(self) -> None:
        self._values = np.zeros(KEPT_NUMBERS, np.float32)
        self._count = 0

    def append(self, value: float) -> None:
        """Keep another number."""
        self._values[self._count % KEPT_NUMBERS] = value
        self._count += 1

    @property
    def values(self) -> NDArray[np.float32]:
        """The numbers that are kept, the oldest first."""
        kept = min(self._count, KEPT_NUMBERS)
        return np.roll(self._values, -self._count)[KEPT_NUMBERS - kept :]


@dataclass
class Tally:
    """The counts and times of a run. Times are in milliseconds."""

    frames_in: int = 0  # frames that the source gave
    frames_out: int = 0  # pictures that were sent
    frames_dropped: int = 0  # frames and pictures that were replaced by newer ones before they were used
    frames_damaged: int = 0  # frames of a recording that could not be decoded, or are visibly damaged
    frames_failed: int = 0  # frames shown as the camera saw them, because a stage failed
    exemplars_banked: int = 0
    faces_enhanced: int = 0  # faces that the network enhanced; in a live call each may be shown in several pictures
    faces_with_exemplars: int = 0  # enhanced faces that had exemplars
    kept: Recent = field(default_factory=Recent)  # for each face shown: the share that the fidelity gate kept, 0..1
    sink_failures: int = 0  # pictures that the sink could not hand over
    latency: Recent = field(default_factory=Recent)  # from the capture of a frame to the sending of its picture
    stages: dict[str, Recent] = field(default_factory=lambda: defaultdict(Recent))  # by stage: how long each run took

    def add(self, shown: ShownFrame) -> None:
        """Count a frame from which a picture was made."""
        self.exemplars_banked += shown.banked
        self.frames_failed += shown.failed
        for face in shown.faces:
            self.kept.append(face.kept)
        for name, ms in shown.stages_ms.items():
            self.stages[name].append(ms)

    def report(self, seconds: float, engine: EngineInfo, source: str, sink: str) -> dict[str, object]:
        """Return the JSON object of `hime run` and `hime enhance`. Stage times are means, latencies are percentiles.

        A stage that never ran has the time 0 ms. If the run sent no picture, its latencies are null.

        seconds: how long the run took.
        """
        latency, kept = self.latency.values, self.kept.values
        return {
            "frames_in": self.frames_in,
            "frames_out": self.frames_out,
            "frames_dropped": self.frames_dropped,
            "frames_damaged": self.frames_damaged,
            "frames_failed": self.frames_failed,
            "fps": round(self.frames_out / max(seconds, 1e-9), 2),
            "latency_ms": {f"p{q}": _percentile(latency, q) for q in (50, 95, 99)},
            "stages_ms": {name: _mean(self.stages[name]) for name in dict.fromkeys((*STAGES, *self.stages))},
            "exemplars_banked": self.exemplars_banked,
            "faces_enhanced": self.faces_enhanced,
            "faces_with_exemplars": self.faces_with_exemplars,
            "fidelity_kept": round(float(kept.mean()), 4) if kept.size else None,
            "sink_failures": self.sink_failures,
            "engine": {
                "name": engine.name,
                "provider": engine.provider,
                "reason": engine.reason,
                "model": engine.model,
            },
            "source": source,
            "sink": sink,
        }


def _mean(times: Recent) -> float:
    values = times.values
    return round(float(values.mean()), 2) if values.size else 0.0


def _percentile(values: NDArray[np.float32], q: int) -> float | None:
    return round(float(np.percentile(values, q)), 2) if values.size else None


def _frames(count: object) -> str:
    return "1 frame" if count == 1 else f"{count} frames"


def one_line(report: dict[str, object]) -> str:
    """Return the report of `Tally.report` as one line for people."""
    latency = report["latency_ms"]
    assert isinstance(latency, dict)
    delay = "" if latency["p50"] is None else f", latency {latency['p50']} ms"
    # A report of `hime enhance` has a line of its own about what is lost of the recording.
    count = 0 if "seconds_missing" in report else report["frames_damaged"]
    damaged = f", {_frames(count)} of the recording damaged" if count else ""
    failed = f", {_frames(report['frames_failed'])} shown plain after a failure" if report["frames_failed"] else ""
    lost = f", {report['sink_failures']} pictures not handed over" if report["sink_failures"] else ""
    engine = report["engine"]
    assert isinstance(engine, dict)
    by = f" by {engine['model']}" if engine["model"] and report["faces_enhanced"] else ""
    cores = f", {report['cpu_cores']} cores in use" if "cpu_cores" in report else ""
    return (
        f"{report['source']} -> {report['sink']}: {_frames(report['frames_out'])} at {report['fps']} fps, "
        f"{report['exemplars_banked']} exemplars banked, {report['faces_enhanced']} faces enhanced{by}, "
        f"{report['faces_with_exemplars']} of them with exemplars, "
        f"{_frames(report['frames_dropped'])} dropped{delay}{cores}{damaged}{failed}{lost}"
    )
