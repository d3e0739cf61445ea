"""Ends a run in good order if it is asked to stop: by Ctrl-C, by a batch system, or by a terminal that closes."""

import contextlib
import os
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

# The signals that ask a program to end. Not every system has all of them.
ENDING = tuple(number for name in ("SIGINT", "SIGTERM", "SIGHUP") if (number := getattr(signal, name, None)))


class StoppedError(Exception):
    """A run was asked to stop, and has saved. The text says so; it is empty if another process says it."""

    def __init__(self, number: int, told: str):
        super().__init__(told)
        self.code = 128 + number  # the exit code, as a shell counts it


def stopped(step: int, steps: int, last: Path) -> str:
    """What a stopped run says."""
    return f"stopped after step {step} of {steps}, and saved {last}; the same command goes on"


@contextlib.contextmanager
def asked_to_stop() -> Iterator[Callable[[], int]]:
    """Within the block, a signal that asks the program to end is only noted.

    Gives a function that returns the noted signal; 0: there was none. A second Ctrl-C ends the program at once, but not
    under `torchrun`, which sends each signal on to processes that already had it from the terminal. A signal that is
    ignored stays ignored. On any thread but the main one nothing is noted, because signals are handled there.
    """
    noted = 0

    def handle(number: int, frame: FrameType | None) -> None:
        nonlocal noted
        if noted and number == signal.SIGINT and "RANK" not in os.environ:
            raise KeyboardInterrupt
        noted = noted or number

    before = {number: signal.getsignal(number) for number in ENDING}
    handled = [number for number, handler in before.items() if handler != signal.SIG_IGN]
    if threading.current_thread() is not threading.main_thread():
        handled = []
    for number in handled:
        signal.signal(number, handle)
    try:
        yield lambda: noted
    finally:
        for number in handled:
            signal.signal(number, before[number])


def ignore_signals() -> None:
    """For a process that makes samples: whoever asks a whole group of processes to end asks it too.

    It ends when the training process ends it, after the last step's samples are used.
    """
    for number in ENDING:
        signal.signal(number, signal.SIG_IGN)
