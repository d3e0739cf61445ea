import json
from collections.abc import Callable
from pathlib import Path

import pytest

from hime_core.network import Hime, HimeConfig
from training.cli import main
from training.scoring import calibrate as module
from training.scoring.calibrate import calibrate, passes
from training.scoring.evaluate import evaluate

MakePeople = Callable[..., Path]


def test_rows_are_the_bicubic_rows_of_evaluate(make_people: MakePeople) -> None:
    data = make_people([1], side=260)
    rows = {(row.lr, row.scale): row for row in calibrate(data, progress=False)}
    assert list(rows) == [(32, 4), (64, 4), (16, 8)]
    for (lr, scale), row in rows.items():
        network = Hime(HimeConfig(scale, 8, 1, 1, 1)).eval()
        bicubic = evaluate(network, data, lr, 0, progress=False).means["bicubic"]
        assert {"psnr": row.psnr, "ssim": row.ssim} == pytest.approx(bicubic, abs=1e-4)
        assert row.skipped is None
    assert rows[16, 8].psnr < rows[32, 4].psnr  # the same HR images, from fewer pixels


def test_differences_are_from_the_papers_numbers(make_people: MakePeople) -> None:
    rows = calibrate(make_people([1], side=260), progress=False)
    paper = [(25.64, 0.7752), (28.40, 0.8169), (21.83, 0.5929)]
    assert [(row.paper_psnr, row.paper_ssim) for row in rows] == paper
    for row, (psnr, ssim) in zip(rows, paper, strict=True):
        assert row.psnr_difference == pytest.approx(row.psnr - psnr)
        assert row.ssim_difference == pytest.approx(row.ssim - ssim)


def test_sizes_the_data_is_too_small_for_are_named_and_skipped(
    make_people: MakePeople, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    data, report = make_people([1, 1], side=140), tmp_path / "report.json"
    assert main(["calibrate", "--data", str(data), "--json", str(report)]) == 1  # these pictures are no faces
    written = json.loads(report.read_text())
    assert written["passed"] is False
    small, large, eight = written["rows"]
    assert large["skipped"].count("0.png: 140 px is smaller than the HR size 256")
    assert large["psnr"] is large["ssim_difference"] is large["passed"] is None
    assert small["passed"] is eight["passed"] is False
    assert small["skipped"] is eight["skipped"] is None
    out = capsys.readouterr().out
    assert f"64x64 x4   skipped: {large['skipped']}" in out
    assert f"{small['psnr']:.2f}" in out
    assert f"{eight['ssim_difference']:+.4f}" in out
    assert "real CelebAMask-HQ" in out


def test_a_size_passes_within_both_tolerances(make_people: MakePeople, monkeypatch: pytest.MonkeyPatch) -> None:
    data = make_people([1], side=130)
    ours = {(row.lr, row.scale): (row.psnr, row.ssim) for row in calibrate(data, progress=False) if row.psnr}
    near, far = {}, {}
    for size, (psnr, ssim) in ours.items():
        near[size] = (psnr + 0.29, ssim - 0.0099)
        far[size] = (psnr, ssim + 0.0101)
    for paper, verdict in ((near, True), (far, False), ({**near, (32, 4): far[32, 4]}, False), ({}, False)):
        monkeypatch.setattr(module, "PAPER_BICUBIC", paper)
        assert passes(calibrate(data, progress=False)) is verdict


def test_a_missing_folder_exits_2_with_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calibrate", "--data", str(tmp_path / "absent")]) == 2
    stderr = capsys.readouterr().err
    assert "absent: no such folder" in stderr
    assert stderr.count("\n") == 1
