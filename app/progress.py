"""Tells a person how far a long piece of work is: a bar in a terminal, and now and then a line anywhere else."""

import contextlib
import io
import sys
import time
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import NoReturn, TextIO, TypeVar

from tqdm import tqdm

from hime_core.shown_text import harmless

Item = TypeVar("Item")

# Where there is no terminal, a line is written at most once in this many seconds. Shorter work writes nothing.
PAUSE = 30.0


class Progress:
    """Counts the steps of one piece of work, and tells of them on the standard error.

    Use it in a `with` block. In a terminal it is a bar. In a pipe or a file, where a bar would leave thousands of
    lines, it writes a line such as "call.mp4: 1200 of 5400 frames, 12 frames/s" after each PAUSE.
    """

    def __init__(self, name: str, total: int | None, unit: str, stays: bool = True):
        """name: what is worked on. total: the number of all steps, or None if that is unknown.

        unit: what a step is, such as "frame". stays: whether the bar stays in the terminal when the work is done.
        """
        self._name, self._total, self._unit = harmless(name), total, unit
        self._done = 0
        self._told_at, self._told = time.monotonic(), 0  # when the last line was written, and what it told
        self._bar: tqdm[NoReturn] | None = None
        if sys.stderr is not None and sys.stderr.isatty():
            stream = LenientStream(sys.stderr)
            self._bar = tqdm(desc=self._name, total=total, unit=unit, leave=stays, file=stream)

    def __enter__(self) -> "Progress":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.close()

    def step(self, count: int = 1) -> None:
        """Count steps that are done."""
        self._done += count
        if self._bar is not None:
            self._bar.update(count)
            return
        now = time.monotonic()
        if now - self._told_at >= PAUSE:
            self._tell((self._done - self._told) / (now - self._told_at))
            self._told_at, self._told = now, self._done

    def of(self, steps: Iterable[Item]) -> Iterator[Item]:
        """Give the items one after the other. A step is done when the next item is asked for."""
        for item in steps:
            yield item
            self.step()

    def _tell(self, rate: float) -> None:
        """Write a line. rate: how many steps were done in a second since the last line."""
        if sys.stderr is None:  # a program without a console has none
            return
        done = f"{self._done} of {self._total}" if self._total else f"{self._done}"
        speed = f"{rate:.0f}" if rate >= 10 else f"{rate:.2g}"
        line = f"{self._name}: {done} {self._unit}s, {speed} {self._unit}s/s\n"
        stream = LenientStream(sys.stderr)
        stream.write(line)
        stream.flush()


class LenientStream(io.TextIOBase):
    """A stream for people. What cannot be written, as to a terminal that was closed, is dropped."""

    def __init__(self, stream: TextIO):
        self._stream = stream

    def write(self, text: str) -> int:
        with contextlib.suppress(OSError):
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        with contextlib.suppress(OSError):
            self._stream.flush()

    def isatty(self) -> bool:
        return self._stream.isatty()

    def fileno(self) -> int:
        return self._stream.fileno()
