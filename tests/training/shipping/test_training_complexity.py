import json
from pathlib import Path

import pytest

from hime_core.network import Hime, HimeConfig
from hime_core.network.complexity import count_macs, parameter_count
from training.cli import main
from training.shipping.complexity import Complexity, complexity, cost, large, small

ROWS = {(row.name, row.lr, row.scale): row for row in complexity()}
SIZES = [(32, 4), (64, 4), (16, 8)]
HIME = ("small", "large")


def test_there_is_a_row_for_each_of_the_papers_configurations() -> None:
    assert [key for key in ROWS if key[0] in HIME] == [(name, *size) for name in HIME for size in SIZES]


@pytest.mark.parametrize("size", SIZES)
def test_small_has_the_papers_parameters(size: tuple[int, int]) -> None:
    row = ROWS["small", *size]
    assert row.params_m == pytest.approx(row.paper_params_m, rel=0.05)


@pytest.mark.parametrize(
    "row", [ROWS[name, *size] for name in HIME for size in SIZES], ids=lambda row: f"{row.name}-{row.lr}x{row.scale}"
)
def test_no_row_costs_more_than_the_papers(row: Complexity) -> None:
    assert 0.5 * row.paper_gmacs < row.gmacs <= row.paper_gmacs


@pytest.mark.parametrize("lr", [32, 64])
def test_ttsr_without_its_search_has_the_papers_size(lr: int) -> None:
    """The paper's GMACs at LR 64 are four times those at LR 32, but the search compares 16 times as many patches."""
    row, search = ROWS["TTSR", lr, 4], lr**4 * 9 * 256 / 1e9  # a patch is 3×3 cells of 256 channels
    assert row.params_m == pytest.approx(row.paper_params_m, abs=0.005)
    assert row.gmacs - search == pytest.approx(row.paper_gmacs, rel=0.005)


@pytest.mark.parametrize("config", [small(4), large(8)], ids=["small", "large"])
def test_counts_without_computing_are_those_of_a_run(config: HimeConfig) -> None:
    network = Hime(config)
    assert cost(config, 16, 2) == (parameter_count(network) / 1e6, count_macs(network, 16, 2) / 1e9)


def test_the_command_prints_ours_beside_the_papers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "report.json"
    assert main(["complexity", "--json", str(report)]) == 0
    rows = json.loads(report.read_text())["rows"]
    assert {tuple(row) for row in rows} == {
        ("name", "lr", "scale", "refs", "params_m", "gmacs", "paper_params_m", "paper_gmacs", "note")
    }
    noted = {(row["name"], row["lr"]) for row in rows if row["note"]}
    assert noted == {
        *(("small", lr) for lr in (16, 32, 64)),
        *(("large", lr) for lr in (16, 32, 64)),
        ("TTSR", 64),
        ("FSRNet", 16),
    }
    assert "search" in next(row["note"] for row in rows if (row["name"], row["lr"]) == ("TTSR", 64))
    assert [(row["paper_params_m"], row["paper_gmacs"]) for row in rows[:6]] == [
        (0.87, 1.86),
        (0.87, 7.48),
        (0.90, 0.49),
        (9.23, 6.06),
        (9.23, 24.24),
        (9.26, 4.49),
    ]
    shown = capsys.readouterr().out
    assert all(f"{row['params_m']:.3f}" in shown and f"{row['gmacs']:.2f}" in shown for row in rows)
    assert "not padded" in shown
