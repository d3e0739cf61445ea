"""Tells whether a picture file is complete.

OpenCV does not tell: it decodes a JPEG that is cut short, and fills the rest with grey.
"""

import os
from pathlib import Path

import PIL.Image

# A JPEG ends with these bytes. They never stand inside its image data, since other bytes follow 0xff there.
END_MARK = b"\xff\xd9"
# END_MARK is looked for in this many bytes at the end of a file.
TAIL = 64


def is_whole(path: Path) -> bool:
    """Returns whether a picture has a readable header and all its data.

    A JPEG that ends as it should is not decoded, which is quick. Any other file is decoded.
    """
    try:
        with path.open("rb") as file, PIL.Image.open(file) as image:
            file.seek(-min(TAIL, path.stat().st_size), os.SEEK_END)
            if END_MARK not in file.read():
                image.load()
    except (OSError, SyntaxError, PIL.Image.DecompressionBombError):
        return False
    return True
