"""Writes a card of weights, in the form of the cards in models/, out of what the files say."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hime_core.assets import sha256_of
from hime_core.errors import UsageError
from hime_core.network import Hime
from training.shipping.complexity import cost

# A card gives parameters and multiply-adds for this LR side, with COSTED_REFERENCES references.
COSTED_LR = 32
COSTED_REFERENCES = 3
# A report of `evaluate` has these conditions. The table of scores gives them in this order.
CONDITIONS = {"no_reference": "no reference", "own": "own references", "stranger": "a stranger's"}
# A report has these too.
NEEDED = ("set", "count", "lr", "lr_by", "refs", "psnr", "bicubic", "per_identity", "weights_sha256")
# These metrics have a table of their own where a report has them. A smaller number is better.
MORE_METRICS = {
    "lpips": "The table shows LPIPS",
    "identity_distance": "The table shows the distance to the truth by a face recogniser that knows nothing of HIME",
}
# These settings of a run stand in the card.
TOLD_SETTINGS = ("optimiser", "losses", "batch", "samples", "degradation", "precision", "seed")
# What every card says of use and limits.
USE = """\
- It enlarges headshots, as `hime_core/geometry.py` cuts them. It makes detail that is likely, and that need not be
  true.
- Do not use it to find out or to prove who somebody is. A face that it makes is no evidence.
- Pictures of faces are biometric data. Ask the people whose pictures you enlarge or give as references, and keep the
  references of one person apart from those of others.
- It was scored only on what the tables above say. Other people, cameras and light may give less.
"""


def card(weights: Path, network: Hime, told: Mapping[str, str], reports: list[Path]) -> str:
    """The card as Markdown.

    weights: the file that the card is of. told: what is known of it (origin.py). reports: JSON files of `evaluate`.
    Raises UsageError if one of them is no report of `evaluate --weights` on this file, or has no own references.
    """
    config = network.config
    params, gmacs = cost(config, COSTED_LR, COSTED_REFERENCES)
    sha256 = sha256_of(weights)
    size = "large" if config.alignment == "dconv-flow" else "small"
    facts = {
        "size and cost": f"{params:.3f} M parameters; {gmacs:.2f} GMACs at {COSTED_LR}×{COSTED_LR} with "
        f"{COSTED_REFERENCES} references",
        "network": _plain(vars(config)),
        "file": f"`{weights.name}`, sha256 `{sha256}`",
        "licence": told.get("licence", "not said; without one, nobody else may use them"),
        "exported by" if weights.suffix == ".safetensors" else "read by": f"HIME {told.get('hime', '')}".strip(),
        "trained by": f"HIME of revision {told.get('revision') or 'not known'}",
    }
    parts = [
        f"# {weights.stem if weights.suffix == '.safetensors' else weights.resolve().parent.name}",
        f"HIME ({size}), ×{config.scale}. It enlarges a headshot {config.scale} times, with pictures of the same "
        f"person as references.",
        "## Scores",
        *_scores([_report(path, sha256) for path in reports], told),
        "## Use and limits",
        USE.strip(),
        _table(["", ""], [[name, text] for name, text in facts.items()]),
        "## Data",
        f"Trained on {told.get('data') or 'sets that the file does not name'}.",
        "## How it was trained",
        *_trained(told),
    ]
    return "\n\n".join(parts) + "\n"


def _report(path: Path, sha256: str) -> dict[str, Any]:
    """A report, with the scores of own references under "own", as those of the other conditions.

    sha256: of the card's file.
    """
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
        own = {metric: report.get(metric) for metric in ("psnr", "ssim", *MORE_METRICS)}
        report = {name: report[name] for name in NEEDED} | report | {"own": own}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{path}: is no report of `evaluate --weights ... --json` ({error!r}); make it anew"
        ) from error
    if report["weights_sha256"] != sha256:
        raise UsageError(f"{path}: is not of these weights; make it with `evaluate --weights`, of the card's own file")
    if own["psnr"] is None:
        raise UsageError(f"{path}: has no scores with own references; make it with `evaluate --conditions` own, too")
    return report


def _scores(reports: list[dict[str, Any]], told: Mapping[str, str]) -> list[str]:
    """The tables of the reports, or of the last validation if there are none."""
    if not reports:
        return _last_validation(told)
    heads = ["", "bicubic", *CONDITIONS.values()]
    rows = [[_row_name(r), _psnr(r["bicubic"]), *(_gain(r, c) for c in CONDITIONS), _worst(r)] for r in reports]
    parts = [
        "The table shows the gain in PSNR over bicubic enlargement of the same small picture (LR), in dB, with SSIM in "
        "brackets.",
        _table([*heads, "worst person"], rows),
    ]
    for metric, about in MORE_METRICS.items():
        having = [r for r in reports if r["bicubic"].get(metric) is not None]
        rows = [[_row_name(r), *(_number(r.get(c), metric) for c in ("bicubic", *CONDITIONS))] for r in having]
        parts += [f"{about}. Less is better.", _table(heads, rows)] if rows else []
    return parts


def _last_validation(told: Mapping[str, str]) -> list[str]:
    if "scores" not in told:
        return ["No scores were given."]
    scores = json.loads(told["scores"])
    rows = [[name, *(f"{row[c]:+.2f}" for c in CONDITIONS)] for name, row in scores["psnr_gain_db"].items()]
    return [
        f"The table shows the gain in PSNR over bicubic enlargement, in dB, at the last validation in training: LR "
        f"{scores['lr']}, up to {scores['references']} references, a part of each set.",
        _table(["", *CONDITIONS.values()], rows),
    ]


def _trained(told: Mapping[str, str]) -> list[str]:
    steps = f"The last stage had {told['step']} steps." if "step" in told else "The file does not say for how long."
    settings = json.loads(told.get("settings", "{}"))
    rows = [[name, _plain(settings[name])] for name in TOLD_SETTINGS if name in settings]
    blend = [f"It is a blend: {told['blend']}."] if "blend" in told else []
    return [steps, *blend, *([_table(["setting of the last stage", ""], rows)] if rows else [])]


def _plain(value: object) -> str:
    """A setting as text in one cell."""
    if isinstance(value, dict):
        return "; ".join(f"{key} {_plain(inner)}" for key, inner in value.items())
    return ", ".join(map(_plain, value)) if isinstance(value, list) else str(value)


def _row_name(report: dict[str, Any]) -> str:
    pictures = f"{report['count']} pictures of {len(report['per_identity'])} people"
    return f"{report['set']} ({pictures}), LR {report['lr']} by {report['lr_by']}, {report['refs']} references"


def _psnr(row: dict[str, Any]) -> str:
    return f"{row['psnr']:.2f} ({_short(row['ssim'])})"


def _gain(report: dict[str, Any], condition: str) -> str:
    if condition not in report:
        return ""
    row = report[condition]
    text = f"{row['psnr'] - report['bicubic']['psnr']:+.2f} ({_short(row['ssim'])})"
    return f"**{text}**" if condition == "own" else text


def _worst(report: dict[str, Any]) -> str:
    return f"{min(person['psnr'] - person['psnr_bicubic'] for person in report['per_identity'].values()):+.2f}"


def _short(value: float) -> str:
    """A number of three digits without its nought before the point, as in the other cards."""
    return f"{value:.3f}".removeprefix("0")


def _number(row: dict[str, Any] | None, metric: str) -> str:
    return _short(row[metric]) if row and row.get(metric) is not None else ""


def _table(heads: list[str], rows: list[list[str]]) -> str:
    return "\n".join("| " + " | ".join(line) + " |" for line in (heads, ["---"] * len(heads), *rows))
