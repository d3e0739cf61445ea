"""Sends pictures to a camera in PipeWire, which Linux desktops have, so that no kernel module is needed.

A process of its own shows the camera (`app.output.pipewire`). It gets the pictures through a pipe, as planar 4:2:0 in
BT.601, limited range, like every other virtual camera of HIME.
"""

import contextlib
import os
import select
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np

import app
from app import installation
from app.media.colours import to_i420
from app.output.pipewire import WATCHED, socket
from app.output.sinks.virtual import INSTALL, SinkError
from app.output.v4l2loopback import LABEL
from hime_core.errors import UsageError
from hime_core.geometry import Image

# The camera is called this where HIME names where pictures go.
NAME = f"{LABEL}, through PipeWire"
# This tells a person who sees the camera, and what to do if that is not enough.
WHO_SEES = (
    "HIME is a camera through PipeWire: Firefox lists it after you set media.webrtc.camera.allow-pipewire in "
    "about:config, Chrome after you switch on chrome://flags/#enable-webrtc-pipewire-camera; Zoom and many other "
    f"programs do not list it and need v4l2loopback: {INSTALL['linux']}"
)
# The camera must be listed within this many seconds.
LONGEST_START = 5.0
# If the process does not take a picture within this many seconds, it hangs.
LONGEST_WRITE = 0.5
# If the process does not end by itself within this many seconds, it is killed.
LONGEST_END = 1.0
# The pipe is asked to hold this many bytes, which is the most that Linux usually allows. Writing is then faster.
PIPE_SIZE = 1 << 20


class PipeWireCamera:
    """Sends pictures, unmirrored, to a camera in PipeWire, in one size and rate as long as it is open.

    Nothing is sent while nobody watches. A picture is left out if the viewers are not done with earlier ones.

    width, height: pixels, even. fps: pictures per second. patience: how many seconds to wait until the camera is
    listed. If it is 0, pictures are left out until then, and `write` raises SinkError if the camera cannot be made.
    Raises UsageError if there is no PipeWire.
    """

    name = NAME

    def __init__(self, width: int, height: int, fps: int, patience: float = LONGEST_START):
        if not socket():
            raise UsageError("no PipeWire runs here, or XDG_RUNTIME_DIR does not name its folder")
        self._pixels = np.empty((height * 3 // 2, width), np.uint8)
        self._shape = (height, width, 3)
        self._state = b""  # LISTED, WATCHED, or empty while the process starts
        # The lock guards the state. Two threads may ask for it.
        self._asking = threading.Lock()
        try:
            self._process = _start(width, height, fps)
        except OSError as error:
            raise UsageError(f"no camera can be made in PipeWire ({error})") from error
        assert self._process.stdout
        try:
            end = time.monotonic() + patience
            while patience and not self._state and time.monotonic() < end:
                select.select([self._process.stdout.fileno()], [], [], max(0.0, end - time.monotonic()))
                self._ask()
            if patience and not self._state:
                raise SinkError("PipeWire does not answer")
        except SinkError as error:
            self.close()
            raise UsageError(f"no camera can be made in PipeWire ({error})") from error

    @property
    def watched(self) -> bool:
        """Whether somebody watches now. True if the process has ended, because nobody can tell then."""
        try:
            return self._ask() == WATCHED
        except SinkError:
            return True

    def write(self, image: Image, time: float) -> None:
        """Convert and send one picture, if somebody watches. Raises SinkError if the process has ended or hangs."""
        if image.shape != self._shape:
            raise ValueError(f"{image.shape} picture for a {self._shape} camera")
        if self._ask() == WATCHED:
            to_i420(image, self._pixels)
            self._send()

    def close(self) -> None:
        """End the process. The camera is then no longer listed."""
        process = self._process
        assert process.stdin and process.stdout and process.stderr
        process.stdin.close()
        try:
            process.wait(LONGEST_END)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        with self._asking:
            process.stdout.close()
            process.stderr.close()

    def abort(self) -> None:
        self.close()

    def _ask(self) -> bytes:
        """Return what the process said last. Raises SinkError if it has ended."""
        assert self._process.stdout
        with self._asking:
            try:
                letters = os.read(self._process.stdout.fileno(), 1 << 10)
            except BlockingIOError:
                return self._state
            except (OSError, ValueError) as error:  # it was closed
                raise SinkError("the camera is closed") from error
            if not letters:
                raise SinkError(self._why())
            self._state = letters[-1:]
            return self._state

    def _why(self) -> str:
        """Return why the process has ended, in one line."""
        assert self._process.stderr
        with contextlib.suppress(OSError, ValueError):
            lines = self._process.stderr.read().decode(errors="replace").strip().splitlines()
            return lines[-1] if lines else "the process that shows it has ended"
        return "the process that shows it has ended"

    def _send(self) -> None:
        assert self._process.stdin
        pipe = self._process.stdin.fileno()
        rest = self._pixels.data.cast("B")
        end = time.monotonic() + LONGEST_WRITE
        try:
            while rest:
                _, free, _ = select.select([], [pipe], [], max(0.0, end - time.monotonic()))
                if not free:
                    self._process.kill()  # what comes next would be taken for the rest of this picture
                    raise SinkError("the process that shows it hangs")
                rest = rest[os.write(pipe, rest) :]
        except OSError as error:
            raise SinkError(self._why()) from error


def _start(width: int, height: int, fps: int) -> subprocess.Popen[bytes]:
    """Start the process, which neither Ctrl-C nor a closed terminal ends."""
    code = str(Path(app.__file__).parents[1])  # the process runs the code that this one runs, wherever that is
    search = os.pathsep.join([code, *filter(None, [os.environ.get("PYTHONPATH")])])
    process = subprocess.Popen(
        installation.showing_camera(str(width), str(height), str(fps), LABEL),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
        start_new_session=True,
        # The library would write its own messages to the pipe for errors, which could fill up.
        env={**os.environ, "PYTHONPATH": search, "PIPEWIRE_DEBUG": "0"},
    )
    assert process.stdin and process.stdout
    os.set_blocking(process.stdin.fileno(), False)
    os.set_blocking(process.stdout.fileno(), False)
    if sys.platform == "linux":
        import fcntl

        with contextlib.suppress(OSError):
            fcntl.fcntl(process.stdin.fileno(), fcntl.F_SETPIPE_SZ, PIPE_SIZE)
    return process
