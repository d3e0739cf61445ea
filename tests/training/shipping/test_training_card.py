import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from hime_core.assets import sha256_of
from hime_core.network import Hime, HimeConfig
from training.cli import main
from training.scoring.evaluate import Evaluation
from training.settings.config import Losses, PhotoSet, RunConfig, dump
from training.shipping.origin import origin, set_name

CONFIG = HimeConfig(4, 8, 1, 1, 2)


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    """The checkpoint of a second stage, which began with a first stage on another set."""
    config = RunConfig([PhotoSet(tmp_path / "london" / "train")], {}, CONFIG, losses=Losses(correlation=0.25))
    last = tmp_path / "mine" / "last.pt"
    last.parent.mkdir()
    first = tmp_path / "first.pt"
    state = {"ema": Hime(CONFIG).state_dict(), "step": 70, "revision": "abc+", "metrics": {}}
    torch.save(state | {"config": dump(replace(config, sets=[PhotoSet(tmp_path / "lfw")]))}, first)
    scores = {"calls": {"own": 1.25, "no_reference": 0.5, "stranger": -0.25}}
    torch.save(state | {"metrics": scores, "config": dump(replace(config, start_from=first))}, last)
    return last


def report(path: Path, sha256: str | None, *left_out: str) -> Path:
    """What `evaluate --identity --json` writes, without the conditions that were left out."""
    rows = {name: {"psnr": psnr, "ssim": 0.75, "identity_distance": 0.5} for name, psnr in
            (("bicubic", 20.0), ("no_reference", 21.0), ("stranger", 20.5))}  # fmt: skip
    rows["own"] = {"psnr": 22.0, "ssim": 0.8765, "identity_distance": 0.25}
    means = {name: row for name, row in rows.items() if name not in left_out}
    people = {"anna": {"psnr": 22.5, "psnr_bicubic": 20.0}, "ben": {"psnr": 21.5, "psnr_bicubic": 20.0}}
    task = {"set": "grid", "lr": 16, "scale": 4, "lr_by": "area", "weights_sha256": sha256}
    path.write_text(json.dumps(task | Evaluation(9, 3, 3, means, people, {}, [], []).report()))
    return path


def test_origin_names_sets_of_all_stages_and_no_path(weights: Path, tmp_path: Path) -> None:
    told = origin(weights)
    assert (told["step"], told["revision"], told["data"]) == ("70", "abc+", "london, lfw")
    assert json.loads(told["scores"])["psnr_gain_db"]["calls"]["own"] == 1.25
    assert json.loads(told["settings"])["losses"]["correlation"] == 0.25
    assert str(tmp_path) not in str(told)
    (tmp_path / "first.pt").unlink()
    assert origin(weights)["data"] == f"london, what {tmp_path.name}/first.pt learned from"


def test_a_card_shows_the_figures_of_the_reports(weights: Path, tmp_path: Path) -> None:
    task = ["card", "--weights", str(weights), "--out", str(tmp_path / "CARD.md")]
    assert main([*task, "--scores", str(report(tmp_path / "a.json", sha256_of(weights))), "--licence", "CC0-1.0"]) == 0
    text = (tmp_path / "CARD.md").read_text()
    assert text.startswith("# mine\n")
    row = "| grid (9 pictures of 2 people), LR 16 by area, 3 references |"
    assert f"{row} 20.00 (.750) | +1.00 (.750) | **+2.00 (.876)** | +0.50 (.750) | +1.50 |" in text
    assert f"{row} .500 | .500 | .250 | .500 |" in text  # identity; LPIPS was not measured
    assert "LPIPS" not in text
    for part in (
        "CC0-1.0",
        sha256_of(weights),
        "revision abc+",
        "london, lfw",
        "correlation 0.25",
        "biometric",
        "| read by |",
    ):
        assert part in text
    assert str(tmp_path) not in text
    assert main(task) == 0
    assert "| calls | +0.50 | +1.25 | -0.25 |" in (tmp_path / "CARD.md").read_text()  # the last validation


def test_a_set_has_its_name_from_within_it_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "london").mkdir()
    monkeypatch.chdir(tmp_path / "london")
    assert set_name(Path("val")) == set_name(tmp_path / "london" / "val") == "london"


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda path, _: path.write_text('{"psnr": 3}'), "is no report of `evaluate"),
        (lambda path, _: report(path, None), "is not of these weights"),  # another method's pictures
        (lambda path, _: report(path, "0" * 64), "is not of these weights"),
        (lambda path, weights: report(path, sha256_of(weights), "own"), "has no scores with own references"),
    ],
)
def test_what_is_no_report_of_these_weights_is_one_line(
    weights: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    make: Callable[[Path, Path], object],
    told: str,
) -> None:
    make(tmp_path / "b.json", weights)
    task = ["card", "--weights", str(weights), "--out", str(tmp_path / "CARD.md"), "--scores", str(tmp_path / "b.json")]
    assert main(task) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"hime-train: {tmp_path / 'b.json'}: {told}")
    assert error.count("\n") == 1
    assert not (tmp_path / "CARD.md").exists()
