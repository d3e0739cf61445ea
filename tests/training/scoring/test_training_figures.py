import json
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from training.cli import main
from training.losses.correlation import correlation_map
from training.scoring.figures import draw_correlation_map, mean_correlation


@pytest.fixture
def stripes(tmp_path: Path) -> Path:
    """A black, a grey and a white stripe, 48×48: the grey one is the picture's mean."""
    image = np.repeat(np.array([0, 128, 255], np.uint8), 16)[None, :, None].repeat(48, 0).repeat(3, 2)
    cv2.imwrite(str(tmp_path / "stripes.png"), image)
    return tmp_path / "stripes.png"


@pytest.mark.parametrize("k", [1, 3, 7, 15])
def test_mean_correlation_is_the_mean_of_the_map(k: int) -> None:
    image = torch.rand(2, 3, 10, 13, dtype=torch.float64, generator=torch.Generator().manual_seed(0))
    torch.testing.assert_close(mean_correlation(image, k), correlation_map(image, k).mean(1))


def test_low_is_blue_and_high_is_red(stripes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, report = tmp_path / "figure.png", tmp_path / "report.json"
    assert main(["correlation-map", str(stripes), "--k", "3", "--out", str(out), "--json", str(report)]) == 0
    assert json.loads(report.read_text()) == {"image": str(stripes), "k": [3], "out": str(out)}
    assert str(out) in capsys.readouterr().out
    figure = cv2.imread(str(out)).astype(int)  # BGR: the picture left, its map right
    height, width, _ = figure.shape
    row = figure[height // 2]
    black, grey, white = (row[int(width * place)] for place in (0.1, 0.25, 0.4))
    assert black.max() == 0
    assert white.min() == 255
    assert np.ptp(grey) == 0
    low = row[int(width * 0.75)]
    assert low[0] > low[2] + 100
    for place in (0.6, 0.9):
        high = row[int(width * place)]
        assert high[2] > high[0] + 100


def test_one_panel_a_window_beside_the_picture(stripes: Path, tmp_path: Path) -> None:
    widths = []
    for ks in ([3], [3, 5, 7]):
        draw_correlation_map(stripes, ks, tmp_path / "figure.png")
        widths.append(cv2.imread(str(tmp_path / "figure.png")).shape[1])
    assert widths[1] == 2 * widths[0]


@pytest.mark.parametrize("content", [None, b"not a picture"])
def test_a_picture_that_cannot_be_read_is_one_line(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], content: bytes | None
) -> None:
    if content:
        (tmp_path / "face.png").write_bytes(content)
    assert main(["correlation-map", str(tmp_path / "face.png"), "--out", str(tmp_path / "figure.png")]) == 2
    stderr = capfd.readouterr().err
    assert stderr.startswith(f"hime-train: {tmp_path / 'face.png'}: ")
    assert stderr.count("\n") == 1
    assert not (tmp_path / "figure.png").exists()


@pytest.mark.parametrize("k", ["4", "0", "-3", "x"])
def test_even_windows_are_refused(stripes: Path, tmp_path: Path, k: str) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["correlation-map", str(stripes), "--k", k, "--out", str(tmp_path / "figure.png")])
    assert stop.value.code == 2
    with pytest.raises(ValueError, match="k must be odd"):
        draw_correlation_map(stripes, [4], tmp_path / "figure.png")
    assert not (tmp_path / "figure.png").exists()
