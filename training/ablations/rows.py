"""The parts of a table: rows as the paper has them, and results of rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, Literal, TypeVar

from training.scoring.bootstrap import Difference, paired_difference
from training.shipping.complexity import cost_note

# A table has columns for these metrics.
METRICS = ("psnr", "ssim", "lpips")
# Says where a line's numbers are from. Bicubic and the rows of Table 5 train nothing.
Origin = Literal["trained here", "scored from pictures", "missing", "not trained"]
T = TypeVar("T")


@dataclass(frozen=True)
class Numbers:
    """The numbers of a row. None stands for a number that was not measured, or is not in the paper."""

    psnr: float | None = None  # mean over the evaluation list, dB
    ssim: float | None = None  # mean over the evaluation list
    lpips: float | None = None  # mean over the evaluation list
    params_m: float | None = None  # parameters, millions
    gmacs: float | None = None  # billions of multiply-accumulates for one LR picture


@dataclass(frozen=True)
class TableRow:
    """A row as the paper has it."""

    name: str
    # The settings that its run changes in its block's common run, as in a recipe. None: the row is not trained here. It
    # is scored from the pictures of its authors' program, if somebody gives them.
    changes: Mapping[str, Any] | None
    paper: Numbers = Numbers()  # the paper's numbers
    references: int = 3  # the row is tested with this many references
    begins_with: str | None = None  # the name of a row above, whose weights this row starts from
    weights_of: str | None = None  # the name of a row above, whose run this row is; it is tested in another way
    why_costs_differ: str = ""  # why our counts of its parameters or multiply-adds differ from the paper's, if known


@dataclass(frozen=True)
class Block:
    """The rows of one size. All rows are compared with the first line, which is bicubic's if the paper has bicubic."""

    lr: int  # LR side, pixels
    scale: int
    rows: tuple[TableRow, ...]
    bicubic: Numbers | None = None  # the paper's numbers of bicubic

    @property
    def size(self) -> str:
        """LR side and scale, as they stand in names of files."""
        return f"{self.lr}x{self.scale}"


@dataclass(frozen=True)
class PictureScores:
    """What a row got for each picture of the evaluation list."""

    identities: Sequence[str]  # who is on each picture
    values: Mapping[str, Sequence[Sequence[float]]]  # by metric and seed, in the order of the pictures


@dataclass(frozen=True)
class TableResult:
    """One line of a table: our numbers beside the paper's."""

    name: str
    lr: int  # LR side, pixels
    scale: int
    references: int | None  # the number that it was tested with; None for bicubic and other methods
    paper: Numbers
    ours: Numbers = Numbers()  # the means over its seeds
    origin: Origin = "missing"
    run: Path | None = None  # the folder of its training, by its first seed
    pictures: Path | None = None  # the folder of pictures that were scored
    skipped: str | None = None  # the reason why we have no numbers
    seeds: int | None = None  # it was trained with this many seeds; None if it was not trained
    deviation: Numbers = Numbers()  # the standard deviations of `ours` over the seeds; none for one seed
    scores: PictureScores | None = None  # None if we have no numbers
    why_costs_differ: str = ""  # as in TableRow
    note: str | None = None  # what a reader should know of its training

    @property
    def cost_note(self) -> str | None:
        """Which of our counts differ from the paper's, and why; None if they agree or are missing."""
        ours, paper = self.ours, self.paper
        return cost_note(ours.params_m, ours.gmacs, paper.params_m, paper.gmacs, self.why_costs_differ)


def vary(config: T, changes: Mapping[str, Any]) -> T:
    """A frozen dataclass with other values at these keys.

    If a value is a mapping, it changes keys of the dataclass that stands at its key.
    """
    assert is_dataclass(config)
    values = {}
    for key, new in changes.items():
        old = getattr(config, key)
        values[key] = vary(old, new) if is_dataclass(old) and isinstance(new, Mapping) else new
    return replace(config, **values)  # type: ignore[type-var]  # mypy thinks that it may be a class


def blocks_in(results: Sequence[TableResult]) -> list[tuple[tuple[int, int], list[TableResult]]]:
    """The results by LR side and scale, in their order."""
    sizes = list(dict.fromkeys((r.lr, r.scale) for r in results))
    return [(size, [r for r in results if (r.lr, r.scale) == size]) for size in sizes]


def lines(results: Sequence[TableResult]) -> list[dict[str, Any]]:
    """The results as flat rows for JSON and CSV, all with the same keys.

    `<metric>_to_first` is our number minus our number in the first line of this size, and `<metric>_to_best` minus our
    best number of this size. `_low` and `_high` are the ends of the difference's interval (training.scoring.bootstrap).
    `<metric>_deviation` is the standard deviation over the seeds. `paper_<metric>_to_first` is as `<metric>_to_first`,
    for the paper's numbers.
    """
    rows = []
    for _, block in blocks_in(results):
        best = {metric: best_of(block, metric) for metric in METRICS}
        for result in block:
            row: dict[str, Any] = {"name": result.name, "lr": result.lr, "scale": result.scale}
            row |= {"refs": result.references, "origin": result.origin, "seeds": result.seeds}
            for prefix, own, base in (("", result.ours, block[0].ours), ("paper_", result.paper, block[0].paper)):
                for field in fields(Numbers):
                    row[prefix + field.name] = getattr(own, field.name)
                for metric in METRICS:
                    row[f"{prefix}{metric}_to_first"] = _less(getattr(own, metric), getattr(base, metric))
            for metric in METRICS:
                row[f"{metric}_deviation"] = getattr(result.deviation, metric)
                row |= _interval(f"{metric}_to_first", difference(result, block[0], metric))
                row[f"{metric}_to_best"] = _less(getattr(result.ours, metric), getattr(best[metric].ours, metric))
                row |= _interval(f"{metric}_to_best", difference(result, best[metric], metric))
            row["run"] = str(result.run) if result.run else None
            rows.append(row | {"skipped": result.skipped, "cost_note": result.cost_note, "note": result.note})
    return rows


def best_of(block: Sequence[TableResult], metric: str) -> TableResult:
    """The line with the best number of ours; the first line if there is no number. Less LPIPS is better."""
    measured = [r for r in block if getattr(r.ours, metric) is not None] or [block[0]]
    sign = -1 if metric == "lpips" else 1
    return max(measured, key=lambda result: sign * (getattr(result.ours, metric) or 0))


def difference(result: TableResult, other: TableResult, metric: str) -> Difference | None:
    """The difference of two lines' numbers with its interval; None if a line has no numbers or is the other line."""
    if result is other or result.scores is None or other.scores is None:
        return None
    if metric not in result.scores.values or metric not in other.scores.values:
        return None
    return paired_difference(result.scores.values[metric], other.scores.values[metric], result.scores.identities)


def _interval(name: str, found: Difference | None) -> dict[str, float | None]:
    ends = (None, None) if found is None else (round(found.low, 4), round(found.high, 4))
    return dict(zip((f"{name}_low", f"{name}_high"), ends, strict=True))


def _less(value: float | None, base: float | None) -> float | None:
    return None if value is None or base is None else round(value - base, 4)
