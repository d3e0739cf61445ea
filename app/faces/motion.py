"""Where in the frame something moves: a face that comes is looked for there first."""

import cv2
import numpy as np

from hime_core.geometry import Image, Square

CELL = 16  # pixels, the side of what is compared from frame to frame
READ = 4  # pixels of which one is read, along each side: the others of a cell tell the same
CHANGED = 10.0  # grey levels by which a cell has changed, at least,
OUTSTANDING = 7.5  # and times the median change of all cells: five standard deviations of a camera's noise
FOLLOWING = 0.05  # share of a new frame in the picture that it is compared with: what rests is soon forgotten
EVERYTHING = 0.3  # share of changed cells from which the light or the camera changed, and where is not known
REST = 5  # looks for which a place is not looked at again: a curtain moves on and on
MARGIN = 24  # pixels around what changed
OWN = 1.5  # headshots to either side of a known face, and all below: that person's own movements


class Motion:
    """frame + known faces -> the largest place that changed and was not looked at just before."""

    def __init__(self) -> None:
        self._usual = np.zeros((0, 0), np.float32)  # what the frame looks like, one value a cell
        self._looked = np.zeros((0, 0), np.int64)  # when each cell was looked at, by the count of frames given
        self._now = 0

    def place(self, image: Image, known: list[Square]) -> Square | None:
        """The square around it, in pixels of the BGR frame; None where nothing moves, or everything.

        known: headshots of faces whose own movements do not matter. Not every frame needs to be given.
        """
        height, width = image.shape[:2]
        size = max(1, width // CELL), max(1, height // CELL)
        green = np.ascontiguousarray(image[::READ, ::READ, 1])
        cells = cv2.resize(green, size, interpolation=cv2.INTER_AREA).astype(np.float32)
        self._now += 1
        if self._usual.shape != cells.shape:
            self._usual, self._looked = cells, np.full(cells.shape, -REST)
        difference = cells - self._usual
        self._usual = self._usual + np.float32(FOLLOWING) * difference
        change = np.abs(difference - np.median(difference))
        changed = change > max(CHANGED, OUTSTANDING * float(np.median(change)))
        if changed.mean() > EVERYTHING:
            self._usual = cells
            return None
        changed &= self._now - self._looked > REST
        across, down = width / size[0], height / size[1]
        for square in known:
            x0, x1 = (max(0, int((square.x + way * OWN * square.side) / across)) for way in (-1, 1))
            changed[max(0, int(square.box[1] / down)) :, x0 : x1 + 1] = False
        if not changed.any():
            return None
        _, _, stats, _ = cv2.connectedComponentsWithStats(changed.astype(np.uint8), connectivity=8)
        x, y, w, h, _ = stats[1 + int(stats[1:, cv2.CC_STAT_AREA].argmax())].tolist()
        self._looked[y : y + h, x : x + w] = self._now
        return Square((x + w / 2) * across, (y + h / 2) * down, max(w * across, h * down) + 2 * MARGIN)
