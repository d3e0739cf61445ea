import json
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from hime_core.errors import UsageError
from hime_core.network import Hime, HimeConfig
from training.cli import main
from training.data.pictures import shrink
from training.data.trials import make_trials
from training.scoring.evaluate import evaluate, headshot
from training.scoring.export_list import export_list
from training.scoring.predictions import evaluate_predictions

MakePeople = Callable[..., Path]


@pytest.fixture
def people(make_people: MakePeople) -> Path:
    return make_people([3, 2])


def exported(people: Path, references: int = 2) -> Path:
    """The list at (16, 4)."""
    out = people.parent / "list"
    export_list(people, out, 16, 4, references, progress=False)
    return out


def test_export_writes_every_trials_pictures(people: Path) -> None:
    out = exported(people)
    table = json.loads((out / "list.json").read_text())
    assert {key: table[key] for key in ("lr", "scale", "refs", "seed")} == {"lr": 16, "scale": 4, "refs": 2, "seed": 0}
    trials = make_trials(people, 2, seed=0)
    assert len(table["trials"]) == len(trials) == 5
    for row, trial in zip(table["trials"], trials, strict=True):
        name = f"{trial.identity}/{trial.target.stem}"
        assert row["identity"] == trial.identity
        assert [row[kind] for kind in ("lr", "hr", "bicubic")] == [f"{k}/{name}.png" for k in ("lr", "hr", "bicubic")]
        assert row["references"] == [f"references/{name}/{i}.png" for i in range(len(trial.references))]
        read = {kind: cv2.imread(str(out / row[kind]))[..., ::-1] for kind in ("lr", "hr", "bicubic")}
        np.testing.assert_array_equal(read["hr"], headshot(trial.target, 64))
        np.testing.assert_array_equal(read["lr"], shrink(read["hr"], 16))
        assert read["bicubic"].shape == (64, 64, 3)
        for view, file in zip(row["references"], trial.references, strict=True):
            np.testing.assert_array_equal(cv2.imread(str(out / view))[..., ::-1], headshot(file, 64))
    assert len(list(out.rglob("*.png"))) == 3 * 5 + sum(len(t.references) for t in trials)


def test_the_exported_bicubic_scores_as_the_bicubic_row(people: Path) -> None:
    out = exported(people)
    result = evaluate_predictions(out / "bicubic", people, 16, 4, 2, progress=False)
    assert set(result.means) == {"bicubic", "own"}
    assert result.means["own"] == result.means["bicubic"]
    assert all(row["psnr"] == row["psnr_bicubic"] for row in result.per_identity.values())
    network = Hime(HimeConfig(4, 8, 1, 1, 1)).eval()
    row = evaluate(network, people, 16, 2, progress=False).means["bicubic"]
    assert result.means["own"] == pytest.approx(row, abs=1e-4)
    assert result.means["own"]["psnr"] < 50


def test_the_exported_hr_scores_perfectly(people: Path) -> None:
    result = evaluate_predictions(exported(people) / "hr", people, 16, 4, 2, progress=False)
    assert result.means["own"] == {"psnr": 100, "ssim": 1}


def test_scale_8_round_trip(make_people: MakePeople) -> None:
    people = make_people([2, 2], side=130)
    export_list(people, people.parent / "list", 16, 8, 1, progress=False)
    result = evaluate_predictions(people.parent / "list" / "bicubic", people, 16, 8, 1, progress=False)
    assert result.means["own"] == result.means["bicubic"]


def test_a_networks_pictures_score_as_the_network(people: Path) -> None:
    torch.manual_seed(0)
    network, out = Hime(HimeConfig(4, 8, 1, 1, 1)).eval(), exported(people)
    for row in json.loads((out / "list.json").read_text())["trials"]:
        files = [row["lr"], *row["references"]]
        lr, *views = (
            torch.from_numpy(cv2.imread(str(out / f))[..., ::-1].copy()).permute(2, 0, 1) / 255 for f in files
        )
        with torch.inference_mode():
            sr = network(lr[None], torch.stack(views)[None])[0][0]
        path = out / "sr" / row["hr"].removeprefix("hr/")
        path.parent.mkdir(parents=True, exist_ok=True)
        cv2.imwrite(str(path), (255 * sr).round().clamp(0, 255).byte().permute(1, 2, 0).numpy()[..., ::-1])
    theirs = evaluate_predictions(out / "sr", people, 16, 4, 2, progress=False).means["own"]
    assert theirs == pytest.approx(evaluate(network, people, 16, 2, progress=False).means["own"], abs=1e-4)


def test_missing_and_wrong_sized_predictions_are_counted(people: Path) -> None:
    folder = exported(people) / "hr"
    (folder / "p0" / "1.png").unlink()
    cv2.imwrite(str(folder / "p1" / "0.png"), np.zeros((32, 32, 3), np.uint8))
    with pytest.raises(UsageError, match=r"2 of 5 pictures are missing or not 64x64 pixels, the first is p0/1\.png"):
        evaluate_predictions(folder, people, 16, 4, 2, progress=False)
    with pytest.raises(UsageError, match=r"5 of 5 .* p0/0\.png"):
        evaluate_predictions(people.parent / "absent", people, 16, 4, 2, progress=False)


def test_targets_that_would_share_a_name_are_refused(people: Path) -> None:
    (people / "p0" / "1.png").rename(people / "p0" / "0.jpg")
    for attempt in (exported, lambda p: evaluate_predictions(p, p, 16, 4, 2, progress=False)):
        with pytest.raises(UsageError, match=r"two targets would get the name p0/0\.png"):
            attempt(people)
    assert [f.name for f in people.parent.iterdir()] == ["people"]


def test_an_export_is_whole_or_not_there(people: Path) -> None:
    cv2.imwrite(str(people / "p1" / "1.png"), np.zeros((40, 40, 3), np.uint8))
    with pytest.raises(UsageError, match=r"1\.png: 40 px is smaller"):
        exported(people)
    assert [f.name for f in people.parent.iterdir()] == ["people"]


def test_an_export_does_not_touch_what_is_there(people: Path) -> None:
    out = exported(people)
    with pytest.raises(UsageError, match="is not empty"):
        exported(people)
    (people.parent / "file").touch()
    with pytest.raises(UsageError, match="cannot be written"):
        export_list(people, people.parent / "file" / "list", 16, 4, 2, progress=False)
    assert (out / "list.json").exists()
    (people.parent / "empty").mkdir()
    assert export_list(people, people.parent / "empty", 16, 4, 2, progress=False) == 5


def test_commands_round_trip(people: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("TORCH_HOME", str(people.parent))  # without AlexNet, which LPIPS needs
    out, report = people.parent / "list", people.parent / "report.json"
    task = ["--data", str(people), "--lr", "16", "--scale", "4", "--refs", "2", "--json", str(report)]
    assert main(["export-list", *task, "--out", str(out)]) == 0
    assert json.loads(report.read_text()) == {"count": 5, "list": str(out / "list.json")}
    assert main(["evaluate", *task, "--predictions", str(out / "bicubic")]) == 0
    scores = json.loads(report.read_text())
    assert {"count", "refs", "psnr", "ssim", "lpips", "identity_distance", "bicubic", "per_identity"} <= set(scores)
    assert {key: scores[key] for key in scores["bicubic"]} == scores["bicubic"]
    assert f"{scores['psnr']:.2f}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["export-list", "--out", "list", "--lr", "20"], "--lr 20"),
        (["export-list", "--out", "list", "--scale", "3"], "--scale 3"),
        (["export-list", "--out", "list", "--refs", "17"], "--refs 17"),
        (["export-list", "--out", "list", "--data", "absent"], "absent"),
        (["evaluate", "--predictions", "absent", "--lr", "16", "--refs", "1"], "5 of 5 pictures are missing"),
    ],
)
def test_bad_usage_exits_2_with_one_line(
    people: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    monkeypatch.chdir(people.parent)
    command, *others = arguments
    assert main([command, "--data", "people", *others]) == 2
    stderr = capfd.readouterr().err
    assert stderr.startswith("hime-train: ")
    assert told in stderr
    assert stderr.count("\n") == 1
    assert [f.name for f in people.parent.iterdir()] == ["people"]


def test_weights_and_predictions_exclude_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    for method in ([], ["--weights", "a", "--predictions", "b"]):
        with pytest.raises(SystemExit) as stop:
            main(["evaluate", "--data", "c", *method])
        assert stop.value.code == 2
    assert "--predictions" in capsys.readouterr().err
