"""Ctrl-C and its like, while there is something to lose."""

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from types import FrameType

# The signals that ask a program to end. Not every system has all of them.
ENDING = tuple(number for name in ("SIGINT", "SIGTERM", "SIGHUP") if (number := getattr(signal, name, None)))


@contextlib.contextmanager
def asked_to_stop(stop: Callable[[], object]) -> Iterator[None]:
    """Call `stop` for each signal that asks the program to end, as long as the block runs.

    Without this, a signal raises KeyboardInterrupt wherever the program is. A second one, from an impatient person or a
    terminal that closes, would then break off the closing of a recording. Once a signal came, those that come after the
    block are ignored too: the command is about to end, and still writes what it has to tell. A signal that is ignored
    stays ignored. On any thread but the main one this does nothing, because signals are handled there.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    asked = threading.Event()

    def handle(number: int, frame: FrameType | None) -> None:
        asked.set()
        stop()

    before = {number: signal.getsignal(number) for number in ENDING}
    for number, handler in before.items():
        if handler != signal.SIG_IGN:
            signal.signal(number, handle)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_IGN if asked.is_set() else handler)
