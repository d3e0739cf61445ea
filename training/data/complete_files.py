"""Tells whether a picture file is complete. OpenCV does not: a JPEG that is cut short decodes with a grey rest."""

import os
from pathlib import Path

import PIL.Image

# A JPEG ends with these bytes. They are never inside its image data, where other bytes follow 0xff.
END_MARK = b"\xff\xd9"
# The mark is looked for in so many bytes at the end of a file.
TAIL = 64


def is_whole(path: Path) -> bool:
    """Whether a picture has a readable header and all its data.

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
