"""Draws and makes the frames of a call that come just before a moment.

A frame differs from the moment by a small motion of the head or of the camera, by a blink, by its exposure and by its
noise. All frames of a moment are seen by the same camera, and H.264 codes them as one sequence.
"""

import math
from dataclasses import replace

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from hime_core.camera.parameters import Shot
from hime_core.camera.take_picture import coded_in_a_row, uncoded
from hime_core.geometry import Image
from training.data.moments import affine, bent
from training.data.pictures import shrink
from training.data.sample_plan import Affine, EarlierFrame, PlannedView
from training.settings.config import Frames

# Every frame of the call is enhanced, or every second one, or every third one, each in this share of the samples. A
# slow computer leaves frames out.
PACES = {1: 0.6, 2: 0.25, 3: 0.15}
# A head that is nearly still moves from frame to frame by a normal number with this deviation, LR pixels.
STILL = 0.03
# The head of somebody who talks moves with this deviation, LR pixels.
TALKING = 0.15
# A head that moves fast moves with this deviation, LR pixels.
FAST = 0.6
# A head does not move evenly: its motion changes from frame to frame by this share of the motion's deviation.
UNEVEN = 0.3
# A camera on a desk or in a hand moves by this deviation from frame to frame, LR pixels, however still the head is.
TREMBLING = 0.02
# A head turns in the picture's plane by this many degrees for each LR pixel that it moves.
ROLL = 0.8
# A head turns by this many degrees of yaw and of pitch for each LR pixel that it moves.
TURN = 1.2
# A head does not turn further than this from the moment, degrees of yaw and of pitch.
FURTHEST_TURN = 6.0
# A head grows or shrinks by this share for each LR pixel that it moves.
GROWTH = 0.004
# A head does not grow or shrink by more than this many times GROWTH.
MOST_GROWTH = 8.0
# The bend of a face that talks has at most this deviation, headshot units.
TALKING_BEND = 0.004
# A mouth opens and closes: from frame to frame of the call, its bend goes on by this angle of a sine, radians.
SYLLABLE = 0.9
# While a camera looks for the right exposure, its levels change by at most this share from frame to frame.
HUNTING = 0.06
# Eyes that blink close within this many frames of the call, and open in as many.
LID_FRAMES = 3
# The middle of a blink is at most this many frames of the call before or after the moment.
BLINK_NEAR = 6


def draw_frames(
    count: int, lr_size: int, stranger: PlannedView, how: Frames, rng: Generator
) -> tuple[float, tuple[EarlierFrame, ...]]:
    """Draw the frames before a moment.

    count: so many frames. lr_size: the LR side, pixels. stranger: what may be seen in place of the target. Returns how
    far the target's eyes are closed, 0 to 1, and the frames, the latest one first.
    """
    pace = int(rng.choice(list(PACES), p=list(PACES.values())))
    deviation = float(rng.choice((STILL, TALKING, FAST), p=how.motions)) * math.sqrt(pace)
    velocity = rng.normal(0, deviation, 2)
    growth, roll = (rng.normal(0, 1, 2) * deviation).tolist()
    turn = rng.normal(0, TURN * deviation, 2)
    mouth = bent(TALKING_BEND * min(1.0, deviation / TALKING) * rng.uniform(0, 1), rng)
    hunting = rng.uniform(-HUNTING, HUNTING) if rng.random() < how.hunting else 0.0
    blink = int(rng.integers(-BLINK_NEAR, BLINK_NEAR + 1)) if rng.random() < how.blinking else None
    first_strange = int(rng.integers(1, count + 1)) if rng.random() < how.strange else count + 1
    frames, place = [], np.zeros(2)
    for index in range(1, count + 1):
        place = place + velocity + rng.normal(0, UNEVEN * deviation + TREMBLING, 2)
        yaw, pitch = np.clip(index * turn, -FURTHEST_TURN, FURTHEST_TURN).tolist()
        frames.append(
            EarlierFrame(
                # The app's window follows the head on whole pixels, and the head moves in it by what is left.
                _moved((place - np.round(place)) / lr_size, index * roll, index * growth),
                (yaw, pitch),
                None if mouth is None else (mouth * math.sin(SYLLABLE * pace * index)).astype(np.float32),
                _closed(blink, pace * index),
                1 + hunting * index,
                int(rng.integers(2**63)),
                stranger if index >= first_strange else None,
            )
        )
    return _closed(blink, 0), tuple(frames)


def _moved(place: NDArray[np.float64], roll: float, growth: float) -> Affine:
    """A head's motion. place: x and y, headshot units. roll, growth: LR pixels that the head moved meanwhile."""
    scale = 1 + GROWTH * min(max(growth, -MOST_GROWTH), MOST_GROWTH)
    return affine(ROLL * roll, scale, *place.tolist())


def _closed(blink: int | None, before: int) -> float:
    """How far eyes are closed, 0 to 1, so many frames of the call before the moment.

    blink: so many frames before the moment eyes are shut; None: nobody blinks.
    """
    return 0.0 if blink is None else max(0.0, 1 - abs(blink - before) / LID_FRAMES)


def earlier_views(target: PlannedView, earlier: tuple[EarlierFrame, ...]) -> list[PlannedView]:
    """What was seen in the frames before a moment that shows the target."""
    return [
        frame.instead
        or replace(
            target, placement=target.placement @ frame.moved, turn=frame.turn, bend=frame.bend, closed=frame.closed
        )
        for frame in earlier
    ]


def lr_frames(pictures: list[Image], earlier: tuple[EarlierFrame, ...], shot: Shot | None, size: int) -> list[Image]:
    """The LR pictures, size×size×3, of a moment and of the frames before it, the latest one first.

    pictures: the moment and the earlier frames at HR size, in the same order. shot: the camera that sees the moment;
    None: there is none, and the LR pictures are made by antialiased bicubic.
    """
    if shot is None:
        return [shrink(image, size) for image in pictures]
    shots = [shot, *(_at(shot, frame) for frame in earlier)]
    seen = [uncoded(np.ascontiguousarray(image), size, how) for image, how in zip(pictures, shots, strict=True)]
    return coded_in_a_row(seen[::-1], shot.coding)[::-1]


def _at(shot: Shot, frame: EarlierFrame) -> Shot:
    """The same camera at an earlier frame."""
    sensor = replace(shot.sensor, seed=frame.seed, exposure=shot.sensor.exposure * frame.exposure)
    return replace(shot, sensor=sensor)
