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

# mediapipe's first calls are slow, so it is warmed up with a picture of each of these sides, in pixels.
WARM_UP = range(64, READ_SIDE, 16)

# A thread holds this lock while it redirects stderr. stderr belongs to the whole process: if two threads redirected it
# at once, neither could restore it.
_HUSHED = threading.Lock()


class GoogleBlazeFace:
    """BlazeFace short-range in mediapipe. Only one thread at a time may call `detect`."""

    def __init__(self, model: Path, min_score: float = 0.5):
        """model: the .tflite file. min_score: faces with a lower score (0..1) are left out.

        Raises UsageError if mediapipe cannot be loaded.
        """
        # mediapipe loads matplotlib, which would write its list of fonts among the person's own files.
        os.environ.setdefault("MPLCONFIGDIR", str(cache_folder() / "matplotlib"))
        # mediapipe reports its use as soon as it is loaded. So it is imported here, when somebody has asked for it.
        try:
            import mediapipe as mp
            from mediapipe.tasks.python import BaseOptions, vision
        except (ImportError, OSError) as error:
            raise UsageError(
                f"detection.engine: mediapipe cannot be loaded ({error}); install it again, or set onnxruntime"
            ) from error

        self._picture, self._rgb = mp.Image, mp.ImageFormat.SRGB
        options = vision.FaceDetectorOptions(
            # mediapipe gets the bytes of the model and not its path, because it reads files differently on each system.
            base_options=BaseOptions(model_asset_buffer=model.read_bytes()),
            min_detection_confidence=min_score,
        )
        with _quiet():
            self._detector = vision.FaceDetector.create_from_options(options)
            for side in WARM_UP:  # odd widths: mediapipe also logs if rows of pixels are not aligned in memory
                self.detect(np.zeros((side, side + 1, 3), np.uint8))

    def detect(self, image: Image) -> list[KeyPoints]:
        """Returns the faces in a BGR picture of any size, best score first. Points are in pixels of this picture."""
        small, ratio = reduced(image)
        rgb = cv2.cvtColor(small, cv2.COLOR_BGR2RGB)
        found = self._detector.detect(self._picture(image_format=self._rgb, data=rgb)).detections
        height, width = small.shape[:2] * ratio[::-1]
        faces = []
        for detection in found:
            points = [(float(k.x * width), float(k.y * height)) for k in detection.keypoints]
            left, right = sorted(points[:2])  # here left and right are the image's
            faces.append(KeyPoints(left, right, points[2], points[3], detection.categories[0].score))
        return sorted(faces, key=lambda face: -face.score)


@contextmanager
def _quiet() -> Iterator[None]:
    """Hide the messages that mediapipe's native code writes to stderr. mediapipe has no setting that turns them off."""
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
    """Hide the complaints of mediapipe when the program ends. The program itself has nothing more to say by then."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
