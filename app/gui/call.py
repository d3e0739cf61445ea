"""The present call, on a thread of its own: opened, run, stopped, begun anew; the window never waits for it."""

import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from app.capture import mailbox
from app.gui.selection import CallPlan
from app.media.files import free_name
from app.run.live import Seen
from app.run.session import Session, open_session
from app.settings import Settings, View
from app.settings.watch import SettingsFile
from hime_core.errors import UsageError


class Call(QObject):
    """Signals come on the window's thread. ended: why, or "" where it ended by itself or was asked to."""

    opening = Signal()
    running = Signal()
    ended = Signal(str)
    edited = Signal(object)  # Settings: the settings file was changed
    _over = Signal(str)

    def __init__(self, settings_path: Path | None, view: View | None = None, parent: QObject | None = None):
        """settings_path: a file to take edits over from. view: goes before the file's."""
        super().__init__(parent)
        self.seen: mailbox.Slot[Seen] = mailbox.Slot()
        self._path, self._view = settings_path, view
        self._next: CallPlan | None = None
        self._written: set[str] = set()  # files of earlier calls
        self._run: _CallThread | None = None
        self._newest: _CallThread | None = None  # also after it has told that it is over
        self._over.connect(self._go_on)

    @property
    def session(self) -> Session | None:
        """The session, once it is open."""
        run = self._run  # read once: the feed's thread asks, too
        return run.session if run else None

    @property
    def no_output(self) -> str:
        """Why there is no virtual camera, where one was asked for; else empty."""
        run = self._run
        return run.no_output if run else ""

    @property
    def alive(self) -> bool:
        """Whether anything is open, or being opened or closed."""
        return self._run is not None

    def start(self, plan: CallPlan) -> None:
        """Begin a call; where there is one, when that has ended."""
        self._next = plan
        if self._run:
            self._run.stop()
        else:
            self._begin()

    def stop(self) -> None:
        """Have the call end."""
        self._next = None
        if self._run:
            self._run.stop()

    def wait(self, seconds: float) -> None:
        """Until its thread has ended. Not for while the window is open."""
        if self._newest:
            self._newest.join(seconds)

    def _begin(self) -> None:
        plan, self._next = self._next, None
        assert plan
        if plan.sink in self._written:
            plan = replace(plan, sink=str(free_name(Path(plan.sink))))
        elif plan.sink not in ("virtual", "none"):
            self._written.add(plan.sink)
        file = _WatchedSettings(self._path, self._view, self.edited.emit) if self._path else None
        self._run = self._newest = _CallThread(plan, file, self.seen, self.running.emit, self._over.emit)
        self.opening.emit()
        self._run.start()

    @Slot(str)
    def _go_on(self, error: str) -> None:
        if self._run:
            self._run.session = None  # it holds pictures; the thread is kept to be waited for
        self._run = None
        if self._next:
            self._begin()
        else:
            self.ended.emit(error)


class _CallThread(threading.Thread):
    """One session, from opening to its end."""

    def __init__(
        self,
        plan: CallPlan,
        file: SettingsFile | None,
        seen: mailbox.Slot[Seen],
        running: Callable[[], None],
        over: Callable[[str], None],
    ):
        super().__init__(name="hime-call", daemon=True)  # a driver may hang for ever
        self.session: Session | None = None
        self.no_output = ""
        self._plan, self._file, self._seen = plan, file, seen
        self._running, self._over = running, over
        self._asked_to_stop = threading.Event()

    def stop(self) -> None:
        self._asked_to_stop.set()
        if self.session:
            self.session.live.stop()

    def run(self) -> None:
        error = ""
        try:
            session = self._open()
            self.session = session
            if self._asked_to_stop.is_set():  # after this line `stop` sees the session itself
                session.live.stop()
            else:
                self._running()
            session.run()
        except UsageError as fault:
            error = str(fault)
        except Exception as fault:
            print(f"hime: {fault!r}", file=sys.stderr)
            error = f"something went wrong inside HIME ({fault!r})"
        self._over("" if self._asked_to_stop.is_set() else error)

    def _open(self) -> Session:
        plan = self._plan
        sink = "virtual or none" if plan.sink == "virtual" else plan.sink
        session = open_session(plan.settings, plan.source, sink, self._file, self._seen)
        self.no_output = session.note or ""
        return session


class _WatchedSettings(SettingsFile):
    """Tells of the edits that it gives out."""

    def __init__(self, path: Path, view: View | None, tell: Callable[[Settings], None]):
        super().__init__(path, view)
        self._tell = tell

    def changed(self, current: Settings) -> Settings | None:
        new = super().changed(current)
        if new is not None:
            self._tell(new)
        return new
