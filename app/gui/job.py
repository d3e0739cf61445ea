"""Work that takes time: on a thread of its own, told of by signals, so that the window never waits."""

import sys
import threading
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Signal

from hime_core.errors import UsageError

JOB_ENDS_WITHIN = 5.0  # seconds, as the program ends: what runs must not be torn down under a library's feet


class Job(QObject):
    """One piece of work. Made, started and dropped on the UI thread, where its signals arrive; frees itself after."""

    done = Signal(object)  # what the work returned
    failed = Signal(str)  # why it did not, in one line
    progress = Signal(object)  # what the work told
    _told = Signal(str, object)  # by the work's thread: which of the above, with what

    def __init__(self, work: Callable[["Job"], object]):
        """work: gets this job. Where it takes long it looks at `wanted` now and then, and may call `tell`."""
        application = QCoreApplication.instance()
        super().__init__(application)  # which keeps it: the work's thread must not be the last to let go of it
        self._work = work
        self._dropped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="hime-job", daemon=True)
        self._told.connect(self._pass_on)
        if application:
            application.aboutToQuit.connect(self._end)

    def start(self) -> None:
        self._thread.start()

    @property
    def wanted(self) -> bool:
        """Whether anybody still waits for the work. For any thread."""
        return not self._dropped.is_set()

    def tell(self, progress: object) -> None:
        """For the work's thread: how far it is."""
        self._told.emit("progress", progress)

    def drop(self) -> None:
        """Nobody waits any more: the work ends when it can, and no signal comes. Returns at once."""
        self._dropped.set()

    def _end(self) -> None:
        self.drop()
        if self._thread.ident:
            self._thread.join(JOB_ENDS_WITHIN)

    def _run(self) -> None:
        try:
            result = self._work(self)
        except UsageError as error:
            self._told.emit("failed", str(error))
        except Exception as error:  # shown where it was asked for; the window goes on
            print(f"hime: {error!r}", file=sys.stderr)
            self._told.emit("failed", f"Something went wrong ({type(error).__name__}: {error})")
        else:
            self._told.emit("done", result)

    def _pass_on(self, signal: str, value: object) -> None:
        if self.wanted:
            getattr(self, signal).emit(value)
        if signal != "progress":
            self.deleteLater()
