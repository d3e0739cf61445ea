"""Enhances a recording: every frame in order, one stage after the other, with the audio kept."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

from app.capture.frame import Frame
from app.capture.sources import VideoFile
from app.enhance import EnhancedFace, Enhancer, everything
from app.enhance.strength import shown
from app.exemplars import Exemplar
from app.models import Models
from app.output.sinks import VideoSink
from app.people.look import Look, Scene, timed
from app.picture.show import Show, ShownFrame
from app.progress import Progress
from app.report.comparison import SideBySide
from app.report.losses import Losses, as_json, losses_of
from app.report.summary import Tally
from app.report.trace import trace_row, write_row
from app.run.failures import FailureLog
from app.run.interrupts import asked_to_stop
from app.settings import Settings
from hime_core.detector import FaceDetector
from hime_core.recogniser import Recogniser
from hime_core.runtime import Engine, EngineInfo
from hime_core.runtime.engine import EngineError


class Graph:
    """Looks at a frame, enhances every far face in full, and shows the result. Only one thread may use it."""

    def __init__(
        self,
        engine: Engine,
        detector: FaceDetector,
        recogniser: Recogniser,
        settings: Settings,
        width: int,
        height: int,
        given: list[Exemplar] | None = None,
    ):
        """width, height: the size of the input frames, in pixels.

        given: exemplars from photographs of the person in view.
        """
        self._look = Look(detector, recogniser, settings, given, thorough=True)
        self._strength = settings.enhance.strength
        self._enhancer = Enhancer(engine, settings.enhance.max_side, settings.exemplars.references)
        self._show = Show(settings.output, width, height)
        self._failures = FailureLog("enhancing failed, faces are shown as they are")

    @property
    def output_size(self) -> tuple[int, int]:
        """(width, height) of every output picture, in pixels."""
        return self._show.size

    def close(self) -> None:
        """Overwrite everything that is kept about people."""
        self._look.people.close()
        self._enhancer.wipe()

    def process(self, frame: Frame) -> ShownFrame:
        """Make the picture of a frame. If the engine fails, the faces are shown as the camera saw them."""
        scene = self._look.process(frame)
        failed = False
        with timed(scene.stages_ms, "enhance"):
            try:
                faces = self._enhance(scene) if self._strength else []
                if faces:
                    self._failures.worked()
            except EngineError as error:
                self._failures.failed(error)
                faces, failed = [], True
        with timed(scene.stages_ms, "compose"):
            return self._show.show(scene, faces, failed)

    def _enhance(self, scene: Scene) -> list[EnhancedFace]:
        faces = self._enhancer.enhance(scene, everything(self._enhancer.demands(scene)))
        return [replace(face, strength=shown(self._strength, face.strength)) for face in faces]


class CancelledError(Exception):
    """Enhancing was stopped on request, and nothing was kept."""


@dataclass(frozen=True)
class Enhanced:
    """What enhancing a recording came to."""

    tally: Tally
    losses: Losses
    seconds: float  # how long it took
    busy: float  # how many seconds of processor time it took
    stopped: bool  # whether Ctrl-C stopped it early

    def report(self, engine: EngineInfo, source: str, sink: str) -> dict[str, object]:
        """Return the JSON object of `hime enhance`. engine: the one that enhanced. source, sink: names of the files."""
        return {
            **self.tally.report(self.seconds, engine, source, sink),
            **as_json(self.losses),
            "audio_kept": self.losses.sound_kept,
            "cpu_cores": round(self.busy / max(self.seconds, 1e-9), 3),
        }


def enhance_into(
    to: Path,
    source: VideoFile,
    models: Models,
    settings: Settings,
    given: list[Exemplar] | None = None,
    trace: TextIO | None = None,
    comparison: SideBySide | None = None,
    progress: Callable[[int], bool] | None = None,
) -> Enhanced:
    """Enhance an open recording into a file, which gets its sound too. See `enhance_recording`.

    Nothing is known of any person at first but the exemplars in `given`, and nothing is kept of any in the end.
    """
    graph = Graph(models.engine, models.detector, models.recogniser, settings, source.width, source.height, given)
    try:
        sink = VideoSink(to, *graph.output_size, audio_from=source.path, audio_start=source.start)
        return enhance_recording(source, graph, sink, trace, comparison, progress)
    finally:
        graph.close()


def enhance_recording(
    source: VideoFile,
    graph: Graph,
    sink: VideoSink,
    trace: TextIO | None,
    comparison: SideBySide | None,
    progress: Callable[[int], bool] | None = None,
) -> Enhanced:
    """Write the picture of every frame of a recording to a sink.

    trace: gets a row for each picture. comparison: considers each picture. progress: called after each frame with the
    number of frames done, in place of telling the progress on the standard error. If it returns False, CancelledError
    is raised.

    Ctrl-C, once or often, stops early and keeps what was written so far. The sink is closed in the end. On any error
    the sink is aborted instead, and the error is raised.
    """
    tally, stop = Tally(), threading.Event()
    told = None if progress else Progress(source.path.name, source.frames, "frame")
    start, busy = time.perf_counter(), time.process_time()
    with asked_to_stop(stop.set), closing_or_aborting(sink), told or contextlib.nullcontext():
        try:
            for frame in source:
                _enhance_frame(frame, graph, sink, tally, trace, comparison)
                if told:
                    told.step()
                if progress and not progress(tally.frames_out):
                    raise CancelledError
                if stop.is_set():
                    break
            else:
                sink.write_rest_of_sound()
        except KeyboardInterrupt:  # somebody raised it by other means than a signal
            stop.set()
    if stop.is_set():
        with contextlib.suppress(OSError):  # the terminal may be closed
            print("stopped")
    losses = losses_of(source, sink)
    tally.frames_damaged = losses.damaged
    return Enhanced(tally, losses, time.perf_counter() - start, time.process_time() - busy, stop.is_set())


def _enhance_frame(
    frame: Frame, graph: Graph, sink: VideoSink, tally: Tally, trace: TextIO | None, comparison: SideBySide | None
) -> None:
    """Write the picture of the next frame, and count it."""
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


@contextlib.contextmanager
def closing_or_aborting(sink: VideoSink) -> Iterator[None]:
    """Close the sink after the block, or abort it if the block or the closing raises."""
    try:
        yield
        sink.close()
    except BaseException:
        sink.abort()
        raise
