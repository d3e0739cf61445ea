"""BlazeFace through mediapipe: one image in, key points out. Finds faces that fill 10 % or more of the image."""

from pathlib import Path

import mediapipe as mp
import numpy as np
from mediapipe.tasks.python import BaseOptions, vision

from hime_core.geometry import Image, KeyPoints


class FaceDetector:
    """BlazeFace short-range (128×128 input). Made once; `detect` may then be called from one thread at a time."""

    def __init__(self, model: Path, min_score: float = 0.5):
        options = vision.FaceDetectorOptions(
            # A buffer, not a path: mediapipe's own file reading differs by platform.
            base_options=BaseOptions(model_asset_buffer=model.read_bytes()),
            min_detection_confidence=min_score,
        )
        self._detector = vision.FaceDetector.create_from_options(options)

    def detect(self, image: Image) -> list[KeyPoints]:
        """Faces in a BGR image, best score first. Points in pixels of this image."""
        height, width = image.shape[:2]
        rgb = np.ascontiguousarray(image[:, :, ::-1])
        found = self._detector.detect(mp.Image(image_format=mp.ImageFormat.SRGB, data=rgb)).detections
        faces = []
        for detection in found:
            points = [(k.x * width, k.y * height) for k in detection.keypoints]
            # The model names eyes by the person's side; we name them by the image's.
            eyes = sorted(points[:2])
            faces.append(KeyPoints(eyes[0], eyes[1], points[2], points[3], detection.categories[0].score))
        return sorted(faces, key=lambda face: -face.score)

    def close(self) -> None:
        """Free the graph. mediapipe complains at interpreter exit when this is left out."""
        self._detector.close()
