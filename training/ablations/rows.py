"""The parts of a table: rows as the paper has them, and results of rows."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

# A table has columns for these metrics.
METRICS = ("psnr", "ssim", "lpips")
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
    changes: Mapping[str, Any]  # the settings that its run changes in its block's common run, as in a recipe
    paper: Numbers = Numbers()  # the paper's numbers
    references: int = 3  # the row is tested with this many references
    begins_with: str | None = None  # the name of a row above, whose weights this row starts from


@dataclass(frozen=True)
class Block:
    """The rows of one size. All rows are compared with the first line, which is bicubic's if the paper has bicubic."""

    lr: int  # LR side, pixels
    scale: int
    rows: tuple[TableRow, ...]
    bicubic: Numbers | None = None  # the paper's numbers of bicubic
    others: Mapping[str, Numbers] | None = None  # the paper's numbers of other methods, by name


@dataclass(frozen=True)
class TableResult:
    """One line of a table: our numbers beside the paper's."""

    name: str
    lr: int  # LR side, pixels
    scale: int
    references: int | None  # the number that it was tested with; None for bicubic and other methods
    paper: Numbers
    ours: Numbers = Numbers()
    run: Path | None = None  # the folder of its training
    skipped: str | None = None  # the reason why we have no numbers


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


def lines(results: list[TableResult]) -> list[dict[str, Any]]:
    """The results as flat rows for JSON and CSV, all with the same keys.

    `<metric>_to_first` is our number minus our number in the first line of this size. `paper_<metric>_to_first` is the
    same for the paper's numbers.
    """
    rows = []
    for result in results:
        first = next(r for r in results if (r.lr, r.scale) == (result.lr, result.scale))
        row: dict[str, Any] = {"name": result.name, "lr": result.lr, "scale": result.scale, "refs": result.references}
        for prefix, own, base in (("", result.ours, first.ours), ("paper_", result.paper, first.paper)):
            for field in fields(Numbers):
                row[prefix + field.name] = getattr(own, field.name)
            for metric in METRICS:
                row[f"{prefix}{metric}_to_first"] = _less(getattr(own, metric), getattr(base, metric))
        rows.append(row | {"run": str(result.run) if result.run else None, "skipped": result.skipped})
    return rows


def _less(value: float | None, base: float | None) -> float | None:
    return None if value is None or base is None else round(value - base, 4)
