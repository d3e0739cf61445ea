"""Finds faces: a detector gets one picture and returns the key points of the faces in it."""

from hime_core.detector.interface import FaceDetector
from hime_core.detector.load import detector_files, load_detector

__all__ = ["FaceDetector", "detector_files", "load_detector"]
