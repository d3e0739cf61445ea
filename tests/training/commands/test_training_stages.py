"""`hime-train fit` on a recipe of several stages."""

import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from training.cli import main
from training.losses.charbonnier import charbonnier

MakePeople = Callable[..., Path]


def write_recipe(folder: Path, people: Path, second: str = "") -> Path:
    """Two stages of a tiny network: three steps and two."""
    (folder / "tiny.yaml").write_text(
        f"sets: [{{path: '{people}'}}]\nvalidation: {{}}\nworkers: 0\n"
        "network: {scale: 4, width: 8, lr_blocks: 1, hr_blocks: 1, reconstruction_blocks: 1}\n"
        "batch: {lr_sizes: {16: 1}, pixels: 512, references: {1: 0.5, 0: 0.5}}\ncheckpoint_every: 1\n"
        "stages:\n- {name: one, optimiser: {steps: 3, warmup: 1}}\n"
        f"- {{name: two, optimiser: {{steps: 2}}, seed: 1{second}}}\n"
    )
    return folder / "tiny.yaml"


def fit(recipe: Path, out: Path) -> int:
    return main(["fit", str(recipe), "--out", str(out)])


def state_of(stage: Path) -> dict:
    return torch.load(stage / "last.pt", weights_only=True)


def assert_same_weights(one: Path, other: Path) -> None:
    for part in ("network", "ema"):
        a, b = state_of(one)[part], state_of(other)[part]
        assert a.keys() == b.keys()
        assert all(torch.equal(a[name], b[name]) for name in a)


def stop_after(patch: pytest.MonkeyPatch, calls: int) -> None:
    """Training dies in the step after so many."""
    left = iter(range(calls))

    def dying(sr: torch.Tensor, hr: torch.Tensor) -> torch.Tensor:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return charbonnier(sr, hr)

    patch.setattr("training.fitting.objective.charbonnier", dying)


@pytest.mark.parametrize("stop", [2, 3, 4])
def test_a_stopped_recipe_goes_on_bit_for_bit(
    make_people: MakePeople, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: int
) -> None:
    """In the first stage, between the two, and in the second."""
    recipe, report = write_recipe(tmp_path, make_people([2, 2])), tmp_path / "report.json"
    assert main(["fit", str(recipe), "--out", str(tmp_path / "whole"), "--json", str(report)]) == 0
    assert json.loads(report.read_text()) == {"checkpoint": str(tmp_path / "whole" / "two" / "last.pt"), "steps": 2}
    with monkeypatch.context() as patch:
        stop_after(patch, stop)
        assert fit(recipe, tmp_path / "broken") == 130
    assert (tmp_path / "broken" / "two" / "last.pt").exists() == (stop == 4)
    assert fit(recipe, tmp_path / "broken") == 0
    for stage in ("one", "two"):
        assert_same_weights(tmp_path / "broken" / stage, tmp_path / "whole" / stage)
    assert state_of(tmp_path / "whole" / "two")["config"]["start_from"] == str(tmp_path / "whole" / "one" / "last.pt")


def test_a_stage_that_another_recipe_has_trained_is_not_trained_again(make_people: MakePeople, tmp_path: Path) -> None:
    recipe = write_recipe(tmp_path, make_people([2, 2]))
    assert fit(recipe, tmp_path / "runs" / "tiny") == 0
    before = (tmp_path / "runs" / "tiny" / "one" / "last.pt").read_bytes()
    text = recipe.read_text()
    (tmp_path / "next.yaml").write_text(
        "begin_with: tiny/one\n" + text[: text.index("stages")] + "optimiser: {steps: 1}\n"
    )
    assert fit(tmp_path / "next.yaml", tmp_path / "runs" / "next") == 0
    assert (tmp_path / "runs" / "tiny" / "one" / "last.pt").read_bytes() == before
    assert state_of(tmp_path / "runs" / "next")["step"] == 1


@pytest.mark.parametrize(
    "fault", ["validation: {val: nowhere}", "losses: {perceptual: 0.1}, vgg_weights: nowhere", "flow_weights: nowhere"]
)
def test_a_fault_in_a_later_stage_is_told_before_the_first_one(
    make_people: MakePeople, tmp_path: Path, capsys: pytest.CaptureFixture[str], fault: str
) -> None:
    recipe = write_recipe(tmp_path, make_people([2, 2]), second=f", {fault}")
    assert fit(recipe, tmp_path / "run") == 2
    assert "nowhere" in capsys.readouterr().err
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("now", "stage", "named"),
    [
        (("steps: 2}", "steps: 3}"), "two", "another `optimiser` (steps: 2 then, 3 now)"),
        (("seed: 1", "seed: 2"), "two", "another `seed` (1 then, 2 now)"),
        (("pixels: 512", "pixels: 256"), "one", "another `batch` (pixels: 512 then, 256 now)"),
    ],
)
def test_a_changed_stage_is_told_before_any_is_trained(
    make_people: MakePeople,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    now: tuple[str, str],
    stage: str,
    named: str,
) -> None:
    recipe, out = write_recipe(tmp_path, make_people([2, 2])), tmp_path / "run"
    assert fit(recipe, out) == 0
    before = {name: (out / name / "last.pt").read_bytes() for name in ("one", "two")}
    if stage == "two":  # the first stage is to be trained anew, and is not: what is wrong with the second is told first
        (out / "one" / "last.pt").unlink()
    recipe.write_text(recipe.read_text().replace(*now))
    capsys.readouterr()
    assert fit(recipe, out) == 2
    stderr = capsys.readouterr().err
    assert stderr.startswith(f"hime-train: {out / stage / 'last.pt'}: was trained with {named}; choose another --out")
    assert stderr.count("\n") == 1
    assert (out / "two" / "last.pt").read_bytes() == before["two"]
    assert (out / "one" / "last.pt").exists() == (stage == "one")


def test_sigterm_saves_at_once_though_it_asks_the_makers_of_samples_too(
    make_people: MakePeople, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As batch systems send it, to the whole group of processes. The run goes on bit for bit, with no line twice."""
    recipe = write_recipe(tmp_path, make_people([2, 2]))
    recipe.write_text(recipe.read_text().replace("_every: 1", "_every: 99"))
    assert fit(recipe, tmp_path / "whole") == 0
    seen = iter(range(99))

    def terminating(sr: torch.Tensor, hr: torch.Tensor) -> torch.Tensor:
        if next(seen) == 3:  # in the second stage's first step
            for process in [*multiprocessing.active_children(), multiprocessing.current_process()]:
                os.kill(process.pid or 0, signal.SIGTERM)
        return charbonnier(sr, hr)

    capsys.readouterr()
    with monkeypatch.context() as patch:
        patch.setattr("training.fitting.objective.charbonnier", terminating)
        assert main(["fit", str(recipe), "workers=1", "--out", str(tmp_path / "broken")]) == 143
    two = tmp_path / "broken" / "two"
    told = f"hime-train: stopped after step 1 of 2, and saved {two / 'last.pt'}; the same command goes on\n"
    assert capsys.readouterr().err.endswith(told)
    assert state_of(two)["step"] == 1
    assert fit(recipe, tmp_path / "broken") == 0
    assert_same_weights(two, tmp_path / "whole" / "two")
    assert [row.split(",")[1] for row in (two / "log.csv").read_text().splitlines()] == ["step", "1", "2"]


def test_the_last_stage_that_has_begun_may_go_on_with_other_settings(
    make_people: MakePeople, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recipe, out = write_recipe(tmp_path, make_people([2, 2])), tmp_path / "run"
    assert fit(recipe, out) == 0
    before = (out / "one" / "last.pt").read_bytes()
    assert main(["fit", str(recipe), "optimiser.steps=4", "--out", str(out), "seed=7", "--allow-change"]) == 0
    said = capsys.readouterr().out
    changed = "another `optimiser` (steps: 2 then, 4 now) and another `seed` (1 then, 7 now)"
    assert f"{out / 'two' / 'last.pt'}: goes on at step 2 with {changed}\n" in said
    assert f"{out / 'one' / 'last.pt'}: stays as it is; it was trained with another `optimiser` (steps: 3" in said
    assert (out / "one" / "last.pt").read_bytes() == before
    state = state_of(out / "two")
    assert (state["step"], state["config"]["seed"], state["config"]["optimiser"]["steps"]) == (4, 7, 4)
    assert state["changed"] == [{"step": 2, "what": changed}]


def test_several_processes_train_all_stages(make_people: MakePeople, tmp_path: Path) -> None:
    recipe = write_recipe(tmp_path, make_people([2, 2]))
    command = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node=2"]
    arguments = ["-m", "training.cli", "fit", str(recipe), "--out", str(tmp_path / "two")]
    done = subprocess.run([*command, *arguments], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert fit(recipe, tmp_path / "alone") == 0
    for name, value in state_of(tmp_path / "alone" / "two")["network"].items():
        torch.testing.assert_close(state_of(tmp_path / "two" / "two")["network"][name], value, atol=1e-3, rtol=0)


def begin_with_tiny(recipe: Path) -> Path:
    """A recipe of one step, which begins with the first stage of the recipe."""
    text = recipe.read_text()
    path = recipe.with_name("next.yaml")
    path.write_text("begin_with: tiny/one\n" + text[: text.index("stages")] + "optimiser: {steps: 1}\n")
    return path


def test_a_moved_recipe_goes_on(make_people: MakePeople, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recipe, moved = write_recipe(tmp_path, make_people([2, 2])), tmp_path / "elsewhere" / "moved"
    with monkeypatch.context() as patch:
        stop_after(patch, 4)
        assert fit(recipe, tmp_path / "broken") == 130
    moved.parent.mkdir()
    (tmp_path / "broken").rename(moved)
    assert fit(recipe, moved) == 0
    assert state_of(moved / "two")["step"] == 2


def test_out_may_be_spelled_in_another_way(
    make_people: MakePeople, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    following = begin_with_tiny(write_recipe(tmp_path, make_people([2, 2])))
    assert fit(following, tmp_path / "runs" / "next") == 0
    monkeypatch.chdir(tmp_path / "runs" / "next")
    assert fit(following, Path()) == 0  # the other recipe's folder is beside this folder, not in it
    assert fit(following, Path("../../runs/next")) == 0
    assert sorted(path.name for path in Path("..").iterdir()) == ["next", "tiny"]
    assert not Path("tiny").exists()


def test_weights_that_a_person_names_are_the_same_however_they_are_spelled(
    make_people: MakePeople, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recipe = write_recipe(tmp_path, make_people([2, 2]))
    assert fit(recipe, tmp_path / "given") == 0
    text = recipe.read_text()
    for spelled, rc in ((tmp_path / "given", 0), (tmp_path / "run" / ".." / "given", 0), (tmp_path / "other", 2)):
        recipe.write_text(f"start_from: '{spelled / 'two' / 'last.pt'}'\n{text}")
        assert fit(recipe, tmp_path / "run") == rc
    assert "was trained with another `start_from`" in capsys.readouterr().err


def test_a_changed_stage_of_another_recipe_needs_another_folder(
    make_people: MakePeople, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recipe = write_recipe(tmp_path, make_people([2, 2]))
    following = begin_with_tiny(recipe)
    assert fit(following, tmp_path / "runs" / "next") == 0
    recipe.write_text(recipe.read_text().replace("steps: 3", "steps: 4"))
    capsys.readouterr()
    assert fit(following, tmp_path / "runs" / "another") == 2  # which alone does not help
    stderr = capsys.readouterr().err
    assert "another `optimiser` (steps: 3 then, 4 now); choose an --out in another folder, go on with" in stderr
    assert fit(following, tmp_path / "more runs" / "next") == 0


@pytest.mark.parametrize("gone", [["tiny"], ["next/three"], ["tiny", "next/three"]])
def test_a_stage_whose_beginning_is_gone_does_not_go_on(
    make_people: MakePeople, tmp_path: Path, capsys: pytest.CaptureFixture[str], gone: list[str]
) -> None:
    following = begin_with_tiny(write_recipe(tmp_path, make_people([2, 2])))
    following.write_text(following.read_text() + "stages: [{name: three}, {name: four}]\n")
    runs = tmp_path / "runs"
    assert fit(following, runs / "next") == 0
    for folder in gone:
        shutil.rmtree(runs / folder)
    left = [stage for stage in (runs / "next" / "three", runs / "next" / "four") if stage.exists()]
    capsys.readouterr()
    assert fit(following, runs / "next") == 2
    stderr = capsys.readouterr().err
    missing = runs / {"tiny": "tiny/one"}.get(gone[0], gone[0])
    assert stderr.startswith(f"hime-train: {missing}: has no checkpoint, but ") and stderr.count("\n") == 1
    assert stderr.endswith(f"remove {' and '.join(map(str, left))}, or choose another --out\n")
    assert not missing.exists()
    for stage in left:
        shutil.rmtree(stage)
    assert fit(following, runs / "next") == 0


def test_a_stage_of_another_recipe_whose_beginning_is_gone_needs_another_folder(
    make_people: MakePeople, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recipe, runs = write_recipe(tmp_path, make_people([2, 2])), tmp_path / "runs"
    following = begin_with_tiny(recipe)
    following.write_text(following.read_text().replace("tiny/one", "tiny/two"))
    assert fit(recipe, runs / "tiny") == 0
    shutil.rmtree(runs / "tiny" / "one")
    assert fit(following, runs / "next") == 2
    assert f"remove {runs / 'tiny' / 'two'}, or choose an --out in another folder\n" in capsys.readouterr().err
    assert fit(following, tmp_path / "more runs" / "next") == 0


def test_a_finished_stage_is_left_alone(make_people: MakePeople, tmp_path: Path) -> None:
    recipe, out = write_recipe(tmp_path, make_people([2, 2])), tmp_path / "run"
    assert fit(recipe, out) == 0
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    assert any("events" in path.name for path in before)
    assert fit(recipe, out) == 0
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == before
