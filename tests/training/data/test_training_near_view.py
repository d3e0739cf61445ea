from dataclasses import replace

import pytest
from numpy.random import default_rng

from hime_core.camera.colour import WEBCAM
from hime_core.camera.model import CameraModel
from hime_core.camera.parameters import Coding
from tests.measure.shots import PLAIN
from training.data.lr_picture import draw_lr
from training.data.near_view import near_wear

NO_LENS = PLAIN.lens


def test_references_were_seen_by_the_camera_of_the_target() -> None:
    lens, rng = replace(NO_LENS, along=0.6, across=0.6), default_rng(0)
    shot = replace(PLAIN, lens=lens, processing=replace(PLAIN.processing, sharpening=0.8, radius=1.2))
    wears = [near_wear(shot, 128, rng) for _ in range(40)]
    for wear in wears:
        assert wear.sharpening == 0.8 and wear.noise == wear.quality == 0
        assert wear.radius / 1.2 == pytest.approx(128 * wear.blur / 0.6)  # both grow with a pixel of the camera
    assert {round(wear.radius / 1.2, 1) for wear in wears} >= {0.5, 0.7, 0.9, 1.1}


def test_a_reference_has_no_more_noise_than_the_far_picture() -> None:
    shot = replace(PLAIN, sensor=replace(PLAIN.sensor, dark=5.0), coding=Coding("jpeg", 33, WEBCAM))
    wears = [near_wear(shot, 128, default_rng(seed)) for seed in range(40)]
    assert max(wear.noise for wear in wears) == 5.0 and min(wear.noise for wear in wears) < 3
    assert {wear.quality for wear in wears} == {33}


def test_without_its_share_a_camera_is_bicubic() -> None:
    assert draw_lr(replace(CameraModel(), share=0.0), default_rng(0)) is None
