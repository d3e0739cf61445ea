"""Sends a picture to the sink whenever the clock says that one is due."""

import math
import threading
import time
from dataclasses import dataclass, replace
from typing import TextIO

from app.capture.mailbox import Slot
from app.output.sinks import Sink
from app.people import PersonView
from app.picture.compose import FrameView
from app.picture.cover import Cover, blurred
from app.picture.show import Show, ShownFrame
from app.report.comparison import SideBySide
from app.report.summary import Recent
from app.report.trace import trace_row, write_row
from app.run.live.capture import CaptureStage
from app.run.live.clock import SendClock
from app.run.live.process import Processed, ProcessStage

# If the processing thread works on one frame for this many seconds, the sender shows newer frames plain.
STUCK = 0.5
# While nobody watches, the blurred picture is sent again after this many seconds. Whoever comes gets it soon.
RESTING_PERIOD = 0.25


@dataclass(frozen=True)
class Seen:
    """What the window shows: a picture that was sent, and everybody remembered when it was made."""

    result: ShownFrame
    people: list[PersonView]
    latency_ms: float  # milliseconds from capture to send


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
        """show: makes the plain picture of a frame. fps: the output's rate. wanted, seen: as in `LiveGraph`.

        stop: `run` ends once this is set.
        """
        # These do not change.
        self._capture, self._process = capture, process
        self._show, self._sink, self._fps = show, sink, fps
        self._wanted, self._stop = wanted, stop
        # The mailbox has a lock of its own: this thread puts pictures in, and the window's thread takes them out.
        self._seen = seen
        # Any thread may set this: what others see while a person has paused the video; None otherwise.
        self.cover: Cover | None = None
        # Only this thread counts these.
        self.frames_out = 0
        self.frames_dropped = 0  # processed pictures that were taken but not sent
        self.frames_plain = 0  # frames shown plain because the processing thread hung
        self.latency_ms = Recent()  # milliseconds from capture to send, of each fresh picture
        self.sink_ms = Recent()  # milliseconds that the sink took for each picture

    def run(self, start: float, seconds: float | None, trace: TextIO | None, comparison: SideBySide | None) -> None:
        """Send until there are no more pictures, until this many seconds after `start`, or until `stop` is set.

        trace, comparison: as in `LiveGraph.run`. Raises the errors of the sink.
        """
        current = None  # the clock starts at the first picture
        over = math.inf if seconds is None else start + seconds
        while current is None and not self._process.processed.done and not self._over(over):
            current = self._process.processed.take(timeout=0.1)
        first = time.perf_counter()
        clock = SendClock(self._fps, first)
        fresh, missed = True, None
        if current is not None and (cover := self._cover_now()):
            current = self._covered(current, cover)
        while current is not None and not self._over(over):
            pts = clock.due - first
            self._send_one(current, pts, fresh, trace, comparison)
            clock.sent(time.perf_counter(), clock.due - current.ready if fresh else missed)
            time.sleep(max(0.0, clock.due - time.perf_counter()))
            cover = self._cover_now()
            expected = cover is None and self._expected(current)
            patience = clock.patience if expected else 0.0
            newer = self._newer(current, patience) if cover is None else self._covered(current, cover)
            fresh, missed = newer is not None, -clock.patience if expected else None
            if newer is not None:
                current = newer
            elif self._process.processed.done:
                break

    def _over(self, end: float) -> bool:
        return self._stop.is_set() or time.perf_counter() >= end

    def _expected(self, current: Processed) -> bool:
        """Return whether a later frame than that of the current picture has come, so that a picture of it will come."""
        latest = self._capture.latest
        return latest is not None and latest.at > current.at

    def _newer(self, current: Processed, patience: float) -> Processed | None:
        """Return the picture of a later frame, or None. If processing hangs, the newest frame is shown plain.

        patience: a picture is waited for this many seconds.
        """
        processed = self._process.processed.take(patience)
        if processed is not None:
            if processed.at > current.at:
                return processed
            self.frames_dropped += 1
        latest, began, now = self._capture.latest, self._process.began, time.perf_counter()
        if latest is None or latest.at <= current.at or began is None or now - began < STUCK:
            return None
        self.frames_plain += 1
        return Processed(self._show.plain(latest.frame, failed=True), latest.at, now, current.people)

    def _cover_now(self) -> Cover | None:
        """Return what covers the picture now. Whoever watches next must not see the last meeting."""
        watched = self._wanted is None or self._wanted.is_set()
        return self.cover or (None if watched else blurred)

    def _covered(self, current: Processed, cover: Cover) -> Processed | None:
        """Return the covered picture, or None if it was sent already. Pictures that still come are dropped.

        While nobody watches, this waits for a while, or until somebody watches, before it returns None.
        """
        while self._process.processed.take(timeout=0):
            self.frames_dropped += 1
        if current.cover is cover:
            if self.cover is None and self._wanted is not None:
                self._wanted.wait(RESTING_PERIOD)
            return None
        image, frame = cover(current.result.image), current.result.frame
        height, width = image.shape[:2]
        # What is covered must not stay in memory, and the window must not show it as the picture before HIME.
        whole = FrameView(1.0, 0.0, 0.0, width, height)
        result = ShownFrame(image, replace(frame, image=image), whole, [], {}, [], 0, current.result.failed)
        return Processed(result, current.at, time.perf_counter(), current.people, cover)

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
