"""`hime-train correlation-map`."""

from argparse import Namespace

from training.scoring.figures import draw_correlation_map


def run(options: Namespace) -> dict[str, object]:
    """Draw the paper's Figure 6 for any picture."""
    draw_correlation_map(options.image, options.k, options.out)
    print(f"{options.out}: correlation maps of {options.image}, k = {', '.join(map(str, options.k))}")
    return {"image": str(options.image), "k": options.k, "out": str(options.out)}
