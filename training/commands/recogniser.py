"""`hime-train recogniser`."""

from argparse import Namespace

from training.recogniser.config import RecogniserRun
from training.recogniser.evaluate import evaluate
from training.recogniser.export import export, load_recogniser
from training.recogniser.fit import coder, fit_all
from training.settings.recipe import load_recipe


def run(options: Namespace) -> dict[str, object]:
    """Train, evaluate or export the recogniser."""
    return {"fit": _fit, "evaluate": _evaluate, "export": _export}[options.action](options)


def _fit(options: Namespace) -> dict[str, object]:
    stages = load_recipe(options.recipe, RecogniserRun, options.out.resolve(), options.overrides)
    checkpoint = fit_all(stages, allow_change=options.allow_change)
    steps = stages[-1].run.optimiser.steps
    print(f"trained to step {steps}: {checkpoint}")
    return {"checkpoint": str(checkpoint), "steps": steps}


def _evaluate(options: Namespace) -> dict[str, object]:
    """Print the accepted shares of glances, and of tracks by the median of their glances."""
    network = load_recogniser(options.weights)
    glances, tracks = evaluate(coder(network), options.data, options.margin, options.seed)
    report: dict[str, object] = {"glances": glances.report(), "tracks": tracks.report()}
    for name, rows in report.items():
        print(f"{name}: {rows}")
    return report


def _export(options: Namespace) -> dict[str, object]:
    hashes = export(load_recogniser(options.weights), options.out)
    for name, sha256 in hashes.items():
        print(f"{sha256}  {options.out / name}")
    return {"files": hashes}
