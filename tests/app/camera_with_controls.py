"""Plays the driver of a camera that can be set, by the layouts of linux/videodev2.h, written here by their offsets."""

import errno
import struct
import time
from dataclasses import dataclass, field

BRIGHTNESS, WHITE_AUTO, LAMPS, WHITE = 0x980900, 0x98090C, 0x980918, 0x98091A
EXPOSURE, EXPOSURE_TIME, FOCUS, FOCUS_AUTO = 0x9A0901, 0x9A0902, 0x9A090A, 0x9A090C
INTEGER, BOOLEAN, MENU = 1, 2, 3


@dataclass
class Knob:
    """A control: its type, low, high, step, default, and the entries that its menu has."""

    kind: int
    low: int
    high: int
    step: int
    default: int
    menu: tuple[int, ...] = ()


def knobs() -> dict[int, Knob]:
    """The controls of a common webcam, as `v4l2-ctl --list-ctrls-menus` lists them."""
    return {
        BRIGHTNESS: Knob(INTEGER, -64, 64, 1, 0),
        WHITE_AUTO: Knob(BOOLEAN, 0, 1, 1, 1),
        LAMPS: Knob(MENU, 0, 2, 1, 2, (0, 1, 2)),
        WHITE: Knob(INTEGER, 2800, 6500, 10, 4600),
        EXPOSURE: Knob(MENU, 0, 3, 1, 3, (1, 3)),
        EXPOSURE_TIME: Knob(INTEGER, 3, 2047, 1, 250),
        FOCUS_AUTO: Knob(BOOLEAN, 0, 1, 1, 1),
        FOCUS: Knob(INTEGER, 0, 250, 5, 0),
    }


@dataclass
class Camera:
    """Answers requests as uvcvideo does. Its `ioctl` stands in for `fcntl.ioctl`.

    refusing: controls that it refuses to set. slow: seconds that it takes to set one. gone: whether it was unplugged.
    """

    knobs: dict[int, Knob] = field(default_factory=knobs)
    refusing: set[int] = field(default_factory=set)
    slow: float = 0.0
    gone: bool = False
    sent: list[tuple[int, int]] = field(default_factory=list)
    values: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        self.values = {number: knob.default for number, knob in self.knobs.items()}

    def inactive(self, number: int) -> bool:
        """Whether the camera itself chooses this value now."""
        automatic = {WHITE: (WHITE_AUTO, 1), EXPOSURE_TIME: (EXPOSURE, 3), FOCUS: (FOCUS_AUTO, 1)}
        master, on = automatic.get(number, (0, 0))
        return self.values.get(master) == on

    def ioctl(self, file: int, code: int, argument: bytearray, mutate: bool) -> int:
        assert mutate
        if self.gone:
            raise OSError(errno.ENODEV, "No such device")
        number, second = struct.unpack_from("=Ii", argument)
        if number not in self.knobs:
            raise OSError(errno.EINVAL, "Invalid argument")
        knob = self.knobs[number]
        if code == 0xC0445624:  # VIDIOC_QUERYCTRL
            struct.pack_into("=I32s", argument, 4, knob.kind, b"in the driver's words")
            struct.pack_into("=4i", argument, 40, knob.low, knob.high, knob.step, knob.default)
            struct.pack_into("=I", argument, 56, 0x10 if self.inactive(number) else 0)
        elif code == 0xC02C5625:  # VIDIOC_QUERYMENU
            if second not in knob.menu:
                raise OSError(errno.EINVAL, "Invalid argument")
        elif code == 0xC008561B:  # VIDIOC_G_CTRL
            struct.pack_into("=i", argument, 4, self.values[number])
        elif code == 0xC008561C:  # VIDIOC_S_CTRL
            self._set(number, second)
        else:
            raise OSError(errno.ENOTTY, "Inappropriate ioctl for device")
        return 0

    def _set(self, number: int, value: int) -> None:
        time.sleep(self.slow)
        if number in self.refusing:
            raise OSError(errno.EIO, "Input/output error")
        if self.inactive(number):
            raise OSError(errno.EACCES, "Permission denied")
        knob = self.knobs[number]
        self.values[number] = min(max(value, knob.low), knob.high)
        self.sent.append((number, value))
