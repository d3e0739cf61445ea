"""Checks that no library that HIME uses reports its use to anybody."""

import os
import shlex
import sys
from pathlib import Path

from app.doctor.check import BY_HAND, Check
from app.settings import DetectorEngine
from hime_core import telemetry

NAME = "nothing is sent"  # the doctor lists this check under this name
# Under this name the doctor lists the check for what an older HIME left behind.
OLD_NAME = "usage reports"
# For each sys.platform, ONNX Runtime keeps a device id, and the events that it has yet to send, below this folder of
# the home. Its wheel for Windows has no such folder, because it hands events to the system's own tracing.
CACHES = {"linux": ".cache", "darwin": "Library/Application Support"}
# The device id and the events are in this folder, which is below one of CACHES.
QUEUE = "Microsoft/DeveloperTools/.onnxruntime"


def check(engine: DetectorEngine) -> Check:
    """Check the switches that turn usage reports off. engine: the setting detection.engine."""
    if said := telemetry.reported_by(engine):
        return Check(NAME, False, said, f"{BY_HAND}set detection.engine to onnxruntime, then start HIME again")
    switches = ", ".join(f"{name}={value}" for name, value in telemetry.SWITCHES.items())
    if not telemetry.is_off():
        detail = f"ONNX Runtime may report its use: it was loaded before HIME could set {switches}"
        return Check(NAME, False, detail, "hime doctor  # by itself, not from within another program")
    return Check(
        NAME,
        True,
        f"ONNX Runtime's usage reports are off ({switches}); no other library that HIME loads is known to report",
    )


def check_old(home: str | None, platform: str = sys.platform) -> Check:
    """Check that ONNX Runtime has left no notes for Microsoft. An older HIME did not keep it from writing them.

    The check is skipped where ONNX Runtime writes no notes, and without a home. home: the environment variable HOME,
    which ONNX Runtime uses as well. platform: as sys.platform.
    """
    if platform not in CACHES:
        return Check(OLD_NAME, True, "ONNX Runtime leaves none on this system", skipped=True)
    if not home:
        return Check(OLD_NAME, True, "there is no folder to look in, because HOME is not set", skipped=True)
    cache = os.environ.get("XDG_CACHE_HOME") if platform == "linux" else None
    queue = (Path(cache) if cache else Path(home) / CACHES[platform]) / QUEUE
    if not queue.exists():
        return Check(OLD_NAME, True, "none were left on this computer")
    detail = f"an older HIME, or another program, left a device id and ONNX Runtime's notes for Microsoft in {queue}"
    return Check(OLD_NAME, False, detail, f"rm -r {shlex.quote(str(queue))}  # another program may make it again")
