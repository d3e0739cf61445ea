"""Measures how much of the processor HIME uses and, where the system tells, the power of the computer."""

import contextlib
import time
from collections import deque
from pathlib import Path

# Linux keeps what it knows of batteries here.
BATTERIES = Path("/sys/class/power_supply")
# The window shows the use of the last so many seconds.
SPAN = 3.0


class CoresUsed:
    """Measures the cores that this program keeps busy, all threads together. 1.0 is one core all the time."""

    def __init__(self, span: float = SPAN):
        """span: the measure is over so many of the last seconds."""
        self._span = span
        # Each entry has a time, and the seconds of processor time until then. The first is about `span` old.
        self._marks = deque([(time.perf_counter(), time.process_time())])

    def now(self) -> float | None:
        """Return the cores in use over the last `span` seconds, or None in the first moments."""
        at, busy = time.perf_counter(), time.process_time()
        self._marks.append((at, busy))
        while len(self._marks) > 2 and at - self._marks[1][0] >= self._span:
            self._marks.popleft()
        first, then = self._marks[0]
        return (busy - then) / (at - first) if at - first > 0.5 else None


def battery_watts(folder: Path = BATTERIES) -> float | None:
    """Return the power that the batteries give now, in watts. None if the computer is plugged in or does not tell."""
    watts = 0.0
    for battery in sorted(folder.glob("BAT*")) if folder.is_dir() else []:
        with contextlib.suppress(OSError, ValueError):
            if (battery / "status").read_text().strip() == "Discharging":
                watts += _microwatts(battery) / 1e6
    return watts or None


def _microwatts(battery: Path) -> float:
    """The power of a battery. Some tell it as current (µA) and voltage (µV)."""
    if (battery / "power_now").exists():
        return float((battery / "power_now").read_text())
    current, voltage = (float((battery / name).read_text()) for name in ("current_now", "voltage_now"))
    return abs(current) * voltage / 1e6
