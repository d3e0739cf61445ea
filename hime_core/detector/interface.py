"""The interface of a face detector."""

from typing import Protocol

from hime_core.geometry import Image, KeyPoints


class FaceDetector(Protocol):
    """Finds faces in two ways: in a window around a known face, and anywhere in a frame."""

    def detect(self, image: Image) -> list[KeyPoints]:
        """Returns the faces that fill at least 10 % of a BGR picture of any size, best score first.

        Points are in pixels of the picture.
        """
        ...

    def spot(self, image: Image) -> list[KeyPoints]:
        """Returns possible faces in a BGR picture of any size, best score (0.3..1) first.

        Their headshots are 20 to 800 pixels wide. Points are in pixels of the picture. The time grows with the
        picture's area: 1280×720 takes as long as ten calls of `detect`.
        """
        ...
