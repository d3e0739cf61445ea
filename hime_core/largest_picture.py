"""Limits the size of picture files, before OpenCV is loaded. A small file may hold a picture that takes gigabytes."""

import os

# OpenCV reads this environment variable when it is loaded, and then decodes no picture with more pixels.
VARIABLE = "OPENCV_IO_MAX_IMAGE_PIXELS"
# The largest photographs of telephones have this many pixels. They take 600 MB of memory.
MOST_PIXELS = 200_000_000


def limit() -> None:
    """Let OpenCV refuse larger pictures, in this process and in those that it starts."""
    os.environ[VARIABLE] = str(MOST_PIXELS)
