"""The picture of `--compare`: a far face enlarged by bicubic, by HIME, and the exemplar that HIME used."""

from pathlib import Path

import cv2
import numpy as np

from app.enhance import EnhancedFace
from app.media.files import write_whole
from app.picture.show import ShownFrame
from hime_core.geometry import Image, Square, crop

# Each of the three pictures is a square with a side of this many pixels.
TILE = 384
# The caption above each picture is this many pixels high.
CAPTION = 36


class SideBySide:
    """Keeps the side-by-side picture of the hardest face of a run.

    Of the faces enhanced with references, that is the smallest one whose enhancement was fully shown, or else shown the
    most: people may have turned the strength down.
    """

    def __init__(self) -> None:
        self._best: Image | None = None
        self._rank = (0.0, 0)  # of the face in that picture: its strength, rounded, and its side with a minus

    def consider(self, shown: ShownFrame) -> None:
        """Keep the picture of a face in this frame, if it is harder than the one kept so far."""
        for face in shown.faces:
            rank = round(face.strength, 2), -face.side
            if face.references and rank > self._rank:
                self._best, self._rank = side_by_side(shown.frame.image, face), rank

    def write(self, path: Path) -> bool:
        """Save the picture as PNG. False, and no file, where no face was enhanced with references.

        Raises UsageError where the file cannot be written.
        """
        if self._best is None:
            return False
        _, data = cv2.imencode(".png", self._best)
        write_whole(path, data.tobytes())
        return True


def side_by_side(frame: Image, face: EnhancedFace) -> Image:
    """Three pictures with captions: the camera's face enlarged, ours, and the reference that counted most.

    frame: H×W×3 BGR. The face has at least one reference. The result: (CAPTION + TILE)×(3·TILE)×3 BGR.
    """
    lr = crop(frame, Square(face.x + face.side / 2, face.y + face.side / 2, face.side), face.side)
    most = int(np.argmax(face.weights.reshape(len(face.references), -1).mean(1)))
    tiles = [
        (f"camera, {face.side} px (bicubic)", cv2.resize(lr, (TILE, TILE), interpolation=cv2.INTER_CUBIC)),
        ("HIME", cv2.resize(face.sr, (TILE, TILE), interpolation=cv2.INTER_CUBIC)),
        ("exemplar used", cv2.resize(face.references[most].image, (TILE, TILE), interpolation=cv2.INTER_AREA)),
    ]
    columns = []
    for caption, tile in tiles:
        strip = np.full((CAPTION, TILE, 3), 24, np.uint8)
        cv2.putText(strip, caption, (10, 24), cv2.FONT_HERSHEY_SIMPLEX, 0.6, (235, 235, 235), 1, cv2.LINE_AA)
        columns.append(np.vstack([strip, tile]))
    return np.hstack(columns)
