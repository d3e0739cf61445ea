"""The graph over a recording: every frame, in order, audio kept."""

import time
from collections.abc import Callable
from typing import TextIO

from tqdm import tqdm

from app.capture.sources import VideoFile
from app.graph import Graph
from app.output.sinks import VideoSink
from app.report.comparison import Comparison
from app.report.summary import Tally
from app.report.trace import trace_row, write_row


class CancelledError(Exception):
    """Stopped on request; nothing was kept."""


def enhance_recording(
    source: VideoFile,
    graph: Graph,
    sink: VideoSink,
    trace: TextIO | None,
    comparison: Comparison | None,
    progress: Callable[[int], bool] | None = None,
) -> tuple[Tally, float]:
    """Process every frame of a recording into a sink. Returns the counts and the seconds it took.

    progress: told the frames done after each, instead of a bar in the terminal; raises CancelledError on its False.
    Ctrl-C stops early and keeps what was written so far. The sink is closed; on any other error it is aborted and
    the error goes on.
    """
    tally = Tally()
    start = time.perf_counter()
    try:
        try:
            for frame in tqdm(source, source.path.name, source.frames, unit="frame", disable=progress is not None):
                begun = time.perf_counter()
                tally.frames_in += 1
                result = graph.process(frame)
                tally.add(result)
                tally.faces_enhanced += len(result.faces)
                tally.faces_with_exemplars += sum(bool(face.references) for face in result.faces)
                sent = time.perf_counter()
                sink.write(result.image, frame.time)
                tally.stages["send"].append(1000 * (time.perf_counter() - sent))
                if trace:
                    write_row(trace, trace_row(result, tally.frames_out, frame.time))
                if comparison:
                    comparison.consider(result)
                tally.frames_out += 1
                tally.latency.append(1000 * (time.perf_counter() - begun))
                if progress and not progress(tally.frames_out):
                    raise CancelledError
        except KeyboardInterrupt:
            print("stopped")
        sink.close()
    except BaseException:
        sink.abort()
        raise
    return tally, time.perf_counter() - start
