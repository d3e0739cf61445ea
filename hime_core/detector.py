"""BlazeFace through mediapipe: one image in, key points out. Finds faces that fill 10 % or more of the image."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np

from hime_core.geometry import Image, KeyPoints

_HUSHED = threading.Lock()  # stderr is the whole process's: two at once would not find it again
INPUT_SIDE = 256  # pixels; twice what the network sees, so that its own resampling costs no detail


class FaceDetector:
    """BlazeFace short-range (128×128 input). Made once; `detect` may then be called from one thread at a time."""

    def __init__(self, model: Path, min_score: float = 0.5):
        # Here, not above: it takes two thirds of a second, in which a call in the terminal already sends pictures.
        import mediapipe as mp
        from mediapipe.tasks.python import BaseOptions, vision

        self._picture, self._rgb = mp.Image, mp.ImageFormat.SRGB
        options = vision.FaceDetectorOptions(
            # A buffer, not a path: mediapipe's own file reading differs by platform.
            base_options=BaseOptions(model_asset_buffer=model.read_bytes()),
            min_detection_confidence=min_score,
        )
        with _quiet():
            self._detector = vision.FaceDetector.create_from_options(options)
            for side in range(64, INPUT_SIDE, 16):  # the first calls are slow, and log where memory lies unaligned
                self.detect(np.zeros((side, side + 1, 3), np.uint8))

    def detect(self, image: Image) -> list[KeyPoints]:
        """Faces in a BGR image, best score first. Points in pixels of this image."""
        height, width = image.shape[:2]
        shrink = INPUT_SIDE / max(height, width)
        if shrink < 1:  # mediapipe would do it more slowly, and points are relative to the picture anyway
            size = max(1, round(width * shrink)), max(1, round(height * shrink))
            image = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
        rgb = cv2.cvtColor(image, cv2.COLOR_BGR2RGB)
        found = self._detector.detect(self._picture(image_format=self._rgb, data=rgb)).detections
        faces = []
        for detection in found:
            points = [(k.x * width, k.y * height) for k in detection.keypoints]
            # The model names eyes by the person's side; we name them by the image's.
            eyes = sorted(points[:2])
            faces.append(KeyPoints(eyes[0], eyes[1], points[2], points[3], detection.categories[0].score))
        return sorted(faces, key=lambda face: -face.score)

    def close(self) -> None:
        """Free the graph. mediapipe complains at interpreter exit when this is left out."""
        with _quiet():
            self._detector.close()


@contextmanager
def _quiet() -> Iterator[None]:
    """Hush mediapipe's native start and stop messages, which no setting of its own turns off."""
    with _HUSHED:
        saved, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        try:
            yield
        finally:
            os.dup2(saved, 2)
            os.close(saved)
            os.close(nowhere)
