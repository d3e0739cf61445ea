"""Notices whether anybody watches HIME's virtual camera, so that the real camera can rest while nobody does.

Only Linux can tell whether somebody watches, and only with v4l2loopback 0.13 or newer, or with PipeWire.
"""

import os
import select
import struct
import sys
import threading
import time
from collections.abc import Callable

from app.capture.cameras.v4l2 import READ, WRITE, Ioctl, request

# struct v4l2_event_subscription has the fields type, id and flags.
SUBSCRIPTION = struct.Struct("=III20x")
# struct v4l2_event has type, the number of viewers (in a union of 64 bytes), pending, sequence, time and id.
EVENT = struct.Struct("@I4xI60xIIllI8I0q")
SUBSCRIBE = request(WRITE, 90, SUBSCRIPTION.size)  # VIDIOC_SUBSCRIBE_EVENT asks the driver for events of one type.
UNSUBSCRIBE = request(WRITE, 91, SUBSCRIPTION.size)  # VIDIOC_UNSUBSCRIBE_EVENT ends a subscription.
DEQUEUE = request(READ, 89, EVENT.size)  # VIDIOC_DQEVENT takes the next event.

# V4L2_EVENT_PRI_CLIENT_USAGE, a private event of v4l2loopback, has this type.
CLIENT_USAGE = 0x08000000 + 0x08E00000 + 1
# V4L2_EVENT_SUB_FL_SEND_INITIAL makes the driver send the current number of viewers as the first event.
SEND_INITIAL = 1

# HIME looks for a missing device again after this many seconds.
REOPEN_PAUSE = 1.0
# HIME asks the driver again after this many seconds even without an event, because an event may get lost.
EVENT_WAIT = 0.5


class Linger:
    """Decides whether the camera is wanted: while somebody watches, and for some seconds afterwards."""

    def __init__(self, seconds: float, now: float):
        """seconds: how long the camera stays wanted after the last viewer left. now: the monotonic time in seconds.

        The camera counts as watched at `now`, so that a camera that was just opened is not released at once.
        """
        self._seconds = seconds
        self._watched = now

    def wanted(self, watched: bool, now: float) -> bool:
        """Return whether the camera is wanted. watched: whether somebody watches. now: monotonic time in seconds."""
        if watched:
            self._watched = now
        return now - self._watched < self._seconds


class Viewers:
    """Sets `wanted` while somebody watches a virtual camera and for `linger` seconds more, and clears it otherwise.

    If the system or the driver cannot tell whether somebody watches, or while the device is missing, `supported` is
    False, and `wanted` stays set unless the camera rests (`rest`).
    """

    def __init__(
        self,
        device: str,
        wanted: threading.Event,
        linger: float = 5.0,
        ioctl: Ioctl | None = None,
        watched: Callable[[], bool | None] | None = None,
    ):
        """device: the name of a VirtualCamera, such as /dev/video10. ioctl: a test's own; None means fcntl.ioctl.

        watched: asks the sink itself whether somebody watches, or returns None if the sink cannot tell. If it can tell
        now, it is always asked in place of the driver.
        """
        self._wanted, self._linger = wanted, linger
        self._held = False
        # The lock guards these two and every change of `wanted`.
        self._deciding = threading.Lock()
        self._watched = True  # whether the camera would be wanted, but for `_resting`
        self._resting = False
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self.supported = False
        self.seen_by_others = True  # whether other programs watch now; True if nobody can tell
        wanted.set()
        if sys.platform != "linux":
            return
        if ioctl is None:
            import fcntl

            ioctl = fcntl.ioctl
        self._device, self._ioctl = device, ioctl
        self._ask_sink = watched if watched and watched() is not None else None
        self.supported = self._open()
        if self.supported:
            self._thread = threading.Thread(target=self._run, daemon=True, name="viewers")
            self._thread.start()

    @property
    def wanted(self) -> bool:
        """Whether the camera is wanted now."""
        return self._wanted.is_set()

    def hold(self, on: bool) -> None:
        """on: whether the camera counts as watched even without viewers, because a person looks at HIME's window."""
        self._held = on

    def rest(self, on: bool) -> None:
        """on: whether the camera rests although somebody may watch, because a person has paused the video."""
        with self._deciding:
            self._resting = on
            self._decide()

    def close(self) -> None:
        """Stop asking the driver. `wanted` stays as it is."""
        self._stop.set()
        if self._thread:
            self._thread.join()

    def _open(self) -> bool:
        """Open the device. Returns whether the driver can tell if somebody watches. If not, closes it again.

        If the sink itself is asked, nothing is opened.
        """
        if self._ask_sink:
            return True
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
                self._stop.wait(REOPEN_PAUSE)
                self.supported = self._open()
        if self.supported and not self._ask_sink:
            os.close(self._file)

    def _watch(self) -> None:
        """Set and clear `wanted` until `close` is called or the device is gone."""
        linger = Linger(self._linger, time.monotonic())
        events = select.poll()  # with nothing registered, it only waits
        if not self._ask_sink:
            events.register(self._file, select.POLLPRI)
        try:
            while not self._stop.is_set():
                self.seen_by_others = self._ask()
                self._tell(linger.wanted(self.seen_by_others or self._held, time.monotonic()))
                events.poll(1000 * EVENT_WAIT)
        except OSError:  # the device is gone
            os.close(self._file)
            self.supported = False
            self.seen_by_others = True
            self._tell(True)

    def _tell(self, watched: bool) -> None:
        """Set or clear `wanted`. watched: whether the camera is wanted, if no person has paused the video."""
        with self._deciding:
            self._watched = watched
            self._decide()

    def _decide(self) -> None:
        if self._watched and not self._resting:
            self._wanted.set()
        else:
            self._wanted.clear()

    def _ask(self) -> bool:
        """Return whether somebody watches now. Raises OSError if the driver cannot tell.

        Only a new subscription makes the driver send the current number of viewers, so each question subscribes anew.
        """
        if self._ask_sink:
            return self._ask_sink() is not False
        subscription = SUBSCRIPTION.pack(CLIENT_USAGE, 0, SEND_INITIAL)
        self._ioctl(self._file, UNSUBSCRIBE, bytearray(subscription), True)
        self._ioctl(self._file, SUBSCRIBE, bytearray(subscription), True)
        event = bytearray(EVENT.size)
        self._ioctl(self._file, DEQUEUE, event, True)
        kind, viewers, *_ = EVENT.unpack(event)
        return kind == CLIENT_USAGE and viewers > 0
