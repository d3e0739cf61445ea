"""Switches off the usage reports of the libraries that HIME uses, before any of them is loaded."""

import os
import sys

from hime_core.engine_names import DetectorEngine

# Variables of the environment that a library reads when it is loaded, and the values that keep it from reporting.
# ORT_DISABLE_TELEMETRY: ONNX Runtime then makes no device id, no queue of events and no uploader (its Privacy.md).
SWITCHES = {"ORT_DISABLE_TELEMETRY": "1"}
# Whether ONNX Runtime was loaded before HIME could switch its reports off.
TOO_LATE = "onnxruntime" in sys.modules


def switch_off() -> None:
    """Switch reports off for this process and for those that it starts, whatever the environment said before."""
    os.environ.update(SWITCHES)


def is_off() -> bool:
    """Whether all reports were switched off in time, and still are."""
    return not TOO_LATE and all(os.environ.get(name) == value for name, value in SWITCHES.items())


def reported_by(engine: DetectorEngine) -> str:
    """A sentence about what the engine of the face detector reports by itself; "" if it reports nothing.

    Python cannot unload a library. Once loaded, mediapipe reports until the program ends, whatever engine runs by then.
    """
    if engine == "mediapipe":
        return "detection.engine: mediapipe is Google's library, and it reports its use to Google; onnxruntime does not"
    if "mediapipe" in sys.modules:
        return "mediapipe, Google's library, is still loaded and reports its use to Google until HIME is started again"
    return ""
