"""Makes the report as one HTML file, which a browser shows without fetching anything."""

from html import escape

from app.replay.call import Example
from app.replay.curve import age_curve, turn_curve
from app.replay.drawing import as_svg
from app.replay.plan import ReplayPlan
from app.replay.summary import ReferenceRow, Summary
from app.replay.words import (
    FRAMES_HEADS,
    NO_LPIPS,
    PAPER_TABLE_5,
    band_of,
    cells_of,
    damaged_calls,
    frames_scope_of,
    name_of,
    notes_on,
    scope_of,
    text_of,
)

# The page shows at most this many headshots that gained least, and at most as many that gained most.
EXAMPLES = 6
# This CSS decides how the page looks.
STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; color: #222; max-width: 1180px; margin: 2em auto; padding: 0 1em }
table { border-collapse: collapse; font-variant-numeric: tabular-nums }
th, td { padding: .25em .8em; text-align: right; border-bottom: 1px solid #ddd } th { border-color: #888 }
td:first-child, th:first-child { text-align: left }
svg { max-width: 100%; height: auto }
.faces { display: flex; flex-wrap: wrap; gap: 8px; margin: .4em 0 1em } figure { margin: 0; width: 128px }
figure img { width: 128px; height: 128px; display: block } figure img.lr { image-rendering: pixelated }
figcaption { font-size: 12px; color: #555 } .note { color: #555 }
"""
# Under this policy the browser may use only the style and the pictures inside the page, and it fetches nothing.
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def as_html(summary: Summary, plan: ReplayPlan) -> str:
    """Return the whole page. It shows the faces of people in the calls."""
    about = (
        f"{scope_of(summary)}, {plan.lr} px to {plan.hr} px "
        f"({plan.settings.enhance.best_model}, {plan.degradation} degradation"
        f"{f', one headshot of every {plan.every}' if plan.every > 1 else ''})"
    )
    parts = [
        "<h1>What the age of an exemplar costs</h1>",
        f"<p>{escape(about)}. Every headshot was made small and restored with each reference in turn; no reference is "
        "the headshot itself or later than it.</p>",
        *_table(summary, plan),
        *_orders(summary),
        *(_frames(summary) if summary.frames else []),
        "<h2>Quality against age</h2>",
        as_svg(age_curve(summary.ages)),
        "<h2>Quality against the turn of the head</h2>",
        as_svg(turn_curve(summary.turns)),
        *_examples(summary, plan),
        *_calls(summary),
    ]
    head = (
        '<meta charset="utf-8"><title>HIME replay</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><style>{STYLE}</style>'
    )
    return f'<!doctype html>\n<html lang="en"><head>{head}</head><body>\n' + "\n".join(parts) + "\n</body></html>\n"


def _table(summary: Summary, plan: ReplayPlan) -> list[str]:
    heads = ("reference", "age, s", "PSNR", "95 % band", "SSIM", "95 % band", "paper PSNR", "paper SSIM")
    rows = [_cells([escape(h) for h in heads], "th"), *(_cells(_row(row)) for row in summary.rows)]
    notes = ["The band is over calls, drawn with replacement: frames of one call are alike."]
    notes += notes_on(summary, plan)
    notes.append("The paper's Table 5 is of other calls, sizes and weights: compare the steps, not the levels.")
    notes.append(f"{NO_LPIPS}.")
    return ["<table>", *rows, "</table>", f'<p class="note">{escape(" ".join(notes))}</p>']


def _row(row: ReferenceRow) -> list[str]:
    paper = PAPER_TABLE_5.get((row.kind, row.interval))
    return [
        escape(name_of((row.kind, row.interval)) + (" *" if row.too_short else "")),
        "" if row.age is None else f"{row.age:.2f}",
        f"{row.psnr.value:.2f}",
        band_of(row.psnr, ".2f").strip(),
        f"{row.ssim.value:.4f}",
        band_of(row.ssim, ".4f").strip(),
        f"{paper[0]:.2f}" if paper else "",
        f"{paper[1]:.4f}" if paper else "",
    ]


def _orders(summary: Summary) -> list[str]:
    items = []
    for order in summary.orders:
        against = ", ".join(f"{call} {order.calls[call]:+.2f} dB" for call in order.against)
        items.append(f"<li>{escape(text_of(order) + (f': {against}' if against else ''))}</li>")
    return ["<h2>Is the recent one better?</h2>", "<ul>", *items, "</ul>"]


def _frames(summary: Summary) -> list[str]:
    rows = [_cells([*FRAMES_HEADS], "th"), *(_cells([*cells_of(row)]) for row in summary.frames)]
    scope = f'<p class="note">{escape(frames_scope_of(summary))}</p>'
    return ["<h2>What the last frames know</h2>", "<table>", *rows, "</table>", scope]


def _examples(summary: Summary, plan: ReplayPlan) -> list[str]:
    named = [(name, example) for name, call in summary.calls.items() for example in call.examples]
    ordered = sorted(named, key=lambda pair: (pair[1].gain, pair[0]))
    shown = min(EXAMPLES, max(1, len(ordered) // 2))
    worst, best = ordered[:shown], ordered[shown:][-shown:][::-1]
    return [
        "<h2>Faces</h2>",
        f"<p>HIME with the reference of every {plan.intervals[0]} headshots, then with the live bank: its exemplars "
        "and where each counted (CoFA: dark 0, bright 1).</p>",
        "<h3>Least gained over bicubic</h3>",
        *(_faces(*pair) for pair in worst),
        *(["<h3>Most gained over bicubic</h3>"] if best else []),
        *(_faces(*pair) for pair in best),
    ]


def _faces(call: str, example: Example) -> str:
    title = f"{call}, frame {example.frame}: {example.gain:+.2f} dB over bicubic"
    rows = [f'<div class="faces">{"".join(map(_figure, row, row.values()))}</div>' for row in example.rows]
    return f"<div>{escape(title)}</div>{''.join(rows)}"


def _figure(caption: str, png: str) -> str:
    pixels = ' class="lr"' if caption == "LR" else ""
    image = f'<img{pixels} alt="{escape(caption)}" src="data:image/png;base64,{png}">'
    return f"<figure>{image}<figcaption>{escape(caption)}</figcaption></figure>"


def _calls(summary: Summary) -> list[str]:
    reasons = ("without the face", "whose is not certain", "too small", "damaged or enlarged")
    heads = ("call", "frames", "scored", *reasons, "frames a second")
    rows = [_cells(list(heads), "th")]
    for name, call in summary.calls.items():
        rate = call.frames / max(call.seconds, 1e-9)
        scored = len({s.frame for s in call.scores})
        left_out = (call.no_face, call.undecided, call.too_small, call.unfaithful)
        cells = (name, call.frames, scored, *left_out, f"{rate:.1f}")
        rows.append(_cells([escape(str(cell)) for cell in cells]))
    ended = [f"<li>{escape(f'{name}: {call.ended}')}</li>" for name, call in summary.calls.items() if call.ended]
    damaged = [f"<li>{escape(line)}</li>" for line in damaged_calls(summary)]
    skipped = [f"<li>{escape(f'{name}: {call.skipped}')}</li>" for name, call in summary.skipped.items()]
    return [
        "<h2>Calls</h2>",
        "<table>",
        *rows,
        "</table>",
        *([f"<p>Read in part: {len(ended)}</p>", "<ul>", *ended, "</ul>"] if ended else []),
        *([f"<p>With damaged frames: {len(damaged)}</p>", "<ul>", *damaged, "</ul>"] if damaged else []),
        *([f"<p>Skipped: {len(skipped)}</p>", "<ul>", *skipped, "</ul>"] if skipped else []),
    ]


def _cells(texts: list[str], tag: str = "td") -> str:
    """Return a row of a table, in HTML."""
    return "<tr>" + "".join(f"<{tag}>{text}</{tag}>" for text in texts) + "</tr>"
