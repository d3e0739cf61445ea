"""Makes the picture of `--compare`: a far face enlarged by bicubic, the same face from HIME, and an exemplar used."""

from pathlib import Path

import cv2
import numpy as np

from app.enhance import EnhancedFace
from app.media.files import write_whole
from app.picture.show import ShownFrame
from hime_core.geometry import Image, Square, crop

# Each of the three pictures is a square with a side of this many pixels.
TILE = 384
# The strip for the caption above each picture is this many pixels high.
CAPTION = 36


class SideBySide:
    """Keeps the side-by-side picture of the hardest face of a run.

    Only faces that were enhanced with references count. The hardest is the one whose enhancement was shown the most,
    because a person may have turned the strength down. Of several such faces, it is the smallest.
    """

    def __init__(self) -> None:
        self._best: Image | None = None
        # The kept face has this strength (0..1, rounded) and minus this side (pixels). A higher rank is a harder face.
        self._rank = (0.0, 0)

    def consider(self, shown: ShownFrame) -> None:
        """Keep the picture of a face in this frame if the face is harder than the one kept so far."""
        for face in shown.faces:
            rank = round(face.strength, 2), -face.side
            if face.references and rank > self._rank:
                self._best, self._rank = side_by_side(shown.frame.image, face), rank

    def write(self, path: Path) -> bool:
        """Save the picture as PNG. Returns False and writes no file if no face was enhanced with references.

        Raises UsageError if the file cannot be written.
        """
        if self._best is None:
            return False
        _, data = cv2.imencode(".png", self._best)
        write_whole(path, data.tobytes())
        return True


def side_by_side(frame: Image, face: EnhancedFace) -> Image:
    """Return three pictures with captions: the camera's face, HIME's face, and the reference that counted most.

    frame: H×W×3 BGR. face: a face with at least one reference. Returns (CAPTION + TILE)×(3·TILE)×3 BGR.
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
