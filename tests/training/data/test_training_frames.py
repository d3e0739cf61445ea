"""The frames of a call before a moment (training/data/frames.py)."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from numpy.random import default_rng

from hime_core.camera.colour import VIDEO
from hime_core.camera.parameters import Coding
from hime_core.camera.take_picture import see
from hime_core.geometry import Image
from tests.measure.shots import PLAIN
from tests.training.drawn_faces import drawn_person
from training.data.frames import draw_frames, earlier_views, lr_frames
from training.data.moments import UNCHANGED, affine, picture
from training.data.person import Photograph
from training.data.sample_plan import EarlierFrame, PlannedView, Wear
from training.settings.config import Frames

QUIET = Frames(hunting=0, blinking=0, strange=0)
SIZE, LR = 64, 16


@cache
def view(person: int) -> PlannedView:
    photograph = Photograph(drawn_person(person, 1, SIZE)[0], 1.0)
    return PlannedView(photograph, affine(0, 1, 0, 0), None, (0, 0), UNCHANGED, 1.0, Wear())


def drawn(how: Frames, seed: int, count: int = 7) -> tuple[float, tuple[EarlierFrame, ...]]:
    return draw_frames(count, LR, view(1), how, default_rng(seed))


def seen(earlier: tuple[EarlierFrame, ...]) -> list[Image]:
    return [picture(earlier_view, SIZE) for earlier_view in earlier_views(view(0), earlier)]


def test_the_same_seed_draws_the_same_frames_and_a_fast_head_moves_more() -> None:
    for mine, same in zip(seen(drawn(Frames(), 3)[1]), seen(drawn(Frames(), 3)[1]), strict=True):
        np.testing.assert_array_equal(mine, same)
    still, fast = (replace(QUIET, motions=motions) for motions in ((1, 0, 0), (0, 0, 1)))
    # In LR pixels, with the head's motion in the window, and in degrees of yaw and pitch.
    moved, turned = (
        [[np.abs(part(frame)) for seed in range(20) for frame in drawn(how, seed)[1]] for how in (still, fast)]
        for part in (lambda frame: LR * frame.moved[:2, 2], lambda frame: frame.turn)
    )
    assert np.mean(moved[0]) < 0.15
    assert np.mean(moved[1]) > 0.2
    assert np.max(moved) <= 0.5 + 1e-6  # the window follows the head on whole pixels
    assert np.mean(turned[0]) < 0.3
    assert np.mean(turned[1]) > 1.5


def test_eyes_close_and_open_again_in_a_blink_alone() -> None:
    blinks = [drawn(replace(QUIET, blinking=1), seed) for seed in range(30)]
    assert any(closed == 1 for closed, _ in blinks)
    assert any(closed == 0 and max(f.closed for f in earlier) > 0.6 for closed, earlier in blinks)
    assert all(drawn(QUIET, seed)[0] == max(f.closed for f in drawn(QUIET, seed)[1]) == 0 for seed in range(5))
    _, [frame] = drawn(QUIET, 0, count=1)
    shut = [np.asarray(image, float) for image in seen((frame, replace(frame, closed=1.0)))]
    changed = np.abs(shut[0] - shut[1]).mean(2)
    eyes = slice(SIZE // 2 - 10, SIZE // 2 + 6)
    assert changed[eyes].mean() > 10 * changed[40:].mean()


def test_before_a_cut_somebody_else_is_seen() -> None:
    shown = [[frame.instead is not None for frame in drawn(replace(QUIET, strange=1), seed)[1]] for seed in range(20)]
    assert all(cut[-1] and cut == sorted(cut) for cut in shown)
    assert len({sum(cut) for cut in shown}) > 3
    _, earlier = drawn(replace(QUIET, strange=1), 0)
    np.testing.assert_array_equal(seen(earlier)[-1], picture(view(1), SIZE))


def test_noise_is_new_in_each_frame_and_exposure_hunts() -> None:
    shot = replace(PLAIN, sensor=replace(PLAIN.sensor, white=8.0, dark=4.0, seed=5))
    _, earlier = drawn(QUIET, 0, count=2)
    flat = [np.full((SIZE, SIZE, 3), 120, np.uint8)] * 3
    frames = [np.asarray(image, float).ravel() for image in lr_frames(flat, earlier, shot, LR)]
    assert all(abs(np.corrcoef(frames[a], frames[b])[0, 1]) < 0.15 for a, b in ((0, 1), (1, 2), (0, 2)))
    bright = tuple(replace(frame, exposure=1.2) for frame in earlier)
    levels = [image.mean() for image in lr_frames(flat, bright, shot, LR)]
    assert levels == pytest.approx([120, 144, 144], abs=2)


def test_h264_codes_the_earliest_frame_first() -> None:
    shot = replace(PLAIN, coding=Coding("h264", 34, VIDEO))
    _, earlier = drawn(QUIET, 0, count=2)
    pictures = [picture(view(0), SIZE), *seen(earlier)]
    now, _, earliest = lr_frames(pictures, earlier, shot, LR)
    np.testing.assert_array_equal(earliest, see(pictures[2], LR, shot))
    assert np.any(now != see(pictures[0], LR, shot))
