"""Reads picture files with any name.

cv2.imread and cv2.imwrite pass the name to the C library. On Windows, that library knows only the letters of the
system's code page: with others cv2.imread returns None, and cv2.imwrite writes nothing. So Python opens the file here,
and OpenCV only decodes it.
"""

from pathlib import Path

import cv2
import numpy as np

from hime_core.geometry import Image

# A file with more bytes is no photograph.
LARGEST_FILE = 300_000_000


def read_picture(path: Path) -> Image | None:
    """A picture file as uint8 H×W×3 BGR, turned as its EXIF says. None if it cannot be read or is not a picture.

    A picture that is too large for the memory cannot be read either (hime_core/largest_picture.py).
    """
    try:
        # A pipe would wait for somebody who writes to it, and a device may never end.
        if not path.is_file() or path.stat().st_size > LARGEST_FILE:
            return None
        data = path.read_bytes()
        picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR) if data else None
    except (OSError, cv2.error):
        return None
    return None if picture is None else np.asarray(picture, np.uint8)
