"""The clock and the sink: a picture at every turn of the output's rate."""

import math
import threading
import time
from dataclasses import dataclass, replace
from typing import TextIO

import cv2
import numpy as np

from app.capture.mailbox import Slot
from app.output.sinks import Sink
from app.people import PersonView
from app.picture.show import Show, ShownFrame
from app.report.comparison import SideBySide
from app.report.summary import Recent
from app.report.trace import trace_row, write_row
from app.run.live.capture import CaptureStage
from app.run.live.clock import SendClock
from app.run.live.process import Processed, ProcessStage

# Seconds that the processing thread may hold a frame. After them the sender shows newer frames plain.
STUCK = 0.5
# Pixels of blur over the last picture while nobody watches: who comes next must not see the last meeting.
RESTING_BLUR = 24


@dataclass(frozen=True)
class Seen:
    """What the window shows: a picture that was sent, and everybody remembered when it was made."""

    result: ShownFrame
    people: list[PersonView]
    latency_ms: float  # from capture to send


class SendStage:
    """Sends on the thread that calls `run`, and repeats the last picture while the next is not ready."""

    def __init__(
        self,
        capture: CaptureStage,
        process: ProcessStage,
        show: Show,
        sink: Sink,
        fps: float,
        wanted: threading.Event | None,
        seen: Slot[Seen] | None,
        stop: threading.Event,
    ):
        """show: makes the plain picture of a frame. fps: of the output. wanted, seen: as `LiveGraph`.

        stop: ends `run` once it is set.
        """
        # Fixed from here on.
        self._capture, self._process = capture, process
        self._show, self._sink, self._fps = show, sink, fps
        self._wanted, self._stop = wanted, stop
        # With a lock of its own: this thread puts pictures in, the window's takes them out.
        self._seen = seen
        # Of this thread alone while it runs.
        self._overtaken = 0  # how many processed pictures had been replaced unsent when the last one was taken
        # Counted by this thread alone.
        self.frames_out = 0
        self.frames_dropped = 0  # processed pictures that were taken and not sent
        self.frames_plain = 0  # shown as the camera saw them because the processing thread hung
        self.latency_ms = Recent()  # milliseconds from capture to send, of each fresh picture
        self.sink_ms = Recent()  # milliseconds that the sink took for each picture

    def run(self, start: float, seconds: float | None, trace: TextIO | None, comparison: SideBySide | None) -> None:
        """Send until there are no more pictures, until so many seconds after start, or until `stop` is set.

        Raises what the sink raises.
        """
        current = None  # the first picture sets the clock
        over = math.inf if seconds is None else start + seconds
        while current is None and not self._process.processed.done and not self._over(over):
            current = self._process.processed.take(timeout=0.1)
        first = time.perf_counter()
        clock = SendClock(self._fps, first)
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
            elif self._process.processed.done:
                break

    def _over(self, end: float) -> bool:
        return self._stop.is_set() or time.perf_counter() >= end

    def _newer(self, current: Processed) -> Processed | None:
        """A picture of a later frame, or None. Where processing hangs, it is the newest frame, plain."""
        processed = self._next()
        if processed is not None:
            if processed.at > current.at:
                return processed
            self.frames_dropped += 1
        latest, began, now = self._capture.latest, self._process.began, time.perf_counter()
        if latest is None or latest.at <= current.at or began is None or now - began < STUCK:
            return None
        self.frames_plain += 1
        return Processed(self._show.plain(latest.frame, failed=True), latest.at, now, current.people)

    def _next(self) -> Processed | None:
        """The older of the processed pictures that wait. Where they come faster than they are sent, the newer one."""
        processed = self._process.processed
        dropped = processed.dropped
        older = processed.take(timeout=0)
        if dropped == self._overtaken:
            return older
        self._overtaken = dropped
        newer = processed.take(timeout=0)
        self.frames_dropped += newer is not None
        return newer or older

    def _resting(self, current: Processed) -> Processed | None:
        """While nobody watches: the last picture, blurred beyond recognition; None once that was sent.

        Pictures that still come are dropped.
        """
        while self._process.processed.take(timeout=0):
            self.frames_dropped += 1
        if current.blurred:
            return None
        image = cv2.GaussianBlur(current.result.image, (0, 0), RESTING_BLUR)
        result = replace(current.result, image=np.asarray(image, np.uint8), faces=[])
        return Processed(result, current.at, time.perf_counter(), current.people, blurred=True)

    def _send_one(
        self, picture: Processed, pts: float, fresh: bool, trace: TextIO | None, comparison: SideBySide | None
    ) -> None:
        begun = time.perf_counter()
        self._sink.write(picture.result.image, pts)
        self.sink_ms.append(1000 * (time.perf_counter() - begun))
        if fresh:
            latency = 1000 * (time.perf_counter() - picture.at)
            self.latency_ms.append(latency)
            if self._seen:
                self._seen.put(Seen(picture.result, picture.people, latency))
            if comparison:
                comparison.consider(picture.result)
        if trace:
            write_row(trace, trace_row(picture.result, self.frames_out, pts))
        self.frames_out += 1
