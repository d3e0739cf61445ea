"""The detector that the settings name, with its verified model file."""

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from hime_core.assets import locate, silent
from hime_core.detector.blazeface import BlazeFace
from hime_core.detector.interface import FaceDetector
from hime_core.errors import UsageError

Engine = Literal["onnxruntime", "mediapipe"]
MODEL = "blazeface_short_range"  # in the registry; both engines run this network
FILES: dict[Engine, str] = {"onnxruntime": "onnx", "mediapipe": "tflite"}


def detector_file(engine: Engine, say: Callable[[str], None] = silent) -> Path:
    """The verified model file of an engine; mediapipe's is fetched where it is missing, and say is told of it.

    Raises UsageError where a file is missing or corrupt, or where mediapipe, an optional extra, is not installed.
    """
    if engine == "mediapipe" and find_spec("mediapipe") is None:
        raise UsageError(
            "detection.engine: mediapipe is not installed; install HIME with its extra [mediapipe], or leave the "
            "setting at onnxruntime"
        )
    return locate(MODEL, FILES[engine], say=say)


def load_detector(
    engine: Engine = "onnxruntime", min_score: float = 0.5, say: Callable[[str], None] = silent
) -> FaceDetector:
    """BlazeFace on an engine. min_score: 0..1, of the faces that are found. say, errors: as of `detector_file`."""
    model = detector_file(engine, say)
    if engine == "mediapipe":
        from hime_core.detector.google import GoogleBlazeFace

        return GoogleBlazeFace(model, min_score)
    return BlazeFace(model, min_score)
