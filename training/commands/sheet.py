"""`hime-train sheet`."""

from argparse import Namespace
from pathlib import Path

from hime_core.errors import UsageError
from training.fitting.checkpoint import load_network_of
from training.scoring.evaluate import check_sizes
from training.scoring.sheet import columns, draw_sheet


def run(options: Namespace) -> dict[str, object]:
    """Draw a sheet with pictures of every person of a set."""
    check_sizes(options.lr, options.scale, options.refs)
    names = _names(options.weights)
    if len(set(names)) < len(names):
        raise UsageError("--weights: two have the same name, which stands above their column; rename one")
    loaded = [load_network_of(path, options.scale) for path in options.weights]
    networks = dict(zip(names, loaded, strict=True))
    count = draw_sheet(networks, options.data, options.lr, options.refs, options.out, seed=options.seed)
    shown = columns(networks, options.refs)
    print(f"{options.out}: {count} people, {' | '.join(shown)}")
    return {"count": count, "columns": shown, "out": str(options.out)}


def _names(weights: list[Path]) -> list[str]:
    """The name of each file of weights: the stage of a last.pt, or <recipe>/<stage> if another file has that name."""
    short = [path.resolve().parent.name if path.name == "last.pt" else path.stem for path in weights]
    return [
        "/".join(path.resolve().parts[-3:-1]) if path.name == "last.pt" and short.count(name) > 1 else name
        for path, name in zip(weights, short, strict=True)
    ]
