"""Does work that takes time on a thread of its own, so that the window never waits for it."""

import logging
import threading
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Signal

from app.gui.words.language import tr
from hime_core.errors import UsageError

log = logging.getLogger(__name__)

# The ending program waits this many seconds for a job. A library may crash if the program ends while it works.
JOB_ENDS_WITHIN = 5.0


class Job(QObject):
    """One piece of work. Make, start and drop a job on the UI thread, where its signals arrive. It deletes itself."""

    done = Signal(object)  # what the work returned
    failed = Signal(str)  # why the work failed, in one line
    progress = Signal(object)  # what the work passed to `tell`
    _from_thread = Signal(str, object)  # the name of a signal above that the thread wants to emit, and its value

    def __init__(self, work: Callable[["Job"], object]):
        """work: is called with this job. If it takes long, it looks at `wanted` now and then. It may call `tell`."""
        application = QCoreApplication.instance()
        super().__init__(application)  # without a parent, the work's thread might delete the job
        self._dropped = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(work,), name="hime-job", daemon=True)
        self._from_thread.connect(self._pass_on)
        if application:
            application.aboutToQuit.connect(self._end)

    def start(self) -> None:
        self._thread.start()

    @property
    def wanted(self) -> bool:
        """Whether anybody still waits for the work. May be called from any thread."""
        return not self._dropped.is_set()

    def tell(self, progress: object) -> None:
        """Say how far the work is. Called from the work's thread."""
        self._from_thread.emit("progress", progress)

    def drop(self) -> None:
        """Stop waiting for the work, and return at once. It may still run for a while, but emits no signal."""
        self._dropped.set()

    def _end(self) -> None:
        self.drop()
        if self._thread.ident:
            self._thread.join(JOB_ENDS_WITHIN)

    def _run(self, work: Callable[["Job"], object]) -> None:
        try:
            result = work(self)
        except UsageError as error:
            self._from_thread.emit("failed", str(error))
        except BaseException as error:  # the dialog shows every fault, and the window stays open
            log.exception("%r", error)
            said = tr("Something went wrong ({fault})").format(fault=f"{type(error).__name__}: {error}")
            self._from_thread.emit("failed", said)
        else:
            self._from_thread.emit("done", result)

    def _pass_on(self, signal: str, value: object) -> None:
        if self.wanted:
            getattr(self, signal).emit(value)
        if signal != "progress":
            self.deleteLater()
