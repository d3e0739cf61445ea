"""Tests the kit's dry run, which does a little of every part on the CPU. How a GPU does can only be seen on a GPU."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).parents[2]


def run(folder: Path, *options: str) -> str:
    command = [sys.executable, "-m", "tests.gpu", "--dry", "--out", str(folder), *options]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=PROJECT, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("found")
    run(folder, "--parts", "abde")
    return folder


def part(folder: Path, name: str) -> Any:
    return json.loads((folder / f"{name}.json").read_text())


def test_the_ways_agree(found: Path) -> None:
    (row,) = part(found, "a")
    assert row["fault"] is None
    assert row["largest difference, levels"] <= 1


def test_every_shape_is_timed(found: Path) -> None:
    rows = [row for row in part(found, "b") if "torch" not in row["way"]]
    assert {(row["LR"], row["faces"]) for row in rows} == {(lr, n) for lr in (16, 24) for n in (1, 2)}
    assert all(0 < row["p50, ms"] <= row["p95, ms"] for row in rows)


def test_faces_are_counted(found: Path) -> None:
    assert {row["what"] for row in part(found, "d")} == {"network", "cut, network, gate"}


def test_training_goes_on_where_it_stopped(found: Path) -> None:
    went = part(found, "e")["goes on"]
    assert went["stopped at step"] * 2 == went["steps"]
    assert went["largest difference of a weight"] == 0


def test_what_is_there_is_not_repeated_and_what_is_missing_is_done(found: Path) -> None:
    before = (found / "a.json").stat().st_mtime_ns
    (found / "d.json").unlink()
    said = run(found, "--parts", "ad")
    assert "part d" in said and "part a" not in said
    assert (found / "a.json").stat().st_mtime_ns == before
    assert {f"## Part {name}" for name in "abde"} <= set((found / "report.md").read_text().splitlines())


def test_the_live_graph_runs(tmp_path: Path) -> None:
    run(tmp_path, "--parts", "c")
    assert part(tmp_path, "c")["frames_out"] > 0
