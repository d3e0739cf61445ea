"""The live graph: capture, process and send, each on its own thread, the latest frame winning in between.

The sender keeps the output's rate: it repeats the last picture while the next one is not ready, skips what it can no
longer send in time, and shows the plain frame where a stage fails.
"""

import sys
import threading
import time
from dataclasses import dataclass
from typing import TextIO

from app.comparison import Comparison
from app.frames import Frame
from app.graph import Graph, Result
from app.sinks import Sink
from app.slot import Slot
from app.sources import Source
from app.summary import Tally
from app.trace import trace_row, write_row
from hime_core.errors import UsageError


@dataclass(frozen=True)
class _Captured:
    frame: Frame
    at: float  # monotonic seconds


@dataclass(frozen=True)
class _Processed:
    result: Result
    at: float  # monotonic seconds of the capture


class LiveGraph:
    """Runs until the source ends, `seconds` have passed, or Ctrl-C. Reads the source, and closes it when done."""

    def __init__(self, source: Source, graph: Graph, sink: Sink, fps: float):
        self._source, self._graph, self._sink, self._fps = source, graph, sink, fps
        self._captured: Slot[_Captured] = Slot()
        self._processed: Slot[_Processed] = Slot()
        self._stop = threading.Event()
        self._source_error: BaseException | None = None
        self._error: BaseException | None = None
        self.tally = Tally()

    def run(self, seconds: float | None, trace: TextIO | None, comparison: Comparison | None) -> float:
        """Send until done; returns the seconds it took.

        Closes the sink; where the source fails after pictures were sent (a camera unplugged), closes it too and
        raises; on any other error aborts it and raises.
        """
        capture = threading.Thread(target=self._capture, daemon=True)
        process = threading.Thread(target=self._process, daemon=True)
        start = time.monotonic()
        try:
            capture.start()
            process.start()
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
            process.join()
            capture.join(timeout=5)
        self.tally.frames_dropped = self._captured.dropped + self._processed.dropped
        if self._error or (self._source_error and not (self._source.live and self.tally.frames_out)):
            self._sink.abort()
            raise self._error or self._source_error  # type: ignore[misc]
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
                self._captured.put(_Captured(frame, time.monotonic()))
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
                result = self._process_one(captured.frame)
                self.tally.add(result)
                self._processed.put(_Processed(result, captured.at))
        except BaseException as error:
            self._error = error
        finally:
            self._processed.close()

    def _process_one(self, frame: Frame) -> Result:
        try:
            return self._graph.process(frame)
        except UsageError:
            raise
        except Exception as error:  # people see the plain picture rather than nothing; told once, and counted
            if not self.tally.frames_failed:
                print(f"hime: a stage failed, the plain picture is shown: {error!r}", file=sys.stderr)
            return self._graph.plain(frame)

    def _send(self, start: float, seconds: float | None, trace: TextIO | None, comparison: Comparison | None) -> None:
        current = self._processed.take()  # the first picture sets the clock
        first = time.monotonic()
        slot = 0  # of the output's clock: picture n is due n/fps seconds after the first
        while current is not None and not (seconds is not None and time.monotonic() - start >= seconds):
            late = time.monotonic() - first - slot / self._fps
            if late > 1 / self._fps:  # the machine slept or the sink blocked: go on from now
                slot += int(late * self._fps)
            time.sleep(max(0.0, first + slot / self._fps - time.monotonic()))
            fresh = self._processed.take(timeout=0)
            if fresh is not None:
                current = fresh
            elif self._processed.done and self.tally.frames_out:
                break
            self._send_one(current, slot / self._fps, fresh is not None or slot == 0, trace, comparison)
            slot += 1

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
