"""BlazeFace in mediapipe, Google's runtime, an optional extra. While it runs, mediapipe reports its use to Google."""

import atexit
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np

from hime_core.assets import cache_folder
from hime_core.detector.reduce import READ_SIDE, reduced
from hime_core.errors import UsageError
from hime_core.geometry import Image, KeyPoints

# Pixels, the sides of the pictures that warm mediapipe up: its first calls are slow.
WARM_UP = range(64, READ_SIDE, 16)

# Held while stderr is turned away. It belongs to the whole process: two threads at once would not find it again.
_HUSHED = threading.Lock()


class GoogleBlazeFace:
    """BlazeFace short-range in mediapipe. `detect` may be called from one thread at a time."""

    def __init__(self, model: Path, min_score: float = 0.5):
        """model: the .tflite file. min_score: the score, 0..1, that a face needs to be found.

        Raises UsageError if mediapipe cannot be loaded.
        """
        # matplotlib, which mediapipe loads, would keep its list of fonts among the person's own files.
        os.environ.setdefault("MPLCONFIGDIR", str(cache_folder() / "matplotlib"))
        # Imported here, because what mediapipe does by itself must happen only when somebody asked for mediapipe.
        try:
            import mediapipe as mp
            from mediapipe.tasks.python import BaseOptions, vision
        except (ImportError, OSError) as error:
            raise UsageError(
                f"detection.engine: mediapipe cannot be loaded ({error}); install it again, or set onnxruntime"
            ) from error

        self._picture, self._rgb = mp.Image, mp.ImageFormat.SRGB
        options = vision.FaceDetectorOptions(
            # A buffer, not a path: mediapipe's own file reading differs by platform.
            base_options=BaseOptions(model_asset_buffer=model.read_bytes()),
            min_detection_confidence=min_score,
        )
        with _quiet():
            self._detector = vision.FaceDetector.create_from_options(options)
            for side in WARM_UP:  # they also log where memory lies unaligned
                self.detect(np.zeros((side, side + 1, 3), np.uint8))

    def detect(self, image: Image) -> list[KeyPoints]:
        """Faces in a BGR picture of any size, best score first. Points in pixels of this picture."""
        small, ratio = reduced(image)
        rgb = cv2.cvtColor(small, cv2.COLOR_BGR2RGB)
        found = self._detector.detect(self._picture(image_format=self._rgb, data=rgb)).detections
        height, width = small.shape[:2] * ratio[::-1]
        faces = []
        for detection in found:
            points = [(float(k.x * width), float(k.y * height)) for k in detection.keypoints]
            left, right = sorted(points[:2])  # the model names eyes by the person's side; we by the image's
            faces.append(KeyPoints(left, right, points[2], points[3], detection.categories[0].score))
        return sorted(faces, key=lambda face: -face.score)


@contextmanager
def _quiet() -> Iterator[None]:
    """Hide the messages that mediapipe's native code writes at its start and stop. It has no setting for that."""
    with _HUSHED:
        saved, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        try:
            yield
        finally:
            os.dup2(saved, 2)
            os.close(saved)
            os.close(nowhere)


@atexit.register
def _hush() -> None:
    """Hide what mediapipe complains about when it is freed too late. By now the program has said everything."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
