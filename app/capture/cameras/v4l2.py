"""Cameras on Linux, asked of Video4Linux. Layouts and numbers are those of linux/videodev2.h."""

import contextlib
import os
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

from app.capture.cameras.base import CameraInfo, Mode, make_id, told_apart

Ioctl = Callable[[int, int, bytearray, bool], int]  # as fcntl.ioctl: file, request, argument, changed in place

WRITE, READ = 1, 2


def request(direction: int, number: int, size: int) -> int:
    """The code of a V4L2 ioctl: direction (WRITE: we give, READ: the driver gives), number, bytes of its argument."""
    return direction << 30 | size << 16 | ord("V") << 8 | number


CAPABILITY = struct.Struct("=16s32s32sIII12x")  # driver, card, bus_info, version, capabilities, device_caps
FORMAT = struct.Struct("=III32sI16x")  # index, type, flags, description, pixel format
FRAME_SIZE = struct.Struct("=9I8x")  # index, pixel format, type; width, height or min, max, step of both
FRAME_INTERVAL = struct.Struct("=11I8x")  # index, pixel format, width, height, type; a fraction, or min, max, step

QUERY_CAPABILITY = request(READ, 0, CAPABILITY.size)
ENUM_FORMATS = request(READ | WRITE, 2, FORMAT.size)
ENUM_SIZES = request(READ | WRITE, 74, FRAME_SIZE.size)
ENUM_INTERVALS = request(READ | WRITE, 75, FRAME_INTERVAL.size)

VIDEO_CAPTURE = 1  # a capability, and a buffer type
DEVICE_CAPS = 1 << 31  # device_caps is filled in: what this node can do, rather than the whole camera
DISCRETE = 1
LOOPBACK = "v4l2 loopback"  # the driver's name for itself
MOST = 256  # of anything enumerated; a driver that never says it is done must not hold us

Asked = Callable[[int, struct.Struct, bytes], bytes | None]


def list_cameras(folder: Path = Path("/dev"), ioctl: Ioctl | None = None) -> list[CameraInfo]:
    """The capture devices among folder/videoN; those that may not be opened are left out."""
    if ioctl is None:
        import fcntl

        ioctl = fcntl.ioctl
    paths = [p for p in folder.glob("video*") if p.name.removeprefix("video").isdecimal()]
    found = []
    for path in paths:
        with contextlib.suppress(OSError):
            file = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
            try:
                camera = _describe(path, _asking(file, ioctl))
            finally:
                os.close(file)
            if camera:
                found.append(camera)
    return told_apart(found)


def _asking(file: int, ioctl: Ioctl) -> Asked:
    def ask(code: int, layout: struct.Struct, begin: bytes) -> bytes | None:
        """The driver's answer to a request that begins with these bytes, or None where it has none."""
        argument = bytearray(begin.ljust(layout.size, b"\0"))
        try:
            ioctl(file, code, argument, True)
        except OSError:
            return None
        return bytes(argument)

    return ask


def _describe(path: Path, ask: Asked) -> CameraInfo | None:
    answer = ask(QUERY_CAPABILITY, CAPABILITY, b"")
    if answer is None:
        return None
    driver, card, bus, _, all_caps, own_caps = CAPABILITY.unpack(answer)
    if not (own_caps if all_caps & DEVICE_CAPS else all_caps) & VIDEO_CAPTURE:
        return None
    name = _text(card) or path.name
    virtual = _text(driver) == LOOPBACK
    return CameraInfo(make_id(name, _text(bus)), name, str(path), tuple(_modes(ask)), virtual)


def _modes(ask: Asked) -> Iterator[Mode]:
    for form in _enumerated(ask, ENUM_FORMATS, FORMAT, struct.pack("=I", VIDEO_CAPTURE)):
        pixels = form[4]
        fourcc = struct.pack("=I", pixels & ~DEVICE_CAPS).decode("ascii", "replace").strip()  # the top bit: big-endian
        for _, _, kind, *size in _enumerated(ask, ENUM_SIZES, FRAME_SIZE, struct.pack("=I", pixels)):
            width, height = size[:2] if kind == DISCRETE else (size[1], size[4])  # of a range, the largest
            begin = struct.pack("=III", pixels, width, height)
            for _, _, _, _, _, numerator, denominator, *_ in _enumerated(ask, ENUM_INTERVALS, FRAME_INTERVAL, begin):
                if numerator:  # of a range, the first fraction is the shortest interval
                    yield Mode(fourcc, width, height, round(denominator / numerator, 2))


def _enumerated(ask: Asked, code: int, layout: struct.Struct, begin: bytes) -> Iterator[tuple]:
    for index in range(MOST):
        answer = ask(code, layout, struct.pack("=I", index) + begin)
        if answer is None:
            return
        yield layout.unpack(answer)


def _text(field: bytes) -> str:
    return field.partition(b"\0")[0].decode("utf-8", "replace").strip()
