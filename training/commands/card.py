"""`hime-train card`."""

from argparse import Namespace

from hime_core.assets import write_atomically
from training.fitting.checkpoint import load_weights
from training.shipping.card import card
from training.shipping.origin import origin


def run(options: Namespace) -> dict[str, object]:
    """Write a card of weights out of what they say of themselves, and of reports of `evaluate`."""
    network = load_weights(options.weights)
    told = origin(options.weights) | ({"licence": options.licence} if options.licence else {})
    text = card(options.weights, network, told, options.scores)
    write_atomically(options.out, text.encode())
    print(f"written: {options.out}")
    return {"out": str(options.out), **told}
