"""The detector that the settings name, with its verified model file."""

from importlib.util import find_spec
from pathlib import Path

from hime_core.assets import locate
from hime_core.detector.blazeface import BlazeFace
from hime_core.detector.interface import FaceDetector
from hime_core.engines import DetectorEngine
from hime_core.errors import UsageError

MODEL = "blazeface_short_range"  # in the registry; both engines run this network
FILES: dict[DetectorEngine, str] = {"onnxruntime": "onnx", "mediapipe": "tflite"}


def detector_file(engine: DetectorEngine) -> Path:
    """The verified model file of an engine.

    Raises UsageError where it is missing or corrupt, or where mediapipe, an optional extra, is not installed.
    """
    if engine == "mediapipe" and find_spec("mediapipe") is None:
        raise UsageError(
            "detection.engine: mediapipe is not installed; install HIME with its extra [mediapipe], or leave the "
            "setting at onnxruntime"
        )
    return locate(MODEL, FILES[engine])


def load_detector(engine: DetectorEngine = "onnxruntime", min_score: float = 0.5) -> FaceDetector:
    """BlazeFace on an engine. min_score: 0..1, of the faces that are found. Raises UsageError where it is not there."""
    model = detector_file(engine)
    if engine == "mediapipe":
        from hime_core.detector.google import GoogleBlazeFace

        return GoogleBlazeFace(model, min_score)
    return BlazeFace(model, min_score)
