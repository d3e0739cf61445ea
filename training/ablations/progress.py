"""Says how far the runs of a table are."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from hime_core.errors import UsageError
from training.ablations.plan import Run


class Progress:
    """Says what is done already, each run that begins and ends, and where the work was when it was stopped.

    runs: all runs of the table. say: is called with each line.
    """

    def __init__(self, runs: Sequence[Run], say: Callable[[str], None]):
        self._say = say
        self._finished, self._count = sum(not run.left and not run.missing for run in runs), len(runs)
        self._skipped = [run for run in runs if run.missing]

    def __enter__(self) -> Self:
        for run in self._skipped:
            self._say(f"{run.label} is skipped: {run.missing}")
        self._say(self._how_far())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None and not issubclass(kind, UsageError):  # such an error says itself what to do
            self._say(f"stopped: {self._how_far()}; the same command goes on")

    @contextmanager
    def running(self, run: Run) -> Iterator[None]:
        """A run is trained in here."""
        begins = f"goes on at step {run.done} of" if run.done else "begins:"
        self._say(f"{run.label} {begins} {run.config.optimiser.steps} steps")
        start = time.monotonic()
        yield
        self._finished += 1
        self._say(f"{run.label} is trained, in {duration(time.monotonic() - start)}; {self._how_far()}")

    def _how_far(self) -> str:
        skipped = f", {len(self._skipped)} skipped" if self._skipped else ""
        left = self._count - self._finished - len(self._skipped)
        return f"{self._finished} of {self._count} runs finished{skipped}, {left} left"


def duration(seconds: float) -> str:
    """A time in the two units that suit it, such as "3 h 20 min"."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
