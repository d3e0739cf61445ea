"""Writes a table as CSV, as Markdown and as a plot, with the paper's numbers beside ours."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from hime_core.assets import write_atomically
from training.ablations.rows import METRICS, TableResult, best_of, blocks_in, difference, lines
from training.ablations.tables import WINDOWS, window_name
from training.scoring.bootstrap import Difference

# Each metric is shown with this many digits behind the point.
DIGITS = {"psnr": 2, "ssim": 4, "lpips": 4}
# Our bars in a plot have this colour.
OURS = "tab:blue"
# The paper's bars in a plot have this colour.
PAPERS = "tab:orange"


def write_table(table: str, results: list[TableResult], about: str, out: Path) -> dict[str, Path]:
    """Write OUT/<table>.csv, .md and .png.

    about: a line that says how the numbers were made. Returns the three paths.
    """
    files = {ending: out / f"{table}.{ending}" for ending in ("csv", "md", "png")}
    write_atomically(files["csv"], as_csv(lines(results)).encode())
    write_atomically(files["md"], as_markdown(table, results, about).encode())
    figure = draw_windows(results) if table == "figure8" else draw_differences(results)
    png = BytesIO()
    figure.savefig(png, format="png", dpi=120)
    write_atomically(files["png"], png.getvalue())
    return files


def as_csv(rows: list[dict[str, Any]]) -> str:
    """Rows with the same keys as CSV, under one header. None is an empty cell."""
    text = StringIO()
    writer = csv.DictWriter(text, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def as_markdown(table: str, results: list[TableResult], about: str) -> str:
    """Two tables for each size: the numbers, and the intervals of their differences to the first and the best line.

    The difference to the first line stands in brackets, so that directions can be compared. Table 1 compares methods,
    so it also tells where their numbers are from and what they cost.
    """
    text = [f"# {table}", "", about, ""]
    for (lr, scale), block in blocks_in(results):
        methods = table == "table1"
        heads = ["from"] if methods else []
        heads += [head for metric in METRICS for head in (metric.upper(), "paper")]
        heads += ["params M", "paper", "GMACs", "paper"] if methods else []
        rows = []
        for result, row in zip(block, lines(block), strict=True):
            cells: list[str] = [result.origin] if methods else []
            for metric in METRICS:
                cells += [_ours(result, block[0], row, metric), _paper(row, metric, differs=result is not block[0])]
            costs = ("params_m", "paper_params_m", "gmacs", "paper_gmacs") if methods else ()
            rows.append([row["name"], *cells, *("-" if row[cost] is None else f"{row[cost]:.2f}" for cost in costs)])
        text += [*_table(f"{lr}x{lr}, x{scale}", heads, rows), "", *_intervals(block)]
        for title, notes in (
            ("Notes:", {r.name: r.note for r in block}),
            ("Skipped:", {r.name: r.skipped for r in block}),
            ("Counts that differ from the paper's by more than 10 %:", {r.name: r.cost_note for r in block}),
        ):
            said = _together(notes)
            text += [title, "", *said, ""] if said else []
    return "\n".join(text)


def _together(notes: Mapping[str, str | None]) -> list[str]:
    """A line for each note, with the names of all rows that have it."""
    names: dict[str, list[str]] = {}
    for name, note in notes.items():
        if note:
            names.setdefault(note, []).append(name)
    return [f"- {'; '.join(own)}: {note}" for note, own in names.items()]


def _table(first: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A Markdown table. first: the head of the column of names."""
    head = [f"| {first} | " + " | ".join(heads) + " |", "|---" + "|---:" * len(heads) + "|"]
    return head + ["| " + " | ".join(row) + " |" for row in rows]


def _intervals(block: Sequence[TableResult]) -> list[str]:
    """The intervals of the differences; no lines if nothing can be compared."""
    best = {metric: best_of(block, metric) for metric in METRICS}
    others = [
        (metric, name, other) for metric in METRICS for name, other in (("first", block[0]), ("best", best[metric]))
    ]
    found = {r.name: [difference(r, other, metric) for metric, _, other in others] for r in block}
    shown = [i for i in range(len(others)) if any(row[i] for row in found.values())]
    if not shown:
        return []
    heads = [f"{others[i][0].upper()} less the {others[i][1]}'s" for i in shown]
    rows = [
        [name, *(_interval(row[i], DIGITS[others[i][0]]) for i in shown)] for name, row in found.items() if any(row)
    ]
    return [*_table("95 % intervals over people", heads, rows), ""]


def _interval(found: Difference | None, digits: int) -> str:
    if found is None:
        return "-"
    tie = "tie: " if found.tie else ""
    return f"{tie}{found.mean:+.{digits}f} [{found.low:+.{digits}f}, {found.high:+.{digits}f}]"


def draw_differences(results: list[TableResult]) -> Figure:
    """A row of plots for each size: bars of the differences to the first line, and the curves of training."""
    blocks = blocks_in(results)
    height = max(2.6, 0.45 * max(len(block) for _, block in blocks) + 1.2)
    figure = Figure(figsize=(15, height * len(blocks)), layout="constrained")
    for axes, ((lr, scale), block) in zip(figure.subplots(len(blocks), 4, squeeze=False), blocks, strict=True):
        for panel, metric in zip(axes, METRICS, strict=False):
            _bars(panel, metric, block)
            panel.set_title(f"{metric.upper()}, {lr}x{lr} x{scale}, less the first row's")
        axes[0].set_yticks(range(len(block)), [r.name for r in block])
        _curves(axes[3], block)
    return figure


def draw_windows(results: list[TableResult]) -> Figure:
    """Figure 8: plots of PSNR, SSIM and LPIPS against k, and the curves of training."""
    by_name = {result.name: result.ours for result in results}
    figure = Figure(figsize=(15, 3.4), layout="constrained")
    axes = figure.subplots(1, 4)
    for panel, metric in zip(axes, METRICS, strict=False):
        for losses, label, colour in (("cor", "(a) cor", "tab:blue"), ("rec + cor", "(b) rec + cor", "tab:red")):
            points = [(k, getattr(by_name[window_name(losses, k)], metric)) for k in WINDOWS]
            shown = [(k, value) for k, value in points if value is not None]
            panel.plot([k for k, _ in shown], [value for _, value in shown], "o-", color=colour, label=label)
        panel.set_xticks(WINDOWS)
        panel.set_xlabel("k")
        measured = getattr(by_name["rec"], metric) is not None
        panel.set_title(metric.upper() if measured else f"{metric.upper()}: not measured")
    axes[0].legend()
    _curves(axes[3], results)
    return figure


def curve_of(run: Path, references: int | None) -> tuple[str, list[tuple[int, float]]] | None:
    """A run's curve, as a label and points (step, value); None if nothing was logged.

    The curve is the held-out gain over bicubic, as the mean over the validation sets. Without validation it is the
    reconstruction loss in training. references: the row's number of references. A row with none gets the gain without
    references.
    """
    for file, column, label in (
        ("validation.csv", "own" if references else "no_reference", "held-out gain over bicubic, dB"),
        ("log.csv", "reconstruction", "reconstruction loss in training"),
    ):
        if not (run / file).exists():
            continue
        with (run / file).open(newline="") as opened:
            rows = [row for row in csv.DictReader(opened) if column in row]
        steps = sorted({int(row["step"]) for row in rows})
        if steps:
            groups = ([float(row[column]) for row in rows if int(row["step"]) == step] for step in steps)
            return label, [(step, sum(group) / len(group)) for step, group in zip(steps, groups, strict=True)]
    return None


def _ours(result: TableResult, first: TableResult, row: dict[str, Any], metric: str) -> str:
    """Our number with its deviation and its difference to the first line, which may be a tie."""
    value, deviation, to_first, digits = (
        row[metric],
        row[f"{metric}_deviation"],
        row[f"{metric}_to_first"],
        DIGITS[metric],
    )
    if value is None:
        return "-"
    text = f"{value:.{digits}f}" + ("" if deviation is None else f" ± {deviation:.{digits}f}")
    if result is first or to_first is None:
        return text
    found = difference(result, first, metric)
    return f"{text} ({to_first:+.{digits}f}{', tie' if found and found.tie else ''})"


def _paper(row: dict[str, Any], metric: str, *, differs: bool) -> str:
    """The paper's number with its difference to the paper's first line."""
    value, to_first, digits = row[f"paper_{metric}"], row[f"paper_{metric}_to_first"], DIGITS[metric]
    if value is None:
        return "-"
    return f"{value:.{digits}f}" + (f" ({to_first:+.{digits}f})" if differs and to_first is not None else "")


def _bars(axes: Axes, metric: str, block: list[TableResult]) -> None:
    rows = lines(block)
    for prefix, shift, colour, label in (("", -0.2, OURS, "ours"), ("paper_", 0.2, PAPERS, "paper")):
        shown = [(i, row) for i, row in enumerate(rows) if row[f"{prefix}{metric}_to_first"] is not None]
        heights = [row[f"{prefix}{metric}_to_first"] for _, row in shown]
        bars = axes.barh([i + shift for i, _ in shown], heights, 0.38, color=colour, xerr=_reach(shown, metric, prefix))
        bars.set_label(label)
        axes.bar_label(bars, [f"{row[prefix + metric]:.{DIGITS[metric]}f}" for _, row in shown], padding=2, fontsize=7)
    axes.axvline(0, color="black", linewidth=0.8)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_yticks([])
    axes.use_sticky_edges = False  # bars begin at zero, and a bar's label needs room on that side too
    axes.margins(x=0.25)
    axes.locator_params(axis="x", nbins=5)
    axes.legend(fontsize=7)


def _reach(shown: Sequence[tuple[int, dict[str, Any]]], metric: str, prefix: str) -> list[list[float]] | None:
    """How far the intervals of the bars reach below and above their differences; the paper has none."""
    if prefix or not shown:
        return None
    name = f"{metric}_to_first"
    below, above = [], []
    for _, row in shown:
        value, low, high = row[name], row[f"{name}_low"], row[f"{name}_high"]
        below.append(0.0 if low is None else max(0.0, value - low))
        above.append(0.0 if high is None else max(0.0, high - value))
    return [below, above]


def _curves(axes: Axes, results: Iterable[TableResult]) -> None:
    """Plot the curves of the runs. All curves that are plotted have the same label."""
    first_rows: dict[Path, TableResult] = {}  # by run; a row that tests another row's weights has no curve of its own
    for result in results:
        if result.run:
            first_rows.setdefault(result.run, result)
    curves = {r.name: curve for run, r in first_rows.items() if (curve := curve_of(run, r.references))}
    if not curves:
        axes.set_axis_off()
        return
    label = min(label for label, _ in curves.values())
    for name, (own, points) in curves.items():
        if own == label:
            steps, values = zip(*points, strict=True)
            axes.plot(steps, values, ".-", label=name, linewidth=1, markersize=3)
    axes.set_xlabel("step")
    axes.set_title(label)
    axes.legend(fontsize=7)
