"""Shows in the window that a call is being prepared, each of its pictures, and its end."""

import time
from typing import Literal

from PySide6.QtCore import QObject, QTimer, Signal

from app.capture.sources import CameraSource, SampleCall, VideoFile
from app.enhance import EnhancedFace
from app.gui.calls.call import Call
from app.gui.calls.feed import Feed
from app.gui.choices.selection import Selection
from app.gui.parts.preview_picture import ExemplarCard, best_shown
from app.gui.window.window import MainWindow
from app.gui.words.situation import CoverName, Faces, Phase, Situation, Source
from app.gui.words.status import status
from app.output.sinks import NoSink
from app.run.session import Session
from hime_core.runtime import Engine

# The window updates what it says about the call every time this many milliseconds have passed.
LOOK_INTERVAL = 250
# An answer to what a person did is shown for this many seconds.
TOLD_SECONDS = 6.0


class CallDisplay(QObject):
    """Keeps the phase of the call. `opening`, `running`, `ended` and `closing` each begin a phase."""

    unseen = Signal()  # no other program watches the virtual camera now

    def __init__(self, window: MainWindow, call: Call, selection: Selection):
        super().__init__(window)
        self._window, self._call = window, call
        self._selection = selection  # what the call plays
        self.video_paused: CoverName | None = None  # what others see while the video is paused; None if it is not
        self.held = False  # whether the recording stands still
        self._told, self._told_until = "", 0.0  # what `tell` was given, and until when it is shown, seconds
        self.feed = Feed(call.seen, self._engine_name, self)
        self.feed.ready.connect(self._picture)
        self.phase: Phase = "greeting"
        self.part = (0.0, 0.0, 0.0)  # centre x, y and height of the part of the frame that is shown, input pixels
        self._error = ""
        self._faces = Faces()
        self._position = 0.0  # the time of the newest frame, seconds since the first one
        self._cards: list[ExemplarCard] = []
        self._none_waiting_at = time.monotonic()  # the last time at which no far face waited, seconds
        self._clock = QTimer(self, interval=LOOK_INTERVAL)
        self._clock.timeout.connect(self.look)
        self._clock.start()

    def opening(self, selection: Selection) -> None:
        """Show that a call with this selection is being opened, or will be when the present call has closed."""
        self.phase, self._error = "opening", ""
        self._selection = selection
        self._forget()
        self.look()

    def running(self) -> None:
        """Show that the call is open and sends pictures."""
        self.phase = "running"
        self.look()

    def ended(self, error: str) -> None:
        """Show that the call has ended. error: why; empty if it ended by itself or was stopped."""
        self.phase, self._error = "ended", error
        self._forget()
        self.look()

    def closing(self) -> None:
        """Show that the window is being closed while the call still has to end."""
        self.phase = "closing"
        self.look()

    def stop(self) -> None:
        """Stop watching the call, and drop what was seen of anybody."""
        self._clock.stop()
        self.feed.stop()
        self._forget()

    def forget_exemplars(self) -> None:
        """Drop what the feed keeps of exemplars and faces, after a person asked to forget one exemplar or all."""
        self._cards = []
        self.feed.forget()

    def look(self) -> None:
        """Show what is going on now."""
        visible = self.feed.request.visible = self._window.seen
        if session := self._call.session:
            session.viewers.hold(visible)
            if not session.viewers.seen_by_others:
                self.unseen.emit()
        self._call.rest()
        if self.held and visible:  # a person may compare, or change the window's size
            self.feed.again()
        hindered = self.held or self.video_paused
        if self.phase != "running" or not visible or hindered or (session and _camera(session) != "open"):
            self._none_waiting_at = time.monotonic()
        self._window.show_status(status(self._situation()))

    @property
    def no_camera(self) -> bool:
        """Whether the sample call plays because there is no camera."""
        session = self._call.session if self.phase == "running" else None
        return session is not None and isinstance(session.source, SampleCall) and self._selection.source == "auto"

    @property
    def no_output(self) -> bool:
        """Whether the call has no virtual camera, although one was chosen."""
        return self.phase == "running" and self._call.no_output != ""

    @property
    def takes_a_virtual_camera(self) -> bool:
        """Whether a call runs that would rather have a virtual camera of the kernel."""
        return self.phase == "running" and self._call.takes_a_virtual_camera

    def tell(self, text: str) -> None:
        """Show a text for a while, as the answer to what a person did."""
        self._told, self._told_until = text, time.monotonic() + TOLD_SECONDS
        self.look()

    def newest_face(self) -> EnhancedFace | None:
        """Return the face of the newest picture with the most references, and among equals the largest."""
        return best_shown(self.feed.faces)

    def engine(self) -> Engine | None:
        """Return the call's engine, or None until it is loaded. The feed's thread may call this, too."""
        session = self._call.session
        models = session.worker.models if session else None
        return models.engine if models else None

    def _engine_name(self) -> str:
        engine = self.engine()
        return f"{engine.info.model}, {engine.info.name}, {engine.info.provider}" if engine else ""

    def _forget(self) -> None:
        """Drop everything that was seen of anybody."""
        self._faces, self.part, self._position = Faces(), (0.0, 0.0, 0.0), 0.0
        self.forget_exemplars()
        self._window.forget()

    def _picture(self) -> None:
        shown = self.feed.shown.take(timeout=0)
        if shown is None or self.phase != "running":
            return
        self._window.preview.show_picture(shown)
        self._window.controls.close_up.show_close_up(shown.close_up)
        self._window.status_bar.measure(shown.usage)
        came_or_went = (shown.faces.near, shown.faces.far) != (self._faces.near, self._faces.far)
        self._faces, self.part, self._position = shown.faces, shown.part, shown.time
        if shown.faces.sharpened or not shown.faces.far or not self._window.controls.on.isChecked():
            self._none_waiting_at = time.monotonic()
        if shown.cards is not self._cards:
            self._cards = shown.cards
            self._window.strip.show_cards(shown.cards)
            self.look()
        elif came_or_went:
            self.look()  # at once, so that the sentence and the picture do not contradict each other
        self.feed.request.width, self.feed.request.height = self._window.preview.room()

    def _situation(self) -> Situation:
        session, file, source = self._call.session, self._selection.file, self._selection.source
        opened = self._selection.recording is not None
        begun = session if self.phase == "running" else None  # in other phases it may belong to the call before
        sample = isinstance(begun.source, SampleCall) if begun else source == "sample"
        shown: Source = "recording" if file else "sample" if sample else "camera"
        strip = self._window.strip
        return Situation(
            phase=self.phase,
            error=self._error.replace(str(file), file.name) if file else self._error,
            unreadable=file is not None and self._error.startswith(f"{file}:"),
            source=shown,
            ready=session is not None and session.worker.models is not None,
            failed=session is not None and session.worker.failed,
            on=self._window.controls.on.isChecked(),
            learning_paused=strip.pause.isChecked(),
            video_paused=None if opened else self.video_paused,
            camera=_camera(session) if session else "open",
            held=self.held,
            position=self._position,
            length=begun.source.length if begun and isinstance(begun.source, VideoFile) else None,
            opened=opened,
            faces=self._faces,
            waited=time.monotonic() - self._none_waiting_at,
            sent=begun is not None and not isinstance(begun.sink, NoSink),
            no_output=self._call.no_output,
            few_see=self._call.few_see,
            no_camera=self.no_camera,
            told=self._told if time.monotonic() < self._told_until else "",
            kept=strip.count,
            people=strip.people,
        )


def _camera(session: Session) -> Literal["open", "waiting", "released", "opening"]:
    """Return the state of a session's camera. Other sources are always open."""
    if not isinstance(session.source, CameraSource):
        return "open"
    state = session.source.state
    return "opening" if state == "released" and session.viewers.wanted else state
