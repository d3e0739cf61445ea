"""Reads pictures from its input and shows them as a camera in PipeWire: `python -m app.output.pipewire W H FPS NAME`.

The input is one picture after the other as planar 4:2:0 in BT.601, limited range. It ends when its input ends. On its
output it writes a letter whenever something changes: LISTED when the camera is there and nobody watches, WATCHED when
somebody watches. If the camera cannot be made or is gone, it ends with a line that says why.
"""

import ctypes
import os
import sys

from app.output.pipewire import LISTED, WATCHED, library
from app.output.pipewire.node import CameraNode
from hime_core import core_dumps


def main() -> None:
    """Run until the input ends or PipeWire is gone."""
    core_dumps.forbid()
    width, height, fps = (int(argument) for argument in sys.argv[1:4])
    try:
        node = CameraNode(width, height, fps, sys.argv[4], _tell)
    except (OSError, AttributeError) as error:  # an AttributeError names a function that the library lacks
        sys.exit(str(error))
    pixels = ctypes.create_string_buffer(width * height * 3 // 2)
    while _read(memoryview(pixels).cast("B")):
        node.send(pixels)
    # Without this, Python would end while the library's threads still run.
    os._exit(0)


def _tell(state: int, reason: str) -> None:
    if state in (library.ERROR, library.UNCONNECTED):
        print(reason or "PipeWire has ended", file=sys.stderr, flush=True)
        os._exit(1)
    letter = {library.PAUSED: LISTED, library.STREAMING: WATCHED}.get(state)
    if letter:
        os.write(1, letter)


def _read(picture: memoryview) -> bool:
    """Fill the picture from the input. Returns whether a whole one came."""
    while len(picture):
        count = os.readv(0, [picture])
        if not count:
            return False
        picture = picture[count:]
    return True


if __name__ == "__main__":
    main()
