"""`hime-train fit`."""

from argparse import Namespace

from training.fitting.fit import fit_all
from training.settings.config import RunConfig
from training.settings.recipe import load_recipe


def run(options: Namespace) -> dict[str, object]:
    """Train all stages of a recipe, or go on training."""
    stages = load_recipe(options.recipe, RunConfig, options.out.resolve(), options.overrides)
    checkpoint = fit_all(stages, allow_change=options.allow_change)
    steps = stages[-1].run.optimiser.steps
    print(f"trained to step {steps}: {checkpoint}")
    return {"checkpoint": str(checkpoint), "steps": steps}
