"""The thread that takes frames from the source."""

import threading
import time
from dataclasses import dataclass, replace

from app.capture.fit import fitted
from app.capture.frame import Frame
from app.capture.mailbox import Slot
from app.capture.sources import FrameSource
from app.run.live.thread import StageThread

# While frames are not wanted, a recording looks after this many seconds whether the call ends.
WANTED_CHECK = 0.1


@dataclass(frozen=True)
class Captured:
    """A frame of the session's size. at: when it was taken from the source, in seconds of time.perf_counter."""

    frame: Frame
    at: float


class CaptureStage:
    """Puts the source's frames into a mailbox. A newer frame replaces one that still waits."""

    def __init__(self, source: FrameSource, wanted: threading.Event | None, stop: threading.Event):
        """wanted: a recording pauses while this is cleared; a camera looks at it itself. None: always wanted.

        stop: the thread ends once this is set.
        """
        # These do not change.
        self._source, self._wanted = source, wanted
        self._stop = stop
        self.thread = StageThread("hime-capture", "reading the source", self._run, self._ended)
        # Any thread may set and clear it. A recording pauses while it is cleared.
        self.playing = threading.Event()
        self.playing.set()
        # The mailbox has a lock of its own: this thread puts frames in, and the processing thread takes them out.
        self.captured: Slot[Captured] = Slot()
        # Only this thread writes these. Any thread may read them.
        self.latest: Captured | None = None
        self.frames_in = 0

    def hurry(self) -> None:
        """End the wait for a frame in this thread and in the processing thread. Set `stop` before calling it."""
        self.captured.close()
        if self._source.live:  # the source may be waiting for a camera that is away
            self._source.close()

    def _run(self) -> None:
        start = time.perf_counter()
        for frame in self._source:
            if not self._source.live:  # a recording plays at its own pace, as a camera would
                start += self._paused()
                self._stop.wait(max(0.0, start + frame.time - time.perf_counter()))
            if self._stop.is_set():
                break
            self.frames_in += 1
            at = time.perf_counter()
            image = fitted(frame.image, self._source.width, self._source.height)
            self.latest = Captured(replace(frame, image=image), at)
            self.captured.put(self.latest)

    def _paused(self) -> float:
        """Wait until frames are wanted and the recording is to play. Return how many seconds that took."""
        begun = time.perf_counter()
        for needed in filter(None, (self.playing, self._wanted)):
            while not needed.wait(WANTED_CHECK) and not self._stop.is_set():
                pass
        return time.perf_counter() - begun

    def _ended(self) -> None:
        self.captured.close()
        self._source.close()
