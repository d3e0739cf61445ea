from pathlib import Path

import torch
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

from training.fitting.log import Log, append_row, contact_sheet, drop_rows_after


def test_lines_are_appended_under_one_header(tmp_path: Path) -> None:
    append_row(tmp_path / "log.csv", {"step": 1, "loss": 0.5})
    append_row(tmp_path / "log.csv", {"step": 2, "loss": 0.25})
    assert (tmp_path / "log.csv").read_text().split() == ["step,loss", "1,0.5", "2,0.25"]


def test_a_line_with_other_columns_keeps_those_of_the_lines_before(tmp_path: Path) -> None:
    """As after a change of the losses."""
    append_row(tmp_path / "log.csv", {"step": 1, "loss": 0.5, "lr": 0.1})
    append_row(tmp_path / "log.csv", {"step": 2, "loss": 0.4, "refusal": 0.3, "lr": 0.2})
    append_row(tmp_path / "log.csv", {"step": 3, "loss": 0.2, "lr": 0.3})
    lines = (tmp_path / "log.csv").read_text().split()
    assert lines == ["step,loss,lr,refusal", "1,0.5,0.1,", "2,0.4,0.2,0.3", "3,0.2,0.3,"]


def test_lines_beyond_a_step_are_dropped(tmp_path: Path) -> None:
    for step in (1, 2, 3):
        append_row(tmp_path / "log.csv", {"time": 9, "step": step})
    drop_rows_after(tmp_path / "log.csv", 2)
    assert (tmp_path / "log.csv").read_text().split() == ["time,step", "9,1", "9,2"]
    with (tmp_path / "log.csv").open("a") as file:
        file.write("9")  # died while writing
    drop_rows_after(tmp_path / "log.csv", 2)
    assert (tmp_path / "log.csv").read_text().split() == ["time,step", "9,1", "9,2"]
    drop_rows_after(tmp_path / "none.csv", 2)
    assert not (tmp_path / "none.csv").exists()


def test_curves_and_pictures_reach_tensorboard(tmp_path: Path) -> None:
    log = Log(tmp_path, 0)
    log.train(1, {"loss": torch.tensor(2.0)}, 0.1)
    log.train(2, {"loss": torch.tensor(4.0)}, 0.2)
    assert log.write() == {"loss": 3.0}
    log.validation(2, {"calls": {"own": 1.5}})
    picture, small = torch.rand(1, 3, 16, 16), torch.rand(1, 3, 4, 4)
    log.pictures(2, small, picture, picture, picture, torch.rand(1, 2, 3, 16, 16), torch.rand(1, 2, 4, 4))
    board = EventAccumulator(str(tmp_path / "tensorboard"), {"images": 0, "scalars": 0}).Reload()
    assert [(e.step, e.value) for e in board.Scalars("train/loss")] == [(2, 3.0)]
    assert [(e.step, e.value) for e in board.Scalars("gain_calls/own")] == [(2, 1.5)]
    assert (board.Images("samples")[0].width, board.Images("samples")[0].height) == (6 * 16, 2 * 16)
    assert (tmp_path / "validation.csv").read_text().split() == ["step,set,own", "2,calls,1.5"]


def test_the_sheet_shows_everything_in_its_place() -> None:
    b, r, h, size = 2, 3, 2, 8
    lr, weights = torch.full((b, 3, h, h), 0.1), torch.zeros(b, r, h, h)
    bicubic, sr, hr = (torch.full((b, 3, size, size), value) for value in (0.2, 0.3, 0.4))
    exemplars = torch.stack([torch.full((b, 3, size, size), value) for value in (0.5, 0.6, 0.7)], 1)
    weights[:, 1], weights[1, 2] = 0.9, 0.8
    sheet = contact_sheet(lr, bicubic, sr, hr, exemplars, weights)
    assert sheet.shape == (3, b * 2 * size, (4 + r) * size)
    cells = sheet[0, ::size, ::size]
    expected = [[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7], [1, 1, 1, 1, 0, 0.9, 0]]
    torch.testing.assert_close(cells[:2], torch.tensor(expected))
    torch.testing.assert_close(cells[3], torch.tensor([1, 1, 1, 1, 0, 0.9, 0.8]))
    assert contact_sheet(lr, bicubic, sr, hr, exemplars[:, :0], weights[:, :0]).shape == (3, b * 2 * size, 4 * size)
