"""A side-by-side picture, bicubic | HIME | exemplar used, written only when a person asks for it."""

from pathlib import Path

import cv2
import numpy as np

from app.enhance import EnhancedFace
from app.media.files import write_whole
from app.picture.show import Result
from hime_core.geometry import Image, Square, crop

SIDE = 384  # pixels of each tile
CAPTION = 36


class Comparison:
    """Keeps the hardest face that was enhanced with references: the smallest one."""

    def __init__(self) -> None:
        self._best: tuple[int, Image] | None = None

    def consider(self, result: Result) -> None:
        """Look at a processed frame."""
        for face in result.faces:
            if face.strength == 1 and face.references and (self._best is None or face.side < self._best[0]):
                self._best = face.side, side_by_side(result.frame.image, face)

    def write(self, path: Path) -> bool:
        """Save it as PNG; False where no face was enhanced with references."""
        if self._best is None:
            return False
        _, data = cv2.imencode(".png", self._best[1])
        write_whole(path, data.tobytes())
        return True


def side_by_side(frame: Image, face: EnhancedFace) -> Image:
    """Three tiles with captions: the camera's face enlarged, ours, and the reference that counted most."""
    lr = crop(frame, Square(face.x + face.side / 2, face.y + face.side / 2, face.side), face.side)
    most = int(np.argmax(face.weights.reshape(len(face.references), -1).mean(1)))
    tiles = [
        (f"camera, {face.side} px (bicubic)", cv2.resize(lr, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC)),
        ("HIME", cv2.resize(face.sr, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC)),
        ("exemplar used", cv2.resize(face.references[most].image, (SIDE, SIDE), interpolation=cv2.INTER_AREA)),
    ]
    columns = []
    for caption, tile in tiles:
        strip = np.full((CAPTION, SIDE, 3), 24, np.uint8)
        cv2.putText(strip, caption, (10, 24), cv2.FONT_HERSHEY_SIMPLEX, 0.6, (235, 235, 235), 1, cv2.LINE_AA)
        columns.append(np.vstack([strip, tile]))
    return np.hstack(columns)
