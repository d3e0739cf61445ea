"""The graph, frame in and picture out: detect -> track -> bank -> enhance -> compose. Shared by live and offline."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from app.compose import View, compose
from app.enhance import EnhancedFace, Enhancer
from app.exemplars import Bank, Exemplar
from app.faces import FaceSearch, Track, Tracker
from app.frames import Frame
from app.framing import Framing
from app.settings import Settings
from hime_core.detector import FaceDetector
from hime_core.geometry import Image
from hime_core.runtime import Engine
from hime_core.runtime.engine import EngineError


@dataclass(frozen=True)
class Result:
    """What became of a frame."""

    image: Image
    frame: Frame
    view: View
    tracks: list[Track]
    faces: list[EnhancedFace]
    banked: int  # exemplars banked from this frame
    failed: bool  # the engine gave no picture, and faces are shown as the camera saw them
    stages_ms: dict[str, float] = field(default_factory=dict)


class Graph:
    """Owns the stages and, per track, the exemplar bank. One frame at a time, from one thread."""

    def __init__(
        self,
        engine: Engine,
        detector: FaceDetector,
        settings: Settings,
        width: int,
        height: int,
        given: list[Exemplar] | None = None,
        budget_ms: float | None = None,
    ):
        """width, height: of the input frames. given: exemplars from elsewhere, of the one person in view.

        budget_ms: for one face; larger faces that would take longer are left as they are. None: no limit.
        Given exemplars go to the first person who is alone in view, and to nobody after.
        """
        self._search = FaceSearch(detector, settings.detection)
        self._tracker = Tracker(settings.enhance.max_side)
        self._banks: dict[int, Bank] = {}
        self._enhancer = Enhancer(engine, settings, budget_ms)
        self._framing = Framing(settings.output, width, height)
        self._view = self._framing.view([], 0.0)
        self._settings = settings
        self._given = given or []
        self._owner: int | None = None  # the track that the given exemplars are of

    @property
    def output_size(self) -> tuple[int, int]:
        """(width, height) of every output picture."""
        return self._framing.size

    def plain(self, frame: Frame) -> Result:
        """The frame as it is sent when a stage fails: under the last view, nothing enhanced."""
        return Result(compose(frame.image, self._view, []), frame, self._view, [], [], 0, True)

    def process(self, frame: Frame) -> Result:
        """Run a frame through every stage."""
        ms: dict[str, float] = {}
        with _timed(ms, "detect"):
            detections = self._search.find(frame.image, self._tracker.squares)
        with _timed(ms, "track"):
            tracks = self._tracker.update(frame.image, detections, frame.time)
        with _timed(ms, "bank"):
            self._banks = {t.id: self._banks.get(t.id) or Bank(self._settings.exemplars) for t in tracks}
            near = [t for t in tracks if t.state == "near" and t.seen == frame.time]
            banked = sum(self._banks[t.id].offer(frame.image, t.square, t.face, frame.time) for t in near)
            exemplars = {t.id: self._banks[t.id].exemplars for t in tracks}
            if self._owner is None and len(tracks) == self._tracker.count == 1:
                self._owner = tracks[0].id
            if self._owner in exemplars:
                exemplars[self._owner] += self._given
        failed, faces = False, []
        with _timed(ms, "enhance"):
            try:
                faces = self._enhancer.enhance(frame.image, tracks, exemplars, frame.time)
            except EngineError:
                failed = True
        with _timed(ms, "compose"):
            self._view = self._framing.view(tracks, frame.time)
            image = compose(frame.image, self._view, faces)
        return Result(image, frame, self._view, tracks, faces, banked, failed, ms)


@contextmanager
def _timed(stages: dict[str, float], name: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    stages[name] = 1000 * (time.perf_counter() - start)
