"""Whether a picture file is all there. OpenCV does not tell: cut short, a JPEG decodes with a grey rest."""

import os
from pathlib import Path

import PIL.Image

END_MARK = b"\xff\xd9"  # of a JPEG; never inside its image data, where other bytes follow 0xff
TAIL = 64  # bytes in which the mark is looked for


def is_whole(path: Path) -> bool:
    """Whether a picture has a readable header and all its data. Quick for a JPEG that ends as it should, which is not
    decoded; any other file is."""
    try:
        with path.open("rb") as file, PIL.Image.open(file) as image:
            file.seek(-min(TAIL, path.stat().st_size), os.SEEK_END)
            if END_MARK not in file.read():
                image.load()
    except (OSError, SyntaxError, PIL.Image.DecompressionBombError):
        return False
    return True
