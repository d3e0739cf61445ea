"""Pictures that BlazeFace is held against mediapipe with, made of scikit-image's astronaut, and what mediapipe found.

`python -m tests.hime_core.blazeface_pictures [FILE]` writes it anew, or to another file; that needs HIME's extra
[mediapipe].
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import skimage.data

from hime_core.detector import FaceDetector, load_detector
from hime_core.geometry import Image, Square, crop

FOUND = Path(__file__).with_suffix(".json")
FACE = Square(223, 121, 200)  # the headshot in the photograph, pixels


def pictures() -> Iterator[tuple[str, Image]]:
    """By name: windows and tiles of a headshot of many sizes; then turned, dark, noisy, cut off, twice, in a frame."""
    photo = np.ascontiguousarray(skimage.data.astronaut()[..., ::-1])
    rng = np.random.default_rng(0)
    for side in (20, 33, 64, 115, 240, 400):
        for name, factor in (("window", 2.2), ("tile", 4.0)):
            yield f"{name}, {side} px", crop(photo, FACE.scaled(factor), round(factor * side))
    window = crop(photo, FACE.scaled(2.2), 190)
    for degrees in (-25, 25):
        turn = cv2.getRotationMatrix2D((95, 95), degrees, 1)
        yield f"turned by {degrees}", np.asarray(cv2.warpAffine(window, turn, (190, 190)), np.uint8)
    yield "dark", window // 5
    yield "noisy", np.clip(window + rng.normal(0, 25, window.shape), 0, 255).astype(np.uint8)
    yield "cut off above", np.ascontiguousarray(window[60:])
    yield "cut off left", np.ascontiguousarray(window[:, 45:])
    head = photo[:300, 60:360]
    yield "two", np.hstack([head, head[:, ::-1]])
    frame = np.full((720, 1280, 3), 90, np.uint8)
    frame[200:650, 500:950] = crop(photo, FACE.scaled(1.5), 450)
    yield "frame", frame
    yield "nobody", photo[330:, :180]


def found_by(detector: FaceDetector) -> dict[str, list[list[float]]]:
    """By picture, of each face: score, then x and y of both eyes, nose and mouth in pixels of the picture."""
    return {
        name: [[f.score, *f.eye_left, *f.eye_right, *f.nose, *f.mouth] for f in detector.detect(image)]
        for name, image in pictures()
    }


if __name__ == "__main__":
    found = found_by(load_detector("mediapipe"))
    rounded = {name: [np.round(face, 5).tolist() for face in faces] for name, faces in found.items()}
    (Path(sys.argv[1]) if len(sys.argv) > 1 else FOUND).write_text(json.dumps(rounded, indent=1) + "\n")
