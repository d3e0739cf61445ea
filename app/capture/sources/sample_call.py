"""Draws a call for trying HIME without a camera, from one photograph (NASA's portrait of Eileen Collins)."""

import itertools
from collections.abc import Iterator
from importlib.resources import files

import cv2
import numpy as np

from app.capture.frame import Frame
from app.capture.sources.sample_camera import LensView, SampleCamera
from hime_core.geometry import Image

# The call lasts this many seconds.
SECONDS = 12.0
# When the person is near, the photograph is enlarged this many times. The headshot's side then has about 370 pixels.
NEAR = 2.1
# When the person is far, the photograph is scaled by this factor. The headshot's side then has about 37 pixels.
FAR = 0.21
# The photograph has the point between the eyes at these pixels (x, y).
HEAD = (222.0, 118.0)


class SampleCall:
    """Shows a person who sits near, walks away, stays far and comes back, in changing light, 1280×720 at 30 fps."""

    name = "sample call"
    width, height, fps, live = 1280, 720, 30.0, False

    def __init__(self, seconds: float = SECONDS, endless: bool = False):
        """seconds: how long it lasts. endless: whether the person then walks away again, and so on."""
        self.frames = int(seconds * self.fps)
        self._endless = endless
        self._photo = portrait()
        backdrop = cv2.resize(self._photo, (self.width, self.height), interpolation=cv2.INTER_AREA)
        self._backdrop = cv2.GaussianBlur(backdrop, (0, 0), 45)
        self._person = LensView(self._photo)
        # The photograph fades into the backdrop at three of its sides.
        mask = np.zeros(self._photo.shape[:2], np.float32)
        mask[30:, 30:-30] = 1
        self._mask = cv2.GaussianBlur(mask, (0, 0), 12)

    def __iter__(self) -> Iterator[Frame]:
        camera = SampleCamera(self.width, self.height)
        for index in itertools.count() if self._endless else range(self.frames):
            time = index / self.fps
            yield Frame(camera.see(self._scene(time), index), time, index)

    def close(self) -> None:
        """Do nothing, because there is nothing to free."""

    def _scene(self, time: float) -> Image:
        """Return what the lens shows at a moment, height×width×3 RGB. time: seconds."""
        progress = time * self.fps / self.frames % 1
        away = _smooth_step(progress, 0.30, 0.45) - _smooth_step(progress, 0.82, 0.95)
        size = NEAR * (FAR / NEAR) ** away
        angle = np.deg2rad(4.0 * np.sin(1.3 * time) + 1.5 * np.sin(2.9 * time))
        centre_x = self.width * (0.5 + 0.03 * np.sin(0.8 * time)) + 60 * away * np.sin(0.5 * time)
        centre_y = self.height * (0.47 + 0.015 * np.sin(1.7 * time)) - 20 * away
        c, s = size * np.cos(angle), size * np.sin(angle)
        matrix = np.array(
            [
                [c, -s, centre_x - c * HEAD[0] + s * HEAD[1]],
                [s, c, centre_y - s * HEAD[0] - c * HEAD[1]],
            ]
        )
        x0, y0, x1, y1 = self._box(matrix)
        matrix[:, 2] -= x0, y0
        target = x1 - x0, y1 - y0
        person = self._person.on_sensor(matrix, size, *target)
        mask = cv2.warpAffine(self._mask, matrix, target, flags=cv2.INTER_LINEAR)
        scene = self._backdrop.copy()
        scene[y0:y1, x0:x1] = cv2.blendLinear(person, scene[y0:y1, x0:x1], mask, 1 - mask)
        light = 1 + 0.04 * np.sin(0.9 * time)
        return cv2.convertScaleAbs(scene, alpha=light)

    def _box(self, matrix: np.ndarray) -> tuple[int, int, int, int]:
        """Return the part of the frame that the photograph covers, as pixels x0, y0, x1, y1."""
        height, width = self._photo.shape[:2]
        corners = matrix @ [[0, width, 0, width], [0, 0, height, height], [1, 1, 1, 1]]
        low, high = np.floor(corners.min(1)).astype(int), np.ceil(corners.max(1)).astype(int) + 1
        (x0, y0), (x1, y1) = np.maximum(low, 0), np.minimum(high, (self.width, self.height))
        return int(x0), int(y0), int(x1), int(y1)


def portrait() -> Image:
    """Return the photograph, 512×512 RGB. It is in the public domain."""
    data = np.frombuffer(files("app.capture.sources").joinpath("portrait.png").read_bytes(), np.uint8)
    return cv2.cvtColor(cv2.imdecode(data, cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)


def _smooth_step(x: float, start: float, end: float) -> float:
    v = min(max((x - start) / (end - start), 0.0), 1.0)
    return v * v * (3 - 2 * v)
