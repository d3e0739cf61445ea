"""The live graph connects the threads of a call, starts them, ends them and adds up what they counted.

Frames go from the capturing thread (capture.py) to the processing thread (process.py) and from there, as pictures, to
the sending thread (send.py). A mailbox between two threads keeps the newest value. The processing thread gives scenes
to the enhancing thread (worker.py) and waits for it only if enhancing is quick. Otherwise the newest enhanced faces are
carried to each frame (app/enhance/carry.py). The sending thread keeps the output's rate: it repeats the last picture
while the next is not ready, and shows plain frames if processing hangs.

All times are seconds of time.perf_counter.
"""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from typing import TextIO

import cv2

from app.capture.mailbox import Slot
from app.capture.sources import CameraSource, FrameSource, VideoFile
from app.enhance.governor import GAVE_WAY
from app.output.sinks import Sink, SteadySink
from app.people import People
from app.picture.cover import Cover
from app.picture.show import Show
from app.report.comparison import SideBySide
from app.report.summary import Tally
from app.report.usage import battery_watts
from app.run.interrupts import asked_to_stop
from app.run.live.capture import CaptureStage
from app.run.live.process import ProcessStage
from app.run.live.send import Seen, SendStage
from app.run.live.worker import Worker
from app.settings import Settings
from app.settings.watch import SettingsFile


@contextlib.contextmanager
def one_opencv_thread() -> Iterator[None]:
    """Keep OpenCV to one thread. Its others turn in a loop while they wait, and a call's own threads need the cores."""
    before = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        yield
    finally:
        cv2.setNumThreads(before)


class LiveGraph:
    """A call from its source to its sink. It runs once and closes the source and the sink in the end."""

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
        """settings_file: its edits take effect while the call runs. wanted: an event, cleared while nobody watches.

        seen: gets every new picture that was sent. say: called with a line about each person who comes into view.
        """
        self._source, self._sink, self._worker = source, sink, worker
        self._stop = threading.Event()
        self._busy = 0.0  # seconds of processor time that the call took
        self._watts: float | None = None  # the power that the batteries gave when the call ended
        self._capture = CaptureStage(source, wanted, self._stop)
        self._process = ProcessStage(
            self._capture, show, worker, settings, settings_file, say, with_people=seen is not None, stop=self._stop
        )
        self._send = SendStage(self._capture, self._process, show, sink, settings.output.fps, wanted, seen, self._stop)

    @property
    def tally(self) -> Tally:
        """What was counted. Until `run` has returned, only the counts of the processing thread are in it."""
        return self._process.tally

    def run(self, seconds: float | None, trace: TextIO | None, comparison: SideBySide | None) -> float:
        """Send until the source ends, the seconds have passed, `stop` is called or Ctrl-C is pressed, once or often.

        trace: gets a row for each picture that is sent. comparison: considers each new picture. Returns the
        seconds that it took.

        The sink is closed in the end. If sending or another thread fails, the call ends. If the source is live and a
        picture was sent, the sink is then closed and keeps what it got; otherwise the sink is aborted. Then the error
        is raised. Another thread's error is raised as it is if it is a UsageError, and else as a StageDiedError.
        """
        with asked_to_stop(self.stop), one_opencv_thread():
            return self._run(seconds, trace, comparison)

    def _run(self, seconds: float | None, trace: TextIO | None, comparison: SideBySide | None) -> float:
        start, busy = time.perf_counter(), time.process_time()
        try:
            try:
                self._capture.thread.start()
                self._process.thread.start()
                self._worker.start(ended=self._stop.set)
                with contextlib.suppress(KeyboardInterrupt):
                    self._send.run(start, seconds, trace, comparison)
            finally:
                self._watts = battery_watts()  # while every thread still works
                self._end()
                self._busy = time.process_time() - busy
        except BaseException:
            self._give_up()
            raise
        self._count()
        threads = (self._capture.thread, self._process.thread, self._worker.thread)
        faults = [fault for thread in threads if (fault := thread.fault)]
        if faults and not (self._source.live and self._send.frames_out):
            self._sink.abort()
        else:
            self._sink.close()
        if faults:
            raise faults[0]
        return time.perf_counter() - start

    def stop(self) -> None:
        """Make `run` end. Any thread may call this."""
        self._stop.set()

    def change(self, edit: Callable[[Settings], Settings]) -> None:
        """Use edited settings after the present frame.

        edit: gets the settings that are then in force and returns edited ones. It must change only what its caller
        means to change, because others may have changed the rest. It must not change what is fixed for a session
        (app/settings/watch.py).
        """
        self._process.change(edit)

    def clear(self) -> None:
        """Wipe every exemplar after the present frame."""
        self._process.forget(People.clear)

    def remove(self, exemplar_id: str) -> None:
        """Wipe one exemplar after the present frame."""
        self._process.forget(lambda people: people.remove(exemplar_id))

    def pause(self, on: bool) -> None:
        """Stop banking exemplars while `on` is true."""
        self._process.ask(lambda look, show: look.people.pause(on))

    def hold(self, on: bool) -> None:
        """Let a recording stand still while `on` is true. Cameras do not stand still."""
        if on:
            self._capture.playing.clear()
        else:
            self._capture.playing.set()

    @property
    def sent(self) -> int:
        """How many pictures were sent so far."""
        return self._send.frames_out

    def cover(self, cover: Cover | None) -> None:
        """Send this in place of the camera's picture from now on, or the camera's picture again if it is None."""
        self._send.cover = cover

    def frame_by_hand(self, window: tuple[float, float, float] | None) -> None:
        """Show one window of the frame, or follow people again if it is None. See `Framing.override`."""
        self._process.ask(lambda look, show: show.framing.override(window))

    def report(self, seconds: float) -> dict[str, object]:
        """Return the JSON object that `hime run` prints after the call. seconds: how long the call took."""
        engine, governor = self._worker.engine, self._worker.governor
        report = self.tally.report(seconds, engine, self._source.name, self._sink.name)
        if isinstance(self._source, CameraSource):
            report["camera"] = {"fps": round(self._source.fps, 2), "reopened": self._source.reopened}
        report["cpu_cores"] = round(self._busy / max(seconds, 1e-9), 3)
        report["battery_watts"] = self._watts
        gave_way = {what: governor.gave_way[what] for what in GAVE_WAY} if governor else {}
        return report | {"gave_way": gave_way, "governor": list(governor.log) if governor else []}

    def _give_up(self) -> None:
        """Keep what a live source has given, if the sink can still be closed."""
        if self._source.live and self._send.frames_out:
            with contextlib.suppress(Exception):  # the error that led here is raised
                self._sink.close()
                return
        self._sink.abort()

    def _end(self) -> None:
        """End every thread and wipe what is kept about people. A thread that hangs is waited for only for a while."""
        self._stop.set()
        self._capture.hurry()
        self._process.thread.join()
        self._worker.stop()
        self._capture.thread.join()
        self._process.wipe()

    def _count(self) -> None:
        """Add the counts of the other threads to the tally."""
        capture, process, send, counts, tally = (
            self._capture,
            self._process,
            self._send,
            self._worker.counts,
            self.tally,
        )
        tally.frames_in, tally.frames_out = capture.frames_in, send.frames_out
        tally.frames_dropped += capture.captured.dropped + process.processed.dropped + send.frames_dropped
        tally.frames_dropped += self._source.dropped if isinstance(self._source, CameraSource) else 0
        tally.frames_failed += send.frames_plain
        tally.frames_damaged = self._source.damaged if isinstance(self._source, VideoFile) else 0
        tally.faces_enhanced, tally.faces_with_exemplars = counts.faces, counts.with_exemplars
        tally.sink_failures = self._sink.lost if isinstance(self._sink, SteadySink) else 0
        tally.latency = send.latency_ms
        tally.stages["enhance"], tally.stages["send"] = counts.rounds_ms, send.sink_ms
