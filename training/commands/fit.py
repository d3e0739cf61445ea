"""`hime-train fit`."""

from argparse import Namespace

from training.fitting.fit import fit
from training.settings.config import load_config


def run(options: Namespace) -> dict[str, object]:
    """Train, or go on training."""
    config = load_config(options.config)
    checkpoint = fit(config, options.out)
    print(f"trained to step {config.optimiser.steps}: {checkpoint}")
    return {"checkpoint": str(checkpoint), "steps": config.optimiser.steps}
