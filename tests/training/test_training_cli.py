import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
import skimage.data
import torch

from hime_core.assets import sha256_of
from hime_core.network import Hime, HimeConfig
from training.cli import main

MakePeople = Callable[..., Path]


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    torch.manual_seed(0)
    config = HimeConfig(4, 8, 1, 1, 1)
    torch.save({"ema": Hime(config).state_dict(), "config": {"network": vars(config)}}, tmp_path / "last.pt")
    return tmp_path / "last.pt"


def test_prepare_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for identity in "ab":
        (tmp_path / "album" / identity).mkdir(parents=True)
        photo = np.ascontiguousarray(skimage.data.astronaut()[..., ::-1])
        cv2.imwrite(str(tmp_path / "album" / identity / "1.png"), photo)
    report, out = tmp_path / "report.json", tmp_path / "out"
    arguments = ["--hold-out", "1", "--min-images", "1", "--json", str(report)]
    assert main(["prepare", "folder", str(tmp_path / "album"), str(out), *arguments]) == 0
    assert json.loads(report.read_text()) == {"train": 1, "dev": 0, "val": 1, "no_face": 0}
    assert len(list(out.glob("*/*/1.png"))) == 2
    assert "1 for training, 1 held out" in capsys.readouterr().out


def test_fit_then_evaluate(
    make_people: MakePeople, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))  # without AlexNet, which LPIPS needs
    (tmp_path / "run.yaml").write_text(
        f"sets: [{{path: '{make_people([2, 2])}'}}]\nvalidation: {{}}\nworkers: 0\n"
        "network: {scale: 4, width: 8, lr_blocks: 1, hr_blocks: 1, reconstruction_blocks: 1}\n"
        "batch: {lr_sizes: {16: 1}, pixels: 256}\noptimiser: {steps: 2}\n"
    )
    report = tmp_path / "report.json"
    assert main(["fit", str(tmp_path / "run.yaml"), "--out", str(tmp_path / "run"), "--json", str(report)]) == 0
    fitted = json.loads(report.read_text())
    assert fitted == {"checkpoint": str(tmp_path / "run" / "last.pt"), "steps": 2}
    arguments = ["--weights", fitted["checkpoint"], "--data", str(tmp_path / "people"), "--lr", "16", "--refs", "1"]
    assert main(["evaluate", *arguments, "--json", str(report)]) == 0
    scores = json.loads(report.read_text())
    assert {"count", "refs", "psnr", "ssim", "lpips", "bicubic", "per_identity"} <= scores.keys()
    assert scores["bicubic"].keys() == {"psnr", "ssim", "lpips", "identity_distance"}
    assert (scores["count"], scores["refs"], scores["lpips"]) == (4, 1, None)
    assert scores["weights_sha256"] == sha256_of(Path(fitted["checkpoint"]))
    out = capsys.readouterr().out
    assert f"{scores['psnr']:.2f}" in out
    assert out.count("LPIPS is left out: AlexNet's weights are not at hand") == 1


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (["--lr", "20"], "--lr 20"),
        (["--lr", "0"], "--lr 0"),
        (["--refs", "17"], "--refs 17"),
        (["--scale", "8"], "scale 4, not 8"),
        (["--weights", "absent.pt"], "absent.pt"),
        (["--data", "absent"], "absent"),
    ],
)
def test_bad_usage_exits_2_with_one_line(
    weights: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], changes: list[str], told: str
) -> None:
    report = tmp_path / "report.json"
    arguments = ["--weights", str(weights), "--data", str(tmp_path), "--json", str(report)]
    assert main(["evaluate", *arguments, *changes]) == 2
    stderr = capsys.readouterr().err
    assert stderr.startswith("hime-train: ")
    assert told in stderr
    assert stderr.count("\n") == 1
    assert not report.exists()


def test_unknown_arguments_exit_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["evaluate", "--wieghts", "x"])
    assert stop.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_help_needs_no_torch() -> None:
    code = "import sys\nfrom training.cli import parser\nparser().format_help()\nassert 'torch' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


TOO_LONG = "n" * 300


@pytest.mark.parametrize(
    "arguments",
    [
        ["prepare", "folder", TOO_LONG, "out"],
        ["prepare", "folder", ".", TOO_LONG],
        ["prepare", "call", "call.mp4", TOO_LONG, "out"],
        ["prepare", "celebamask-hq", ".", "out", "--identities", TOO_LONG],
        ["fit", TOO_LONG, "--out", "out"],
        ["fit", "run.yaml", "--out", TOO_LONG],
        ["fit", "long.yaml", "--out", "out"],
        ["evaluate", "--weights", TOO_LONG, "--data", "."],
        ["evaluate", "--predictions", TOO_LONG, "--data", "."],
        ["evaluate", "--weights", "last.pt", "--data", TOO_LONG],
        ["evaluate", "--weights", "last.pt", "--data", ".", "--json", TOO_LONG],
        ["sheet", "--weights", "last.pt", TOO_LONG, "--data", ".", "--out", "sheet.png"],
        ["sheet", "--weights", "last.pt", "--data", ".", "--out", TOO_LONG],
        [
            "export",
            "--weights",
            "last.pt",
            "--name",
            TOO_LONG,
            "--licence",
            "MIT",
            "--about",
            "nothing",
            "--out",
            "models",
        ],
        ["calibrate", "--data", TOO_LONG],
        ["recogniser", "fit", "run.yaml", "--out", TOO_LONG],
        ["ablate", "table1", "--data", ".", "--out", "tables", "--predictions", f"SRNTT={TOO_LONG}"],
        ["correlation-map", TOO_LONG, "--out", "map.png"],
        ["convert-detector", TOO_LONG, "--out", "detector.onnx"],
    ],
)
def test_a_name_that_is_too_long_exits_2_with_one_line(
    weights: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "run.yaml").write_text("sets: [{path: absent}]\nvalidation: {}\n")
    (tmp_path / "long.yaml").write_text(f"sets: [{{path: {TOO_LONG}}}]\nvalidation: {{}}\n")
    before = set(tmp_path.iterdir())
    assert main(arguments) == 2
    stderr = capsys.readouterr().err
    assert stderr.startswith("hime-train: ")
    assert TOO_LONG in stderr and "File name too long" in stderr
    assert stderr.count("\n") == 1
    assert set(tmp_path.iterdir()) - before <= {tmp_path / "models", tmp_path / "out"}
