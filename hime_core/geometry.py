"""Headshot crops and image resampling. Each convention is defined here, and only here.

Points are (x, y) in pixels. The origin is the top left corner of the top left pixel, whose centre is at (0.5, 0.5).
Boxes are (x0, y0, x1, y1). Images are uint8 H×W×3 unless said otherwise.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
# The kernels of antialiased resampling. The cubic has a = -0.5, as MATLAB's and Pillow's. Lanczos' has three lobes.
Kernel = Literal["triangle", "cubic", "lanczos"]


@dataclass(frozen=True)
class KeyPoints:
    """A detected face: its key points in pixels, and the detector's score 0..1.

    The headshot's square is computed from the key points. Left and right are the image's, not the person's.
    """

    eye_left: tuple[float, float]
    eye_right: tuple[float, float]
    nose: tuple[float, float]
    mouth: tuple[float, float]
    score: float

    def moved(self, dx: float, dy: float) -> "KeyPoints":
        """The same face, dx pixels to the right and dy pixels down."""
        return self._mapped(1.0, dx, dy)

    def scaled(self, factor: float) -> "KeyPoints":
        """The same face in an image that is enlarged by a factor."""
        return self._mapped(factor, 0.0, 0.0)

    def _mapped(self, k: float, dx: float, dy: float) -> "KeyPoints":
        def at(p: tuple[float, float]) -> tuple[float, float]:
            return k * p[0] + dx, k * p[1] + dy

        return KeyPoints(at(self.eye_left), at(self.eye_right), at(self.nose), at(self.mouth), self.score)


@dataclass(frozen=True)
class Square:
    """An upright square in an image: its centre (x, y) and its side, in pixels."""

    x: float
    y: float
    side: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The square's box (x0, y0, x1, y1)."""
        half = self.side / 2
        return self.x - half, self.y - half, self.x + half, self.y + half

    def scaled(self, factor: float) -> "Square":
        """A square with the same centre. Its side is this one's times the factor."""
        return Square(self.x, self.y, self.side * factor)


def headshot_square(face: KeyPoints) -> Square:
    """The square of a face's headshot, which is framed like the pictures of CelebA-HQ.

    eye_mid = (eye_l + eye_r)/2, down = mouth - eye_mid, centre = eye_mid + 0.1·down,
    half side = max(2·|eye_r - eye_l|, 1.8·|down|).
    """
    left, right, mouth = np.array(face.eye_left), np.array(face.eye_right), np.array(face.mouth)
    eye_mid = (left + right) / 2
    down = mouth - eye_mid
    x, y = eye_mid + 0.1 * down
    half = max(2.0 * float(np.linalg.norm(right - left)), 1.8 * float(np.linalg.norm(down)))
    return Square(float(x), float(y), 2 * half)


def crop(image: Image, square: Square, size: int) -> Image:
    """Cut a square out of an image and resample it to size×size pixels. Beyond its border the image is mirrored.

    Shrinking averages over the area that a pixel covers, which avoids aliasing. Enlarging is bicubic.
    """
    if size < square.side:
        # The square is first cut at about its own resolution, because a warp cannot average areas and a resize can.
        native = int(np.ceil(square.side))
        return cv2.resize(_warp_square(image, square, native), (size, size), interpolation=cv2.INTER_AREA)
    return _warp_square(image, square, size)


def _warp_square(image: Image, square: Square, size: int) -> Image:
    x0, y0, _, _ = square.box
    k = square.side / size  # pixels of the image per pixel of the result
    # The centre of pixel u of the result lies at x0 + k·(u + 0.5) - 0.5 in the image, in OpenCV's coordinates.
    matrix = np.array([[k, 0, x0 + 0.5 * k - 0.5], [0, k, y0 + 0.5 * k - 0.5]], np.float64)
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    return cv2.warpAffine(image, matrix, (size, size), flags=flags, borderMode=cv2.BORDER_REFLECT)


def resize_bicubic(image: NDArray[np.float32], width: int, height: int) -> NDArray[np.float32]:
    """Resize a float32 H×W×C image to height×width×C, bicubic with antialiasing. This makes LR images from HR images.

    The cubic has a = -0.5, as MATLAB's and Pillow's. The filter is separable: each axis takes one matrix product.
    """
    return resize_antialiased(image, width, height, "cubic")


def resize_antialiased(image: NDArray[np.float32], width: int, height: int, kernel: Kernel) -> NDArray[np.float32]:
    """Resize a float32 H×W×C image to height×width×C by a kernel that grows with the distance of the new pixels.

    The filter is separable: each axis takes one matrix product.
    """
    h, w, c = image.shape
    shortened = (_matrix(h, height, kernel) @ image.reshape(h, w * c)).reshape(height, w, c)
    sideways = shortened.transpose(1, 0, 2).reshape(w, height * c)
    return np.ascontiguousarray((_matrix(w, width, kernel) @ sideways).reshape(width, height, c).transpose(1, 0, 2))


@lru_cache(maxsize=256)
def _matrix(source: int, target: int, kernel: Kernel) -> NDArray[np.float32]:
    """The target×source resampling matrix of one axis. Taps outside the image are left out. Each row sums to one."""
    scale = source / target
    support = max(scale, 1.0)  # when shrinking, a wider kernel avoids aliasing
    centres = (np.arange(target) + 0.5) * scale
    d = np.abs((np.arange(source) + 0.5)[None, :] - centres[:, None]) / support
    match kernel:
        case "triangle":
            weights = np.maximum(0, 1 - d)
        case "cubic":
            a = -0.5
            near = (a + 2) * d**3 - (a + 3) * d**2 + 1
            far = a * d**3 - 5 * a * d**2 + 8 * a * d - 4 * a
            weights = np.where(d <= 1, near, np.where(d < 2, far, 0.0))
        case "lanczos":
            weights = np.where(d < 3, np.sinc(d) * np.sinc(d / 3), 0.0)
    return (weights / weights.sum(1, keepdims=True)).astype(np.float32)
