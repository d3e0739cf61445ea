from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from hime_core.network import Hime, HimeConfig
from training.cli import main
from training.data.pictures import shrink, to_tensor
from training.data.trials import make_trials
from training.scoring.evaluate import headshot
from training.scoring.sheet import HEADER_HEIGHT, draw_sheet

MakePeople = Callable[..., Path]


def network(seed: int, scale: int = 4) -> Hime:
    torch.manual_seed(seed)
    return Hime(HimeConfig(scale, 8, 1, 1, 1)).eval()  # type: ignore[arg-type]


def test_everybody_has_a_strip(make_people: MakePeople, tmp_path: Path) -> None:
    """Four people, three to a row; each of bicubic | a | b | HR | reference."""
    people, out = make_people([2, 2, 2, 2]), tmp_path / "sheet.png"
    a, b = network(1), network(2)
    assert draw_sheet({"a": a, "b": b}, people, 16, 1, out, progress=False) == 4
    sheet = cv2.imread(str(out))[..., ::-1]
    assert sheet.shape == (HEADER_HEIGHT + 2 * 64, 3 * 5 * 64, 3)
    trial = make_trials(people, 1, seed=0)[6]  # the first of the fourth person: second row, first strip
    hr, reference = headshot(trial.target, 64), headshot(trial.references[0], 64)
    tiles = np.split(sheet[HEADER_HEIGHT + 64 :, : 5 * 64], 5, axis=1)
    assert sheet[:HEADER_HEIGHT].any()
    np.testing.assert_array_equal(tiles[3], hr)
    blurred = a.upsample(to_tensor([shrink(hr, 16)]))[0].clamp(0, 1)
    np.testing.assert_allclose(tiles[0], 255 * blurred.permute(1, 2, 0), atol=1)
    np.testing.assert_array_equal(tiles[4], reference)
    with torch.inference_mode():
        for tile, net in ((tiles[1], a), (tiles[2], b)):
            sr = net(to_tensor([shrink(hr, 16)]), to_tensor([reference]).unsqueeze(0))[0]
            np.testing.assert_allclose(tile, 255 * sr[0].clamp(0, 1).permute(1, 2, 0), atol=1)
    assert not np.array_equal(tiles[1], tiles[2])


def test_without_references_a_strip_ends_with_the_truth(make_people: MakePeople, tmp_path: Path) -> None:
    people, out = make_people([1, 3, 2]), tmp_path / "sheet.png"
    assert draw_sheet({"a": network(1)}, people, 16, 0, out, progress=False) == 3
    assert cv2.imread(str(out)).shape == (HEADER_HEIGHT + 64, 3 * 3 * 64, 3)
    assert draw_sheet({"a": network(1)}, people, 16, 2, out, progress=False) == 2  # one has one picture


def test_the_command(make_people: MakePeople, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people, out = make_people([2, 2]), tmp_path / "sheet.png"
    for name, seed, scale in (("one", 1, 4), ("two", 2, 4), ("eight", 3, 8)):
        made = network(seed, scale)
        (tmp_path / name).mkdir()
        state = {"config": {"network": asdict(made.config)}, "ema": made.state_dict()}
        torch.save(state, tmp_path / name / "last.pt")
    one, two, eight = (str(tmp_path / name / "last.pt") for name in ("one", "two", "eight"))
    command = ["sheet", "--data", str(people), "--lr", "16", "--out", str(out)]
    assert main([*command, "--weights", one, two]) == 0
    assert "2 people, bicubic | one | two | HR | reference" in capsys.readouterr().out
    out.unlink()
    assert main([*command, "--weights", one, eight]) == 2
    assert "is for scale 8, not 4" in capsys.readouterr().err
    assert main([*command, "--weights", one, one]) == 2
    assert "the same name" in capsys.readouterr().err
    assert not out.exists()


def test_two_stages_of_one_name_have_the_names_of_their_recipes_too(
    make_people: MakePeople, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people, out = make_people([2, 2]), tmp_path / "sheet.png"
    weights = [tmp_path / stage / "last.pt" for stage in ("webcam/bad_cameras", "large/bad_cameras", "large/flow")]
    for seed, path in enumerate(weights):
        made = network(seed)
        path.parent.mkdir(parents=True)
        torch.save({"config": {"network": asdict(made.config)}, "ema": made.state_dict()}, path)
    command = ["sheet", "--data", str(people), "--lr", "16", "--out", str(out), "--weights", *map(str, weights)]
    assert main(command) == 0
    shown = "bicubic | webcam/bad_cameras | large/bad_cameras | flow | HR | reference"
    assert f"2 people, {shown}" in capsys.readouterr().out
