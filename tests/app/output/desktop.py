"""A PipeWire of the test's own, with a session manager and a bus, in a folder of its own. Nothing else sees it."""

import os
import select
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import numpy as np

# A bus that starts no services.
BUS = """<busconfig><type>session</type><listen>unix:path={}</listen><auth>EXTERNAL</auth><policy context="default">
<allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy></busconfig>"""
# The programs that a test needs, and the Debian packages that bring them.
PROGRAMS = ("dbus-daemon", "pipewire", "wireplumber", "gst-launch-1.0")
PACKAGES = "dbus pipewire wireplumber gstreamer1.0-tools gstreamer1.0-pipewire"
# A test gives up waiting after this many seconds.
HANG = 60.0
# A viewer without a picture starts anew after this many seconds, as a person would open the camera again.
PATIENCE = 5.0


def missing() -> list[str]:
    """Return the programs that this computer lacks."""
    return [program for program in PROGRAMS if not shutil.which(program)]


@contextmanager
def desktop(folder: Path) -> Iterator[dict[str, str]]:
    """Run a desktop's PipeWire. Yields the environment in which programs find it. folder: a short, empty one."""
    bus, socket = folder / "bus", folder / "pipewire-0"
    (folder / "bus.conf").write_text(BUS.format(bus))
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(folder),
        "PIPEWIRE_RUNTIME_DIR": str(folder),
        "DBUS_SESSION_BUS_ADDRESS": f"unix:path={bus}",
    }
    with ExitStack() as running:

        def start(*command: str) -> None:
            log = running.enter_context((folder / f"{command[0]}.log").open("w"))
            process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
            running.callback(process.wait)
            running.callback(process.kill)

        start("dbus-daemon", f"--config-file={folder / 'bus.conf'}", "--nofork")
        until(bus.is_socket)
        start("pipewire")
        until(socket.is_socket)
        start("wireplumber")
        yield environment


def until(fact: Callable[[], bool]) -> None:
    """Wait for it."""
    end = time.monotonic() + HANG
    while not fact():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


class Viewer:
    """A program that watches the camera HIME and keeps the last of its pictures, as planar 4:2:0."""

    def __init__(self, environment: dict[str, str], width: int, height: int):
        command = "gst-launch-1.0 -q pipewiresrc target-object=HIME ! video/x-raw,format=I420 ! fdsink fd=1 sync=false"
        self._shape = height * 3 // 2, width
        end = time.monotonic() + HANG
        while True:
            self._process = subprocess.Popen(command.split(), env=environment, stdout=subprocess.PIPE)
            if select.select([self._process.stdout], [], [], PATIENCE)[0] or time.monotonic() > end:
                break
            self._process.kill()  # a viewer that comes before the session manager knows the camera may wait for good
            self._process.communicate()
        self._too_long = threading.Timer(HANG, self._process.kill)  # then `pictures` fails
        self._too_long.start()

    def pictures(self, count: int) -> list[np.ndarray]:
        """Return so many pictures as they come."""
        assert self._process.stdout
        size = self._shape[0] * self._shape[1]
        return [np.frombuffer(self._process.stdout.read(size), np.uint8).reshape(self._shape) for _ in range(count)]

    def leave(self) -> None:
        assert self._process.stdout
        self._too_long.cancel()
        self._process.terminate()
        self._process.stdout.close()
        self._process.wait(HANG)
