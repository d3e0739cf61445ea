"""The measurements at toy sizes: what they report, not how fast this machine is."""

import json
from collections import Counter
from functools import partial
from pathlib import Path

import pytest

from app.bench import NetworkCost, Times, measure_engines, measure_network, measure_stages
from app.bench.engines import strays
from app.bench.timing import interleaved
from app.cli import main
from app.commands import bench
from app.models import Models
from app.settings import ExemplarSettings, Settings
from hime_core.detector import FaceDetector
from hime_core.recogniser import Recogniser
from hime_core.runtime import Engine, EngineInfo, locate_graphs
from tests.app.remembering import Remembering


@pytest.fixture(scope="module")
def network(engine: Engine) -> NetworkCost:
    return measure_network(engine, [16, 24], rounds=2, products=(64, 256))


def test_works_take_turns_and_the_first_round_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    now = 0.0

    def work(name: str, seconds: float) -> None:
        nonlocal now
        now += 1.0 if name not in order else seconds
        order.append(name)

    monkeypatch.setattr("app.bench.timing.time.perf_counter", lambda: now)
    times = interleaved({"a": partial(work, "a", 0.01), "b": partial(work, "b", 0.05)}, 3, "test")
    assert order == ["a", "b"] * 4
    assert times["a"] == Times(pytest.approx(10), pytest.approx(10))
    assert times["b"] == Times(pytest.approx(50), pytest.approx(50))


def test_every_size_with_each_number_of_references_cached_and_not(network: NetworkCost) -> None:
    kinds = [(0, True), (1, True), (1, False), (3, True), (3, False)]
    rows = [(r.lr, r.refs, r.cached) for r in network.rows if r.frames == 1]
    assert rows == [(n, *kind) for n in (16, 24) for kind in kinds]
    assert all(0 < row.ms.p50 <= row.ms.p95 and row.bicubic_ms > 0 for row in network.rows)


def test_the_floor_is_the_multiply_adds_at_the_rate_of_matrix_products(network: NetworkCost, engine: Engine) -> None:
    assert network.gflops > 0
    for row in network.rows:
        operations = 2 * engine.macs(row.lr, row.refs, row.cached, row.frames)
        assert row.floor_ms == pytest.approx(operations / (network.gflops * 1e9) * 1000)
        assert row.times_floor == pytest.approx(row.ms.p50 / row.floor_ms)


def test_a_network_that_remembers_has_rows_with_four_frames_too(engine: Engine) -> None:
    class Counted(Remembering):
        """As an engine of a network that needs a tenth more for each earlier frame."""

        def macs(self, side: int, references: int, cached: bool = True, frames: int = 1) -> int:
            return round(engine.macs(side, references, cached) * (1 + 0.1 * (frames - 1)))

    remembering = Counted(engine)
    found = measure_network(remembering, [16], rounds=1, products=(64,)).rows
    alone, more = ([r for r in found if r.frames == n and r.cached] for n in (1, 4))
    assert [r.refs for r in alone] == [r.refs for r in more] == [0, 1, 3]
    assert all(b.floor_ms == pytest.approx(1.3 * a.floor_ms, rel=1e-6) for a, b in zip(alone, more, strict=True))
    assert {len(past) for asked in remembering.asked for past in asked} == {3}


def test_encoding_and_references_and_size_raise_the_floor(network: NetworkCost) -> None:
    floor = {(r.lr, r.refs, r.cached): r.floor_ms for r in network.rows}
    assert floor[16, 0, True] < floor[16, 1, True] < floor[16, 3, True] < floor[16, 3, False] < floor[24, 3, False]
    assert floor[24, 3, True] == pytest.approx(floor[16, 3, True] * (24 / 16) ** 2)


def test_stages_of_a_far_face(engine: Engine, detector: FaceDetector, recogniser: Recogniser) -> None:
    settings = Settings(exemplars=ExemplarSettings(references=1))
    stages = measure_stages(Models(engine, detector, recogniser), settings, seconds=2)
    assert list(stages) == ["detect", "track", "bank", "enhance", "compose", "whole"]
    assert all(0 < ms.p50 < stages["whole"].p50 for stage, ms in stages.items() if stage != "whole")


def test_engines_with_one_thread_and_all() -> None:
    rows = measure_engines(locate_graphs("hime_small_x4"), sizes=[16], rounds=1)
    cpu = [r for r in rows if r.engine == "CPUExecutionProvider"]
    assert {r.threads for r in cpu} == {1, 0}
    assert all(r.ms and r.ms.p50 > 0 and r.fault is None and r.elsewhere is None for r in cpu)


@pytest.mark.filterwarnings("ignore:Specified provider")
def test_an_engine_that_does_not_work_is_told_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onnxruntime.get_available_providers", lambda: ["MIGraphXExecutionProvider"])  # AMD's
    rows = measure_engines(locate_graphs("hime_small_x4"), sizes=[16], rounds=1)
    faulty = [row for row in rows if row.engine != "CPUExecutionProvider"]
    assert {row.engine for row in faulty} == {f"MIGraphXExecutionProvider, {kind}" for kind in ("float16", "float32")}
    assert all(row.ms is None and row.fault and "fell back" in row.fault for row in faulty)


def test_nodes_that_run_elsewhere_are_told(engine: Engine) -> None:
    class Split:
        """An engine of which two nodes run on the CPU."""

        info = EngineInfo("onnxruntime", "DmlExecutionProvider", "test")

        def placed(self) -> dict[str, Counter[str]]:
            return {"DmlExecutionProvider": Counter(Conv=58), "CPUExecutionProvider": Counter(GridSample=1, Pad=1)}

    assert strays(Split()) == "CPUExecutionProvider: 1 GridSample, 1 Pad"
    assert strays(engine) is None


def test_the_command_reports_the_contract_s_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "ROUNDS", 1)
    monkeypatch.setattr(bench, "CALL_SECONDS", 0.2)  # too short for a far face: the report then says so
    path = tmp_path / "bench.json"
    assert main(["bench", "--lr", "32", "16", "--json", str(path)]) == 0
    told = json.loads(path.read_text())
    assert set(told["engine"]) == {"model", "name", "provider", "reason"}
    more = told["rows_with_earlier_frames"]
    assert [row["lr"] for row in told["rows"]] == [16] * 5 + [32] * 5
    assert [(row["lr"], row["refs"], row["frames"]) for row in more] == [(n, r, 4) for n in (16, 32) for r in (0, 1, 3)]
    assert all({"lr", "scale", "refs", "cached", "ms", "floor_ms"} <= set(row) for row in told["rows"] + more)
    assert set(told["rows"][0]["ms"]) == {"p50", "p95"}
    (row,) = (r for r in told["rows"] if (r["lr"], r["refs"], r["cached"]) == (32, 3, True))
    assert (told["floor_ms"], told["bicubic_ms"]) == (row["floor_ms"], row["bicubic_ms"])
    assert told["stages_ms"] == {}
    shown = capsys.readouterr().out
    assert "x floor" in shown and "no far face" in shown and f"{row['times_floor']:.2f}" in shown


@pytest.mark.parametrize("lr", ["20", "0", "264"])
def test_sizes_that_the_network_does_not_take_are_refused(lr: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "--lr", "32", lr]) == 2
    assert capsys.readouterr().err == f"hime: --lr {lr}: must be a multiple of 8 from 16 to 256\n"
