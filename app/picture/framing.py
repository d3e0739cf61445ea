"""Decides which part of the frame is shown. In `zoom` it moves like a calm camera operator.

The operator chooses a window of the frame and moves there in one go. Then the picture rests. The operator chooses
another window only when the people no longer sit well in the present one. Small movements, noisy detections and
passers-by change nothing.
"""

import math
from dataclasses import dataclass
from itertools import takewhile

from app.faces import Track
from app.faces.search import same_face
from app.picture.compose import FrameView
from app.settings import OutputSettings
from hime_core.geometry import Square

# The largest head fills at most this share of the window's height, about as if the person sat close to the camera.
HEAD_SHARE = 0.42
# The middle of the heads lies at this share of the window's height, measured from the top.
HEADROOM = 0.42
# This share of the largest head's side is kept free around all heads together.
ROOM_AROUND_HEADS = 0.5
# The frame is enlarged at most this many times. The network enlarges as much, and more would gain nothing.
MAX_SCALE = 4.0
# The window rests while the heads move by less than these shares of its height, across and down.
STILL = (0.20, 0.13)
# The window keeps its size while the size that the heads need changes by less than this share.
STILL_SIZE = 0.25
# Heads may stick out of the present window a little farther than out of the best one. The window moves if it is farther
# by more than this share of the largest head's side.
CUT_ALLOWED = 0.10
# A newcomer is framed after this many seconds. The place of somebody who left is kept in the window for as long.
JOIN_SECONDS = 2.0
# A move takes at least this many seconds.
SHORTEST_MOVE = 1.0
# A move takes at most this many seconds. Only the opening of the window, when everybody has left, takes longer.
LONGEST_MOVE = 1.9
# A move covers this many window heights per second on average, if its shortest and longest time allow it.
PACE = 0.8
# The window takes this many seconds to open when everybody has left.
OPENING_SECONDS = 3.0
# The scale of a window around people is rounded to a multiple of 1 over this number. Such a scale is drawn exactly and
# fast.
SCALE_STEPS = 8


@dataclass(frozen=True)
class FrameWindow:
    """The part of the frame that is shown. It has the shape of the output picture."""

    x: float  # the centre's x, in input pixels
    y: float  # the centre's y, in input pixels
    height: float  # the window's height, in input pixels

    def towards(self, other: "FrameWindow", share: float) -> "FrameWindow":
        """Return the window at a share (0..1) of the straight way to another one.

        If both windows lie within the frame, the result does too.
        """
        here, there = self._centre_and_height, other._centre_and_height
        return FrameWindow(*(a + share * (b - a) for a, b in zip(here, there, strict=True)))

    def distance(self, other: "FrameWindow") -> float:
        """Return how far away another window is, in heights of a window between the two.

        The distance is the largest of the differences in x, y and height.
        """
        here, there = self._centre_and_height, other._centre_and_height
        farthest = max(abs(a - b) for a, b in zip(here, there, strict=True))
        return 2 * farthest / (self.height + other.height)

    @property
    def _centre_and_height(self) -> tuple[float, float, float]:
        return self.x, self.y, self.height


@dataclass(frozen=True)
class Move:
    """A motion of minimum jerk. It starts and ends at rest, and neither its speed nor its acceleration jumps."""

    goal: FrameWindow
    start: float  # the time of its start, in seconds
    duration: float  # how many seconds it takes

    def share(self, time: float) -> float:
        """Return the share of the way that is done at a time in seconds, 0..1."""
        v = min(max((time - self.start) / self.duration, 0.0), 1.0)
        return v * v * v * (10 - 15 * v + 6 * v * v)


class Framing:
    """Gives each frame its view. In `zoom` the view follows the tracks; in `full` it never moves.

    Moves depend on the times of the frames, not on the frame rate.
    """

    def __init__(self, settings: OutputSettings, width: int, height: int):
        """width, height: the size of the input frames, in pixels."""
        self._settings = settings
        self._width, self._height = width, height
        # At the scale `_smallest_scale`, the window is as large as the frame allows. It has the width or the height of
        # the frame. It has both if its shape is the frame's shape.
        if settings.view == "full":
            even = [2 * round(side * settings.scale / 2) for side in (width, height)]
            self.size = even[0], even[1]
            self._smallest_scale = settings.scale
        else:
            self.size = settings.width, settings.height
            self._smallest_scale = max(self.size[0] / width, self.size[1] / height)
        self._open = self._window(width / 2, height / 2, self.size[1] / self._smallest_scale)
        self._moves = [Move(self._open, -math.inf, 1.0)]
        # By track, everybody who is framed: when the person was last seen, in seconds, and the square then.
        self._people: dict[int, tuple[float, Square]] = {}
        self._override: FrameWindow | None = None
        self._follows = False  # whether the window followed people at the last frame

    def override(self, window: tuple[float, float, float] | None) -> None:
        """Move to a window and stay there, or follow people again if it is None.

        This has no effect in `full`, which shows everything. window: the x and y of its centre and its height, in input
        pixels. If the window is too large, too small or partly beyond the frame, the nearest possible window is used.
        """
        self._override = self._window(*window) if window else None

    def apply(self, settings: OutputSettings) -> None:
        """Use other settings from now on. The window moves to where they want it. The pictures keep their size."""
        self._settings = settings

    def view(self, tracks: list[Track], time: float) -> FrameView:
        """Return the view of a frame. tracks: the faces in the frame. time: the time of the frame, in seconds."""
        out_w, out_h = self.size
        self._watch(tracks, time)
        self._aim(time)
        window = self._moves[0].goal
        for move in self._moves[1:]:
            window = window.towards(move.goal, move.share(time))
        scale = out_h / window.height
        return FrameView(scale, out_w / 2 - scale * window.x, out_h / 2 - scale * window.y, out_w, out_h)

    def _watch(self, tracks: list[Track], time: float) -> None:
        """Note where the people are who must be framed.

        Somebody who comes while others are framed may only be passing by, and is therefore not framed at once.
        """
        present = {track.id for track in tracks}
        alone = not present & self._people.keys()
        for track in tracks:
            gone = {i: square for i, (_, square) in self._people.items() if i not in present}
            again = next((i for i, square in gone.items() if same_face(square, track.square)), None)
            if again is not None:  # the track began where another one just ended, so it is most likely the same person
                del self._people[again]
            if again is not None or alone or track.id in self._people or time - track.since >= JOIN_SECONDS:
                self._people[track.id] = time, track.square
        self._people = {i: (seen, square) for i, (seen, square) in self._people.items() if time - seen <= JOIN_SECONDS}

    def _aim(self, time: float) -> None:
        """Begin a move if one is due, and forget the moves that are done."""
        goal = self._moves[-1].goal
        asked = self._open if self._settings.view == "full" else self._override
        wanted = asked or self._framed()
        follows = bool(self._people) and not asked
        sit_well = follows and self._follows and not self._misplaced(goal, wanted)
        if wanted != goal and not sit_well:
            opening = not self._people and not asked
            pace = min(max(goal.distance(wanted) / PACE, SHORTEST_MOVE), LONGEST_MOVE)
            self._moves.append(Move(wanted, time, OPENING_SECONDS if opening else pace))
        self._follows = follows
        under_way = list(takewhile(lambda move: move.share(time) < 1, reversed(self._moves)))
        self._moves = self._moves[-len(under_way) - 1 :]

    def _framed(self) -> FrameWindow:
        """Return the window that shows the people best."""
        if not self._people:
            return self._open
        x0, y0, x1, y1 = self._heads()
        largest = self._largest()
        room = ROOM_AROUND_HEADS * largest
        across = (x1 - x0 + 2 * room) * self.size[1] / self.size[0]
        down = ((y1 - y0) / 2 + room) / min(HEADROOM, 1 - HEADROOM)
        height = max(largest / HEAD_SHARE, across, down)
        scale = math.floor(SCALE_STEPS * self._scale(height)) / SCALE_STEPS
        height = self.size[1] / max(scale, self._smallest_scale)
        return self._window((x0 + x1) / 2, (y0 + y1) / 2 + (0.5 - HEADROOM) * height, height)

    def _misplaced(self, goal: FrameWindow, wanted: FrameWindow) -> bool:
        """Return whether the people sit so badly in the window `goal` that it must move to `wanted`."""
        across, down = abs(wanted.x - goal.x), abs(wanted.y - goal.y)
        moved = across > STILL[0] * goal.height or down > STILL[1] * goal.height
        resized = abs(math.log(wanted.height / goal.height)) > math.log(1 + STILL_SIZE)
        cut = self._cut(goal) > self._cut(wanted) + CUT_ALLOWED * self._largest()
        return moved or resized or cut

    def _cut(self, window: FrameWindow) -> float:
        """Return how many input pixels the heads stick out of a window, on the side where they stick out most."""
        x0, y0, x1, y1 = self._heads()
        half_w, half_h = window.height * self.size[0] / self.size[1] / 2, window.height / 2
        left, right, top, bottom = window.x - half_w, window.x + half_w, window.y - half_h, window.y + half_h
        return max(0.0, left - x0, x1 - right, top - y0, y1 - bottom)

    def _heads(self) -> tuple[float, float, float, float]:
        """Return the box around all heads: left, top, right and bottom, in input pixels."""
        x0s, y0s, x1s, y1s = zip(*(square.box for _, square in self._people.values()), strict=True)
        return min(x0s), min(y0s), max(x1s), max(y1s)

    def _largest(self) -> float:
        """Return the side of the largest head, in input pixels."""
        return max(square.side for _, square in self._people.values())

    def _scale(self, height: float) -> float:
        """Return the scale, within its limits, that shows a window of this height in input pixels."""
        return min(max(self.size[1] / height, self._smallest_scale), max(MAX_SCALE, self._smallest_scale))

    def _window(self, x: float, y: float, height: float) -> FrameWindow:
        """Return the window nearest to a wanted one that lies within the frame and begins on a whole pixel.

        x, y, height: the wanted centre and height, in input pixels.
        """
        height = self.size[1] / self._scale(height)
        width = height * self.size[0] / self.size[1]
        left = max(min(round(x - width / 2), self._width - width), 0)
        top = max(min(round(y - height / 2), self._height - height), 0)
        return FrameWindow(left + width / 2, top + height / 2, height)
