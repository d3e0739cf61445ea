"""Writes a run's logs: CSV files for scripts, TensorBoard's curves and pictures for people, numbers for trackers."""

import csv
import time
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F

from hime_core.assets import write_atomically
from training.fitting.trackers import TensorBoard, Tracker


class Log:
    """log.csv, validation.csv and TensorBoard's event files of one run, in its folder OUT.

    step: the step at which the run begins or goes on. A stopped run may have written later lines after its last
    checkpoint. They are removed, since these steps are done again. trackers: the numbers go there too, and the pictures
    never do: faces are biometric data.
    """

    def __init__(self, out: Path, step: int, trackers: Sequence[Tracker] = ()):
        self._train, self._validation = out / "log.csv", out / "validation.csv"
        for path in (self._train, self._validation):
            drop_rows_after(path, step)
        self._board = TensorBoard(out / "tensorboard", step)
        self._trackers: tuple[Tracker, ...] = (self._board, *trackers)
        # These terms are read only when a line is written, since reading makes the program wait for a GPU.
        self._waiting: list[dict[str, Tensor]] = []
        self._step, self._rate = step, 0.0

    def train(self, step: int, terms: dict[str, Tensor], rate: float) -> None:
        """Note the loss and its terms in one step."""
        self._waiting.append(terms)
        self._step, self._rate = step, rate

    def write(self) -> dict[str, float]:
        """Write a line of log.csv with the means since the line before. Returns these means."""
        names = self._waiting[0]
        means = {name: torch.stack([terms[name] for terms in self._waiting]).mean().item() for name in names}
        self._waiting.clear()
        append_row(self._train, {"time": round(time.time()), "step": self._step, **means, "lr": self._rate})
        self._tell(self._step, "train", {**means, "learning_rate": self._rate})
        return means

    def validation(self, step: int, rows: dict[str, dict[str, float]]) -> None:
        """Write the scores of each validation set."""
        for name, row in rows.items():
            append_row(self._validation, {"step": step, "set": name, **row})
            self._tell(step, f"gain_{name}", row)

    def close(self) -> None:
        """Write or send everything that is still in memory, with the means since the last line."""
        if self._waiting:
            self.write()
        for tracker in self._trackers:
            tracker.close()

    def _tell(self, step: int, group: str, values: dict[str, float]) -> None:
        for tracker in self._trackers:
            tracker.numbers(step, {f"{group}/{name}": value for name, value in values.items()})

    def pictures(
        self, step: int, lr: Tensor, bicubic: Tensor, sr: Tensor, hr: Tensor, exemplars: Tensor, weights: Tensor
    ) -> None:
        """Write a `contact_sheet` into TensorBoard's files."""
        self._board.writer.add_image("samples", contact_sheet(lr, bicubic, sr, hr, exemplars, weights), step)
        self._board.writer.flush()


def contact_sheet(lr: Tensor, bicubic: Tensor, sr: Tensor, hr: Tensor, exemplars: Tensor, weights: Tensor) -> Tensor:
    """A picture with one row for each sample: LR | bicubic | SR | HR | references.

    CoFA weights stand below their reference. A weight of 0 is black, and a weight of 1 is white.

    lr: B×3×h×w. bicubic, sr, hr: B×3×H×W. exemplars: B×R×3×H×W. weights: B×R×h×w. Returns 3×(B·2H)×((4 + R)·W).
    """
    size = hr.shape[-2:]
    big = F.interpolate(lr, size, mode="nearest")
    shares = F.interpolate(weights, size, mode="nearest") if weights.shape[1] else weights.new_zeros(len(lr), 0, *size)
    above = torch.cat((torch.stack((big, bicubic, sr, hr), 1), exemplars), 1)  # B×(4+R)×3×H×W
    below = torch.cat((torch.ones_like(above[:, :4]), shares.unsqueeze(2).expand_as(exemplars)), 1)
    rows = torch.cat((above, below), 3)  # B×(4+R)×3×2H×W
    return rows.permute(2, 0, 3, 1, 4).flatten(3).flatten(1, 2).clamp(0, 1).cpu()


def append_row(path: Path, row: dict[str, object]) -> None:
    """Add a line to a CSV file, whose header gets those of the line's columns that it lacks."""
    names, rows = _content(path)
    if more := [name for name in row if name not in names]:
        _write(path, [*names, *more], [*rows, row])
        return
    with path.open("a", newline="") as file:
        csv.DictWriter(file, names).writerow(row)


def drop_rows_after(path: Path, step: int) -> None:
    """Remove the lines of a CSV file whose column `step` is larger than this step."""
    if not path.exists():
        return
    names, rows = _content(path)
    # A run that died may have left a line half-written.
    kept = [row for row in rows if (row.get("step") or "").isdecimal() and int(row["step"]) <= step]
    if kept:
        _write(path, names, kept)
    else:
        path.unlink()  # the next line comes with a header


def _content(path: Path) -> tuple[Sequence[str], list[dict[str, Any]]]:
    """The columns and the lines of a CSV file. There are none if there is no file."""
    if not path.exists():
        return [], []
    with path.open(newline="") as file:
        reader = csv.DictReader(file)
        return reader.fieldnames or [], list(reader)


def _write(path: Path, names: Sequence[str], rows: Sequence[dict[str, Any]]) -> None:
    text = StringIO()
    writer = csv.DictWriter(text, names, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    write_atomically(path, text.getvalue().encode())
