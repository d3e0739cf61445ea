"""Usage reports of the libraries that HIME stands on: switched off before any of them is loaded."""

import os
import sys

from hime_core.engines import DetectorEngine

# What a library reads from the environment when it is loaded, and the value that keeps it from reporting.
# ORT_DISABLE_TELEMETRY: ONNX Runtime then makes no device id, no queue of events and no uploader (its Privacy.md).
SWITCHES = {"ORT_DISABLE_TELEMETRY": "1"}
TOO_LATE = "onnxruntime" in sys.modules  # somebody loaded it before HIME could switch its reports off


def switch_off() -> None:
    """For this process and for those that it starts, whatever the environment said before."""
    os.environ.update(SWITCHES)


def is_off() -> bool:
    """Whether every switch stands as it should, and stood so in time."""
    return not TOO_LATE and all(os.environ.get(name) == value for name, value in SWITCHES.items())


def reported_by(engine: DetectorEngine) -> str:
    """What a face detector's engine tells others by itself; nothing where it keeps to itself.

    Python cannot unload a library: mediapipe goes on until the program ends, whatever engine is named since.
    """
    if engine == "mediapipe":
        return "detection.engine: mediapipe is Google's library, and it reports its use to Google; onnxruntime does not"
    if "mediapipe" in sys.modules:
        return "mediapipe, Google's library, is still loaded and reports its use to Google until HIME is started again"
    return ""
