"""Usage reports of the libraries that HIME stands on: switched off before any of them is loaded."""

import os

# What a library reads from the environment when it is loaded, and the value that keeps it from reporting.
# ORT_DISABLE_TELEMETRY: ONNX Runtime then makes no device id, no queue of events and no uploader (its docs/Privacy.md).
SWITCHES = {"ORT_DISABLE_TELEMETRY": "1"}


def switch_off() -> None:
    """For this process and for those that it starts, whatever the environment said before."""
    os.environ.update(SWITCHES)


def is_off() -> bool:
    """Whether every switch stands as it should."""
    return all(os.environ.get(name) == value for name, value in SWITCHES.items())


def reported_by(engine: str) -> str:
    """What a face detector's engine tells others by itself; nothing where it keeps to itself."""
    if engine != "mediapipe":
        return ""
    return "detection.engine: mediapipe is Google's library, and it reports its use to Google; onnxruntime does not"
