"""Tells whether a picture file is complete.

OpenCV does not tell: it decodes a JPEG that is cut short, and fills the rest with grey.
"""

import os
from pathlib import Path

import PIL.Image

# A JPEG ends with the first of these, which never stands inside its image data, since other bytes follow 0xff there. A
# PNG ends with the second one.
END_MARKS = {"JPEG": b"\xff\xd9", "PNG": b"IEND\xaeB`\x82"}
# The end mark is looked for in this many bytes at the end of a file.
TAIL = 64


def is_whole(path: Path) -> bool:
    """Returns whether a picture has a readable header and all its data.

    A JPEG or PNG that ends as it should is not decoded, which is quick. Any other file is decoded.
    """
    try:
        with path.open("rb") as file, PIL.Image.open(file) as image:
            file.seek(-min(TAIL, path.stat().st_size), os.SEEK_END)
            mark = END_MARKS.get(image.format or "")
            if mark is None or mark not in file.read():
                image.load()
    except (OSError, SyntaxError, PIL.Image.DecompressionBombError):
        return False
    return True
