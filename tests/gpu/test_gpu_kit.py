"""Tests the kit's dry run, which does a little of every part on the CPU. How a GPU does can only be seen on a GPU."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from hime_core.assets import locate
from hime_core.runtime import locate_graphs
from hime_core.runtime.candidates import on_cpu
from hime_core.runtime.gpu import GpuEngine
from hime_core.runtime.sessions import CPU
from tests.gpu import engines
from tests.gpu.__main__ import MODEL
from tests.gpu.size import DRY, FULL
from training.fitting.checkpoint import load_weights

PROJECT = Path(__file__).parents[2]
# As little as shows what becomes of earlier frames.
LEAST = replace(DRY, lrs=(16,), agreement_lrs=(16,), references=(0,), faces=(2,), rounds=1)
FOLLOW = GpuEngine.follow


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


def test_the_ways_agree_without_earlier_frames_and_with(found: Path) -> None:
    rows = part(found, "a")
    assert [row["earlier"] for row in rows] == ["0", "3 or 1"]
    assert all(row["fault"] is None and row["largest difference, levels"] <= 1 for row in rows)


def test_earlier_frames_matter_at_every_size_that_is_compared() -> None:
    engine = on_cpu(locate_graphs(MODEL), 0).build()
    for lr in FULL.agreement_lrs:
        face = engines.work(lr, 0, 1, engines.LATER, engine.scale)
        (alone,), _ = engine.enhance(face.lr, [[]])
        (given,) = engines.enhanced(engine, face, [[]])
        assert np.abs(given.astype(int) - alone).max() > 10, lr


@pytest.mark.parametrize(
    "follow",
    [
        lambda engine, lr, references, past: engine.enhance(lr, references),
        lambda engine, lr, references, past: FOLLOW(engine, lr, references, [frames[-1:] for frames in past]),
        lambda engine, lr, references, past: FOLLOW(engine, lr, references, past[::-1]),
    ],
    ids=["ignored", "the last alone", "of the other face"],
)
def test_a_way_that_is_wrong_in_earlier_frames_is_found_out(
    monkeypatch: pytest.MonkeyPatch, follow: Callable[..., Any]
) -> None:
    monkeypatch.setattr(GpuEngine, "follow", follow)
    first, mixed = engines.agreement(locate_graphs(MODEL), CPU, LEAST)
    assert first["largest difference, levels"] <= 1
    assert mixed["largest difference, levels"] > 10


def test_a_way_that_fails_with_earlier_frames_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> Any:
        raise RuntimeError("no such kernel\nand more")

    monkeypatch.setattr(GpuEngine, "follow", fail)
    graphs, network = locate_graphs(MODEL), load_weights(locate(MODEL, "safetensors"))
    first, timed, *torchs = engines.buckets(graphs, network, CPU, "cpu", LEAST)
    assert first["fault"] is None and first["earlier"] == 0
    assert [row["earlier"] for row in torchs] == [0, 3]
    failed = [timed, *engines.agreement(graphs, CPU, LEAST), *engines.faces(graphs, CPU, LEAST)]
    assert [row["fault"] for row in failed] == 3 * ["no such kernel"]


def test_every_shape_is_timed(found: Path) -> None:
    rows = [row for row in part(found, "b") if "torch" not in row["way"]]
    shapes = [(row["LR"], row["faces"], row["earlier"]) for row in rows]
    assert shapes == [(lr, n, earlier) for lr in (16, 24) for n in (1, 2) for earlier in (0, 3)]
    assert all(0 < row["p50, ms"] <= row["p95, ms"] for row in rows)


def test_faces_with_earlier_frames_are_counted(found: Path) -> None:
    rows = part(found, "d")
    assert [(row["what"], row["earlier"]) for row in rows] == [("network", 3), ("cut, network, gate", 3)]


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
