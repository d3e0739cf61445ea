"""Loads the detectors that the settings name, from verified model files."""

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

# BlazeFace has this name in the registry of models. Both engines run this network.
BLAZEFACE_MODEL = "blazeface_short_range"
# YuNet has this name in the registry of models. ONNX Runtime runs YuNet, whichever engine runs BlazeFace.
YUNET_MODEL = "yunet"
# For each engine, the name of BlazeFace's file ends in this.
FILES: dict[DetectorEngine, str] = {"onnxruntime": "onnx", "mediapipe": "tflite"}
# Something may be a face if YuNet's score for it is at least this (0..1). 95 % of the faces of 24 pixels reach it.
LEAST_SPOTTED = 0.3


class WindowDetector(Protocol):
    """BlazeFace, whichever engine runs it."""

    def detect(self, image: Image) -> list[KeyPoints]:
        """As `FaceDetector`."""
        ...


@dataclass(frozen=True)
class TwoDetectors:
    """BlazeFace looks for faces in windows, and YuNet in whole frames."""

    window: WindowDetector
    frame: YuNet

    def detect(self, image: Image) -> list[KeyPoints]:
        """As `FaceDetector`."""
        return self.window.detect(image)

    def spot(self, image: Image) -> list[KeyPoints]:
        """As `FaceDetector`."""
        return self.frame.detect(image)


def detector_files(engine: DetectorEngine) -> tuple[Path, Path]:
    """The verified model files: BlazeFace's for this engine, then YuNet's.

    Raises UsageError if one is missing or corrupt, or if mediapipe, an optional extra, is not installed.
    """
    if engine == "mediapipe" and find_spec("mediapipe") is None:
        raise UsageError(
            "detection.engine: mediapipe is not installed; install HIME with its extra [mediapipe], or leave the "
            "setting at onnxruntime"
        )
    return locate(BLAZEFACE_MODEL, FILES[engine]), locate(YUNET_MODEL, "onnx")


def load_detector(engine: DetectorEngine = "onnxruntime", min_score: float = 0.5) -> FaceDetector:
    """Load both detectors.

    engine: what runs BlazeFace. min_score: BlazeFace leaves out faces with a lower score (0..1).

    Raises UsageError if one of them cannot be loaded.
    """
    window, frame = detector_files(engine)
    spotter = YuNet(frame, LEAST_SPOTTED)
    if engine == "mediapipe":
        from hime_core.detector.google import GoogleBlazeFace

        return TwoDetectors(GoogleBlazeFace(window, min_score), spotter)
    return TwoDetectors(BlazeFace(window, min_score), spotter)
