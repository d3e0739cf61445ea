import csv
import json
import shutil
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import PIL.Image
import pytest
import torch
from torch import Tensor, nn
from torchvision.models import VGG19_Weights, vgg19

from hime_core.errors import UsageError
from hime_core.network import Hime, HimeConfig
from tests.training.conftest import picture
from tests.training.tiny_celebamask import make_celebamask
from training.ablations.make import make_table
from training.ablations.plan import Base, paper_run
from training.ablations.report import curve_of, write_table
from training.ablations.rows import Block, Numbers, TableResult, TableRow, lines, vary
from training.ablations.tables import WINDOWS, blocks_of
from training.ablations.temporal import make_temporal_table, reference_before
from training.cli import main
from training.data.celebamask import prepare_celebamask
from training.data.pictures import read_rgb, shrink, to_tensor
from training.fitting.checkpoint import load_weights
from training.scoring.evaluate import evaluate
from training.scoring.export_list import export_list
from training.scoring.metrics.psnr import psnr
from training.settings.baselines import Fsrnet
from training.settings.config import RunConfig, dump

LR, SCALE = 8, 8


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """CelebAMask-HQ in small, prepared: 128 pixels, two identities for training and two for evaluation."""
    folder = tmp_path_factory.mktemp("celebamask")
    make_celebamask(folder / "root", people=4, images=4, side=128)
    identities = folder / "root" / "identity_CelebA.txt"
    prepare_celebamask(folder / "root", identities, folder / "data", seed=0, evaluation=2)
    return folder / "data"


def tiny_base(data: Path, steps: int, validated: bool = False) -> Base:
    """The paper's run with a tiny network, one sample a step."""

    def base(lr: int, scale: int) -> RunConfig:
        run = paper_run(data, lr, scale, steps=steps, pixels=lr**2, seed=0, device="cpu")
        network = HimeConfig(scale, 8, 1, 1, 1, flow_levels=2)  # type: ignore[arg-type]
        return replace(run, network=network, workers=0, validation=run.validation if validated else {})

    return base


@pytest.fixture(scope="module")
def torch_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """torch.hub's folder with VGG-19 in it, untrained."""
    home = tmp_path_factory.mktemp("torch")
    with torch.device("meta"):
        features = vgg19(weights=None).features
    features.to_empty(device="cpu")
    torch.manual_seed(0)
    for layer in features:
        if isinstance(layer, nn.Conv2d):
            nn.init.normal_(layer.weight, std=0.02)
            nn.init.zeros_(layer.bias)
    path = home / "hub" / "checkpoints" / Path(VGG19_Weights.IMAGENET1K_V1.url).name
    path.parent.mkdir(parents=True)
    torch.save({f"features.{name}": value for name, value in features.state_dict().items()}, path)
    return home


@pytest.fixture
def offline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No weights at hand, and every connection goes to a proxy that is not there."""
    monkeypatch.setenv("TORCH_HOME", str(tmp_path / "torch"))
    nowhere = "http://127.0.0.1:9"
    urllib.request.install_opener(
        urllib.request.build_opener(urllib.request.ProxyHandler({"http": nowhere, "https": nowhere}))
    )
    yield
    urllib.request.install_opener(None)  # urllib makes its usual one again


def distance(sr: Tensor, hr: Tensor) -> Tensor:
    """In LPIPS's place: what a table does with it does not depend on what it is."""
    return (sr - hr).abs().mean((1, 2, 3))


def state_of(run: Path | None) -> dict:
    assert run is not None
    return torch.load(run / "last.pt", weights_only=True)


def changes_of(state: dict, common: RunConfig) -> dict:
    """Where a run's settings differ from the common ones."""

    def differing(a: dict, b: dict) -> dict:
        return {
            k: differing(v, b[k]) if isinstance(v, dict) and k != "references" else v for k, v in a.items() if v != b[k]
        }

    return differing(state["config"], dump(common))


FLOW = {"alignment": "dconv-flow", "flow_factor": 4}
P = {"perceptual": 0.01, "adversarial": 0.1}
SLOW = {"learning_rate": 1e-4, "discriminator_first": 0, "discriminator_rate": 1e-4}
EXPECTED: dict[str, dict[str, dict]] = {
    "table2": {"conv": {"network": {"alignment": "conv"}}, "dconv": {}, "dconv-flow": {"network": FLOW}},
    "table3": {
        "average": {"network": {"aggregation": "average"}},
        "max": {"network": {"aggregation": "max"}},
        "cofa": {},
    },
    "table4": {f"{n} reference{'' if n == 1 else 's'}": {"batch": {"references": {str(n): 1.0}}} for n in (0, 1)}
    | {"3 references": {}},
    "table6": {
        "rec": {},
        "rec + cor": {"losses": {"correlation": 0.1}},
        "P without cor": {"losses": P, "optimiser": SLOW, "start_from": "rec"},
        "P with cor": {"losses": P | {"correlation": 0.1}, "optimiser": SLOW, "start_from": "rec"},
    },
    "table7": {
        "no flip": {"samples": {"flip": "none"}},
        "uneven flip": {"samples": {"flip": "uneven"}},
        "even flip": {},
    },
}


def test_training_validates_on_dev_where_there_is_one(tmp_path: Path) -> None:
    for part in ("val", "dev"):
        (tmp_path / part).mkdir()
        run = paper_run(tmp_path, LR, SCALE, steps=1, pixels=None, seed=0, device="cpu")
        assert run.validation == {part: tmp_path / part}


@pytest.mark.parametrize(
    ("table", "steps"), [("table2", 2), ("table3", 20), ("table4", 2), ("table6", 2), ("table7", 2)]
)
def test_every_row_is_trained_as_the_paper_says_and_scored_on_the_list(
    table: str, steps: int, data: Path, torch_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TORCH_HOME", str(torch_home))
    base = tiny_base(data, steps, validated=table == "table4")
    results = make_table(blocks_of(table, LR, SCALE), base, data, tmp_path / table, lpips=distance)
    assert [r.name for r in results] == list(EXPECTED[table])
    for result in results:
        state, references = state_of(result.run), result.references
        assert state["step"] == steps
        changes = changes_of(state, base(LR, SCALE))
        if "start_from" in changes:
            assert Path(changes["start_from"]).parent.name == f"rec_{LR}x{SCALE}"
            changes["start_from"] = "rec"
        assert changes == EXPECTED[table][result.name]
        assert references == int(next(iter(state["config"]["batch"]["references"])))
        own = evaluate(
            load_weights(result.run / "last.pt"), data / "val", LR, references, lpips=distance, progress=False
        ).means["own"]
        assert vary(result.ours, {"params_m": None, "gmacs": None}) == Numbers(**own)
        if table == "table4":
            label, points = curve_of(result.run, references) or ("", [])
            assert (label, points[-1][0]) == ("held-out gain over bicubic, dB", steps)
    files = write_table(table, results, "toy scale", tmp_path)
    text = files["md"].read_text()
    for row in lines(results)[1:]:
        assert f"| {row['name']} |" in text
        assert f"{row['paper_psnr']:.2f} ({row['paper_psnr_to_first']:+.2f})" in text
        assert f"{row['psnr']:.2f} ({row['psnr_to_first']:+.2f}" in text
    with files["csv"].open(newline="") as file:
        assert [float(row["lpips"]) for row in csv.DictReader(file)] == [r.ours.lpips for r in results]
    with PIL.Image.open(files["png"]) as image:
        assert image.width > 1000


def test_figure_8_trains_both_series_at_every_window(data: Path, tmp_path: Path) -> None:
    base = tiny_base(data, steps=2)
    results = make_table(blocks_of("figure8", LR, SCALE), base, data, tmp_path / "figure8")
    first, *others = (state_of(r.run)["config"] for r in results)
    assert changes_of({"config": first}, base(LR, SCALE)) == {}
    windows = [config["losses"]["correlation_window"] for config in others]
    assert windows == [*WINDOWS, *WINDOWS] == 2 * [1, 3, 5, 7, 9]
    alone, both = others[:5], others[5:]
    assert {(c["losses"]["reconstruction"], c["losses"]["correlation"], c["start_from"]) for c in alone} == {
        (0, 1, None)
    }
    assert {(c["losses"]["reconstruction"], c["losses"]["correlation"]) for c in both} == {(1, 0.1)}
    assert {Path(c["start_from"]).parent.name for c in both} == {f"rec_{LR}x{SCALE}"}
    png = write_table("figure8", results, "toy scale", tmp_path)["png"]
    with PIL.Image.open(png) as image:
        assert image.width > 1000


def small_rivals(block: Block) -> Block:
    """The block with a small FSRNet, and without TTSR and SRNTT, which have tests of their own."""
    rows = [row for row in block.rows if not row.name.startswith(("SRNTT", "TTSR"))]
    tiny = {"baseline": Fsrnet(width=8), "batch": {"references": {0: 1.0}}}
    return replace(block, rows=tuple(replace(row, changes=tiny) if row.name == "FSRNet" else row for row in rows))


@pytest.mark.usefixtures("offline")
def test_table_1_names_what_it_skips_and_takes_other_methods(data: Path, tmp_path: Path) -> None:
    for size in ((32, 4), (16, 8)):
        export_list(data / "val", tmp_path / "lists" / f"{size[0]}x{size[1]}", *size, 3, progress=False)
    predictions = tmp_path / "SPARNet"
    shutil.copytree(tmp_path / "lists" / "32x4" / "bicubic", predictions / "32x4")
    said: list[str] = []
    results = make_table(
        [small_rivals(block) for block in blocks_of("table1")],
        tiny_base(data, steps=1),
        data,
        tmp_path / "table1",
        predictions={"SPARNet": predictions},
        say=said.append,
    )
    by_key = {(r.name, r.lr, r.scale): r for r in results}
    assert [name for name, lr, scale in by_key if (lr, scale) == (16, 8)] == [
        "bicubic",
        *("PFSR", "FSRNet", "GWAInet", "SPARNet", "PSFR-GAN"),
        "HIME_rec small, no references",
        *(f"HIME_{kind} {size}" for size in ("small", "large") for kind in ("rec", "P")),
    ]
    ours = {k for k, r in by_key.items() if r.origin == "trained here"}
    assert ours == {k for k in by_key if k[1] != 64 and k[0].startswith(("HIME_rec", "FSRNet"))}
    assert [k for k, r in by_key.items() if r.origin == "scored from pictures"] == [("SPARNet", 32, 4)]
    assert {k for k, r in by_key.items() if r.skipped} == {k for k in by_key if k[1] == 64 or k[0].startswith("HIME_P")}
    assert "128 px is smaller than the HR size 256" in str(by_key["bicubic", 64, 4].skipped)
    assert "VGG-19" in str(by_key["HIME_P small", 16, 8].skipped)
    assert sum("64x4 is skipped" in line for line in said) == 1
    assert sum("has no dev; training validates on val" in line for line in said) == 1
    bicubic, sparnet = by_key["bicubic", 32, 4], by_key["SPARNet", 32, 4]
    network = load_weights(tmp_path / "table1" / "hime_rec_small_32x4" / "last.pt")
    means = evaluate(network, data / "val", 32, 3, progress=False).means
    assert (bicubic.ours.psnr, bicubic.ours.ssim) == (means["bicubic"]["psnr"], means["bicubic"]["ssim"])
    assert by_key["HIME_rec small", 32, 4].ours.psnr == means["own"]["psnr"]
    assert sparnet.ours.psnr == pytest.approx(bicubic.ours.psnr, abs=0.01)  # their pictures are bicubic's
    assert (sparnet.paper.psnr, sparnet.paper.gmacs) == (20.50, 45.25)
    small, large = by_key["HIME_rec small", 32, 4], by_key["HIME_rec large", 32, 4]
    assert state_of(large.run)["config"]["network"]["flow_factor"] == 2
    assert large.ours.params_m > small.ours.params_m
    assert by_key["FSRNet", 16, 8].note == "it had no true parsing maps to learn from"
    assert "1.18 GMACs, not 1.86" in str(replace(small, ours=Numbers(gmacs=1.18)).cost_note)
    large_skipped = by_key["HIME_rec large", 64, 4].ours
    assert large_skipped.gmacs is not None and large_skipped.psnr is None
    text = write_table("table1", results, "toy scale", tmp_path)["md"].read_text()
    # At three sizes: its row, why it is skipped, and why its counts differ.
    assert text.count("HIME_P small") == 3 * 3
    assert text.count("- HIME_rec small; HIME_P small: ") == 3
    assert "| 1.86 |" in text


def test_a_finished_row_stays_and_an_interrupted_one_goes_on(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    common = tiny_base(data, steps=3)

    def base(lr: int, scale: int) -> RunConfig:
        return replace(common(lr, scale), checkpoint_every=1)

    block = [Block(LR, SCALE, (TableRow("one", {}), TableRow("two", {"seed": 1})))]
    whole = make_table(block, base, data, tmp_path / "whole")
    said: list[str] = []
    with monkeypatch.context() as patch:
        trained, step = 0, torch.optim.Adam.step

        def dying(self: torch.optim.Adam) -> None:
            nonlocal trained
            trained += 1
            if trained == 5:  # the second row's second step
                raise KeyboardInterrupt
            step(self)

        patch.setattr(torch.optim.Adam, "step", dying)
        with pytest.raises(KeyboardInterrupt):
            make_table(block, base, data, tmp_path / "broken", say=said.append)
    assert said[-1] == "stopped: 1 of 2 runs finished, 1 left; the same command goes on"
    one, two = (tmp_path / "broken" / f"{name}_{LR}x{SCALE}" for name in ("one", "two"))
    before = (one / "last.pt").stat().st_mtime_ns
    assert (state_of(one)["step"], state_of(two)["step"]) == (3, 1)
    assert [r.ours for r in make_table(block, base, data, tmp_path / "broken")] == [r.ours for r in whole]
    assert (one / "last.pt").stat().st_mtime_ns == before
    for name, value in state_of(two)["network"].items():
        assert torch.equal(value, state_of(whole[1].run)["network"][name])


def test_a_row_of_other_settings_is_not_taken_for_this_one(data: Path, tmp_path: Path) -> None:
    block = [Block(LR, SCALE, (TableRow("one", {}),))]
    make_table(block, tiny_base(data, steps=1), data, tmp_path)
    with pytest.raises(UsageError, match=r"one_8x8.*another `optimiser`"):
        make_table(block, tiny_base(data, steps=2), data, tmp_path)
    slower = [Block(LR, SCALE, (TableRow("one", {"workers": 1}),))]
    assert make_table(slower, tiny_base(data, steps=1), data, tmp_path)[0].ours.psnr is not None


def test_data_that_is_too_small_is_told_before_training(data: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="smaller than the HR size 192") as error:
        make_table(blocks_of("table2", 24, 8), tiny_base(data, steps=1), data, tmp_path / "out")
    assert "\n" not in str(error.value)
    assert not (tmp_path / "out").exists()


def test_differences_are_to_the_first_line_of_the_same_size() -> None:
    results = [
        TableResult("a", 16, 8, 3, Numbers(20.0), Numbers(30.0, 0.5)),
        TableResult("b", 16, 8, 3, Numbers(21.5), Numbers(29.0, 0.75)),
        TableResult("a", 32, 4, 3, Numbers(), Numbers(10.0)),
        TableResult("b", 32, 4, 3, Numbers(5.0), skipped="no reason"),
    ]
    rows = lines(results)
    assert [row["psnr_to_first"] for row in rows] == [0, -1, 0, None]
    assert [row["ssim_to_first"] for row in rows] == [0, 0.25, None, None]
    assert [row["paper_psnr_to_first"] for row in rows] == [0, 1.5, None, None]
    assert rows[3]["skipped"] == "no reason"


def test_curves_are_of_validation_where_there_is_one(tmp_path: Path) -> None:
    assert curve_of(tmp_path, 3) is None
    (tmp_path / "log.csv").write_text("time,step,loss,reconstruction,lr\n1,50,0.3,0.2,1\n2,100,0.2,0.1,1\n")
    assert curve_of(tmp_path, 3) == ("reconstruction loss in training", [(50, 0.2), (100, 0.1)])
    rows = "100,a,1.0,0.5\n100,b,2.0,0.5\n200,a,3.0,1\n200,b,5.0,2\n"
    (tmp_path / "validation.csv").write_text("step,set,own,no_reference\n" + rows)
    assert curve_of(tmp_path, 3) == ("held-out gain over bicubic, dB", [(100, 1.5), (200, 4.0)])
    assert curve_of(tmp_path, 0) == ("held-out gain over bicubic, dB", [(100, 0.5), (200, 1.5)])


@pytest.mark.parametrize(
    ("frame", "interval", "expected"),
    [(0, 30, None), (1, 30, 0), (30, 30, 0), (31, 30, 30), (60, 60, 0), (95, 30, 60), (95, 60, 60), (95, 120, 0)],
)
def test_a_reference_is_the_last_one_before_the_frame(frame: int, interval: int, expected: int | None) -> None:
    frames = [f for f in range(200) if f != 90]  # no face there: the one before it stays
    assert reference_before(frame, interval, frames) == expected


def make_call(folder: Path, count: int, side: int = 32) -> None:
    folder.mkdir(parents=True)
    for frame in range(count):
        cv2.imwrite(str(folder / f"{frame:04d}.png"), picture(frame, side))


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    torch.manual_seed(0)
    network = Hime(HimeConfig(4, 8, 1, 1, 1))
    torch.save({"ema": network.state_dict(), "config": {"network": vars(network.config)}}, tmp_path / "last.pt")
    return tmp_path / "last.pt"


@torch.inference_mode()
def test_table_5_scores_each_frame_with_the_reference_of_its_interval(weights: Path, tmp_path: Path) -> None:
    make_call(tmp_path / "calls" / "a", 6)
    make_call(tmp_path / "calls" / "b", 4)
    said: list[str] = []
    rows = make_temporal_table(weights, tmp_path / "calls", 8, device="cpu", intervals=(2, 4), say=said.append)
    assert [row.name for row in rows] == ["2 frames", "4 frames", "blank", "bicubic"]
    assert any("calls/b is left out" in line for line in said)
    network = load_weights(weights)

    def gained(shown: dict[int, int]) -> float:
        frames = [read_rgb(tmp_path / "calls" / "a" / f"{i:04d}.png") for i in range(6)]
        values = []
        for frame, reference in shown.items():
            hr, exemplar = to_tensor([frames[frame]]), to_tensor([frames[reference]])
            values.append(psnr(network(to_tensor([shrink(frames[frame], 8)]), exemplar.unsqueeze(0))[0], hr))
        return float(torch.cat(values).mean())

    assert rows[0].ours.psnr == pytest.approx(gained({1: 0, 2: 0, 3: 2, 4: 2, 5: 4}), abs=1e-4)
    assert rows[1].ours.psnr == pytest.approx(gained({1: 0, 2: 0, 3: 0, 4: 0, 5: 4}), abs=1e-4)
    assert rows[2].ours.psnr != rows[0].ours.psnr


def ablate(*arguments: object) -> int:
    return main(["ablate", *map(str, arguments)])


@pytest.mark.usefixtures("offline")
def test_a_table_from_the_command_line(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report, out = tmp_path / "report.json", tmp_path / "out"
    toy = ("--lr", 8, "--pixels", 64, "--steps", 1, "--device", "cpu", "--json", report)
    assert ablate("table3", "--data", data, "--out", out, *toy) == 0
    written = json.loads(report.read_text())
    assert [row["name"] for row in written["rows"]] == ["average", "max", "cofa"]
    assert [row["paper_psnr"] for row in written["rows"]] == [22.12, 22.118, 24.381]
    assert {row["lpips"] for row in written["rows"]} == {None}
    assert written["rows"][2]["params_m"] == pytest.approx(0.903, abs=0.001)
    assert sorted(p.name for p in out.iterdir()) == ["table3", "table3.csv", "table3.md", "table3.png"]
    shown = capsys.readouterr().out
    assert "LPIPS is left out" in shown
    assert (out / "table3.md").read_text() in shown


@pytest.mark.usefixtures("offline")
def test_table_5_from_the_command_line(weights: Path, tmp_path: Path) -> None:
    make_call(tmp_path / "calls" / "a", 122)
    report = tmp_path / "report.json"
    calls = ("--data", tmp_path / "calls", "--out", tmp_path / "out", "--json", report)
    assert ablate("table5", *calls, "--weights", weights, "--lr", 8, "--device", "cpu") == 0
    rows = json.loads(report.read_text())["rows"]
    assert [row["name"] for row in rows] == ["30 frames", "60 frames", "120 frames", "blank", "bicubic"]
    assert [row["paper_psnr"] for row in rows] == [37.34, 37.24, 37.12, 36.81, None]
    assert (tmp_path / "out" / "table5.png").stat().st_size > 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("table5",), "needs it"),
        (("table3", "--weights", "last.pt"), "only table5"),
        (("table1", "--lr", 16), "give both for another one, or none"),
        (("table2", "--predictions", "SRNTT=somewhere"), "other methods join table1"),
        (("table1", "--predictions", "a=x", "--predictions", "a=y"), "--predictions a: is given twice"),
        (("table1", "--predictions", "SRNTT=nowhere"), "has none of the folders 32x4, 64x4, 16x8"),
        (("table2", "--lr", 20), "--lr 20"),
        (("table2",), "val: no such folder"),
    ],
)
def test_bad_usage_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple, told: str
) -> None:
    assert ablate(*arguments, "--data", tmp_path / "absent", "--out", tmp_path / "out", "--device", "cpu") == 2
    stderr = capsys.readouterr().err
    assert told in stderr
    assert stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_torchrun_is_told_that_a_table_is_one_process(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RANK", "0")
    assert ablate("table2", "--data", tmp_path, "--out", tmp_path / "out") == 2
    assert "one process" in capsys.readouterr().err
