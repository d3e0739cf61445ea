"""Says in which frames of a live call HIME may do without looking for faces, because hardly anything has changed.

Looking costs more than everything else while nobody is far. People sit near for hours, and nothing is enhanced then.
While somebody is far, the search for faces costs a fifth of what enhancing costs.
"""

import numpy as np
from numpy.typing import NDArray

from app.faces.motion import CELL, EVERYTHING_CHANGED, LEAST_CHANGE, cells_of, outstanding, without_known
from hime_core.geometry import Image, Square

# At rest, HIME looks at one frame of this many.
FRAMES_PER_REST = 3
# At rest, HIME looks for faces in one frame of this many while somebody is far. A far face is enhanced in every frame,
# so its place must be known better.
FRAMES_PER_FAR_REST = 2
# After something has changed, HIME looks at every frame for this many seconds.
AWAKE_SECONDS = 2.0
# A cell that changes in more than this share (0..1) of the frames, such as a curtain or a screen, wakes nobody.
RESTLESS = 0.3
# The last frame has this share (0..1) in the average that tells how often a cell changes.
LAST_FRAME_SHARE = 0.03
# The headshot of a known face counts as this many times as large, because hair, shoulders and elbows move with it. It
# counts as larger by at least a cell on each side.
OWN_ROOM = 1.25
# A known head has moved far, or somebody else is in its place, if more than this share (0..1) of its headshot's cells
# changed. Somebody who talks and nods changes at most a quarter of them.
HEAD_CHANGED = 0.3
# Whether a head of fewer cells than this moved far cannot be told from its cells, since one of them is a large share.
FEWEST_CELLS = 25


class Rest:
    """Compares each frame with the frame before. The frames must come in order."""

    def __init__(self) -> None:
        self._before: NDArray[np.float32] | None = None  # the mean green level of each cell in the frame before
        self._how_often: NDArray[np.float32] = np.zeros((0, 0), np.float32)  # 0..1, how often each cell changes
        self._awake_until = -np.inf  # seconds
        self._left_out = 0  # how many frames in a row HIME has not looked at

    def allows(self, image: Image, known: list[Square], time: float, needed: bool, far: bool = False) -> bool:
        """Return whether HIME may leave out looking at this BGR frame.

        known: the headshots of the known faces, in pixels. Their small movements wake nobody, because a near face is
        found again a few frames later. time: the frame's time, in seconds. needed: whether something else needs a look.
        far: whether somebody is far.
        """
        if self._changed(image, known):
            self._awake_until = time + AWAKE_SECONDS
        frames = FRAMES_PER_FAR_REST if far else FRAMES_PER_REST
        rests = not needed and time >= self._awake_until and self._left_out + 1 < frames
        self._left_out = self._left_out + 1 if rests else 0
        return rests

    def _changed(self, image: Image, known: list[Square]) -> bool:
        """Return whether something has changed that does not always change, and is no small move of a known face."""
        cells = cells_of(image)
        before, self._before = self._before, cells
        if before is None or before.shape != cells.shape:
            self._how_often = np.zeros(cells.shape, np.float32)
            return True
        difference = cells - before
        changed = outstanding(difference)
        scene_changed = float(np.abs(difference).mean()) > LEAST_CHANGE or changed.mean() > EVERYTHING_CHANGED
        self._how_often += np.float32(LAST_FRAME_SHARE) * (changed - self._how_often)
        height, width = image.shape[:2]
        heads = [changed[_cells_in(square, width, height, changed)] for square in known]
        jumped = any(head.size >= FEWEST_CELLS and head.mean() > HEAD_CHANGED for head in heads)
        own = [square.scaled(max(OWN_ROOM, 1 + 2 * CELL / square.side)) for square in known]
        news = without_known(changed & (self._how_often < RESTLESS), own, width, height)
        return scene_changed or jumped or bool(news.any())


def _cells_in(square: Square, width: int, height: int, cells: NDArray[np.bool_]) -> tuple[slice, slice]:
    """Return the rows and columns of the cells that lie in a square of a frame of this size, in pixels."""
    down, across = height / cells.shape[0], width / cells.shape[1]
    x0, y0, x1, y1 = square.box
    return slice(max(0, round(y0 / down)), max(0, round(y1 / down))), slice(
        max(0, round(x0 / across)), max(0, round(x1 / across))
    )
