import json
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import PIL.Image
import pytest

from hime_core.errors import UsageError
from training.cli import main
from training.data.trials import make_trials
from training.scoring.evaluate import headshot
from training.scoring.export_list import export_list_for
from training.scoring.methods import METHODS
from training.scoring.predictions import evaluate_predictions, program_of

MakePeople = Callable[..., Path]
HR = 128


@pytest.fixture
def people(make_people: MakePeople) -> Path:
    return make_people([2, 2], side=HR)


def task(name: str, references: int = 2) -> tuple[int, int, int]:
    scale = METHODS[name].scales[-1]
    return HR // scale, scale, references


def run_program(name: str, people: Path, folder: Path, enlarge: int = 1) -> None:
    """Stands for a method's program: writes every target's HR, enlarged, under the name of its result."""
    for n, trial in enumerate(make_trials(people, 2, 0)):
        path = folder / METHODS[name].result.format(n=n)
        path.parent.mkdir(parents=True, exist_ok=True)
        picture = np.repeat(np.repeat(headshot(trial.target, HR)[..., ::-1], enlarge, 0), enlarge, 1)
        cv2.imwrite(str(path), picture)


@pytest.mark.parametrize("name", METHODS)
def test_a_program_is_fed_and_read_back(name: str, people: Path, tmp_path: Path) -> None:
    lr, scale, references = task(name)
    options = ["--data", people, "--lr", lr, "--scale", scale, "--refs", references, "--for", name]
    assert main(["export-list", *map(str, options), "--out", str(tmp_path / "list")]) == 0
    trials = make_trials(people, references, 0)
    sides = {"lr": lr, "bicubic 512": 512}
    for n, trial in enumerate(trials):
        for pattern, kind in METHODS[name].pictures.items():
            picture = cv2.imread(str(tmp_path / "list" / pattern.format(n=n)))[..., ::-1]
            assert picture.shape == (sides.get(kind, HR),) * 2 + (3,)
            if kind == "hr":
                np.testing.assert_array_equal(picture, headshot(trial.target, HR))
            if kind.startswith("reference"):
                file = trial.references[(int(kind[-1]) - 1) % len(trial.references)]
                np.testing.assert_array_equal(picture, headshot(file, HR))
    for file, kind in METHODS[name].arrays.items():
        array = np.load(tmp_path / "list" / file)
        assert array.shape == (4,) + (sides.get(kind, HR),) * 2 + (3,)
        if kind == "reference 1":
            np.testing.assert_array_equal(array[3], headshot(trials[3].references[0], HR))
    for file, pattern in METHODS[name].name_lists.items():
        lines = (tmp_path / "list" / file).read_text().splitlines()
        assert lines == [pattern.format(n=n) for n in range(4)]
        assert all((tmp_path / "list" / line).is_file() for line in lines)
    rows = json.loads((tmp_path / "list" / "list.json").read_text())["trials"]
    assert [row["target"] for row in rows] == [f"{t.identity}/{t.target.name}" for t in trials]
    run_program(name, people, tmp_path / "made")
    assert {row["result"] for row in rows} == {
        f.relative_to(tmp_path / "made").as_posix() for f in (tmp_path / "made").rglob("*.png")
    }
    assert program_of(name, tmp_path / "made") == name
    assert program_of(name, tmp_path / "list") is None
    scores = evaluate_predictions(tmp_path / "made", people, lr, scale, references, written_by=name, progress=False)
    assert scores.means["own"] == {"psnr": 100, "ssim": 1}


def test_larger_pictures_are_reduced_and_others_refused(people: Path, tmp_path: Path) -> None:
    made = tmp_path / "made"

    def scored(references: int = 2) -> float:
        options = {"written_by": "PSFR-GAN", "progress": False}
        return evaluate_predictions(made, people, *task("PSFR-GAN", references), **options).means["own"]["psnr"]

    run_program("PSFR-GAN", people, made, enlarge=4)
    assert scored() > 40
    cv2.imwrite(str(made / "hq" / "00002.png"), np.zeros((64, 64, 3), np.uint8))
    (made / "hq" / "00003.png").unlink()
    with pytest.raises(UsageError, match=r"2 of 4 pictures .* square with 128 pixels or more, the first is hq/00002"):
        scored()
    run_program("PSFR-GAN", people, made)
    cv2.imwrite(str(made / "hq" / "00004.png"), np.zeros((HR, HR, 3), np.uint8))
    with pytest.raises(UsageError, match=r"has hq/00004\.png, but this list has 4 targets"):
        scored()


def test_the_lr_pictures_that_programs_make_of_hr_are_nearly_ours(people: Path, tmp_path: Path) -> None:
    """The programs of TTSR and SRNTT reduce HR themselves, by Pillow's bicubic, which rounds twice."""
    export_list_for("SPARNet", people, tmp_path / "lr", 32, 4, 1, progress=False)
    export_list_for("TTSR", people, tmp_path / "hr", 32, 4, 1, progress=False)
    for n in range(4):
        with PIL.Image.open(tmp_path / "hr" / "test" / "CUFED5" / f"{n:05d}_0.png") as hr:
            theirs = np.asarray(hr.resize((32, 32), PIL.Image.Resampling.BICUBIC)).astype(int)
        ours = cv2.imread(str(tmp_path / "lr" / "lr" / f"{n:05d}.png"))[..., ::-1].astype(int)
        assert np.abs(theirs - ours).mean() < 0.5


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["export-list", "--out", "list", "--for", "TTSR", "--scale", "8"], "--for TTSR: takes scale 4 alone"),
        (["export-list", "--out", "list", "--for", "PFSR"], "--for PFSR: takes LR 16 and scale 8 alone"),
        (["export-list", "--out", "list", "--for", "SRNTT", "--refs", "0"], "--for SRNTT: needs a reference"),
        (["evaluate", "--weights", "last.pt", "--for", "TTSR"], "--for: tells how --predictions are named"),
    ],
)
def test_what_a_program_does_not_take_is_one_line(
    people: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    monkeypatch.chdir(people.parent)
    assert main([*arguments, "--data", "people"]) == 2
    stderr = capfd.readouterr().err
    assert told in stderr
    assert stderr.count("\n") == 1
    assert [f.name for f in people.parent.iterdir()] == ["people"]
