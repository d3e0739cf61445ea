"""The detectors that the settings name, with their verified model files."""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from hime_core.assets import locate
from hime_core.detector.blazeface import BlazeFace
from hime_core.detector.interface import FaceDetector
from hime_core.detector.yunet import YuNet
from hime_core.engines import DetectorEngine
from hime_core.errors import UsageError
from hime_core.geometry import Image, KeyPoints

MODEL = "blazeface_short_range"  # in the registry; both engines run this network
SPOTTER = "yunet"  # in the registry; ONNX Runtime runs it, whichever engine runs the other
FILES: dict[DetectorEngine, str] = {"onnxruntime": "onnx", "mediapipe": "tflite"}
LEAST_SPOTTED = 0.3  # score 0..1 of what may be a face: 95 % of true ones of 24 px reach it


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
    """The verified model files: BlazeFace's for an engine, and YuNet's.

    Raises UsageError where one is missing or corrupt, or where mediapipe, an optional extra, is not installed.
    """
    if engine == "mediapipe" and find_spec("mediapipe") is None:
        raise UsageError(
            "detection.engine: mediapipe is not installed; install HIME with its extra [mediapipe], or leave the "
            "setting at onnxruntime"
        )
    return locate(MODEL, FILES[engine]), locate(SPOTTER, "onnx")


def load_detector(engine: DetectorEngine = "onnxruntime", min_score: float = 0.5) -> FaceDetector:
    """Both detectors, BlazeFace on an engine. min_score: 0..1, of the faces that BlazeFace finds.

    Raises UsageError where one is not there.
    """
    window, frame = detector_files(engine)
    spotter = YuNet(frame, LEAST_SPOTTED)
    if engine == "mediapipe":
        from hime_core.detector.google import GoogleBlazeFace

        return TwoDetectors(GoogleBlazeFace(window, min_score), spotter)
    return TwoDetectors(BlazeFace(window, min_score), spotter)
