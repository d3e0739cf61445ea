"""What a face detector does."""

from typing import Protocol

from hime_core.geometry import Image, KeyPoints


class FaceDetector(Protocol):
    """Finds faces in two ways: in a window around a known face, and anywhere in a frame."""

    def detect(self, image: Image) -> list[KeyPoints]:
        """Faces that fill 10 % or more of a BGR picture of any size, best score first. Points in its pixels."""
        ...

    def spot(self, image: Image) -> list[KeyPoints]:
        """What may be faces, headshots of 20 to 800 pixels in a BGR picture of any size, best score (0.3..1) first.

        Points in its pixels. The time grows with the picture's area: 1280×720 takes as long as ten calls of `detect`.
        """
        ...
