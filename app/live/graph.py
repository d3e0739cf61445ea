"""The live graph: capture, look and show, enhance, send, each on its own thread, the latest frame winning in between.

No picture waits for enhancing: the newest enhanced faces are carried to each frame (app/carry.py). The sender keeps the
output's rate: it repeats the last picture while the next is not ready, and shows the plain frame where a stage fails or
hangs.
"""

import sys
import threading
import time
from dataclasses import dataclass
from typing import TextIO

from app.carry import carried
from app.comparison import Comparison
from app.enhance import EnhancedFace
from app.frames import Frame
from app.governor import GAVE_WAY
from app.live.clock import SendClock
from app.live.fit import fitted
from app.live.worker import Worker
from app.look import Look, Scene, timed
from app.models import Models
from app.settings import Settings
from app.settings_file import SettingsFile
from app.show import Result, Show
from app.sinks import Sink, SteadySink
from app.slot import Slot
from app.sources import Source
from app.summary import Tally
from app.trace import trace_row, write_row

STUCK = 0.5  # seconds without a processed frame, after which the sender shows the plain one itself


@dataclass(frozen=True)
class _Captured:
    frame: Frame
    at: float  # monotonic seconds


@dataclass(frozen=True)
class _Processed:
    result: Result
    at: float  # monotonic seconds of the capture
    ready: float  # and of when the picture was made


class LiveGraph:
    """Runs until the source ends, `seconds` have passed, or Ctrl-C. Reads the source, and closes it when done."""

    def __init__(
        self,
        source: Source,
        show: Show,
        sink: Sink,
        worker: Worker,
        settings: Settings,
        settings_file: SettingsFile | None = None,
    ):
        """settings_file: looked at for changes while running."""
        self._source, self._show, self._sink, self._worker = source, show, sink, worker
        self._settings, self._settings_file = settings, settings_file
        self._look: Look | None = None  # until the models are loaded
        self._models: Models | None = None  # those that it looks with
        self._captured: Slot[_Captured] = Slot()
        self._processed: Slot[_Processed] = Slot()
        self._latest: _Captured | None = None
        self._last_processed = 0.0  # capture time of the last picture that the stages made
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
        start = time.monotonic()
        try:
            capture.start()
            process.start()
            self._worker.start()
            try:
                self._send(start, seconds, trace, comparison)
            except KeyboardInterrupt:
                print("stopped")
        except BaseException:
            self._sink.abort()
            raise
        finally:
            # Nobody may free what a thread still uses. A camera read can hang for ever, so that wait ends.
            self._stop.set()
            self._captured.close()
            if self._source.live:  # ends its waiting for a camera that is away
                self._source.close()
            process.join()
            self._worker.stop()
            capture.join(timeout=5)
            if self._look:
                self._look.people.clear()
        self._count()
        if self._source_error and not (self._source.live and self.tally.frames_out):
            self._sink.abort()
            raise self._source_error
        self._sink.close()
        if self._source_error:
            raise self._source_error
        return time.monotonic() - start

    def _capture(self) -> None:
        start = time.monotonic()
        try:
            for frame in self._source:
                if not self._source.live:  # a recording plays at its own pace, as a camera would
                    self._stop.wait(max(0.0, start + frame.time - time.monotonic()))
                if self._stop.is_set():
                    break
                self.tally.frames_in += 1
                image = fitted(frame.image, self._source.width, self._source.height)
                self._latest = _Captured(Frame(image, frame.time, frame.index), time.monotonic())
                self._captured.put(self._latest)
        except BaseException as error:
            self._source_error = error
        finally:
            self._captured.close()
            self._source.close()

    def _process(self) -> None:
        try:
            while not self._stop.is_set():
                captured = self._captured.take(timeout=0.5)
                if captured is None:
                    if self._captured.done:
                        break
                    continue
                start = time.monotonic()
                result = self._process_one(captured.frame)
                now = time.monotonic()
                if governor := self._worker.governor:
                    governor.frame_took((now - start) * self._settings.output.fps)
                self.tally.add(result)
                self._processed.put(_Processed(result, captured.at, now))
                self._reread()
        finally:
            self._processed.close()

    def _process_one(self, frame: Frame) -> Result:
        try:
            look = self._looking()
            if look is None:
                return self._show.plain(frame)
            scene = look.process(frame)
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
                self._look = Look(models.detector, self._settings)
            else:
                self._look.apply(self._settings, models.detector)
                assert self._models is not None
                self._models.detector.close()
            self._models = models
        return self._look

    def _faces(self, scene: Scene) -> list[EnhancedFace]:
        squares = {t.id: t.square for t in scene.tracks}
        newest = self._worker.faces(scene)
        faces = (carried(face, scene.frame.image, squares[face.track_id], scene.frame.time) for face in newest)
        return [face for face in faces if face]

    def _reread(self) -> None:
        """Take over what was changed in the settings file."""
        new = self._settings_file.changed(self._settings) if self._settings_file else None
        if new is None:
            return
        self._settings = new
        self._worker.apply(new)
        self._show.apply(new.output)
        if self._look and self._models:
            self._look.apply(new, self._models.detector)

    def _send(self, start: float, seconds: float | None, trace: TextIO | None, comparison: Comparison | None) -> None:
        current = self._processed.take(seconds)  # the first picture sets the clock
        first = time.monotonic()
        self._last_processed = current.at if current else 0.0
        clock = SendClock(self._settings.output.fps, first)
        fresh = True
        while current is not None and not (seconds is not None and time.monotonic() - start >= seconds):
            pts = clock.due - first
            self._send_one(current, pts, fresh, trace, comparison)
            clock.sent(time.monotonic(), clock.due - current.ready if fresh else None)
            time.sleep(max(0.0, clock.due - time.monotonic()))
            newer = self._newer(current)
            fresh = newer is not None
            if newer is not None:
                current = newer
            elif self._processed.done:
                break

    def _newer(self, current: _Processed) -> _Processed | None:
        """A picture of a later frame, if there is one: processed, or the plain newest frame where the stages hang."""
        processed = self._processed.take(timeout=0)
        if processed is not None and processed.at > current.at:
            self._last_processed = processed.at
            return processed
        latest = self._latest
        if latest is None or latest.at <= current.at or latest.at - self._last_processed < STUCK:
            return None
        return _Processed(self._show.plain(latest.frame, failed=True), latest.at, time.monotonic())

    def _send_one(
        self, picture: _Processed, pts: float, fresh: bool, trace: TextIO | None, comparison: Comparison | None
    ) -> None:
        begun = time.perf_counter()
        self._sink.write(picture.result.image, pts)
        self.tally.stages["send"].append(1000 * (time.perf_counter() - begun))
        if fresh:
            self.tally.latency.append(1000 * (time.monotonic() - picture.at))
            if comparison:
                comparison.consider(picture.result)
        if trace:
            write_row(trace, trace_row(picture.result, self.tally.frames_out, pts))
        self.tally.frames_out += 1

    def report(self, seconds: float) -> dict[str, object]:
        """The JSON object of `hime run`."""
        engine, governor = self._worker.engine, self._worker.governor
        report = self.tally.report(seconds, engine, self._source.name, self._sink.name)
        gave_way = {what: governor.gave_way[what] for what in GAVE_WAY} if governor else {}
        return report | {"gave_way": gave_way, "governor": list(governor.log) if governor else []}

    def _count(self) -> None:
        counts, tally = self._worker.counts, self.tally
        tally.frames_dropped = self._captured.dropped + self._processed.dropped
        tally.faces_enhanced = counts.faces
        tally.sink_failures = self._sink.lost if isinstance(self._sink, SteadySink) else 0
        tally.stages["enhance"].extend(counts.rounds_ms)
