"""A virtual camera through pyvirtualcam: v4l2loopback on Linux, OBS on Windows and macOS."""

import sys

import numpy as np
import pyvirtualcam

from hime_core.errors import UsageError
from hime_core.geometry import Image

INSTALL = {
    "linux": "install it with `sudo apt install v4l2loopback-dkms` and load it with "
    "`sudo modprobe v4l2loopback exclusive_caps=1 card_label=HIME`",
    "win32": "install OBS Studio (obsproject.com), which brings one",
    "darwin": "install OBS Studio (obsproject.com) and start its virtual camera once",
}


class VirtualCamera:
    """Sends pictures, unmirrored, to the first virtual camera. Raises UsageError where there is none."""

    def __init__(self, width: int, height: int, fps: float):
        try:
            self._camera = pyvirtualcam.Camera(width, height, fps, fmt=pyvirtualcam.PixelFormat.BGR)
        except RuntimeError as error:
            how = INSTALL.get(sys.platform, "see the README")
            raise UsageError(f"no virtual camera can be used ({_first_line(error)}); {how}") from error
        self.name = self._camera.device

    def write(self, image: Image, time: float) -> None:
        self._camera.send(np.ascontiguousarray(image))

    def close(self) -> None:
        self._camera.close()

    def abort(self) -> None:
        self._camera.close()


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or ["no reason given"])[0]
