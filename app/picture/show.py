"""The picture that people see: a scene under a view, its enhanced faces pasted in."""

from dataclasses import dataclass, field

from app.capture.frame import Frame
from app.enhance import EnhancedFace
from app.faces import Track
from app.people.look import Scene
from app.picture.compose import View, compose
from app.picture.framing import Framing
from app.settings import OutputSettings
from hime_core.geometry import Image


@dataclass(frozen=True)
class Result:
    """What became of a frame."""

    image: Image
    frame: Frame
    view: View
    tracks: list[Track]
    people: dict[int, int]  # by track id: the person's number, where it is certain
    faces: list[EnhancedFace]
    banked: int  # exemplars banked from this frame
    failed: bool  # a stage failed, and the frame is shown as the camera saw it
    stages_ms: dict[str, float] = field(default_factory=dict)


class Show:
    """scene + enhanced faces -> result. One frame at a time, from one thread; `plain` from any."""

    def __init__(self, settings: OutputSettings, width: int, height: int):
        """width, height: of the input frames."""
        self.framing = Framing(settings, width, height)
        self._view = self.framing.view([], 0.0)

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) of every picture."""
        return self.framing.size

    def apply(self, settings: OutputSettings) -> None:
        """Go on with another view; the pictures keep their size."""
        self.framing.apply(settings)

    def show(self, scene: Scene, faces: list[EnhancedFace], failed: bool = False) -> Result:
        """The picture of a scene, framed anew."""
        frame = scene.frame
        self._view = self.framing.view(scene.tracks, frame.time)
        image = compose(frame.image, self._view, faces)
        return Result(
            image, frame, self._view, scene.tracks, scene.people, faces, scene.banked, failed, scene.stages_ms
        )

    def plain(self, frame: Frame, failed: bool = False) -> Result:
        """The frame under the last view, nothing enhanced: before the stages are loaded, and when one fails."""
        return Result(compose(frame.image, self._view, []), frame, self._view, [], {}, [], 0, failed)
