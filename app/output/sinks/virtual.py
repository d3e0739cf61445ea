"""A virtual camera through pyvirtualcam: v4l2loopback on Linux, OBS on Windows and macOS.

Pictures are sent in BT.601, limited range, on every system. A virtual camera cannot tell a program which matrix its
pixels are in, so what programs assume decides. They assume BT.601, limited: V4L2 defines it for the label sRGB, which
v4l2loopback puts on a device. Chrome draws video without a label this way, and takes a Linux camera's pixels without
one. OpenCV and FFmpeg read it by default, and so did OBS. Read as BT.709, saturated colours would be off by 25 levels.

HIME converts the pixels itself (`app.media.colours`) into what the backend keeps: planar 4:2:0 on Linux, NV12 on
Windows. On macOS the backend packs 4:2:0 as UYVY, which moves bytes and changes no colour.

Nothing is mirrored. Meeting programs mirror the preview that they show to the person; everybody else must see the
picture as it is.
"""

import sys
from pathlib import Path

import numpy as np
import pyvirtualcam

from app.media.colours import to_i420, to_nv12
from app.output.v4l2loopback import loopbacks, ours
from hime_core.errors import UsageError
from hime_core.geometry import Image

# How to get a virtual camera, by sys.platform.
INSTALL = {
    "linux": "install it with `sudo apt install v4l2loopback-dkms` and load it with "
    "`sudo modprobe v4l2loopback exclusive_caps=1 card_label=HIME`",
    "win32": "install OBS Studio (obsproject.com), which brings one",
    "darwin": "install OBS Studio (obsproject.com) and start its virtual camera once",
}


class SinkError(Exception):
    """The device is gone or refused a picture. This is no bug, and it does not end a call.

    The sender counts the picture as lost, closes this sink and opens a new one. Capture and processing go on meanwhile.
    """


class VirtualCamera:
    """Sends pictures, unmirrored, to one virtual camera, in one size, format and rate as long as it is open.

    width, height: pixels, even. device: "/dev/video10" on Linux, a camera's name elsewhere. Without a device, it is
    the one labelled HIME where Linux has one, and else the first that is free. Raises UsageError where there is none.
    """

    def __init__(self, width: int, height: int, fps: float, device: str | None = None):
        devices = loopbacks() if sys.platform == "linux" else []
        labelled = ours(devices)
        wanted = device or (str(labelled.path) if labelled else None)
        windows = sys.platform == "win32"
        pixels = pyvirtualcam.PixelFormat.NV12 if windows else pyvirtualcam.PixelFormat.I420
        try:
            self._camera = pyvirtualcam.Camera(width, height, fps, fmt=pixels, device=wanted)
        except RuntimeError as error:
            how = "`hime doctor` tells why" if devices else INSTALL.get(sys.platform, "see the README")
            raise UsageError(f"no virtual camera can be used ({_first_line(error)}); {how}") from error
        self.name = self._camera.device
        self._file = Path(self.name) if Path(self.name).is_absolute() else None
        self._convert = to_nv12 if windows else to_i420
        self._pixels = np.empty((height * 3 // 2, width), np.uint8)
        self._shape = (height, width, 3)

    def write(self, image: Image, time: float) -> None:
        """Convert and send one picture. Raises SinkError where the device is gone or refuses it.

        A missing device file is noticed here, because the Linux backend only prints when the kernel refuses a picture.
        """
        if image.shape != self._shape:
            raise ValueError(f"{image.shape} picture for a {self._shape} camera")
        if self._file and not self._file.exists():
            raise SinkError(f"{self.name} is gone")
        self._convert(image, self._pixels)
        try:
            self._camera.send(self._pixels)
        except (RuntimeError, OSError) as error:
            raise SinkError(f"{self.name}: {_first_line(error)}") from error

    def close(self) -> None:
        self._camera.close()

    def abort(self) -> None:
        self._camera.close()


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or ["no reason given"])[0]
