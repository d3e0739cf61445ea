"""Which part of the frame is shown: the view, moving like a calm camera operator in `zoom`.

The operator decides on a window and moves there in one go. It is decided anew only when the people no longer sit well
in it: small movements, noisy detections and passers-by change nothing, and after a move the picture rests.
"""

import math
from dataclasses import dataclass
from itertools import takewhile

from app.faces import Track
from app.faces.search import same_face
from app.picture.compose import View
from app.settings import OutputSettings
from hime_core.geometry import Square

HEAD_SHARE = 0.42  # of the window's height, for the largest head: about as it is when one sits close
HEADROOM = 0.42  # the middle of the heads lies this far down the window
ROOM = 0.5  # of the largest head's side: kept free around all heads together
MAX_SCALE = 4.0  # the network's: beyond it nothing is gained
STILL = (0.20, 0.13)  # of the window's height, across and down: heads that move less do not move the window
STILL_SIZE = 0.25  # likewise for their size, relative
CUT = 0.10  # of the largest head's side: a head may stick out by so much more before it is framed anew
JOIN = 2.0  # seconds: who joins is framed after, and the place of who left is kept this long
SHORTEST, LONGEST = 1.0, 1.9  # seconds a move takes,
PACE = 0.8  # and between them it covers so many window heights per second, on average
OPENING = 3.0  # seconds it takes to open the window when everybody has left
STEPS = 8  # windows around people begin on whole pixels, at scales in eighths: drawn exactly, and fast


@dataclass(frozen=True)
class Window:
    """What is shown of the frame: the centre and the height, in input pixels. The shape is the output's."""

    x: float
    y: float
    height: float

    def towards(self, other: "Window", share: float) -> "Window":
        """The window so far (0..1) on the straight way to another. Between two within the frame, all are within."""
        return Window(*(a + share * (b - a) for a, b in zip(self._all, other._all, strict=True)))

    def distance(self, other: "Window") -> float:
        """The farthest that one of its three numbers is from the other's, in window heights."""
        farthest = max(abs(a - b) for a, b in zip(self._all, other._all, strict=True))
        return 2 * farthest / (self.height + other.height)

    @property
    def _all(self) -> tuple[float, float, float]:
        return self.x, self.y, self.height


@dataclass(frozen=True)
class Move:
    """A motion of minimum jerk: starts and ends at rest, speed and acceleration without a jump."""

    goal: Window
    start: float  # seconds
    duration: float  # seconds

    def share(self, time: float) -> float:
        """0..1 of the way."""
        v = min(max((time - self.start) / self.duration, 0.0), 1.0)
        return v * v * v * (10 - 15 * v + 6 * v * v)


class Framing:
    """tracks -> view, one per frame. `full` never moves. Depends on the frames' times, not on their rate."""

    def __init__(self, settings: OutputSettings, width: int, height: int):
        """width, height: of the input frames, in pixels."""
        self._settings = settings
        self._width, self._height = width, height
        if settings.view == "full":
            even = [2 * round(side * settings.scale / 2) for side in (width, height)]
            self.size = even[0], even[1]
            self._widest = settings.scale  # the scale that shows all, or all across where the shapes differ
        else:
            self.size = settings.width, settings.height
            self._widest = max(self.size[0] / width, self.size[1] / height)
        self._open = self._window(width / 2, height / 2, self.size[1] / self._widest)
        self._moves = [Move(self._open, -math.inf, 1.0)]
        self._people: dict[int, tuple[float, Square]] = {}  # those framed: when and where they were last
        self._override: Window | None = None
        self._follows = False  # whether the last goal was chosen for people

    def override(self, window: tuple[float, float, float] | None) -> None:
        """Ease to a window and stay there: its centre x, y and height, in input pixels. None: follow people again.

        A window that is beyond the frame, too large or too small becomes the nearest that is none of it. Has no effect
        in `full`, which shows all.
        """
        self._override = self._window(*window) if window else None

    def apply(self, settings: OutputSettings) -> None:
        """Go on with another view: the window eases there. The pictures keep their size."""
        self._settings = settings

    def view(self, tracks: list[Track], time: float) -> View:
        """The view for a frame at `time` seconds."""
        out_w, out_h = self.size
        self._watch(tracks, time)
        self._aim(time)
        window = self._moves[0].goal
        for move in self._moves[1:]:
            window = window.towards(move.goal, move.share(time))
        scale = out_h / window.height
        return View(scale, out_w / 2 - scale * window.x, out_h / 2 - scale * window.y, out_w, out_h)

    def _watch(self, tracks: list[Track], time: float) -> None:
        """Note where the people are. Who comes while others are framed may only be passing by."""
        present = {track.id for track in tracks}
        alone = not present & self._people.keys()
        for track in tracks:
            gone = {i: square for i, (_, square) in self._people.items() if i not in present}
            again = next((i for i, square in gone.items() if same_face(square, track.square)), None)
            if again is not None:  # the same place under a new track: the same seat in the picture
                del self._people[again]
            if again is not None or alone or track.id in self._people or time - track.since >= JOIN:
                self._people[track.id] = time, track.square
        self._people = {i: (seen, square) for i, (seen, square) in self._people.items() if time - seen <= JOIN}

    def _aim(self, time: float) -> None:
        """Begin a move where one is due; forget those that are done."""
        goal = self._moves[-1].goal
        asked = self._open if self._settings.view == "full" else self._override
        wanted = asked or self._framed()
        follows = bool(self._people) and not asked
        well = follows and self._follows and not self._misplaced(goal, wanted)
        if wanted != goal and not well:
            opening = not self._people and not asked
            pace = min(max(goal.distance(wanted) / PACE, SHORTEST), LONGEST)
            self._moves.append(Move(wanted, time, OPENING if opening else pace))
        self._follows = follows
        under_way = list(takewhile(lambda move: move.share(time) < 1, reversed(self._moves)))
        self._moves = self._moves[-len(under_way) - 1 :]

    def _framed(self) -> Window:
        """The window that shows the people best."""
        if not self._people:
            return self._open
        x0, y0, x1, y1 = self._heads()
        largest = self._largest()
        room = ROOM * largest
        across = (x1 - x0 + 2 * room) * self.size[1] / self.size[0]
        down = ((y1 - y0) / 2 + room) / min(HEADROOM, 1 - HEADROOM)
        height = max(largest / HEAD_SHARE, across, down)
        scale = math.floor(STEPS * self._scale(height)) / STEPS
        height = self.size[1] / max(scale, self._widest)
        return self._window((x0 + x1) / 2, (y0 + y1) / 2 + (0.5 - HEADROOM) * height, height)

    def _misplaced(self, goal: Window, wanted: Window) -> bool:
        """Whether the people sit so badly in the goal that the window must move."""
        across, down = abs(wanted.x - goal.x), abs(wanted.y - goal.y)
        moved = across > STILL[0] * goal.height or down > STILL[1] * goal.height
        resized = abs(math.log(wanted.height / goal.height)) > math.log(1 + STILL_SIZE)
        cut = self._cut(goal) > self._cut(wanted) + CUT * self._largest()
        return moved or resized or cut

    def _cut(self, window: Window) -> float:
        """By how many pixels heads stick out of a window, at the worst side."""
        x0, y0, x1, y1 = self._heads()
        half_w, half_h = window.height * self.size[0] / self.size[1] / 2, window.height / 2
        left, right, top, bottom = window.x - half_w, window.x + half_w, window.y - half_h, window.y + half_h
        return max(0.0, left - x0, x1 - right, top - y0, y1 - bottom)

    def _heads(self) -> tuple[float, float, float, float]:
        """x0, y0, x1, y1 around all heads."""
        x0s, y0s, x1s, y1s = zip(*(square.box for _, square in self._people.values()), strict=True)
        return min(x0s), min(y0s), max(x1s), max(y1s)

    def _largest(self) -> float:
        return max(square.side for _, square in self._people.values())

    def _scale(self, height: float) -> float:
        """Of a window of some height, within what is allowed."""
        return min(max(self.size[1] / height, self._widest), max(MAX_SCALE, self._widest))

    def _window(self, x: float, y: float, height: float) -> Window:
        """The nearest window within the frame that begins on a whole pixel."""
        height = self.size[1] / self._scale(height)
        width = height * self.size[0] / self.size[1]
        left = max(min(round(x - width / 2), self._width - width), 0)
        top = max(min(round(y - height / 2), self._height - height), 0)
        return Window(left + width / 2, top + height / 2, height)
