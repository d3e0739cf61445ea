"""Which part of the frame is shown: the view, moving like a calm camera operator in `zoom`."""

import math

from app.compose import View
from app.faces import Track
from app.settings import OutputSettings

HEAD_SHARE = 0.42  # of the output's height, for the largest head: about as it is when one sits close
HEADROOM = 0.42  # the head's centre lies this far down the window
MAX_SCALE = 4.0  # the network's: beyond it nothing is gained
STILL = 0.10  # of the window: a face that moves less does not move the window
STILL_SCALE = 0.08  # likewise for its size, relative
EASE = 0.45  # seconds; time constant of the motion
LEAVE = 1.5  # seconds without a face before the window opens again


class Framing:
    """tracks -> view, one per frame. `full` never moves."""

    def __init__(self, settings: OutputSettings, width: int, height: int):
        """width, height: of the input frames, in pixels."""
        self._settings = settings
        self._width, self._height = width, height
        if settings.view == "full":
            even = [2 * round(side * settings.scale / 2) for side in (width, height)]
            self.size = even[0], even[1]
        else:
            self.size = settings.width, settings.height
        self._widest = max(self.size[0] / width, self.size[1] / height)
        self._x, self._y, self._scale = width / 2, height / 2, self._widest  # window centre and scale
        self._goal = self._x, self._y, self._scale
        self._time: float | None = None
        self._seen = -math.inf

    def view(self, tracks: list[Track], time: float) -> View:
        """The view for a frame at `time` seconds."""
        out_w, out_h = self.size
        if self._settings.view == "full":
            return View(self._settings.scale, 0.0, 0.0, out_w, out_h)
        self._aim(tracks, time)
        step = 0.0 if self._time is None else max(0.0, time - self._time)
        self._time = time
        k = 1 - math.exp(-step / EASE)
        x, y, scale = self._goal
        self._scale *= (scale / self._scale) ** k
        self._x += k * (x - self._x)
        self._y += k * (y - self._y)
        half_w, half_h = out_w / self._scale / 2, out_h / self._scale / 2
        x = min(max(self._x, half_w), self._width - half_w)
        y = min(max(self._y, half_h), self._height - half_h)
        return View(self._scale, out_w / 2 - self._scale * x, out_h / 2 - self._scale * y, out_w, out_h)

    def _aim(self, tracks: list[Track], time: float) -> None:
        """Set the goal, unless the people still sit well in the window that is the goal now."""
        if not tracks:
            if time - self._seen > LEAVE:
                self._goal = self._width / 2, self._height / 2, self._widest
            return
        self._seen = time
        out_w, out_h = self.size
        boxes = [t.square.box for t in tracks]
        x0, y0 = min(b[0] for b in boxes), min(b[1] for b in boxes)
        x1, y1 = max(b[2] for b in boxes), max(b[3] for b in boxes)
        largest = max(t.square.side for t in tracks)
        room = 0.6 * largest  # around all heads together
        scale = min(HEAD_SHARE * out_h / largest, out_w / (x1 - x0 + 2 * room), out_h / (y1 - y0 + 2 * room))
        scale = min(max(scale, self._widest), max(MAX_SCALE, self._widest))
        x, y = (x0 + x1) / 2, (y0 + y1) / 2 + (0.5 - HEADROOM) * out_h / scale
        goal_x, goal_y, goal_scale = self._goal
        window = out_h / goal_scale
        moved = max(abs(x - goal_x), abs(y - goal_y)) > STILL * window
        resized = abs(math.log(scale / goal_scale)) > STILL_SCALE
        if moved or resized:
            self._goal = x, y, scale
