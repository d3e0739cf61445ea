"""`hime replay --degradation camera`: each call has a camera of its own, which also saw the references."""

import csv
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.cli import main
from app.replay.call_camera import CallCamera, number_of
from app.replay.headshots import Headshot
from app.replay.plan import ReplayPlan
from app.replay.score import Scorer
from app.settings import Settings
from hime_core.camera.model import CameraModel
from hime_core.camera.take_picture import see
from hime_core.errors import UsageError
from hime_core.geometry import Image, KeyPoints, Square
from hime_core.runtime import Engine
from tests.app.replay.replay_calls import near, write_call


@pytest.fixture
def hr(photo: Image) -> Image:
    """A face as an HR headshot of LR 32."""
    return np.ascontiguousarray(photo[60:188, 150:278])


def sharpness(image: Image) -> float:
    """How much neighbours differ, whatever the exposure is."""
    return float(np.abs(np.diff(image.astype(float), axis=1)).mean() / image.mean())


def test_a_call_keeps_its_camera_and_a_moment_has_its_own_noise() -> None:
    for call in range(40):
        first, second = (CallCamera(call).shot(time) for time in (0.0, 0.1))
        assert first.sensor.seed != second.sensor.seed
        sensor = replace(second.sensor, seed=first.sensor.seed, exposure=first.sensor.exposure)
        assert replace(second, motion=first.motion, direction=first.direction, sensor=sensor) == first
    assert len({CallCamera(call).shot(0.0).lens for call in range(40)}) > 10


def test_a_face_moves_now_and_then_and_never_before_a_camera_in_good_light() -> None:
    moving: dict[bool, list[bool]] = {True: [], False: []}  # by whether the light is good
    for call in range(20):
        shots = [CallCamera(call).shot(time / 10) for time in range(40)]
        good = not (shots[0].sensor.white or shots[0].sensor.dark)
        moving[good] += [shot.motion > 0 for shot in shots]
    assert moving[True] and not any(moving[True])
    assert np.mean(moving[False]) == pytest.approx(CameraModel().moving, abs=0.05)


def test_the_camera_gets_red_green_and_blue_in_its_own_order(hr: Image) -> None:
    rgb = np.ascontiguousarray(hr[..., ::-1])
    for call in range(8):
        camera = CallCamera(call)
        np.testing.assert_array_equal(camera.far(hr, 32, 1.5), see(rgb, 32, camera.shot(1.5))[..., ::-1])


def test_a_near_view_shows_the_lens_and_the_sharpening(hr: Image) -> None:
    """Only cameras in good light are compared, because noise and codecs change the sharpness as well."""
    soft, sharp = 0, 0
    for call in range(150):
        camera = CallCamera(call)
        shot = camera.shot(0.0)
        if shot.sensor.white or shot.sensor.dark or shot.coding.codec != "none" or shot.processing.smoothing != "none":
            continue
        seen = camera.near(hr, 0.0)
        assert seen.shape == hr.shape
        if shot.processing.sharpening > 0.4 and not shot.lens.along:
            assert sharpness(seen) > 1.1 * sharpness(hr)
            sharp += 1
        if not shot.processing.sharpening and shot.lens.along > 0.4:
            assert sharpness(seen) < 0.97 * sharpness(hr)
            soft += 1
    assert soft >= 3 and sharp >= 3


def test_references_are_as_the_call_s_camera_saw_them(photo: Image, face: KeyPoints, engine: Engine) -> None:
    plan = ReplayPlan((1,), 4, 16, "camera", None, 1, Settings())
    scorer = Scorer(engine, plan, call=3)
    shots = [Headshot(n, n / 10, 1, photo[100:164, 100 + n : 164 + n].copy(), face, []) for n in range(3)]
    pictures = [scored.pictures() for shot in shots if (scored := scorer.score(shot))]
    camera = CallCamera(3)
    for before, shot, seen in zip(shots, shots[1:], pictures, strict=False):
        np.testing.assert_array_equal(seen.reference, camera.near(before.image, before.time))
        np.testing.assert_array_equal(seen.lr, camera.far(shot.image, 16, shot.time))
        np.testing.assert_array_equal(seen.truth, shot.image)


def test_the_scores_depend_on_the_recording_alone(tmp_path: Path, photo: Image, square: Square) -> None:
    one = write_call(tmp_path / "one.mp4", near(photo, square))
    other = write_call(tmp_path / "other.mp4", near(photo, square, sway=14))
    (tmp_path / "moved").mkdir()
    renamed = shutil.copy(one, tmp_path / "moved" / "z.mp4")
    how = ["--degradation", "camera", "--lr", "16", "--intervals", "2,5", "--every", "4"]
    assert main(["replay", str(one), str(other), *how, "--out", str(tmp_path / "a"), "--jobs", "2"]) == 0
    assert main(["replay", str(other), str(renamed), *how, "--out", str(tmp_path / "b"), "--jobs", "1"]) == 0
    first, second = scores_in(tmp_path / "a"), scores_in(tmp_path / "b")
    assert second == {str(renamed): first[str(one)], str(other): first[str(other)]}
    assert "a camera of its own" in (tmp_path / "a" / "report.html").read_text()


def scores_in(out: Path) -> dict[str, list[list[str]]]:
    """By call: its lines of scores.csv, without the call."""
    found: dict[str, list[list[str]]] = {}
    with (out / "scores.csv").open(newline="") as file:
        for call, *rest in list(csv.reader(file))[1:]:
            found.setdefault(call, []).append(rest)
    return found


def test_a_recording_that_is_gone_has_no_number(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"gone\.mp4: cannot be read"):
        number_of(tmp_path / "gone.mp4")
