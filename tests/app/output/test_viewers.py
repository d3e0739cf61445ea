"""Who watches the virtual camera. The kernel's side is a stand-in for `ioctl`; the device is an empty file."""

import struct
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.output.viewers import Linger, Viewers

HANG = 60.0  # seconds after which a test gives up waiting
SUBSCRIBE, UNSUBSCRIBE, DEQUEUE = 0x4020565A, 0x4020565B, 0x80885659  # as linux/videodev2.h has them, on 64 bits
CLIENT_USAGE, SEND_INITIAL = 0x10E00001, 1

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux can tell")


class Loopback:
    """v4l2loopback's side: an event is there only for who has just subscribed and asked for the present number."""

    def __init__(self, viewers: int = 0):
        self.viewers = viewers
        self.gone = False
        self._subscribed = self._queued = False

    def ioctl(self, file: int, code: int, argument: bytearray, mutate: bool) -> int:
        assert mutate
        if self.gone:
            raise OSError(19, "no such device")
        if code == DEQUEUE:
            if not self._queued:
                raise OSError(2, "no event")
            self._queued = False
            assert len(argument) == 136
            struct.pack_into("=I", argument, 0, CLIENT_USAGE)
            struct.pack_into("=I", argument, 8, self.viewers)
            return 0
        kind, source, flags = struct.unpack_from("=III", argument)
        assert (kind, source, flags, len(argument)) == (CLIENT_USAGE, 0, SEND_INITIAL, 32)
        if code == SUBSCRIBE:
            self._queued = not self._subscribed
        self._subscribed = code == SUBSCRIBE
        assert code in (SUBSCRIBE, UNSUBSCRIBE)
        return 0


@pytest.fixture
def device(tmp_path: Path) -> str:
    (tmp_path / "video10").touch()
    return str(tmp_path / "video10")


def until(fact: Callable[[], bool]) -> None:
    """Wait for it."""
    end = time.monotonic() + HANG
    while not fact():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


def test_linger_is_counted_from_the_last_moment_watched() -> None:
    linger = Linger(5, now=100)
    assert linger.wanted(False, 100) and linger.wanted(False, 104.9)
    assert not linger.wanted(False, 105)
    assert linger.wanted(True, 200) and linger.wanted(True, 260)
    assert linger.wanted(False, 264.9)
    assert not linger.wanted(False, 265.1)
    assert linger.wanted(True, 265.2)


def test_who_comes_back_in_time_is_not_left_in_the_dark() -> None:
    linger = Linger(5, now=0)
    assert all(linger.wanted(now % 4 == 0, now) for now in range(100))


@linux
def test_wanted_follows_the_viewers(device: str) -> None:
    loopback, wanted = Loopback(), threading.Event()
    viewers = Viewers(device, wanted, linger=0.2, ioctl=loopback.ioctl)
    assert viewers.supported
    until(lambda: not wanted.is_set())
    loopback.viewers = 1
    assert wanted.wait(HANG)
    loopback.viewers = 0
    until(lambda: not wanted.is_set())
    viewers.close()
    assert all(t.name != "viewers" for t in threading.enumerate())


@linux
def test_who_watches_elsewhere_counts(device: str) -> None:
    loopback, wanted = Loopback(), threading.Event()
    viewers = Viewers(device, wanted, linger=0.1, ioctl=loopback.ioctl)
    until(lambda: not wanted.is_set())
    viewers.hold(True)
    until(wanted.is_set)
    viewers.hold(False)
    until(lambda: not wanted.is_set())
    viewers.close()


@linux
def test_it_is_wanted_from_the_start_and_as_long_as_somebody_watches(device: str) -> None:
    loopback, wanted = Loopback(viewers=2), threading.Event()
    viewers = Viewers(device, wanted, linger=0.1, ioctl=loopback.ioctl)
    for _ in range(15):
        assert wanted.is_set()
        time.sleep(0.1)
    viewers.close()


@linux
def test_a_device_that_goes_away_leaves_the_camera_on_until_it_is_back(device: str) -> None:
    loopback, wanted = Loopback(), threading.Event()
    viewers = Viewers(device, wanted, linger=0.1, ioctl=loopback.ioctl)
    until(lambda: not wanted.is_set())
    loopback.gone = True
    assert wanted.wait(HANG)
    assert not viewers.supported
    loopback.gone = False
    until(lambda: viewers.supported and not wanted.is_set())
    viewers.close()


def refuse(*_: object) -> int:
    raise OSError(22, "an older driver")


@pytest.mark.parametrize("place", ["file", "nowhere", "OBS Virtual Camera"])
def test_where_nobody_can_tell_the_camera_stays_wanted(device: str, place: str) -> None:
    wanted = threading.Event()
    threads = threading.active_count()
    viewers = Viewers(device if place == "file" else place, wanted, linger=0.0, ioctl=refuse)
    real = Viewers(device, wanted, linger=0.0)
    assert wanted.is_set() and not viewers.supported and not real.supported
    assert threading.active_count() == threads
    viewers.close()
    real.close()
    assert wanted.is_set()


@linux
def test_a_sink_that_can_tell_is_asked_in_place_of_the_driver() -> None:
    answers: list[bool | None] = [False]
    wanted = threading.Event()
    viewers = Viewers("HIME, through PipeWire", wanted, linger=0.1, watched=lambda: answers[-1])
    assert viewers.supported
    until(lambda: not wanted.is_set())
    answers.append(True)
    until(wanted.is_set)
    answers.append(False)
    until(lambda: not wanted.is_set())
    answers.append(None)  # the sink is being opened again, so nobody can tell
    until(wanted.is_set)
    viewers.close()


@linux
def test_a_sink_that_cannot_tell_leaves_it_to_the_driver(tmp_path: Path) -> None:
    wanted = threading.Event()
    viewers = Viewers(str(tmp_path / "none"), wanted, watched=lambda: None)
    assert not viewers.supported and wanted.is_set()
    viewers.close()
