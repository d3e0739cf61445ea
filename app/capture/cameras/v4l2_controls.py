"""Reads and sets the controls of a Linux camera. Layouts and numbers come from linux/videodev2.h and v4l2-controls.h.

The device is opened beside the stream that reads its pictures, which Video4Linux allows for controls.
"""

import contextlib
import errno
import fcntl
import os
import struct
from collections.abc import Iterator

from app.capture.cameras.controls import Control
from app.capture.cameras.v4l2 import READ, WRITE, request
from app.media.files import reason
from hime_core.errors import UsageError

# struct v4l2_queryctrl has the fields id, type, name, minimum, maximum, step, default value and flags.
QUERY = struct.Struct("=II32siiiiI8x")
# struct v4l2_querymenu has the fields id, index and name.
MENU = struct.Struct("=II32s4x")
# struct v4l2_control has the fields id and value.
VALUE = struct.Struct("=Ii")

GET_CONTROL = request(READ | WRITE, 27, VALUE.size)  # VIDIOC_G_CTRL asks for the value of a control.
SET_CONTROL = request(READ | WRITE, 28, VALUE.size)  # VIDIOC_S_CTRL sets a control and tells the value it got.
QUERY_CONTROL = request(READ | WRITE, 36, QUERY.size)  # VIDIOC_QUERYCTRL asks what a control is.
QUERY_MENU = request(READ | WRITE, 37, MENU.size)  # VIDIOC_QUERYMENU asks for one entry of a control that is a menu.

# These numbers of V4L2_CTRL_TYPE_INTEGER, _BOOLEAN and _MENU are the kinds of controls that HIME offers.
INTEGER, BOOLEAN, MENU_OF_TEXTS = 1, 2, 3
# A control with one of these flags does not exist or cannot be set: V4L2_CTRL_FLAG_DISABLED and _READ_ONLY.
NEVER_SET = 0x1 | 0x4
# With one of these flags, a control cannot be set now: V4L2_CTRL_FLAG_GRABBED and _INACTIVE.
NOT_SET_NOW = 0x2 | 0x10

# V4L2_CID_BASE is the number of the first control of pictures.
PICTURE = 0x00980900
# V4L2_CID_CAMERA_CLASS_BASE is the number before the first control of lenses and shutters.
LENS = 0x009A0900
# V4L2_CID_EXPOSURE_AUTO says what of the exposure is automatic.
EXPOSURE = LENS + 1
# V4L2_CID_POWER_LINE_FREQUENCY says against the flicker of which lamps the camera works.
LAMPS = PICTURE + 24
# HIME offers these controls, in this order, by these names.
NAMES = {
    EXPOSURE: "Exposure",
    LENS + 2: "Exposure time (in 0.1 ms)",
    PICTURE + 18: "Automatic gain",
    PICTURE + 19: "Gain",
    PICTURE + 28: "Backlight compensation",
    PICTURE + 0: "Brightness",
    PICTURE + 1: "Contrast",
    PICTURE + 2: "Saturation",
    PICTURE + 27: "Sharpness",
    PICTURE + 12: "Automatic white balance",
    PICTURE + 26: "White balance (in kelvin)",
    LAMPS: "Against flicker of lamps",
    LENS + 12: "Automatic focus",
    LENS + 10: "Focus",
    LENS + 13: "Zoom",
}
# For each control that is a menu, by its number, these are the texts of its values from 0 on.
CHOICES = {
    EXPOSURE: ("Automatic", "By hand", "Automatic aperture", "Automatic time"),
    LAMPS: ("Off", "50 Hz", "60 Hz", "Automatic"),
}

# With these errors, the system says that a camera is not there any more.
GONE = (errno.ENOENT, errno.ENODEV, errno.ENXIO)


def read_controls(device: str) -> list[Control]:
    """Return the controls of the camera with this device path, in the order of NAMES. Raises UsageError."""
    with _opened(device) as file:
        found = [_control(file, number) for number in NAMES]
    return [control for control in found if control]


def set_control(device: str, control: int, value: int) -> None:
    """Set the control of this number. Raises UsageError."""
    with _opened(device) as file:
        try:
            _ask(file, SET_CONTROL, VALUE, control, value)
        except OSError as error:
            if error.errno in GONE:
                raise
            name = NAMES.get(control, control)
            raise UsageError(f"The camera refused to set “{name}” ({reason(error)}).") from error


@contextlib.contextmanager
def _opened(device: str) -> Iterator[int]:
    """Open a device for requests. What the system refuses within the block becomes a UsageError."""
    try:
        file = os.open(device, os.O_RDWR | os.O_NONBLOCK)
        try:
            yield file
        finally:
            os.close(file)
    except OSError as error:
        if error.errno in GONE:
            raise UsageError("The camera is not there; plug it in again, then open this page again.") from error
        raise UsageError(f"The camera cannot be opened ({reason(error)}).") from error


def _control(file: int, number: int) -> Control | None:
    """Describe a control. None if the camera does not have it or does not tell its value."""
    try:
        _, kind, _, low, high, step, default, flags = _ask(file, QUERY_CONTROL, QUERY, number)
        value = _ask(file, GET_CONTROL, VALUE, number)[1]
        choices = _choices(file, number, low, high) if kind == MENU_OF_TEXTS else ()
    except OSError as error:
        if error.errno in GONE:
            raise
        return None
    if flags & NEVER_SET or low >= high:
        return None
    default = min(max(default, low), high)  # some cameras tell a default beyond their own range
    common = low, high, max(step, 1), default, value, choices, not flags & NOT_SET_NOW
    if kind == INTEGER:
        return Control(number, NAMES[number], "range", *common)
    if kind == BOOLEAN:
        return Control(number, NAMES[number], "switch", *common)
    return Control(number, NAMES[number], "choice", *common) if choices else None


def _choices(file: int, number: int, low: int, high: int) -> tuple[tuple[str, int], ...]:
    """Return those values of a menu that the camera has, each after its text."""
    return tuple(
        (text, value)
        for value, text in enumerate(CHOICES.get(number, ()))
        if low <= value <= high and _has_entry(file, number, value)
    )


def _has_entry(file: int, number: int, index: int) -> bool:
    try:
        _ask(file, QUERY_MENU, MENU, number, index)
    except OSError:
        return False
    return True


def _ask(file: int, code: int, layout: struct.Struct, *begin: int) -> tuple:
    """Send a request whose argument begins with these numbers, and return the filled argument. Raises OSError."""
    argument = bytearray(struct.pack(f"={'Ii'[: len(begin)]}", *begin).ljust(layout.size, b"\0"))
    fcntl.ioctl(file, code, argument, True)
    return layout.unpack(argument)
