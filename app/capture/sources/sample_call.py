"""Draws a call for trying HIME without a camera from scikit-image's astronaut photograph (public domain)."""

from collections.abc import Iterator

import cv2
import numpy as np

from app.capture.frame import Frame
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

    def __init__(self, seconds: float = SECONDS):
        from skimage import data  # imported here because it takes half a second, and only this source needs it

        self.frames = int(seconds * self.fps)
        self._photo = np.ascontiguousarray(data.astronaut()[:, :, ::-1])
        backdrop = cv2.resize(self._photo, (self.width, self.height), interpolation=cv2.INTER_AREA)
        self._backdrop = cv2.GaussianBlur(backdrop, (0, 0), 45)

    def __iter__(self) -> Iterator[Frame]:
        rng = np.random.default_rng(0)
        # Seven pictures of noise take turns, because drawing fresh noise would take longer than all the rest.
        noise = [rng.normal(0, 2.0, (self.height, self.width, 3)).round().astype(np.int16) for _ in range(7)]
        for index in range(self.frames):
            time = index / self.fps
            picture = cv2.add(self._picture(time), noise[index % len(noise)], dtype=cv2.CV_8U)
            # Nearly every camera gives colour at half the resolution, and the network was trained on such noise.
            picture = cv2.cvtColor(cv2.cvtColor(picture, cv2.COLOR_BGR2YUV_I420), cv2.COLOR_YUV2BGR_I420)
            yield Frame(picture, time, index)

    def close(self) -> None:
        """Do nothing, because there is nothing to free."""

    def _picture(self, time: float) -> Image:
        progress = time * self.fps / self.frames
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
        photo = self._photo
        if size < 1:  # blurred before shrinking, because a lens does not alias
            photo = cv2.GaussianBlur(photo, (0, 0), 0.5 * (1 / size**2 - 1) ** 0.5)
        target = (self.width, self.height)
        person = cv2.warpAffine(photo, matrix, target, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
        mask = np.zeros(photo.shape[:2], np.float32)
        mask[30:, 30:-30] = 1
        mask = cv2.GaussianBlur(mask, (0, 0), 12)
        mask = cv2.warpAffine(mask, matrix, target, flags=cv2.INTER_LINEAR)
        picture = cv2.blendLinear(person, self._backdrop, mask, 1 - mask)
        light = 1 + 0.04 * np.sin(0.9 * time)
        return cv2.convertScaleAbs(picture, alpha=light)


def _smooth_step(x: float, start: float, end: float) -> float:
    v = min(max((x - start) / (end - start), 0.0), 1.0)
    return v * v * (3 - 2 * v)
