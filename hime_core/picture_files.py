"""Picture files, read under any name.

cv2.imread and cv2.imwrite hand the name to the C library, which on Windows knows no letters beyond the system's code
page: there, reading gives None and writing does nothing. Here Python opens the file, and OpenCV only decodes it.
"""

from pathlib import Path

import cv2
import numpy as np

from hime_core.geometry import Image


def read_picture(path: Path) -> Image | None:
    """A picture file as uint8 H×W×3 BGR, upright as its EXIF says; None where it cannot be read or is no picture."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR) if data else None
    return None if picture is None else np.asarray(picture, np.uint8)
