"""A table of several seeds: its runs, its statistics, its forecast and its figure."""

import shutil
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from hime_core.errors import UsageError
from hime_core.network import HimeConfig
from tests.training.conftest import picture
from training.ablations.figure7 import draw_figure7, spread
from training.ablations.forecast import Forecast, as_text, forecast
from training.ablations.make import make_table
from training.ablations.plan import paper_run
from training.ablations.report import as_markdown, draw_differences
from training.ablations.rows import Block, Numbers, PictureScores, TableResult, TableRow, lines
from training.ablations.tables import blocks_of
from training.data.pictures import read_rgb, shrink, to_image, to_tensor
from training.data.trials import LIST, EvaluationTrial, make_trials, trials_of, write_trials
from training.fitting.checkpoint import load_weights
from training.scoring.evaluate import evaluate, headshot
from training.scoring.sheet import HEADER_HEIGHT
from training.settings.baselines import SRNTT_PUBLISHED, Fsrnet, Srntt, Ttsr
from training.settings.config import RunConfig

STEPS = 2
BLOCK = Block(
    8,
    8,
    (
        TableRow("one", {}),
        TableRow("one, 1 reference", {}, references=1, weights_of="one"),
        TableRow("theirs", None, Numbers(20.0)),
    ),
    bicubic=Numbers(19.0),
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two people to train on and three to score, with four pictures each."""
    folder = tmp_path_factory.mktemp("people")
    for person in range(5):
        own = folder / ("train" if person < 2 else "val") / f"p{person}"
        own.mkdir(parents=True)
        for i in range(4):
            cv2.imwrite(str(own / f"{i}.png"), picture(100 * person + i, 64))
    write_trials(make_trials(folder / "val", 3, seed=0), folder / "val" / LIST)
    return folder


@pytest.fixture(scope="module")
def made(data: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[TableResult], Path, list[str]]:
    """The table with two seeds, the folder of its runs, and what was said."""
    out, said = tmp_path_factory.mktemp("out"), []
    return make_table([BLOCK], tiny(data), data, out, seeds=2, say=said.append), out, said


def tiny(data: Path):
    def base(lr: int, scale: int) -> RunConfig:
        run = paper_run(data, lr, scale, steps=STEPS, pixels=lr**2, seed=0, device="cpu", overrides=["workers=0"])
        return replace(run, network=HimeConfig(scale, 8, 1, 1, 1), validation={})  # type: ignore[arg-type]

    return base


def test_each_seed_is_a_run_and_a_row_may_test_anothers_weights(
    made: tuple[list[TableResult], Path, list[str]], data: Path
) -> None:
    results, out, said = made
    assert [r.origin for r in results] == ["not trained", "trained here", "trained here", "missing"]
    folders = [out / "one_8x8", out / "one_8x8_seed1"]
    assert sorted(out.iterdir()) == folders
    states = [torch.load(folder / "last.pt", weights_only=True) for folder in folders]
    assert [state["config"]["seed"] for state in states] == [0, 1]
    for result, references in zip(results[1:3], (3, 1), strict=True):
        own = [
            evaluate(load_weights(folder / "last.pt"), data / "val", 8, references, progress=False).means["own"]["psnr"]
            for folder in folders
        ]
        assert result.ours.psnr == pytest.approx(np.mean(own), abs=2e-4)
        assert result.deviation.psnr == pytest.approx(np.std(own, ddof=1), abs=2e-4)
        assert (result.run, result.seeds, result.references) == (folders[0], 2, references)
    assert results[1].ours.psnr != results[2].ours.psnr
    assert "0 of 2 runs finished, 2 left" in said
    assert "one 8x8, seed 1 begins: 2 steps" in said
    assert "one 8x8, seed 1 is trained, in" in said[-3] and "2 of 2 runs finished, 0 left" in said[-3]


def half_trained(out: Path, copy: Path) -> Path:
    """A copy of a table's runs, where the second seed lacks a step."""
    shutil.copytree(out, copy)
    last = copy / "one_8x8_seed1" / "last.pt"
    torch.save(torch.load(last, weights_only=True) | {"step": STEPS - 1}, last)
    return copy


def test_a_row_is_skipped_if_any_of_its_seeds_cannot_be_finished(
    made: tuple[list[TableResult], Path, list[str]], data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = half_trained(made[1], tmp_path / "out")
    monkeypatch.setattr("training.ablations.plan._lacking", lambda config: "no VGG-19")
    rows = make_table([BLOCK], tiny(data), data, out, seeds=2)[1:3]
    assert [(row.skipped, row.ours.psnr) for row in rows] == 2 * [("no VGG-19", None)]


def test_only_a_finished_row_may_have_another_precision(
    made: tuple[list[TableResult], Path, list[str]], data: Path, tmp_path: Path
) -> None:
    """It is only scored, by a machine that would not train in its precision."""

    def elsewhere(lr: int, scale: int) -> RunConfig:
        return replace(tiny(data)(lr, scale), precision="bfloat16")

    out = half_trained(made[1], tmp_path / "out")
    with pytest.raises(UsageError, match=r"seed1.*add precision=float32 to the command"):
        make_table([BLOCK], elsewhere, data, out, seeds=2)
    shutil.copy(made[1] / "one_8x8_seed1" / "last.pt", out / "one_8x8_seed1" / "last.pt")
    first = torch.load(out / "one_8x8" / "last.pt", weights_only=True)
    first["config"]["precision"] = "bfloat16"
    torch.save(first, out / "one_8x8" / "last.pt")
    [_, row, *_] = make_table([BLOCK], tiny(data), data, out, seeds=2)
    # The note is of the first seed; the second one has none.
    assert row.ours == made[0][1].ours and row.note == "it was trained in bfloat16"


@pytest.mark.parametrize(
    ("override", "told"),
    [
        ("seed=5", "give --seed in its place"),
        ("optimiser={steps: 7}", "give --steps in its place"),
        ("batch.pixels=7", "give --pixels in its place"),
        ("device=cuda", "give --device in its place"),
    ],
)
def test_what_has_an_option_is_not_overridden(tmp_path: Path, override: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        paper_run(tmp_path, 8, 8, steps=1, pixels=None, seed=0, device="cpu", overrides=[override])


def test_a_run_that_two_rows_test_has_one_curve(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text("step,reconstruction\n1,0.5\n2,0.4\n")
    rows = [TableResult(name, 8, 8, 3, Numbers(), run=tmp_path) for name in ("one", "one, 1 reference")]
    assert [line.get_label() for line in draw_differences(rows).axes[3].get_lines()] == ["one"]


def test_table_1_tells_origins_and_costs_at_sizes_that_the_paper_lacks() -> None:
    lines_of = as_markdown("table1", [TableResult("FSRNet", 16, 4, 0, Numbers(), Numbers(2.0, 0.1, 0.2, 3.0))], "")
    assert "| from | " in lines_of and "| 3.00 |" in lines_of


def test_a_forecast_times_only_what_is_left(
    made: tuple[list[TableResult], Path, list[str]], data: Path, tmp_path: Path
) -> None:
    def told(out: Path) -> tuple[Forecast, list[str]]:
        said: list[str] = []
        [row] = forecast([BLOCK], tiny(data), data, out, seeds=3, predictions={}, say=said.append)
        return row, said

    new, said = told(tmp_path / "nothing")
    assert (new.runs, new.finished, new.steps_left) == (3, 0, 3 * STEPS)
    assert new.steps_per_second is not None and new.steps_per_second > 0
    assert said == ["one 8x8: a few steps are timed"]
    assert not (tmp_path / "nothing").exists()
    begun, _ = told(made[1])
    assert (begun.runs, begun.finished, begun.steps_left) == (3, 2, STEPS)
    [done] = forecast([BLOCK], tiny(data), data, made[1], seeds=2, predictions={}, say=said.append)
    assert (done.steps_per_second, done.hours_left, len(said)) == (None, 0.0, 1)
    hours = replace(new, hours_a_run=1.5, hours_left=4.5)
    assert "in all 4.5 hours of training are left" in as_text([hours, replace(done, skipped="no VGG-19")])
    assert "skipped: one 8x8: no VGG-19" in as_text([hours, replace(done, skipped="no VGG-19")])


@torch.inference_mode()
def test_figure_7_has_a_row_a_person_and_a_column_a_method(
    made: tuple[list[TableResult], Path, list[str]], data: Path, tmp_path: Path
) -> None:
    results, out, _ = made
    trials = trials_of(data / "val", 3, 0)
    theirs = tmp_path / "theirs"
    for trial in trials:
        (theirs / trial.identity).mkdir(parents=True, exist_ok=True)
        cv2.imwrite(str(theirs / trial.identity / f"{trial.target.stem}.png"), np.full((64, 64, 3), 77, np.uint8))
    shown = [replace(r, name="HR", pictures=theirs) if r.name == "theirs" else r for r in results]
    draw_figure7(shown, trials, tmp_path / "figure7.png")
    sheet = read_rgb(tmp_path / "figure7.png")
    header = sheet.shape[0] - 3 * 128
    assert header % HEADER_HEIGHT == 0 and header >= HEADER_HEIGHT
    np.testing.assert_array_equal(
        sheet[-128:, 0::2], sheet[-128:, 1::2]
    )  # pictures of 64 pixels are shown twice as large
    last = np.split(sheet[-128::2, ::2], 6, axis=1)  # LR | bicubic | one | one, 1 reference | theirs | HR
    trial = next(t for t in trials if t.identity == "p4")
    hr = headshot(trial.target, 64)
    np.testing.assert_array_equal(last[0][::8, ::8], shrink(hr, 8))
    network = load_weights(out / "one_8x8" / "last.pt")
    for tile, references in ((last[2], 3), (last[3], 1)):
        exemplars = to_tensor([headshot(file, 64) for file in trial.references[:references]]).unsqueeze(0)
        np.testing.assert_array_equal(tile, to_image(network(to_tensor([shrink(hr, 8)]), exemplars)[0]))
    assert (last[4] == 77).all()
    np.testing.assert_array_equal(last[5], hr)


def test_people_are_spread_over_the_list() -> None:
    trials = [EvaluationTrial(f"p{i // 2}", Path(f"{i}.png"), [], []) for i in range(20)]
    assert [trial.target.name for trial in spread(trials, 4)] == ["0.png", "6.png", "12.png", "18.png"]
    assert len(spread(trials[:4], 5)) == 2


def test_ties_are_called_ties() -> None:
    def line(name: str, gains: list[float]) -> TableResult:
        values = {"psnr": [[20 + gain for gain in gains]]}
        scores = PictureScores([str(i) for i in range(len(gains))], values)
        return TableResult(name, 16, 8, 3, Numbers(), Numbers(float(np.mean(values["psnr"]))), scores=scores)

    results = [line("first", 12 * [0]), line("same", 4 * [0.4, -0.4, 0.3]), line("best", 12 * [1])]
    text = as_markdown("table", results, "")
    assert "| same | 20.10 (+0.10, tie) |" in text
    assert "| best | 21.00 (+1.00) |" in text
    assert "| best | +1.00 [+1.00, +1.00] | - |" in text
    same = lines(results)[1]
    assert same["psnr_to_first_low"] < 0 < same["psnr_to_first_high"]
    assert same["psnr_to_best"] == pytest.approx(-0.9) and same["psnr_to_best_high"] < 0
    assert same["ssim_to_best"] is None


def test_table_1_has_every_row_of_the_paper_and_trains_what_it_can() -> None:
    rows = {(block.size, row.name): row for block in blocks_of("table1") for row in block.rows}
    paper = [name for (size, name), row in rows.items() if size == "64x4" and row.paper.psnr]
    rivals = ["SRNTT", "TTSR", "SPARNet", "PSFR-GAN", "DFDNet"]
    assert paper == [*rivals, *(f"HIME_{kind} {net}" for net in ("small", "large") for kind in ("rec", "P"))]
    assert {name for (_, name), row in rows.items() if row.changes is None} == {
        *("SPARNet", "PSFR-GAN", "DFDNet", "PFSR", "GWAInet")
    }
    assert rows["16x8", "FSRNet"].changes == {"baseline": Fsrnet(), "batch": {"references": {0: 1.0}}}
    for name, rec, whole in (("SRNTT", Srntt(), SRNTT_PUBLISHED), ("TTSR", Ttsr(), Ttsr.published())):
        first, second = rows["32x4", f"{name}_rec"], rows["32x4", name]
        assert first.changes is not None and second.changes is not None
        assert (first.changes["baseline"], second.changes["baseline"]) == (rec, whole)
        assert first.changes["batch"] == second.changes["batch"] == {"references": {1: 1.0}}
        assert (first.references, second.references, second.begins_with) == (1, 1, f"{name}_rec")
        more = rows["32x4", f"{name}, 3 references"]
        assert (more.references, more.weights_of) == (3, name)
