"""Finding faces: one picture in, key points out."""

from hime_core.detector.interface import FaceDetector
from hime_core.detector.load import detector_files, load_detector

__all__ = ["FaceDetector", "detector_files", "load_detector"]
