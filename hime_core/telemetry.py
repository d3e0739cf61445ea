"""Switches off the usage reports of the libraries that HIME uses, before any of them is loaded."""

import os
import sys

from hime_core.engine_names import DetectorEngine

# These environment variables, with these values, keep libraries from reporting. A library reads them when it is loaded.
# With ORT_DISABLE_TELEMETRY, ONNX Runtime makes no device id, no queue of events and no uploader (see its Privacy.md).
SWITCHES = {"ORT_DISABLE_TELEMETRY": "1"}
# This is true if ONNX Runtime was loaded before HIME could switch its reports off.
TOO_LATE = "onnxruntime" in sys.modules


def switch_off() -> None:
    """Switch reports off for this process and for the processes that it starts, even if the environment allows them."""
    os.environ.update(SWITCHES)


def is_off() -> bool:
    """Whether all reports were switched off in time, and still are."""
    return not TOO_LATE and all(os.environ.get(name) == value for name, value in SWITCHES.items())


def reported_by(engine: DetectorEngine) -> str:
    """A sentence for the user about the reports that the face detector's engine sends. It is "" if there are none.

    Python cannot unload a library. Once mediapipe is loaded, it reports until the program ends, even if another engine
    has replaced it.
    """
    if engine == "mediapipe":
        return "detection.engine: mediapipe is Google's library, and it reports its use to Google; onnxruntime does not"
    if "mediapipe" in sys.modules:
        return "mediapipe, Google's library, is still loaded and reports its use to Google until HIME is started again"
    return ""
