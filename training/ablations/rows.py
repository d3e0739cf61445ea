"""What a table is made of: a row as the paper has it, and a row's result."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

METRICS = ("psnr", "ssim", "lpips")
T = TypeVar("T")


@dataclass(frozen=True)
class Numbers:
    """PSNR in dB, SSIM and LPIPS, means over the evaluation list; parameters in millions; GMACs of one LR image.

    None is what was not measured, or what the paper does not give.
    """

    psnr: float | None = None
    ssim: float | None = None
    lpips: float | None = None
    params_m: float | None = None
    gmacs: float | None = None


@dataclass(frozen=True)
class Row:
    """A run that differs from its block's common one by `changes`, keyed and nested as in a run's YAML file."""

    name: str
    changes: Mapping[str, Any]
    paper: Numbers = Numbers()
    references: int = 3  # at test
    begins_with: str | None = None  # the row above whose weights it starts from


@dataclass(frozen=True)
class Block:
    """The rows of one size. Everything in it is compared with its first line: bicubic's where the paper has that."""

    lr: int
    scale: int
    rows: tuple[Row, ...]
    bicubic: Numbers | None = None  # the paper's
    others: Mapping[str, Numbers] | None = None  # the paper's numbers of other methods, by name


@dataclass(frozen=True)
class Result:
    """One line of a table: ours beside the paper's. Where `skipped` gives a reason, ours is empty."""

    name: str
    lr: int
    scale: int
    references: int | None  # at test; None where they are not ours to give
    paper: Numbers
    ours: Numbers = Numbers()
    run: Path | None = None  # the folder of its training
    skipped: str | None = None


def vary(config: T, changes: Mapping[str, Any]) -> T:
    """A frozen dataclass with other values at these keys; a mapping goes into the dataclass that stands there."""
    assert is_dataclass(config)
    values = {}
    for key, new in changes.items():
        old = getattr(config, key)
        values[key] = vary(old, new) if is_dataclass(old) and isinstance(new, Mapping) else new
    return replace(config, **values)  # type: ignore[type-var]  # it may be a class, says mypy


def lines(results: list[Result]) -> list[dict[str, Any]]:
    """The results as flat rows of JSON and CSV, all with the same keys.

    `<metric>_to_first` is ours less ours in the first line of this size, `paper_<metric>_to_first` the same of the
    paper's.
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
