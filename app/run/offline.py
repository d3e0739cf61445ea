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
from app.output.sinks.resumed import ResumedSink
from app.output.sinks.unfinished import Unfinished
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

# When an interrupted run is gone on with, the pictures of this many seconds before the first new one are enhanced too,
# although they are there. The enhancer needs some two seconds of far faces to learn where the source's colour lies
# (app/enhance/colour_place.py).
WARM_UP = 3.0


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

    def follow(self, frame: Frame) -> Scene:
        """Look at a frame and know what `process` would know after it, but make no picture. The network does not run.

        Only what the enhancer learns of the source's colour, which exemplars it used last, and what it remembers of the
        last frames is left out.
        """
        scene = self._look.process(frame)
        self._enhancer.demands(scene)
        self._show.framing.view(scene.tracks, frame.time)
        return scene

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
class Made:
    """The pictures that an earlier run has made, and that need not be made again."""

    pictures: int = 0  # how many
    warm_up: int = 0  # from this one on they are made once more, so that the enhancer knows what it knew then

    @classmethod
    def of(cls, unfinished: Unfinished) -> "Made":
        """Return how many pictures an unfinished file has."""
        last = unfinished.times[-1]
        return cls(len(unfinished.times), sum(time < last - WARM_UP for time in unfinished.times))


@dataclass(frozen=True)
class Enhanced:
    """What enhancing a recording came to."""

    tally: Tally
    losses: Losses
    seconds: float  # how long it took
    busy: float  # how many seconds of processor time it took
    stopped: bool  # whether Ctrl-C stopped it early
    taken: int = 0  # pictures that an interrupted run had made

    def report(self, engine: EngineInfo, source: str, sink: str) -> dict[str, object]:
        """Return the JSON object of `hime enhance`. engine: the one that enhanced. source, sink: names of the files."""
        return {
            **self.tally.report(self.seconds, engine, source, sink),
            **as_json(self.losses),
            "audio_kept": self.losses.sound_kept,
            "cpu_cores": round(self.busy / max(self.seconds, 1e-9), 3),
            **({"frames_resumed": self.taken} if self.taken else {}),
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
    unfinished: Unfinished | None = None,
) -> Enhanced:
    """Enhance an open recording into a file, which gets its sound too. See `enhance_recording`.

    Nothing is known of any person at first but the exemplars in `given`, and nothing is kept of any in the end.
    unfinished: what an interrupted run has left of the file. Its pictures are used again.
    """
    graph = Graph(models.engine, models.detector, models.recogniser, settings, source.width, source.height, given)
    try:
        if unfinished is None:
            sink = VideoSink(to, *graph.output_size, audio_from=source.path, audio_start=source.start, fps=source.fps)
            return enhance_recording(source, graph, sink, trace, comparison, progress)
        made = Made.of(unfinished)
        sink = ResumedSink(
            to, *graph.output_size, unfinished, source.path, source.start, source.fps, compared_from=made.warm_up
        )
        return enhance_recording(source, graph, sink, trace, comparison, progress, made)
    finally:
        graph.close()


def enhance_recording(
    source: VideoFile,
    graph: Graph,
    sink: VideoSink,
    trace: TextIO | None,
    comparison: SideBySide | None,
    progress: Callable[[int], bool] | None = None,
    made: Made | None = None,
) -> Enhanced:
    """Write the picture of every frame of a recording to a sink.

    trace: gets a row for each picture. comparison: considers each picture. progress: called after each frame with the
    number of frames done, in place of telling the progress on the standard error. If it returns False, CancelledError
    is raised. made: the first pictures, which the sink has already.

    Ctrl-C, once or often, stops early and keeps what was written so far. Before the first new picture it raises
    KeyboardInterrupt, because the earlier run's file is better than that. The sink is closed in the end. On any error
    the sink is aborted instead, and the error is raised.
    """
    tally, stop, made = Tally(), threading.Event(), made or Made()
    told = None if progress else Progress(source.path.name, source.frames, "frame")
    start, busy = time.perf_counter(), time.process_time()
    with asked_to_stop(stop.set), closing_or_aborting(sink), told or contextlib.nullcontext():
        try:
            for frame in source:
                if tally.frames_in < made.warm_up:
                    _follow_frame(frame, graph, sink, tally)
                elif tally.frames_in < made.pictures:
                    _follow_frame(frame, graph, sink, tally, warm_up=True)
                else:
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
        if stop.is_set() and tally.frames_out < made.pictures:
            raise KeyboardInterrupt
    if stop.is_set():
        with contextlib.suppress(OSError):  # the terminal may be closed
            print("stopped")
    losses = losses_of(source, sink)
    tally.frames_damaged = losses.damaged
    seconds, busy = time.perf_counter() - start, time.process_time() - busy
    return Enhanced(tally, losses, seconds, busy, stop.is_set(), made.pictures)


def _follow_frame(frame: Frame, graph: Graph, sink: VideoSink, tally: Tally, warm_up: bool = False) -> None:
    """Take the next frame, whose picture the sink has already.

    warm_up: whether the picture is made all the same, so that the sink can compare it with the one it has.
    """
    tally.frames_in += 1
    followed = graph.process(frame) if warm_up else graph.follow(frame)
    tally.exemplars_banked += followed.banked
    sink.write(followed.image if isinstance(followed, ShownFrame) else frame.image, frame.time)
    tally.frames_out += 1


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
