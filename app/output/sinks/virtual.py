"""Sends pictures to a virtual camera with pyvirtualcam: v4l2loopback on Linux, OBS on Windows and macOS.

Pictures are sent in BT.601, limited range, on every system. A virtual camera cannot tell other programs the matrix of
its pixels, so HIME uses the matrix that programs assume. V4L2 defines BT.601, limited range, for the label sRGB, which
v4l2loopback puts on a device. Chrome assumes it for video without a label, and ignores the label of a Linux camera.
OpenCV and FFmpeg assume it by default, and OBS did so too. If a program assumed BT.709, saturated colours would be off
by 25 levels.

HIME itself (`app.media.colours`) converts the pixels into the format that the backend uses: planar 4:2:0 on Linux, NV12
on Windows. On macOS the backend packs planar 4:2:0 as UYVY, which moves bytes but changes no colour.

Nothing is mirrored. Meeting programs mirror the preview that they show to the person; everybody else must see the
picture as it is.
"""

import contextlib
import sys
from pathlib import Path

import numpy as np
import pyvirtualcam

from app.media.colours import to_i420, to_nv12
from app.output.v4l2loopback import loopbacks, ours
from hime_core.errors import UsageError
from hime_core.geometry import Image

# These texts tell a person how to get a virtual camera. The key is sys.platform.
INSTALL = {
    "linux": "install it with `sudo apt install v4l2loopback-dkms` and load it with "
    "`sudo modprobe v4l2loopback exclusive_caps=1 card_label=HIME`",
    "win32": "install OBS Studio (obsproject.com), which brings one",
    "darwin": "install OBS Studio (obsproject.com) and start its virtual camera once",
}


class SinkError(Exception):
    """Raised if the device is gone or refuses a picture. This is no bug, and it does not end a call.

    SteadySink counts the picture as lost, closes this sink and opens a new one. Capture and processing continue.
    """


class VirtualCamera:
    """Sends pictures, unmirrored, to one virtual camera, in one size, format and rate as long as it is open.

    width, height: pixels, even. device: a path such as "/dev/video10" on Linux, a camera's name elsewhere. None means
    the device labelled HIME if Linux has one, or else the first free device. Raises UsageError if no device can be
    used.
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
        if self._file:
            # v4l2loopback lists an exclusive device as a camera only once it has got a picture. If the first real one
            # took longer than HIME waits for viewers, nobody could ever watch. A device that refuses this picture
            # refuses the next one, too, which is told then.
            self._convert(np.zeros(self._shape, np.uint8), self._pixels)
            with contextlib.suppress(RuntimeError, OSError):
                self._camera.send(self._pixels)

    def write(self, image: Image, time: float) -> None:
        """Convert and send one picture. Raises SinkError if the device is gone or refuses the picture.

        The device file is looked for here, because the Linux backend only prints a line if the kernel refuses a
        picture.
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
