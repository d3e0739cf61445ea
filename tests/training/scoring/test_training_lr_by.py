"""The ways to make LR pictures, against direct computations."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import cv2
import numpy as np
import pytest
import torch
from PIL import Image as PillowImage

from hime_core.geometry import Image
from hime_core.network import Hime, HimeConfig
from training.cli import main
from training.data.pictures import shrink, to_tensor
from training.data.trials import EvaluationTrial, make_trials
from training.scoring.evaluate import evaluate, headshot
from training.scoring.lr_by import lr_maker
from training.scoring.metrics.psnr import psnr
from training.settings.lr_by import LrBy

MakePeople = Callable[..., Path]
TRIAL = EvaluationTrial("p0", Path("0.png"), [], [])


def blobs() -> Image:
    coarse = np.random.default_rng(0).integers(50, 206, (24, 24, 3)).astype(np.uint8)
    return cv2.resize(coarse, (96, 96), interpolation=cv2.INTER_CUBIC)


def area(hr: np.ndarray) -> np.ndarray:
    return hr.reshape(24, 4, 24, 4, 3).mean((1, 3))


def test_area_is_the_mean_of_a_pixel() -> None:
    hr = blobs()
    np.testing.assert_allclose(lr_maker("area")(hr, 24, TRIAL), area(hr), atol=0.51)


def test_a_lens_blurs_before_the_mean_and_sharpening_comes_last() -> None:
    hr = blobs()
    lens = area(cv2.GaussianBlur(hr.astype(np.float32), (0, 0), 0.35 * 4))
    inner = np.s_[2:-2, 2:-2]  # borders are reflected in other ways
    np.testing.assert_allclose(lr_maker("lens")(hr, 24, TRIAL)[inner], lens[inner], atol=2)
    detail = lens - cv2.GaussianBlur(lens, (0, 0), 1.0)
    expected = np.clip(lens + 0.6 * detail, 0, 255)
    np.testing.assert_allclose(lr_maker("sharpened")(hr, 24, TRIAL)[inner], expected[inner], atol=4)


def test_aliased_looks_at_the_four_pixels_in_the_middle_alone() -> None:
    hr = blobs()
    middle = hr.reshape(24, 4, 24, 4, 3)[:, 1:3, :, 1:3].mean((1, 3))
    np.testing.assert_allclose(lr_maker("aliased")(hr, 24, TRIAL), middle, atol=1)


def test_bicubic_is_that_of_pillow() -> None:
    hr = blobs()
    theirs = np.asarray(PillowImage.fromarray(hr).resize((24, 24), PillowImage.Resampling.BICUBIC))
    np.testing.assert_allclose(lr_maker("bicubic")(hr, 24, TRIAL), theirs, atol=1)


def test_every_picture_has_a_camera_of_its_own_and_always_the_same() -> None:
    hr, make = blobs(), lr_maker("camera")
    names = [EvaluationTrial("p0", Path(f"{i}.png"), [], []) for i in range(8)]
    seen = [make(hr, 24, trial) for trial in names]
    assert len({picture.tobytes() for picture in seen}) == 8
    for picture, trial in zip(seen, names, strict=True):
        np.testing.assert_array_equal(lr_maker("camera")(hr, 24, trial), picture)


@pytest.mark.parametrize("how", get_args(LrBy))
def test_scores_are_those_of_such_pictures(make_people: MakePeople, how: LrBy) -> None:
    torch.manual_seed(0)
    data, net = make_people([2, 2]), Hime(HimeConfig(4, 8, 1, 1, 1)).eval()
    direct = []
    for trial in make_trials(data, 1, seed=0):
        hr = headshot(trial.target, 64)
        small = to_tensor([lr_maker(how)(hr, 16, trial)])
        direct.append(float(psnr(net.upsample(small), to_tensor([hr]))))
    means = evaluate(net, data, 16, 1, lr_by=how, progress=False).means
    assert means["bicubic"]["psnr"] == pytest.approx(np.mean(direct), abs=1e-4)
    hr = headshot(data / "p0" / "0.png", 64)
    if how != "bicubic":
        assert (lr_maker(how)(hr, 16, TRIAL) != shrink(hr, 16)).any()


def test_the_command_scores_such_pictures(make_people: MakePeople, tmp_path: Path) -> None:
    torch.manual_seed(0)
    data, net = make_people([2, 2]), Hime(HimeConfig(4, 8, 1, 1, 1)).eval()
    torch.save({"config": {"network": vars(net.config)}, "ema": net.state_dict()}, tmp_path / "last.pt")
    command = ["evaluate", "--data", str(data), "--lr", "16", "--scale", "4", "--refs", "1"]
    weights = ["--weights", str(tmp_path / "last.pt"), "--json", str(tmp_path / "report.json")]
    assert main([*command, *weights, "--lr-by", "aliased"]) == 0
    psnr = json.loads((tmp_path / "report.json").read_text())["bicubic"]["psnr"]
    assert psnr == evaluate(net, data, 16, 1, lr_by="aliased", progress=False).means["bicubic"]["psnr"]


def test_predictions_are_scored_with_bicubic_alone(
    make_people: MakePeople, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["evaluate", "--data", str(make_people([2, 2])), "--lr", "16", "--scale", "4", "--refs", "1"]
    assert main([*command, "--predictions", str(tmp_path), "--lr-by", "area"]) == 2
    assert "--lr-by" in capsys.readouterr().err
