"""Finds where something moves in a frame. A new face is likely to be there."""

import cv2
import numpy as np
from numpy.typing import NDArray

from hime_core.geometry import Image, Square

# Frames are compared cell by cell. A cell is a square of this many pixels a side.
CELL = 16
# Across and down, only one pixel in this many is read. The other pixels of a cell would add little.
READ_STEP = 4
# A cell counts as changed only if its mean green level (0..255) changed by more than this.
LEAST_CHANGE = 10.0
# A cell counts as changed only if it changed by more than this many times the median change of all cells. For the noise
# of a camera, that is five standard deviations.
OUTSTANDING_CHANGE = 7.5
# A new frame has this share (0..1) in the average with which the next frame is compared. So something that stops moving
# soon counts as unchanged.
NEW_FRAME_SHARE = 0.05
# If more than this share (0..1) of the cells changed, the light or the camera changed, and no place stands out.
EVERYTHING_CHANGED = 0.3
# A place that was returned is not returned again for this many frames. Otherwise something that never stops moving, for
# example a curtain, would hide all other movement.
REST_FRAMES = 5
# The returned square extends beyond the changed cells by this many pixels on each side.
MOTION_MARGIN = 24
# Changes near a known face are that person's own movements and do not count. They are near if they are at most this
# many sides of the headshot to the left or right of its centre, and not above its top.
OWN_REACH = 1.5


class Motion:
    """Finds the largest place in a frame that changed. It leaves out the places that it returned just before."""

    def __init__(self) -> None:
        self._usual = np.zeros((0, 0), np.float32)  # the average green level of each cell in past frames
        self._looked = np.zeros((0, 0), np.int64)  # the frame in which each cell was last returned
        self._now = 0  # the number of frames so far

    def place(self, image: Image, known: list[Square]) -> Square | None:
        """Return a square around the largest place that changed, in pixels of the frame.

        Return None if nothing changed, or nearly everything.

        image: a BGR frame. Not every frame has to be given.
        known: the headshots of the known faces, whose own movements do not count.
        """
        height, width = image.shape[:2]
        cells = cells_of(image)
        self._now += 1
        if self._usual.shape != cells.shape:
            self._usual, self._looked = cells, np.full(cells.shape, -REST_FRAMES)
        difference = cells - self._usual
        self._usual = self._usual + np.float32(NEW_FRAME_SHARE) * difference
        changed = outstanding(difference)
        if changed.mean() > EVERYTHING_CHANGED:
            self._usual = cells
            return None
        changed &= self._now - self._looked > REST_FRAMES
        changed = without_known(changed, known, width, height)
        if not changed.any():
            return None
        _, _, stats, _ = cv2.connectedComponentsWithStats(changed.astype(np.uint8), connectivity=8)
        x, y, w, h, _ = stats[1 + int(stats[1:, cv2.CC_STAT_AREA].argmax())].tolist()
        self._looked[y : y + h, x : x + w] = self._now
        across, down = width / cells.shape[1], height / cells.shape[0]
        return Square((x + w / 2) * across, (y + h / 2) * down, max(w * across, h * down) + 2 * MOTION_MARGIN)


def cells_of(image: Image) -> NDArray[np.float32]:
    """Return the mean green level (0..255) of each cell of a BGR frame."""
    height, width = image.shape[:2]
    size = max(1, width // CELL), max(1, height // CELL)
    green = np.ascontiguousarray(image[::READ_STEP, ::READ_STEP, 1])
    return cv2.resize(green, size, interpolation=cv2.INTER_AREA).astype(np.float32)


def outstanding(difference: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Return which cells changed more than noise, and more than the others. difference: of the cells' green levels."""
    change = np.abs(difference - np.median(difference))
    return change > max(LEAST_CHANGE, OUTSTANDING_CHANGE * float(np.median(change)))


def without_known(changed: NDArray[np.bool_], known: list[Square], width: int, height: int) -> NDArray[np.bool_]:
    """Return which cells changed, without those that known people cover or may cover when they move.

    known: their headshots, in pixels. width, height: the frame's size, in pixels.
    """
    changed = changed.copy()
    across, down = width / changed.shape[1], height / changed.shape[0]
    for square in known:
        x0, x1 = (max(0, int((square.x + way * OWN_REACH * square.side) / across)) for way in (-1, 1))
        changed[max(0, int(square.box[1] / down)) :, x0 : x1 + 1] = False
    return changed
