"""What a face detector does."""

from typing import Protocol

from hime_core.geometry import Image, KeyPoints


class FaceDetector(Protocol):
    """Finds faces that fill 10 % or more of a picture."""

    def detect(self, image: Image) -> list[KeyPoints]:
        """Faces in a BGR picture of any size, best score first. Points in pixels of this picture."""
        ...
