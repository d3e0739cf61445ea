"""`hime-train sheet`."""

from argparse import Namespace

from hime_core.errors import UsageError
from training.fitting.checkpoint import load_weights_of
from training.scoring.evaluate import check_sizes
from training.scoring.sheet import columns, draw_sheet


def run(options: Namespace) -> dict[str, object]:
    """Draw a sheet with pictures of every person of a set."""
    check_sizes(options.lr, options.scale, options.refs)
    networks = {
        path.resolve().parent.name if path.name == "last.pt" else path.stem: load_weights_of(path, options.scale)
        for path in options.weights
    }
    if len(networks) < len(options.weights):
        raise UsageError("--weights: two have the same name, which stands above their column; rename one")
    count = draw_sheet(networks, options.data, options.lr, options.refs, options.out, seed=options.seed)
    shown = columns(networks, options.refs)
    print(f"{options.out}: {count} people, {' | '.join(shown)}")
    return {"count": count, "columns": shown, "out": str(options.out)}
