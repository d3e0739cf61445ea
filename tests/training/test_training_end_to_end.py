"""Every command on a tiny set in CelebAMask-HQ's layout, as a researcher would run them one after another."""

import json
from pathlib import Path

import pytest
import yaml

from tests.training.tiny_celebamask import make_celebamask
from training.cli import main


def test_from_download_to_exported_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TORCH_HOME", str(tmp_path / "hub"))  # without AlexNet, which LPIPS needs
    report = tmp_path / "report.json"

    def run(*arguments: object, status: int = 0) -> dict:
        assert main([*map(str, arguments), "--json", str(report)]) == status
        return json.loads(report.read_text())

    raw, data, out = tmp_path / "raw", tmp_path / "data", tmp_path / "run"
    make_celebamask(raw, people=6, images=4, side=128)
    identities = raw / "identity_CelebA.txt"
    counts = run("prepare", "celebamask-hq", raw, data, "--identities", identities, "--evaluation", 2)
    assert (counts["train_identities"], counts["val_identities"]) == (4, 2)

    calibration = run("calibrate", "--data", data / "val", status=1)["rows"]  # drawn pictures are not the paper's
    assert [bool(row["skipped"]) for row in calibration] == [False, True, False]  # HR 256 is more than there is

    (tmp_path / "run.yaml").write_text(
        yaml.safe_dump(
            {
                "sets": [{"path": str(data / "train"), "margin": 1.0, "size": 128}],
                "validation": {"val": str(data / "val")},
                "network": {"scale": 8, "width": 8, "lr_blocks": 1, "hr_blocks": 1, "reconstruction_blocks": 1},
                "batch": {"lr_sizes": {16: 1.0}, "pixels": 512, "references": {3: 1.0}},
                "samples": {"kind": "photographs"},
                "degradation": {"kind": "webcam"},
                "losses": {"correlation": 0.1, "adversarial": 0.1},
                "optimiser": {"steps": 3, "discriminator_first": 1},
                "workers": 0,
            }
        )
    )
    checkpoint = run("fit", tmp_path / "run.yaml", "--out", out)["checkpoint"]
    task = ["--data", data / "val", "--lr", 16, "--scale", 8, "--refs", 3]
    scores = run("evaluate", "--weights", checkpoint, *task)
    assert (scores["count"], scores["refs"]) == (8, 3)
    assert {"no_reference", "stranger", "bicubic", "psnr"} <= scores.keys()

    assert run("export-list", *task, "--out", tmp_path / "list")["count"] == 8
    bicubic = run("evaluate", "--predictions", tmp_path / "list" / "bicubic", *task)
    assert bicubic["psnr"] == scores["bicubic"]["psnr"]

    weights = ["--weights", checkpoint, "--out", tmp_path / "models", "--name", "toy"]
    files = run("export", *weights, "--licence", "Apache-2.0", "--about", "a toy")["files"]
    assert run("evaluate", "--weights", tmp_path / "models" / "toy.safetensors", *task)["psnr"] == scores["psnr"]
    assert len(files) == 5
