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
from app.picture.show import Show, ShownFrame
from app.report.summary import Tally
from app.run.failures import Told
from app.run.live.capture import CaptureStage
from app.run.live.greeting import Greeting
from app.run.live.thread import StageThread
from app.run.live.worker import Worker
from app.settings import Settings
from app.settings.watch import SettingsFile

log = logging.getLogger(__name__)

# The most pictures that wait for the sender. With two, a picture made late and the next, made early, are both sent.
READY = 2
# Seconds to wait for a frame before requests and edits of the settings are seen to without one.
FRAME_TIMEOUT = 0.5


@dataclass(frozen=True)
class Processed:
    """A picture that is ready to be sent. Both times are seconds of time.perf_counter."""

    result: ShownFrame
    at: float  # when its frame was captured
    ready: float  # when the picture was made
    people: list[PersonView]  # everybody remembered at that moment; empty where no window asks for them
    blurred: bool = False  # beyond recognition, while nobody watches


class ProcessStage:
    """Turns the newest frame into a picture, over and over. Requests are carried out between two frames."""

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
        """settings_file, say: as `LiveGraph`. with_people: pictures bring everybody remembered.

        stop: ends the thread once it is set.
        """
        # Fixed from here on.
        self._capture, self._worker = capture, worker
        self._settings_file, self._say = settings_file, say
        self._with_people = with_people
        self._stop = stop
        self.thread = StageThread("hime-process", "processing the frames", self._run, self._ended)
        # With locks of their own: any thread may use them.
        self.processed: Slot[Processed] = Slot(READY)
        self._asked: Queue[Callable[[Look, Show], None]] = Queue()
        self._edits: Queue[Callable[[Settings], Settings]] = Queue()
        self._wiped = threading.Event()  # set once `wipe` was called
        # Of this thread alone while it runs; `Show.plain` alone may be called from any thread.
        self.settings = settings
        self.show = show
        self.look: Look | None = None  # None until the models are loaded
        self.models: Models | None = None  # the models that `look` works with
        self._stage_told = Told("a stage failed, the plain picture is shown")
        self._greeting = Greeting()
        self._to_say: list[str] = []  # said after the picture is made: a terminal may block, or be gone
        self._shown: dict[int, float] = {}  # by track: the share of its enhancement in the picture before
        self._shown_at = 0.0  # the time of that picture's frame, in seconds
        # Written by this thread alone while it runs. Any thread may read them.
        self.began: float | None = None  # when it took the frame that it holds, in seconds; None between frames
        self.tally = Tally()  # what this thread counts; `LiveGraph` adds the rest in the end

    def wipe(self) -> None:
        """Overwrite what is kept of people, and drop the pictures that wait to be sent.

        A thread that hangs does it once more when it comes back.
        """
        self._wiped.set()
        if self.look:
            self.look.people.close()
        self.drop_processed()

    def ask(self, request: Callable[[Look, Show], None]) -> None:
        """Have something done on this thread, after the present frame and once the models are loaded."""
        self._asked.put(request)

    def forget(self, action: Callable[[People], None]) -> None:
        """Have something of people wiped after the present frame, and every picture that may still show it."""

        def then(look: Look, show: Show) -> None:
            action(look.people)
            self._worker.forget()
            self.drop_processed()

        self.ask(then)

    def change(self, edit: Callable[[Settings], Settings]) -> None:
        """Go on with edited settings after the present frame. edit: as `LiveGraph.change`."""
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
                waited = result.stages_ms.get("carry", 0.0) / 1000  # most of it went by waiting for the worker
                governor.frame_took((now - start - waited) * self.settings.output.fps)
            self.tally.add(result)
            people = self.look.people.everyone() if self._with_people and self.look else []
            self.processed.put(Processed(result, captured.at, now, people))
            self.between_frames()

    def _ended(self) -> None:
        self.began = None  # a thread that died does not hang: the sender must not go on in its place
        self.processed.close()
        if self._wiped.is_set():
            self.wipe()

    def _process_one(self, frame: Frame) -> ShownFrame:
        try:
            look = self._looking()
            if look is None:
                return self.show.plain(frame)
            scene = look.process(frame)
            if self._say:
                self._to_say += self._greeting.lines(scene)
            if self.settings.enhance.strength:
                self._worker.give(scene)
            with timed(scene.stages_ms, "carry"):
                faces = self._faces(scene)
            with timed(scene.stages_ms, "compose"):
                result = self.show.show(scene, faces, self._worker.failed)
        except Exception as error:  # people see the plain picture rather than nothing
            self._stage_told.failed(error)
            return self.show.plain(frame, failed=True)
        self._stage_told.worked()
        return result

    def _looking(self) -> Look | None:
        """The stage that looks, once its models are there. With other models, it keeps tracks and banks."""
        models = self._worker.models
        if models is not self.models and models is not None:
            if self.look is None:
                self.look = Look(models.detector, models.recogniser, self.settings)
            else:
                self.look.apply(self.settings, models.detector)
            self.models = models
        return self.look

    def _faces(self, scene: Scene) -> list[EnhancedFace]:
        """The newest enhanced faces, carried to this frame, each with the share of it that is to be shown."""
        squares, now = {t.id: t.square for t in scene.tracks}, scene.frame.time
        newest = self._worker.faces(scene)
        faces = [f for face in newest if (f := carried(face, scene.frame.image, squares[face.track_id], now))]
        goals = {f.track_id: shown(self.settings.enhance.strength, f.strength) for f in faces}
        self._shown = {i: eased(self._shown.get(i, 0.0), goal, now - self._shown_at) for i, goal in goals.items()}
        self._shown_at = now
        return [replace(f, strength=self._shown[f.track_id]) for f in faces if self._shown[f.track_id]]

    def _idle(self) -> None:
        """No frame came. Whatever else has to be done is done nevertheless."""
        self.between_frames()
        try:
            self._looking()  # else the models that were replaced would be kept until the next frame
        except Exception as error:
            self._stage_told.failed(error)
        latest = self._capture.latest
        if self.look and latest:
            self.look.people.expire(latest.frame.time + time.perf_counter() - latest.at)

    def between_frames(self) -> None:
        """Say what is to be said, carry out requests, take over other settings. A fault in one of them ends nothing.

        For this thread alone, unless it does not run.
        """
        for step in (self._say_lines, self._carry_out, self._take_over_edits, self._take_over_file):
            try:
                step()
            except Exception as error:
                log.warning("not done: %r", error)

    def _say_lines(self) -> None:
        while self._say and self._to_say:
            self._say(self._to_say.pop(0))

    def _carry_out(self) -> None:
        while self.look and not self._asked.empty():
            self._asked.get()(self.look, self.show)

    def _take_over_edits(self) -> None:
        while not self._edits.empty():
            self._apply(self._edits.get()(self.settings))

    def _take_over_file(self) -> None:
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
