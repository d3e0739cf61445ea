"""The thread that looks at frames and composes pictures."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from queue import Queue

from app.capture.frame import Frame
from app.capture.mailbox import Slot
from app.enhance import EnhancedFace
from app.enhance.carry import carried
from app.enhance.strength import eased, shown
from app.models import Models
from app.people import People, PersonView
from app.people.look import Look, Scene, timed
from app.picture.cover import Cover
from app.picture.show import Show, ShownFrame
from app.report.summary import Tally
from app.run.failures import FailureLog
from app.run.live.capture import CaptureStage
from app.run.live.greeting import Greeting
from app.run.live.thread import StageThread
from app.run.live.worker import Worker
from app.settings import Settings
from app.settings.watch import SettingsFile

log = logging.getLogger(__name__)

# If no frame comes for this many seconds, requests and edits of the settings are handled without one.
FRAME_TIMEOUT = 0.5


@dataclass(frozen=True)
class Processed:
    """A picture that is ready to be sent. Both times are seconds of time.perf_counter."""

    result: ShownFrame
    at: float  # when its frame was taken from the source
    ready: float  # when the picture was made
    people: list[PersonView]  # everybody who was remembered when the picture was made; empty if no window asks
    cover: Cover | None = None  # what the sender covered the picture with; None if it is the camera's picture


class ProcessStage:
    """Turns the newest frame into a picture, over and over. It carries out requests between two frames."""

    def __init__(
        self,
        capture: CaptureStage,
        show: Show,
        worker: Worker,
        settings: Settings,
        settings_file: SettingsFile | None,
        say: Callable[[str], None] | None,
        with_people: bool,
        stop: threading.Event,
    ):
        """settings_file, say: as in `LiveGraph`. with_people: whether each picture comes with all remembered people.

        stop: the thread ends once this is set.
        """
        # These do not change.
        self._capture, self._worker = capture, worker
        self._settings_file, self._say_greeting = settings_file, say
        self._with_people = with_people
        self._stop = stop
        self.thread = StageThread("hime-process", "processing the frames", self._run, self._ended)
        # These have locks of their own, so that any thread may use them.
        self.processed: Slot[Processed] = Slot()
        self._asked: Queue[Callable[[Look, Show], None]] = Queue()
        self._edits: Queue[Callable[[Settings], Settings]] = Queue()
        self._wiped = threading.Event()  # set once `wipe` was called
        # Only this thread uses these while it runs. The one exception is `Show.plain`, which any thread may call.
        self.settings = settings
        self.show = show
        self.look: Look | None = None  # None until the models are loaded
        self.models: Models | None = None  # the models that `look` works with
        self._stage_failures = FailureLog("a stage failed, the plain picture is shown")
        self._greeting = Greeting()
        # Greetings wait here until the picture is made, because the terminal may block or be gone.
        self._greetings_to_say: list[str] = []
        self._shown: dict[int, float] = {}  # by track: the share of its enhancement that the last picture showed
        self._shown_at = 0.0  # the time of the last picture's frame, in seconds
        # Only this thread writes these while it runs. Any thread may read them.
        self.began: float | None = None  # when work on the present frame began, in seconds; None between frames
        self.tally = Tally()  # what this thread counts; `LiveGraph` adds the rest in the end

    def wipe(self) -> None:
        """Overwrite what is kept about people, and drop the pictures that wait to be sent.

        If the thread hangs, it calls this once more when it comes back.
        """
        self._wiped.set()
        if self.look:
            self.look.people.close()
        self.drop_processed()

    def ask(self, request: Callable[[Look, Show], None]) -> None:
        """Have a request carried out on this thread, after the present frame and once the models are loaded."""
        self._asked.put(request)

    def forget(self, action: Callable[[People], None]) -> None:
        """After the present frame, wipe something that is kept about people, and drop every picture that may show it.

        action: does the wiping.
        """

        def then(look: Look, show: Show) -> None:
            action(look.people)
            self._worker.forget()
            self.drop_processed()

        self.ask(then)

    def change(self, edit: Callable[[Settings], Settings]) -> None:
        """Use edited settings after the present frame. edit: as in `LiveGraph.change`."""
        self._edits.put(edit)

    def drop_processed(self) -> None:
        """Drop the pictures that wait to be sent."""
        while self.processed.take(timeout=0):
            self.tally.frames_dropped += 1

    def _run(self) -> None:
        while not self._stop.is_set():
            captured = self._capture.captured.take(timeout=FRAME_TIMEOUT)
            if captured is None:
                if self._capture.captured.done:
                    break
                self._idle()
                continue
            self.began = start = time.perf_counter()
            result = self._process_one(captured.frame)
            now = time.perf_counter()
            self.began = None
            if governor := self._worker.governor:
                waited = result.stages_ms.get("carry", 0.0) / 1000  # most of this stage is a wait for the worker
                governor.frame_took((now - start - waited) * self.settings.output.fps)
            self.tally.add(result)
            people = self.look.people.everyone() if self._with_people and self.look else []
            self.processed.put(Processed(result, captured.at, now, people))
            self.between_frames()

    def _ended(self) -> None:
        self.began = None  # otherwise the sender would go on with plain frames, as if this thread hung
        self.processed.close()
        if self._wiped.is_set():
            self.wipe()

    def _process_one(self, frame: Frame) -> ShownFrame:
        try:
            look = self._current_look()
            if look is None:
                return self.show.plain(frame)
            scene = look.process(frame)
            if self._say_greeting:
                self._greetings_to_say += self._greeting.lines(scene)
            if self.settings.enhance.strength:
                self._worker.give(scene)
            with timed(scene.stages_ms, "carry"):
                faces = self._faces(scene)
            with timed(scene.stages_ms, "compose"):
                result = self.show.show(scene, faces, self._worker.failed)
        except Exception as error:  # the plain picture is better than none
            self._stage_failures.failed(error)
            return self.show.plain(frame, failed=True)
        self._stage_failures.worked()
        return result

    def _current_look(self) -> Look | None:
        """Return the stage that looks, or None until the models are loaded.

        If the worker has loaded other models, the stage uses them from now on. It keeps its tracks and banks.
        """
        models = self._worker.models
        if models is not self.models and models is not None:
            if self.look is None:
                self.look = Look(models.detector, models.recogniser, self.settings)
            else:
                self.look.apply(self.settings, models.detector)
            self.models = models
        return self.look

    def _faces(self, scene: Scene) -> list[EnhancedFace]:
        """Return the newest enhanced faces, carried to this frame. The strength of each is the share to show."""
        squares, now = {t.id: t.square for t in scene.tracks}, scene.frame.time
        newest = self._worker.faces(scene)
        faces = [f for face in newest if (f := carried(face, scene.frame.image, squares[face.track_id], now))]
        goals = {f.track_id: shown(self.settings.enhance.strength, f.strength) for f in faces}
        self._shown = {i: eased(self._shown.get(i, 0.0), goal, now - self._shown_at) for i, goal in goals.items()}
        self._shown_at = now
        return [replace(f, strength=self._shown[f.track_id]) for f in faces if self._shown[f.track_id]]

    def _idle(self) -> None:
        """Do what is due between frames although no frame came."""
        self.between_frames()
        try:
            self._current_look()  # otherwise replaced models would stay in memory until the next frame
        except Exception as error:
            self._stage_failures.failed(error)
        latest = self._capture.latest
        if self.look and latest and self._capture.playing.is_set():  # in a recording that stands still, no time passes
            self.look.people.expire(latest.frame.time + time.perf_counter() - latest.at)

    def between_frames(self) -> None:
        """Say greetings, carry out requests and use changed settings. If one of these fails, the others are still done.

        While this thread runs, no other thread may call this.
        """
        for step in (self._say_greetings, self._carry_out, self._apply_edits, self._apply_file):
            try:
                step()
            except Exception as error:
                log.warning("not done: %r", error)

    def _say_greetings(self) -> None:
        while self._say_greeting and self._greetings_to_say:
            self._say_greeting(self._greetings_to_say.pop(0))

    def _carry_out(self) -> None:
        while self.look and not self._asked.empty():
            self._asked.get()(self.look, self.show)

    def _apply_edits(self) -> None:
        while not self._edits.empty():
            self._apply(self._edits.get()(self.settings))

    def _apply_file(self) -> None:
        new = self._settings_file.changed(self.settings) if self._settings_file else None
        if new is not None:
            self._apply(new)

    def _apply(self, new: Settings) -> None:
        if new == self.settings:
            return
        self.settings = new
        self._worker.apply(new)
        self.show.apply(new.output)
        if self.look and self.models:
            self.look.apply(new, self.models.detector)
