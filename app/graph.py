"""The graph, frame in and picture out, one stage after the other: what a recording goes through."""

from dataclasses import replace

from app.capture.frame import Frame
from app.enhance import EnhancedFace, Enhancer, everything
from app.exemplars import Exemplar
from app.people.look import Look, Scene, timed
from app.picture.show import Result, Show
from app.settings import Settings
from hime_core.detector import FaceDetector
from hime_core.recogniser import Recogniser
from hime_core.runtime import Engine
from hime_core.runtime.engine import EngineError


class Graph:
    """look -> enhance -> show, every face in full. One frame at a time, from one thread."""

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
        """width, height: of the input frames. given: exemplars from elsewhere, of the one person in view."""
        self._look = Look(detector, recogniser, settings, given, thorough=True)
        self._strength = settings.enhance.strength
        self._enhancer = Enhancer(engine, settings.enhance.max_side, settings.exemplars.references)
        self._show = Show(settings.output, width, height)

    @property
    def output_size(self) -> tuple[int, int]:
        """(width, height) of every output picture."""
        return self._show.size

    def close(self) -> None:
        """Wipe what is kept of people."""
        self._look.people.close()
        self._enhancer.wipe()

    def process(self, frame: Frame) -> Result:
        """Run a frame through every stage."""
        scene = self._look.process(frame)
        failed = False
        with timed(scene.stages_ms, "enhance"):
            try:
                faces = self._enhance(scene) if self._strength else []
            except EngineError:
                faces, failed = [], True
        with timed(scene.stages_ms, "compose"):
            return self._show.show(scene, faces, failed)

    def _enhance(self, scene: Scene) -> list[EnhancedFace]:
        faces = self._enhancer.enhance(scene, everything(self._enhancer.demands(scene)))
        return [replace(face, strength=self._strength * face.strength) for face in faces]
