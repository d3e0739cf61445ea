"""Measures how much of the processor HIME uses and, where the system tells, the power of the computer."""

import contextlib
import math
import time
from collections import deque
from dataclasses import dataclass
from pathlib import Path

# Linux keeps what it knows of batteries here.
BATTERIES = Path("/sys/class/power_supply")
# The window shows the use of the last so many seconds.
SPAN = 3.0
# A measure is over at least so many seconds.
LEAST_SPAN = 0.5


@dataclass(frozen=True)
class Use:
    """What HIME uses. cores: 1.0 is one core all the time. watts: what the batteries give; None if that is unknown."""

    cores: float
    watts: float | None


class Usage:
    """Measures how many cores this program keeps busy, all threads together."""

    def __init__(self, span: float = SPAN):
        """span: the measure is over about so many of the last seconds."""
        self._span = span
        self._marks: deque[tuple[float, float]] = deque()  # times, and the seconds of processor time until then
        self._use: Use | None = None
        self._told = -math.inf  # when `_use` was made, in seconds

    def cores(self) -> float | None:
        """Return the cores in use, 1.0 for one core all the time. None in the first moments of asking."""
        at, busy = time.perf_counter(), time.process_time()
        if self._marks and at - self._marks[-1][0] > self._span:  # nobody has asked for so long
            self._marks.clear()
        self._marks.append((at, busy))
        while len(self._marks) > 2 and at - self._marks[1][0] >= self._span:
            self._marks.popleft()
        first, then = self._marks[0]
        return (busy - then) / (at - first) if at - first > LEAST_SPAN else None

    def use(self) -> Use | None:
        """Return what is used, measured anew once a second. None in the first moments of asking."""
        cores, now = self.cores(), time.perf_counter()
        if cores is None:
            return None
        if self._use is None or now - self._told >= 1:
            self._use, self._told = Use(cores, battery_watts()), now
        return self._use


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
        return abs(float((battery / "power_now").read_text()))
    current, voltage = (float((battery / name).read_text()) for name in ("current_now", "voltage_now"))
    return abs(current) * voltage / 1e6
