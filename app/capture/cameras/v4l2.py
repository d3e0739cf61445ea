"""Lists the cameras of Linux by asking Video4Linux. Layouts and numbers come from linux/videodev2.h."""

import contextlib
import os
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

from app.capture.cameras.base import CameraInfo, Mode, make_id, with_unique_ids

# This is the type of fcntl.ioctl. It takes a file, a request, an argument, and whether to change the argument in place.
Ioctl = Callable[[int, int, bytearray, bool], int]

# A request has this direction if the program hands an argument to the driver.
WRITE = 1
# A request has this direction if the driver fills in the argument.
READ = 2


def request(direction: int, number: int, size: int) -> int:
    """Return the code of a V4L2 request. direction: READ, WRITE or both. size: the bytes of its argument."""
    return direction << 30 | size << 16 | ord("V") << 8 | number


# struct v4l2_capability has the fields driver, card, bus_info, version, capabilities and device_caps.
CAPABILITY = struct.Struct("=16s32s32sIII12x")
# struct v4l2_fmtdesc has the fields index, type, flags, description and pixel format.
FORMAT = struct.Struct("=III32sI16x")
# struct v4l2_frmsizeenum has index, pixel format and type, then width and height, or min, max and step of both.
FRAME_SIZE = struct.Struct("=9I8x")
# struct v4l2_frmivalenum has index, pixel format, width, height and type, then a fraction, or min, max and step.
FRAME_INTERVAL = struct.Struct("=11I8x")

QUERY_CAPABILITY = request(READ, 0, CAPABILITY.size)  # VIDIOC_QUERYCAP asks what a device can do.
ENUM_FORMATS = request(READ | WRITE, 2, FORMAT.size)  # VIDIOC_ENUM_FMT asks for one pixel format.
ENUM_SIZES = request(READ | WRITE, 74, FRAME_SIZE.size)  # VIDIOC_ENUM_FRAMESIZES asks for one size of a format.
ENUM_INTERVALS = request(READ | WRITE, 75, FRAME_INTERVAL.size)  # VIDIOC_ENUM_FRAMEINTERVALS asks for one rate.

# V4L2_CAP_VIDEO_CAPTURE and V4L2_BUF_TYPE_VIDEO_CAPTURE are both this number.
VIDEO_CAPTURE = 1
# V4L2_CAP_DEVICE_CAPS says that the field device_caps is filled in. This field says what the opened /dev/videoN can do.
# The field capabilities says what the whole camera can do, and a camera may have several /dev/videoN.
DEVICE_CAPS = 1 << 31
# V4L2_FRMSIZE_TYPE_DISCRETE says that an entry of a list of sizes is one size and not a range.
SIZE_IS_DISCRETE = 1
# The driver v4l2loopback gives itself this name.
LOOPBACK_DRIVER = "v4l2 loopback"
# HIME reads at most this many entries of a list, because a driver might never say that its list ends.
MOST_ENTRIES = 256

# A function of this type sends a request to a driver. It takes the request's code, the layout of the request's argument
# and the argument's first bytes. It returns the driver's answer, or None if the driver refuses the request.
AskDriver = Callable[[int, struct.Struct, bytes], bytes | None]


def list_cameras(folder: Path = Path("/dev"), ioctl: Ioctl | None = None) -> list[CameraInfo]:
    """Return the capture devices among folder/videoN. A device that cannot be opened is left out."""
    if ioctl is None:
        import fcntl

        ioctl = fcntl.ioctl
    paths = [p for p in folder.glob("video*") if p.name.removeprefix("video").isdecimal()]
    found = []
    for path in paths:
        with contextlib.suppress(OSError):
            file = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
            try:
                camera = _describe(path, _asker(file, ioctl))
            finally:
                os.close(file)
            if camera:
                found.append(camera)
    return with_unique_ids(found)


def _asker(file: int, ioctl: Ioctl) -> AskDriver:
    def ask(code: int, layout: struct.Struct, begin: bytes) -> bytes | None:
        """Return the filled argument of a request that begins with these bytes, or None if the driver refuses it."""
        argument = bytearray(begin.ljust(layout.size, b"\0"))
        try:
            ioctl(file, code, argument, True)
        except OSError:
            return None
        return bytes(argument)

    return ask


def _describe(path: Path, ask: AskDriver) -> CameraInfo | None:
    answer = ask(QUERY_CAPABILITY, CAPABILITY, b"")
    if answer is None:
        return None
    driver, card, bus, _, all_caps, own_caps = CAPABILITY.unpack(answer)
    if not (own_caps if all_caps & DEVICE_CAPS else all_caps) & VIDEO_CAPTURE:
        return None
    name = _text(card) or path.name
    virtual = _text(driver) == LOOPBACK_DRIVER
    return CameraInfo(make_id(name, _text(bus)), name, str(path), tuple(_modes(ask)), virtual)


def _modes(ask: AskDriver) -> Iterator[Mode]:
    for form in _enumerated(ask, ENUM_FORMATS, FORMAT, struct.pack("=I", VIDEO_CAPTURE)):
        pixels = form[4]
        letters = struct.pack("=I", pixels & ~DEVICE_CAPS)  # the top bit only says big-endian
        fourcc = letters.decode("ascii", "replace").strip()
        for _, _, kind, *size in _enumerated(ask, ENUM_SIZES, FRAME_SIZE, struct.pack("=I", pixels)):
            width, height = size[:2] if kind == SIZE_IS_DISCRETE else (size[1], size[4])  # of a range, the largest size
            begin = struct.pack("=III", pixels, width, height)
            for _, _, _, _, _, numerator, denominator, *_ in _enumerated(ask, ENUM_INTERVALS, FRAME_INTERVAL, begin):
                if numerator:  # of a range, the first fraction is the shortest interval
                    yield Mode(fourcc, width, height, round(denominator / numerator, 2))


def _enumerated(ask: AskDriver, code: int, layout: struct.Struct, begin: bytes) -> Iterator[tuple]:
    for index in range(MOST_ENTRIES):
        answer = ask(code, layout, struct.pack("=I", index) + begin)
        if answer is None:
            return
        yield layout.unpack(answer)


def _text(field: bytes) -> str:
    return field.partition(b"\0")[0].decode("utf-8", "replace").strip()
