"""The live graph: capture, process and send, each on its own thread, the latest frame winning in between.

The sender keeps the output's rate whatever happens upstream: it repeats the last picture while the next one is not
ready, and shows the plain frame where a stage fails.
"""

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
from hime_core.geometry import Image


@dataclass(frozen=True)
class _Captured:
    frame: Frame
    at: float  # monotonic seconds


@dataclass(frozen=True)
class _Processed:
    image: Image
    result: Result | None  # None for a plain frame
    at: float  # capture


class LiveGraph:
    """Runs until the source ends, `seconds` have passed, or Ctrl-C."""

    def __init__(self, source: Source, graph: Graph, sink: Sink, fps: float):
        self._source, self._graph, self._sink, self._fps = source, graph, sink, fps
        self._captured: Slot[_Captured] = Slot()
        self._processed: Slot[_Processed] = Slot()
        self._stop = threading.Event()
        self._error: BaseException | None = None
        self.tally = Tally()

    def run(self, seconds: float | None, trace: TextIO | None, comparison: Comparison | None) -> float:
        """Send until done; returns the seconds it took. Closes the sink; on an error, aborts it and raises."""
        threads = [threading.Thread(target=t, daemon=True) for t in (self._capture, self._process)]
        start = time.monotonic()
        try:
            for thread in threads:
                thread.start()
            try:
                self._send(start, seconds, trace, comparison)
            except KeyboardInterrupt:
                print("stopped")
            self._stop.set()
            for thread in threads:
                thread.join(timeout=5)
            if self._error:
                raise self._error
            self._sink.close()
        except BaseException:
            self._stop.set()
            self._sink.abort()
            raise
        self.tally.frames_dropped = self._captured.dropped + self._processed.dropped
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
            self._error = error
        finally:
            self._captured.close()

    def _process(self) -> None:
        try:
            while not self._stop.is_set():
                captured = self._captured.take(timeout=0.5)
                if captured is None:
                    if self._captured.done:
                        break
                    continue
                try:
                    result = self._graph.process(captured.frame)
                    self.tally.add(result)
                    self._processed.put(_Processed(result.image, result, captured.at))
                except UsageError:
                    raise
                except Exception:  # people see the plain picture rather than nothing, and the count tells
                    self.tally.frames_failed += 1
                    self._processed.put(_Processed(self._graph.plain(captured.frame), None, captured.at))
        except BaseException as error:
            self._error = error
        finally:
            self._processed.close()

    def _send(self, start: float, seconds: float | None, trace: TextIO | None, comparison: Comparison | None) -> None:
        current = self._processed.take()  # the first picture sets the clock
        first = time.monotonic()
        while current is not None and not (seconds is not None and time.monotonic() - start >= seconds):
            due = first + self.tally.frames_out / self._fps
            time.sleep(max(0.0, due - time.monotonic()))
            fresh = self._processed.take(timeout=0)
            if fresh is not None:
                current = fresh
            elif self._processed.done:
                break
            self._send_one(current, fresh is not None, trace, comparison)

    def _send_one(self, picture: _Processed, fresh: bool, trace: TextIO | None, comparison: Comparison | None) -> None:
        pts = self.tally.frames_out / self._fps
        begun = time.perf_counter()
        self._sink.write(picture.image, pts)
        self.tally.stages["send"].append(1000 * (time.perf_counter() - begun))
        if fresh or self.tally.frames_out == 0:
            self.tally.latency.append(1000 * (time.monotonic() - picture.at))
            if comparison and picture.result:
                comparison.consider(picture.result)
        if trace and picture.result:
            write_row(trace, trace_row(picture.result, self.tally.frames_out, pts))
        self.tally.frames_out += 1
