"""Opens, runs, stops and restarts a call on a thread of its own, so that the window never waits for it."""

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from app.capture import mailbox
from app.gui.choices.selection import CallPlan
from app.gui.words.language import tr
from app.media.files import free_name
from app.output.sinks import PIPEWIRE, SteadySink
from app.picture.cover import Cover
from app.run.live import Seen
from app.run.session import Session, open_session
from app.settings import Settings, View
from app.settings.watch import SettingsFile
from hime_core.errors import UsageError

log = logging.getLogger(__name__)


class Call(QObject):
    """Opens, stops and restarts calls. Its signals arrive on the UI thread."""

    opening = Signal()
    running = Signal()
    ended = Signal(str)  # why the call ended; empty if it ended by itself or was stopped
    edited = Signal(object, object)  # the Settings before and after an edit of the settings file
    refused = Signal(str)  # why an edit of the settings file is not taken over; a line for each mistake
    _over = Signal(str)  # from the call's thread: it has ended, and why, as in `ended`

    def __init__(self, settings_path: Path | None, view: View | None = None, parent: QObject | None = None):
        """settings_path: a file whose edits the call follows. view: overrides the file's view."""
        super().__init__(parent)
        self.seen: mailbox.Slot[Seen] = mailbox.Slot()
        self._path, self._view = settings_path, view
        self._cover: Cover | None = None  # only the UI thread sets it; a call's thread reads it once it has a session
        self._next: CallPlan | None = None
        self._written: set[str] = set()  # files that earlier calls wrote; a later call writes to another name
        self._run: _CallThread | None = None
        self._newest: _CallThread | None = None  # stays after it has ended, so that `wait` can wait for it
        self._over.connect(self._thread_ended)

    @property
    def session(self) -> Session | None:
        """The open session; None while there is none."""
        run = self._run  # read once, because another thread may call this while it changes
        return run.session if run else None

    @property
    def no_output(self) -> str:
        """Why there is no virtual camera although one was asked for; otherwise empty."""
        run = self._run
        return run.no_output if run else ""

    @property
    def few_see(self) -> str:
        """Which programs list the virtual camera, if it is one that only some do; otherwise empty."""
        run = self._run
        return run.few_see if run else ""

    @property
    def takes_a_virtual_camera(self) -> bool:
        """Whether the call would rather have a virtual camera of the kernel: it has none, or one that only few list."""
        run = self._run
        if run is None or run.plan.settings.output.device == PIPEWIRE:
            return False
        return bool(run.no_output or run.few_see)

    @property
    def alive(self) -> bool:
        """Whether a call is open, being opened or being closed."""
        return self._run is not None

    def start(self, plan: CallPlan) -> None:
        """Begin a call. If a call is open, end it first."""
        self._next = plan
        if self._run:
            self._run.stop()
        else:
            self._begin()

    def cover(self, cover: Cover | None) -> None:
        """Send this in place of the camera's picture from now on, in later calls too. None: the camera's picture.

        A recording that a person opened goes on, because nobody else sees it.
        """
        self._cover = cover
        if self._run and self._run.session and not self._run.plan.opened:
            if cover is None:
                self._run.session.viewers.rest(False)  # while the camera rests, the picture would be blurred
            self._run.session.live.cover(cover)

    def rest(self) -> None:
        """Let the camera rest if the video is paused. Until a picture was sent, there is none to cover."""
        run = self._run
        if self._cover and run and run.session and not run.plan.opened and run.session.live.sent:
            run.session.viewers.rest(True)

    def stop(self) -> None:
        """Ask the call to end."""
        self._next = None
        if self._run:
            self._run.stop()

    def wait(self, seconds: float) -> None:
        """Wait until the call's thread has ended. Only for use after the window has closed."""
        if self._newest:
            self._newest.join(seconds)

    def _begin(self) -> None:
        plan, self._next = self._next, None
        assert plan
        if plan.sink in self._written:
            plan = replace(plan, sink=str(free_name(Path(plan.sink))))
        elif plan.sink not in ("virtual", "none"):
            self._written.add(plan.sink)
        file = _WatchedSettings(self._path, self._view, self.edited.emit, self.refused.emit) if self._path else None
        self._run = self._newest = _CallThread(
            plan, file, self.seen, lambda: self._cover, self.running.emit, self._over.emit
        )
        self.opening.emit()
        self._run.start()

    @Slot(str)
    def _thread_ended(self, error: str) -> None:
        if self._run:
            self._run.session = None  # the thread object stays, and must not keep the session's pictures
        self._run = None
        if self._next:
            self._begin()
        else:
            self.ended.emit(error)


class _CallThread(threading.Thread):
    """Opens one session and runs it to its end."""

    def __init__(
        self,
        plan: CallPlan,
        file: SettingsFile | None,
        seen: mailbox.Slot[Seen],
        cover: Callable[[], Cover | None],
        running: Callable[[], None],
        over: Callable[[str], None],
    ):
        super().__init__(name="hime-call", daemon=True)  # a daemon, because it may hang in a driver
        self.session: Session | None = None
        self.no_output = self.few_see = ""
        self.plan, self._file, self._seen, self._cover = plan, file, seen, cover
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
            # The cover is read after the session is there to be seen. Whoever pauses the video in between finds it.
            if not self.plan.opened:
                session.live.cover(self._cover())
            if self._asked_to_stop.is_set():  # a `stop` that comes later ends the session itself
                session.live.stop()
            else:
                self._running()
            session.run()
        except UsageError as fault:
            error = str(fault)
        except BaseException as fault:  # not only Exception: the window must learn of every end
            log.exception("%r", fault)
            error = tr("Something went wrong inside HIME ({fault})").format(fault=repr(fault))
        if self._asked_to_stop.is_set():
            if error:  # the window shows no error of a call that was to stop
                log.error("the call did not end well: %s", error)
            error = ""
        self._over(error)

    def _open(self) -> Session:
        plan = self.plan
        sink = "virtual or none" if plan.sink == "virtual" else plan.sink
        session = open_session(plan.settings, plan.source, sink, self._file, self._seen, endless=True)
        if isinstance(session.sink, SteadySink):
            self.few_see = session.note or ""
        else:
            self.no_output = session.note or ""
        return session


class _WatchedSettings(SettingsFile):
    """A settings file that also tells the window about its edits."""

    def __init__(
        self,
        path: Path,
        view: View | None,
        edited: Callable[[Settings, Settings], None],
        refused: Callable[[str], None],
    ):
        super().__init__(path, view)
        self._tell_edited, self._tell_refused = edited, refused

    def changed(self, current: Settings) -> Settings | None:
        new = super().changed(current)
        if new is not None:
            self._tell_edited(current, new)
        return new

    def refuse(self, error: UsageError) -> None:
        super().refuse(error)
        self._tell_refused(str(error))
