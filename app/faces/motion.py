"""Where in a frame something moves: that is the first place to look for a new face."""

import cv2
import numpy as np

from hime_core.geometry import Image, Square

# Pixels, the side of a cell. Frames are compared cell by cell.
CELL = 16
# One pixel in so many is read along each side of a frame. The others of a cell tell the same.
READ_STEP = 4
# Grey levels by which a cell must change, at least, to count as changed.
LEAST_CHANGE = 10.0
# Times the median change of all cells that a cell must change, too, to count as changed. It is five standard deviations
# of a camera's noise.
OUTSTANDING_CHANGE = 7.5
# Share of a new frame, 0..1, in the average that the next frame is compared with. So what comes to rest soon counts as
# unchanged.
NEW_FRAME_SHARE = 0.05
# Share of the cells, 0..1. If more of them changed, the light or the camera changed, and no place stands out.
EVERYTHING_CHANGED = 0.3
# Frames for which a place is not given again: a curtain moves on and on.
REST_FRAMES = 5
# Pixels that are added on each side of what changed.
MOTION_MARGIN = 24
# Sides of a known face's headshot. Changes that are this near on either side of its middle, from the headshot's top
# down to the bottom of the frame, are the person's own movements and do not count.
OWN_REACH = 1.5


class Motion:
    """frame + known faces -> the largest place that changed, and was not given just before."""

    def __init__(self) -> None:
        self._usual = np.zeros((0, 0), np.float32)  # the average of past frames, one value a cell
        self._looked = np.zeros((0, 0), np.int64)  # the frame in which each cell was last given
        self._now = 0  # counts frames

    def place(self, image: Image, known: list[Square]) -> Square | None:
        """The square around the place, in pixels of the frame; None if nothing moves, or everything does.

        image: the BGR frame. Frames may be left out. known: headshots of the faces whose own movements do not count.
        """
        height, width = image.shape[:2]
        size = max(1, width // CELL), max(1, height // CELL)
        green = np.ascontiguousarray(image[::READ_STEP, ::READ_STEP, 1])
        cells = cv2.resize(green, size, interpolation=cv2.INTER_AREA).astype(np.float32)
        self._now += 1
        if self._usual.shape != cells.shape:
            self._usual, self._looked = cells, np.full(cells.shape, -REST_FRAMES)
        difference = cells - self._usual
        self._usual = self._usual + np.float32(NEW_FRAME_SHARE) * difference
        change = np.abs(difference - np.median(difference))
        changed = change > max(LEAST_CHANGE, OUTSTANDING_CHANGE * float(np.median(change)))
        if changed.mean() > EVERYTHING_CHANGED:
            self._usual = cells
            return None
        changed &= self._now - self._looked > REST_FRAMES
        across, down = width / size[0], height / size[1]
        for square in known:
            x0, x1 = (max(0, int((square.x + way * OWN_REACH * square.side) / across)) for way in (-1, 1))
            changed[max(0, int(square.box[1] / down)) :, x0 : x1 + 1] = False
        if not changed.any():
            return None
        _, _, stats, _ = cv2.connectedComponentsWithStats(changed.astype(np.uint8), connectivity=8)
        x, y, w, h, _ = stats[1 + int(stats[1:, cv2.CC_STAT_AREA].argmax())].tolist()
        self._looked[y : y + h, x : x + w] = self._now
        return Square((x + w / 2) * across, (y + h / 2) * down, max(w * across, h * down) + 2 * MOTION_MARGIN)
