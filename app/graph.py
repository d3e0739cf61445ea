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


@dataclass(frozen=True)
class Result:
    """What became of a frame."""

    image: Image
    frame: Frame
    view: View
    tracks: list[Track]
    faces: list[EnhancedFace]
    banked: int  # exemplars banked from this frame
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
    ):
        """width, height: of the input frames. given: exemplars from elsewhere, of the one person in view.

        Given exemplars serve only while a single face is in view, since nothing says whose they are otherwise.
        """
        self._search = FaceSearch(detector, settings.detection)
        self._tracker = Tracker(settings.enhance.max_side)
        self._banks: dict[int, Bank] = {}
        self._enhancer = Enhancer(engine, settings)
        self._framing = Framing(settings.output, width, height)
        self._view = self._framing.view([], 0.0)
        self._settings = settings
        self._given = given or []

    @property
    def output_size(self) -> tuple[int, int]:
        """(width, height) of every output picture."""
        return self._framing.size

    def plain(self, frame: Frame) -> Image:
        """The frame as it is sent when nothing can be enhanced."""
        return compose(frame.image, self._view, [])

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
            if len(tracks) == 1 and self._given:
                exemplars[tracks[0].id] += self._given
        with _timed(ms, "enhance"):
            faces = self._enhancer.enhance(frame.image, tracks, exemplars, frame.time)
        with _timed(ms, "compose"):
            self._view = self._framing.view(tracks, frame.time)
            image = compose(frame.image, self._view, faces)
        return Result(image, frame, self._view, tracks, faces, banked, ms)


@contextmanager
def _timed(stages: dict[str, float], name: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    stages[name] = 1000 * (time.perf_counter() - start)
