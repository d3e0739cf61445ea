"""`hime-train export`."""

from argparse import Namespace

from training.checkpoint import blend, load_weights
from training.export import export


def run(options: Namespace) -> dict[str, object]:
    """Safetensors, ONNX pair and registry entry."""
    network = load_weights(options.weights)
    if options.blend:
        network = blend(network, load_weights(options.blend), options.share)
    hashes = export(network, options.out, options.name, options.licence, options.about)
    for name, sha256 in hashes.items():
        print(f"{sha256}  {options.out / name}")
    return {"files": hashes}
