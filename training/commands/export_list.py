"""`hime-train export-list`."""

from argparse import Namespace

from training.scoring.evaluate import check_sizes
from training.scoring.export_list import export_list


def run(options: Namespace) -> dict[str, object]:
    """Write the evaluation list as pictures, for other methods."""
    check_sizes(options.lr, options.scale, options.refs)
    count = export_list(options.data, options.out, options.lr, options.scale, options.refs, seed=options.seed)
    print(f"{options.out}: {count} targets; score a method's pictures with `hime-train evaluate --predictions`")
    return {"count": count, "list": str(options.out / "list.json")}
