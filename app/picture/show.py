"""Makes the picture that people see from a scene and its enhanced faces."""

from dataclasses import dataclass, field

from app.capture.frame import Frame
from app.enhance import EnhancedFace
from app.faces import Track
from app.people.look import Scene
from app.picture.compose import FrameView, compose
from app.picture.framing import Framing
from app.settings import OutputSettings
from hime_core.geometry import Image


@dataclass(frozen=True)
class ShownFrame:
    """A frame and the picture that was made from it."""

    image: Image  # the picture
    frame: Frame
    view: FrameView
    tracks: list[Track]
    people: dict[int, int]  # by track id: the person's number; uncertain tracks are left out
    faces: list[EnhancedFace]  # the enhanced faces that are in the picture
    banked: int  # how many exemplars were banked from this frame
    failed: bool  # whether a stage failed, so that faces are shown as the camera saw them
    stages_ms: dict[str, float] = field(default_factory=dict)  # by name of a stage: the milliseconds that it took


class Show:
    """Makes a picture of every frame. Only one thread may call `show`. Any thread may call `plain`."""

    def __init__(self, settings: OutputSettings, width: int, height: int):
        """width, height: the size of the input frames, in pixels."""
        self.framing = Framing(settings, width, height)
        self._view = self.framing.view([], 0.0)

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) of every picture, in pixels."""
        return self.framing.size

    def apply(self, settings: OutputSettings) -> None:
        """Use other settings from now on. The pictures keep their size."""
        self.framing.apply(settings)

    def show(self, scene: Scene, faces: list[EnhancedFace], failed: bool = False) -> ShownFrame:
        """Return the picture of the next scene, with the faces in it. failed: whether a stage failed on the way."""
        frame = scene.frame
        self._view = self.framing.view(scene.tracks, frame.time)
        image = compose(frame.image, self._view, faces)
        return ShownFrame(
            image, frame, self._view, scene.tracks, scene.people, faces, scene.banked, failed, scene.stages_ms
        )

    def plain(self, frame: Frame, failed: bool = False) -> ShownFrame:
        """Return the picture of a frame with nothing enhanced, in the view of the frame before.

        This picture is shown until the models are loaded, and when a stage fails. failed: whether a stage failed.
        """
        return ShownFrame(compose(frame.image, self._view, []), frame, self._view, [], {}, [], 0, failed)
