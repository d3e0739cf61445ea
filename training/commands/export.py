"""`hime-train export`."""

from argparse import Namespace

from training.export import export


def run(options: Namespace) -> dict[str, object]:
    """Safetensors, ONNX pair and registry entry."""
    hashes = export(options.weights, options.out, options.name, options.licence, options.about)
    for name, sha256 in hashes.items():
        print(f"{sha256}  {options.out / name}")
    return {"files": hashes}
