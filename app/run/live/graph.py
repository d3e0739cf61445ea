"""The live graph: capture, look and show, enhance, send, each on its own thread, the latest frame winning in between.

No picture waits long for enhancing: the newest enhanced faces are carried to each frame (app/enhance/carry.py). The
sender keeps the output's rate: it repeats the last picture while the next is not ready, and shows the plain frame where
a stage fails or hangs.
"""

import contextlib
import math
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from queue import Queue
from typing import TextIO

import cv2
import numpy as np

from app.capture.fit import fitted
from app.capture.frame import Frame
from app.capture.mailbox import Slot
from app.capture.sources import CameraSource, FrameSource
from app.enhance import EnhancedFace
from app.enhance.carry import carried
from app.enhance.governor import GAVE_WAY
from app.models import Models
from app.output.sinks import Sink, SteadySink
from app.people import People, PersonView
from app.people.look import Look, Scene, timed
from app.picture.show import Result, Show
from app.report.comparison import Comparison
from app.report.summary import Tally
from app.report.trace import trace_row, write_row
from app.run.live.clock import SendClock
from app.run.live.greeting import Greeting
from app.run.live.worker import Worker
from app.settings import Settings
from app.settings.watch import SettingsFile

READY = 2  # pictures before the sender, at most: one that is made late and the next, made early, are both sent
IDLE = 0.5  # seconds without a frame after which other things are seen to
STUCK = 0.5  # seconds that the stages may hold a frame before the sender shows the plain one itself
FADE = 0.3  # seconds in which a face's enhancement comes in, or changes from all to nothing
LONGEST_WAIT = 5.0  # seconds for a thread to end: a driver can hang for ever
BLUR = 24  # pixels; of the picture that stands while nobody watches: who comes next must not see the last meeting


@dataclass(frozen=True)
class _Captured:
    frame: Frame
    at: float  # seconds


@dataclass(frozen=True)
class _Processed:
    result: Result
    at: float  # seconds of the capture
    ready: float  # and of when the picture was made
    people: list[PersonView]
    blurred: bool = False  # beyond recognition, while nobody watches


@dataclass(frozen=True)
class Seen:
    """What the window shows: a picture that was sent, and everybody remembered when it was made."""

    result: Result
    people: list[PersonView]
    latency_ms: float  # from capture to send


class LiveGraph:
    """Runs until the source ends, `seconds` have passed, `stop` or Ctrl-C. Reads the source, closes it when done."""

    def __init__(
        self,
        source: FrameSource,
        show: Show,
        sink: Sink,
        worker: Worker,
        settings: Settings,
        settings_file: SettingsFile | None = None,
        wanted: threading.Event | None = None,
        seen: Slot[Seen] | None = None,
        say: Callable[[str], None] | None = None,
    ):
        """settings_file: looked at for changes while running. wanted: cleared while nobody watches.

        seen: gets every new picture that was sent. say: told who comes, a line each.
        """
        self._say, self._greeting = say, Greeting()
        self._to_say: list[str] = []  # once the picture is made: a terminal may block, or be gone
        self._wanted, self._seen = wanted, seen
        self._source, self._show, self._sink, self._worker = source, show, sink, worker
        self._settings, self._settings_file = settings, settings_file
        self._look: Look | None = None  # until the models are loaded
        self._models: Models | None = None  # those that it looks with
        self._captured: Slot[_Captured] = Slot()
        self._processed: Slot[_Processed] = Slot(READY)
        self._overtaken = 0  # of those, how many had been replaced unsent when the last was taken
        self._latest: _Captured | None = None
        self._began: float | None = None  # when the stages took the frame that they hold
        self._shown: dict[int, float] = {}  # by track: how much of its enhancement was shown last
        self._shown_at = 0.0  # seconds, of that frame
        self._asked: Queue[Callable[[Look, Show], None]] = Queue()
        self._change: Slot[Settings] = Slot()
        self._stop = threading.Event()
        self._source_error: BaseException | None = None
        self.tally = Tally()

    def run(self, seconds: float | None, trace: TextIO | None, comparison: Comparison | None) -> float:
        """Send until done; returns the seconds it took.

        Closes the sink; where the source fails after pictures were sent, closes it too and raises; on any other error
        aborts it and raises.
        """
        capture = threading.Thread(target=self._capture, name="hime-capture", daemon=True)
        process = threading.Thread(target=self._process, name="hime-process", daemon=True)
        start = time.perf_counter()
        try:
            capture.start()
            process.start()
            self._worker.start()
            with contextlib.suppress(KeyboardInterrupt):
                self._send(start, seconds, trace, comparison)
        except BaseException:
            self._end(capture, process)
            self._sink.abort()
            raise
        self._end(capture, process)
        self._count()
        if self._source_error and not (self._source.live and self.tally.frames_out):
            self._sink.abort()
            raise self._source_error
        self._sink.close()
        if self._source_error:
            raise self._source_error
        return time.perf_counter() - start

    def stop(self) -> None:
        """Have `run` end, from any thread."""
        self._stop.set()

    def change(self, settings: Settings) -> None:
        """Go on with other settings after the present frame; what is fixed for a session must be as it was."""
        self._change.put(settings)

    def clear(self) -> None:
        """Wipe every exemplar after the present frame."""
        self._forget(People.clear)

    def remove(self, exemplar_id: str) -> None:
        """Wipe one exemplar after the present frame."""
        self._forget(lambda people: people.remove(exemplar_id))

    def pause(self, on: bool) -> None:
        """Bank nothing while on."""
        self._asked.put(lambda look, show: look.people.pause(on))

    def frame_by_hand(self, window: tuple[float, float, float] | None) -> None:
        """As `Framing.override`: keep to a window of the frame; None follows people again."""
        self._asked.put(lambda look, show: show.framing.override(window))

    def _forget(self, action: Callable[[People], None]) -> None:
        def then(look: Look, show: Show) -> None:
            action(look.people)
            self._worker.forget()
            self._drop_processed()

        self._asked.put(then)

    def _end(self, capture: threading.Thread, process: threading.Thread) -> None:
        """End every thread and wipe what is kept of people; a thread that hangs is left what it uses."""
        self._stop.set()
        self._captured.close()
        if self._source.live:  # ends its waiting for a camera that is away
            self._source.close()
        process.join(LONGEST_WAIT)
        self._worker.stop()
        capture.join(LONGEST_WAIT)
        if self._look:
            self._look.people.close()
        self._drop_processed()

    def _capture(self) -> None:
        start = time.perf_counter()
        try:
            for frame in self._source:
                if not self._source.live:  # a recording plays at its own pace, as a camera would
                    self._stop.wait(max(0.0, start + frame.time - time.perf_counter()))
                if self._stop.is_set():
                    break
                self.tally.frames_in += 1
                at = time.perf_counter()
                image = fitted(frame.image, self._source.width, self._source.height)
                self._latest = _Captured(Frame(image, frame.time, frame.index), at)
                self._captured.put(self._latest)
        except BaseException as error:
            self._source_error = error
        finally:
            self._captured.close()
            self._source.close()

    def _process(self) -> None:
        try:
            while not self._stop.is_set():
                captured = self._captured.take(timeout=IDLE)
                if captured is None:
                    if self._captured.done:
                        break
                    self._idle()
                    continue
                self._began = start = time.perf_counter()
                result = self._process_one(captured.frame)
                now = time.perf_counter()
                self._began = None
                if governor := self._worker.governor:
                    waited = result.stages_ms.get("carry", 0.0) / 1000  # for the worker, mostly
                    governor.frame_took((now - start - waited) * self._settings.output.fps)
                self.tally.add(result)
                people = self._look.people.everyone() if self._seen and self._look else []
                self._processed.put(_Processed(result, captured.at, now, people))
                self._between_frames()
        finally:
            self._processed.close()

    def _process_one(self, frame: Frame) -> Result:
        try:
            look = self._looking()
            if look is None:
                return self._show.plain(frame)
            scene = look.process(frame)
            if self._say:
                self._to_say += self._greeting.lines(scene)
            if self._settings.enhance.strength:
                self._worker.give(scene)
            with timed(scene.stages_ms, "carry"):
                faces = self._faces(scene)
            with timed(scene.stages_ms, "compose"):
                return self._show.show(scene, faces, self._worker.failed)
        except Exception as error:  # people see the plain picture rather than nothing; told once, and counted
            if not self.tally.frames_failed:
                print(f"hime: a stage failed, the plain picture is shown: {error!r}", file=sys.stderr)
            return self._show.plain(frame, failed=True)

    def _looking(self) -> Look | None:
        """The stage that looks, once its models are there; with other models, it keeps tracks and banks."""
        models = self._worker.models
        if models is not self._models and models is not None:
            if self._look is None:
                self._look = Look(models.detector, models.recogniser, self._settings)
            else:
                self._look.apply(self._settings, models.detector)
            self._models = models
        return self._look

    def _faces(self, scene: Scene) -> list[EnhancedFace]:
        squares, now = {t.id: t.square for t in scene.tracks}, scene.frame.time
        newest = [self._as_strong_as_wanted(face) for face in self._worker.faces(scene)]
        faces = [f for face in newest if (f := carried(face, scene.frame.image, squares[face.track_id], now))]
        step = (now - self._shown_at) / FADE
        shown = {f.track_id: self._shown.get(f.track_id, 0.0) for f in faces}
        self._shown = {f.track_id: shown[f.track_id] + _within(f.strength - shown[f.track_id], step) for f in faces}
        self._shown_at = now
        return [replace(f, strength=self._shown[f.track_id]) for f in faces if self._shown[f.track_id]]

    def _as_strong_as_wanted(self, face: EnhancedFace) -> EnhancedFace:
        return replace(face, strength=self._settings.enhance.strength * face.strength)

    def _idle(self) -> None:
        """No frame came: what is asked for is done nevertheless, and who is asleep is forgotten in time."""
        self._between_frames()
        if self._look and self._latest:
            self._look.people.expire(self._latest.frame.time + time.perf_counter() - self._latest.at)

    def _between_frames(self) -> None:
        """What was asked for, and what was changed in the settings file. A fault in either ends nothing."""
        try:
            while self._say and self._to_say:
                self._say(self._to_say.pop(0))
            while self._look and not self._asked.empty():
                self._asked.get()(self._look, self._show)
            file = self._settings_file
            for new in (self._change.take(timeout=0), file.changed(self._settings) if file else None):
                if new is not None:
                    self._apply(new)
        except Exception as error:
            with contextlib.suppress(OSError):
                print(f"hime: not done: {error!r}", file=sys.stderr)

    def _apply(self, new: Settings) -> None:
        self._settings = new
        self._worker.apply(new)
        self._show.apply(new.output)
        if self._look and self._models:
            self._look.apply(new, self._models.detector)

    def _send(self, start: float, seconds: float | None, trace: TextIO | None, comparison: Comparison | None) -> None:
        current = None  # the first picture sets the clock
        over = math.inf if seconds is None else start + seconds
        while current is None and not self._processed.done and not self._over(over):
            current = self._processed.take(timeout=0.1)
        first = time.perf_counter()
        clock = SendClock(self._settings.output.fps, first)
        fresh = True
        while current is not None and not self._over(over):
            pts = clock.due - first
            self._send_one(current, pts, fresh, trace, comparison)
            clock.sent(time.perf_counter(), clock.due - current.ready if fresh else None)
            time.sleep(max(0.0, clock.due - time.perf_counter()))
            watched = self._wanted is None or self._wanted.is_set()
            newer = self._newer(current) if watched else self._resting(current)
            fresh = newer is not None
            if newer is not None:
                current = newer
            elif self._processed.done:
                break

    def _over(self, end: float) -> bool:
        return self._stop.is_set() or time.perf_counter() >= end

    def _newer(self, current: _Processed) -> _Processed | None:
        """A picture of a later frame, if there is one: processed, or the plain newest frame where the stages hang."""
        processed = self._next()
        if processed is not None:
            if processed.at > current.at:
                return processed
            self.tally.frames_dropped += 1
        latest, began, now = self._latest, self._began, time.perf_counter()
        if latest is None or latest.at <= current.at or began is None or now - began < STUCK:
            return None
        self.tally.frames_failed += 1
        return _Processed(self._show.plain(latest.frame, failed=True), latest.at, now, current.people)

    def _next(self) -> _Processed | None:
        """The older of the processed pictures; the newer one where they come faster than they are sent."""
        dropped = self._processed.dropped
        older = self._processed.take(timeout=0)
        if dropped == self._overtaken:
            return older
        self._overtaken = dropped
        newer = self._processed.take(timeout=0)
        self.tally.frames_dropped += newer is not None
        return newer or older

    def _resting(self, current: _Processed) -> _Processed | None:
        """While nobody watches: the last picture, once, beyond recognition. Those that still come are not sent."""
        self._drop_processed()
        if current.blurred:
            return None
        image = cv2.GaussianBlur(current.result.image, (0, 0), BLUR)
        result = replace(current.result, image=np.asarray(image, np.uint8), faces=[])
        return _Processed(result, current.at, time.perf_counter(), current.people, blurred=True)

    def _drop_processed(self) -> None:
        while self._processed.take(timeout=0):
            self.tally.frames_dropped += 1

    def _send_one(
        self, picture: _Processed, pts: float, fresh: bool, trace: TextIO | None, comparison: Comparison | None
    ) -> None:
        begun = time.perf_counter()
        self._sink.write(picture.result.image, pts)
        self.tally.stages["send"].append(1000 * (time.perf_counter() - begun))
        if fresh:
            latency = 1000 * (time.perf_counter() - picture.at)
            self.tally.latency.append(latency)
            if self._seen:
                self._seen.put(Seen(picture.result, picture.people, latency))
            if comparison:
                comparison.consider(picture.result)
        if trace:
            write_row(trace, trace_row(picture.result, self.tally.frames_out, pts))
        self.tally.frames_out += 1

    def report(self, seconds: float) -> dict[str, object]:
        """The JSON object of `hime run`."""
        engine, governor = self._worker.engine, self._worker.governor
        report = self.tally.report(seconds, engine, self._source.name, self._sink.name)
        if isinstance(self._source, CameraSource):
            report["camera"] = {"fps": round(self._source.fps, 2), "reopened": self._source.reopened}
        gave_way = {what: governor.gave_way[what] for what in GAVE_WAY} if governor else {}
        return report | {"gave_way": gave_way, "governor": list(governor.log) if governor else []}

    def _count(self) -> None:
        counts, tally = self._worker.counts, self.tally
        tally.frames_dropped += self._captured.dropped + self._processed.dropped
        tally.frames_dropped += self._source.dropped if isinstance(self._source, CameraSource) else 0
        tally.faces_enhanced, tally.faces_with_exemplars = counts.faces, counts.with_exemplars
        tally.sink_failures = self._sink.lost if isinstance(self._sink, SteadySink) else 0
        tally.stages["enhance"] = counts.rounds_ms


def _within(value: float, limit: float) -> float:
    return min(max(value, -limit), limit)
