"""Finding faces: one picture in, key points out."""

from hime_core.detector.interface import FaceDetector
from hime_core.detector.load import Engine, detector_file, load_detector

__all__ = ["Engine", "FaceDetector", "detector_file", "load_detector"]
