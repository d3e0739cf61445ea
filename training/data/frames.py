"""Draws and makes the frames of a call that come just before a moment, as small pictures.

A frame differs from the moment by a small motion of the head or of the camera, by a blink, by its exposure and by its
noise. All frames of a moment are seen by the same camera, and H.264 codes them as one sequence.
"""

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator

from hime_core.camera.parameters import Shot
from hime_core.camera.take_picture import coded_in_a_row, uncoded
from hime_core.geometry import Image
from training.data.moments import affine, bent, darkened, mirrored, relight, render
from training.data.pictures import shrink
from training.data.sample_plan import Affine, Bend, Moment, PlannedView
from training.settings.config import Frames

# A head moves from frame to frame by a normal number with one of these deviations, in LR pixels: it is nearly still,
# it moves as somebody who talks, or it moves fast.
STILL, TALKING, FAST = 0.04, 0.3, 1.0
# A head turns in its plane by this many degrees from frame to frame for each LR pixel that it moves.
ROLL_PER_PIXEL = 0.8
# A head turns by this many degrees of yaw and pitch from frame to frame for each LR pixel that it moves.
TURN_PER_PIXEL = 1.2
# A head grows or shrinks by this share from frame to frame for each LR pixel that it moves.
GROWTH_PER_PIXEL = 0.004
# A face that talks is bent by this deviation from one frame to another, headshot units.
TALKING_BEND = 0.004
# The camera's exposure changes by up to this share from frame to frame while it hunts.
HUNTING = 0.06


@dataclass(frozen=True)
class EarlierFrame:
    """What differs in an earlier frame from the moment itself."""

    moved: Affine  # the placement is multiplied by this
    turn: tuple[float, float]  # the head is turned by this, yaw and pitch in degrees
    bend: Bend | None  # the face is bent by this
    closed: float  # how far the eyes are closed, 0 to 1
    exposure: float  # the levels are multiplied by this
    seed: int  # the noise is drawn by this seed
    strange: PlannedView | None  # this is seen in place of the target: a hand, a cut


def draw_frames(
    count: int, lr_size: int, stranger: PlannedView, how: Frames, rng: Generator
) -> tuple[float, list[EarlierFrame]]:
    """How far the target's eyes are closed, and `count` earlier frames, the latest one first.

    lr_size: pixels. stranger: a view of somebody else.
    """
    pace = int(
        rng.choice((1, 2, 3), p=(0.6, 0.25, 0.15))
    )  # every frame of the call is enhanced, or every second, or every third
    deviation = float(rng.choice((STILL, TALKING, FAST), p=how.motions)) * math.sqrt(pace)
    velocity = rng.normal(0, deviation, 2)
    growth, roll = rng.normal(0, 1, 2) * deviation
    turning = rng.normal(0, TURN_PER_PIXEL * deviation, 2)
    amount = TALKING_BEND * min(1.0, deviation / TALKING) * rng.uniform(0, 1)
    mouth = bent(amount, rng)
    hunting = rng.uniform(-HUNTING, HUNTING) if rng.random() < how.hunting else 0.0
    blinking = rng.random() < how.blinking
    # The eyes close and open again within about six frames of a call. The present frame is anywhere in that time.
    phase = rng.integers(-6, 7) if blinking else 100
    strange_from = int(rng.integers(1, count + 1)) if rng.random() < how.strange else count + 1
    frames = []
    place, grown, rolled, turn = np.zeros(2), 0.0, 0.0, np.zeros(2)
    for index in range(1, count + 1):
        place = place + velocity + rng.normal(0, 0.3 * deviation + 0.02, 2)
        grown, rolled = grown + growth, rolled + roll
        turn = turn + turning
        x, y = (place / lr_size).tolist()
        yaw, pitch = np.clip(turn, -6, 6).tolist()
        moved = affine(ROLL_PER_PIXEL * rolled, 1 + GROWTH_PER_PIXEL * float(np.clip(grown, -8, 8)), x, y)
        bend = None if mouth is None else (mouth * math.sin(0.9 * pace * index)).astype(np.float32)
        frames.append(
            EarlierFrame(
                moved, (yaw, pitch), bend, _closed(phase - pace * index), 1 + hunting * index,
                int(rng.integers(2**63)), stranger if index >= strange_from else None,
            )
        )  # fmt: skip
    return _closed(phase), frames


def _closed(phase: float) -> float:
    """How far eyes are closed, 0 to 1, `phase` frames of a call after the middle of a blink."""
    return max(0.0, 1 - abs(phase) / 3)


def lr_frames(
    moment: Moment, shot: Shot | None, earlier: list[EarlierFrame], hr_size: int, lr_size: int
) -> tuple[Image, list[Image]]:
    """The LR picture of a moment's target and of the frames before it, each lr_size×lr_size×3.

    The target was made with the eyes closed as `draw_frames` said.
    """
    target = moment.target
    pictures = [(_picture(target, hr_size), shot)]
    for frame in earlier:
        view = frame.strange or replace(
            target, placement=target.placement @ frame.moved, turn=frame.turn, bend=frame.bend, closed=frame.closed
        )
        pictures.append((_picture(view, hr_size), None if shot is None else _later(shot, frame)))
    small = [
        shrink(mirrored(picture, moment.mirror), lr_size)
        if how is None
        else uncoded(np.ascontiguousarray(mirrored(picture, moment.mirror)), lr_size, how)
        for picture, how in pictures
    ]
    if shot is not None:
        small = coded_in_a_row(small[::-1], shot.coding)[::-1]
    return small[0], small[1:]


def _picture(view: PlannedView, size: int) -> Image:
    assert view.photograph is not None
    image = render(view.photograph, view.placement, size, view.bend, view.turn, view.closed)
    return darkened(relight(image, view.light), view.level)


def _later(shot: Shot, frame: EarlierFrame) -> Shot:
    sensor = replace(shot.sensor, seed=frame.seed, exposure=shot.sensor.exposure * frame.exposure)
    return replace(shot, sensor=sensor)
