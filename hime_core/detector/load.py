"""The detectors that the settings name, with their verified model files."""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from hime_core.assets import locate
from hime_core.detector.blazeface import BlazeFace
from hime_core.detector.interface import FaceDetector
from hime_core.detector.yunet import YuNet
from hime_core.engine_names import DetectorEngine
from hime_core.errors import UsageError
from hime_core.geometry import Image, KeyPoints

# The name of BlazeFace in the registry of models. Both engines run this network.
BLAZEFACE_MODEL = "blazeface_short_range"
# The name of YuNet in the registry of models. It runs in ONNX Runtime, whichever engine runs BlazeFace.
YUNET_MODEL = "yunet"
# How the name of BlazeFace's file ends, for each engine.
FILES: dict[DetectorEngine, str] = {"onnxruntime": "onnx", "mediapipe": "tflite"}
# YuNet's score, 0..1, from which something may be a face. Of true faces of 24 px, 95 % reach it.
LEAST_SPOTTED = 0.3


class WindowDetector(Protocol):
    """BlazeFace on either engine."""

    def detect(self, image: Image) -> list[KeyPoints]:
        """As `FaceDetector`."""
        ...


@dataclass(frozen=True)
class TwoDetectors:
    """BlazeFace for windows and YuNet for frames."""

    window: WindowDetector
    frame: YuNet

    def detect(self, image: Image) -> list[KeyPoints]:
        """As `FaceDetector`."""
        return self.window.detect(image)

    def spot(self, image: Image) -> list[KeyPoints]:
        """As `FaceDetector`."""
        return self.frame.detect(image)


def detector_files(engine: DetectorEngine) -> tuple[Path, Path]:
    """The verified model files of BlazeFace, for an engine, and of YuNet.

    Raises UsageError if one is missing or corrupt, or if mediapipe, an optional extra, is not installed.
    """
    if engine == "mediapipe" and find_spec("mediapipe") is None:
        raise UsageError(
            "detection.engine: mediapipe is not installed; install HIME with its extra [mediapipe], or leave the "
            "setting at onnxruntime"
        )
    return locate(BLAZEFACE_MODEL, FILES[engine]), locate(YUNET_MODEL, "onnx")


def load_detector(engine: DetectorEngine = "onnxruntime", min_score: float = 0.5) -> FaceDetector:
    """Both detectors. engine: runs BlazeFace. min_score: the score, 0..1, that a face needs for BlazeFace to find it.

    Raises UsageError if one of them cannot be loaded.
    """
    window, frame = detector_files(engine)
    spotter = YuNet(frame, LEAST_SPOTTED)
    if engine == "mediapipe":
        from hime_core.detector.google import GoogleBlazeFace

        return TwoDetectors(GoogleBlazeFace(window, min_score), spotter)
    return TwoDetectors(BlazeFace(window, min_score), spotter)
