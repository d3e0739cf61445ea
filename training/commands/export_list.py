"""`hime-train export-list`."""

from argparse import Namespace

from training.scoring.evaluate import check_sizes
from training.scoring.export_list import export_list, export_list_for


def run(options: Namespace) -> dict[str, object]:
    """Write the evaluation list as pictures, for other methods."""
    check_sizes(options.lr, options.scale, options.refs)
    task = (options.data, options.out, options.lr, options.scale, options.refs)
    if options.method:
        count = export_list_for(options.method, *task, seed=options.seed)
    else:
        count = export_list(*task, seed=options.seed)
    then = f"evaluate --predictions DIR --for {options.method}" if options.method else "evaluate --predictions DIR"
    print(f"{options.out}: {count} targets; score a method's pictures with `hime-train {then}`")
    return {"count": count, "list": str(options.out / "list.json")}
