"""Who watches our virtual camera, so that the real one may rest when nobody does. Linux, v4l2loopback 0.13 or newer."""

import os
import select
import struct
import sys
import threading
import time

from app.capture.cameras.v4l2 import READ, WRITE, Ioctl, request

SUBSCRIPTION = struct.Struct("=III20x")  # type, id, flags
EVENT = struct.Struct("@I4xI60xIIllI8I0q")  # type; viewers, in a union of 64 bytes; pending, sequence, time, id
SUBSCRIBE = request(WRITE, 90, SUBSCRIPTION.size)
UNSUBSCRIBE = request(WRITE, 91, SUBSCRIPTION.size)
DEQUEUE = request(READ, 89, EVENT.size)

CLIENT_USAGE = 0x08000000 + 0x08E00000 + 1  # v4l2loopback's own, among the private events
SEND_INITIAL = 1  # subscribing gives the present number of viewers as a first event

AWAY = 1.0  # seconds between two looks for a device that went away
GLANCE = 0.5  # seconds after which the driver is asked, event or none: a lost one must not leave the camera on or off


class Linger:
    """Whether the camera is wanted: while somebody watches, and so many seconds after."""

    def __init__(self, seconds: float, now: float):
        """now: counts as watched, so that a camera just opened is not let go of before anybody could look."""
        self._seconds = seconds
        self._watched = now

    def wanted(self, watched: bool, now: float) -> bool:
        """watched: at monotonic second `now`, which never falls."""
        if watched:
            self._watched = now
        return now - self._watched < self._seconds


class Viewers:
    """Keeps `wanted` set while somebody watches a virtual camera and `linger` seconds more, and cleared otherwise.

    Where the platform or the driver cannot tell, `wanted` stays set and `supported` is False; so while a device that
    could is away.
    """

    def __init__(self, device: str, wanted: threading.Event, linger: float = 5.0, ioctl: Ioctl | None = None):
        """device: as VirtualCamera names it, such as /dev/video10. ioctl: fcntl's, unless given."""
        self._wanted, self._linger = wanted, linger
        self._held = False
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self.supported = False
        wanted.set()
        if sys.platform != "linux":
            return
        if ioctl is None:
            import fcntl

            ioctl = fcntl.ioctl
        self._device, self._ioctl = device, ioctl
        self.supported = self._open()
        if self.supported:
            self._thread = threading.Thread(target=self._run, daemon=True, name="viewers")
            self._thread.start()

    def hold(self, on: bool) -> None:
        """Whether somebody watches elsewhere, such as in our own window."""
        self._held = on

    def close(self) -> None:
        """Stop looking; `wanted` stays as it is."""
        self._stop.set()
        if self._thread:
            self._thread.join()

    def _open(self) -> bool:
        """Whether the device is there and its driver can tell; then it is left open."""
        try:
            self._file = os.open(self._device, os.O_RDWR | os.O_NONBLOCK)
        except OSError:
            return False
        try:
            self._ask()
        except OSError:
            os.close(self._file)
            return False
        return True

    def _run(self) -> None:
        while not self._stop.is_set():
            if self.supported:
                self._watch()
            else:
                self._stop.wait(AWAY)
                self.supported = self._open()
        if self.supported:
            os.close(self._file)

    def _watch(self) -> None:
        """Until it is stopped or the device is gone."""
        linger = Linger(self._linger, time.monotonic())
        events = select.poll()
        events.register(self._file, select.POLLPRI)
        try:
            while not self._stop.is_set():
                if linger.wanted(self._ask() or self._held, time.monotonic()):
                    self._wanted.set()
                else:
                    self._wanted.clear()
                events.poll(1000 * GLANCE)
        except OSError:  # the device is gone
            os.close(self._file)
            self.supported = False
            self._wanted.set()

    def _ask(self) -> bool:
        """Whether somebody watches now. Raises OSError where the driver cannot tell.

        Subscribing anew is the one way to ask: it makes the driver send the present number.
        """
        subscription = SUBSCRIPTION.pack(CLIENT_USAGE, 0, SEND_INITIAL)
        self._ioctl(self._file, UNSUBSCRIBE, bytearray(subscription), True)
        self._ioctl(self._file, SUBSCRIBE, bytearray(subscription), True)
        event = bytearray(EVENT.size)
        self._ioctl(self._file, DEQUEUE, event, True)
        kind, viewers, *_ = EVENT.unpack(event)
        return kind == CLIENT_USAGE and viewers > 0
