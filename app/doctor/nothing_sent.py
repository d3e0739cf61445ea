"""Does anything that HIME stands on report its use to somebody?"""

import os
import shlex
import sys
from pathlib import Path

from app.doctor.check import Check
from app.settings import DetectorEngine
from hime_core import telemetry

NAME = "nothing is sent"
OLD = "usage reports"
# Folders in which ONNX Runtime keeps a device id, and the events that it has yet to send, by system. Its wheel for
# Windows keeps none: it hands events to the system's own tracing.
CACHES = {"linux": ".cache", "darwin": "Library/Application Support"}
QUEUE = "Microsoft/DeveloperTools/.onnxruntime"


def check(engine: DetectorEngine) -> Check:
    """The settings that it rests on. engine: of the face detector."""
    if said := telemetry.reported_by(engine):
        return Check(NAME, False, said, "detection.engine: onnxruntime  # in config.yaml; then start HIME again")
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
    """What ONNX Runtime noted for Microsoft, where a program did not keep it from that. An older HIME did not.

    home: the environment's HOME, where ONNX Runtime looks too. platform: as sys.platform.
    """
    if platform not in CACHES or not home:
        return Check(OLD, True, "ONNX Runtime leaves none on this system")
    elsewhere = os.environ.get("XDG_CACHE_HOME") if platform == "linux" else None
    queue = (Path(elsewhere) if elsewhere else Path(home) / CACHES[platform]) / QUEUE
    if not queue.exists():
        return Check(OLD, True, "none were left on this computer")
    detail = f"an older HIME, or another program, left a device id and ONNX Runtime's notes for Microsoft in {queue}"
    return Check(OLD, False, detail, f"rm -r {shlex.quote(str(queue))}  # another program may make it again")
