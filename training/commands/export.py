"""`hime-train export`."""

from argparse import Namespace

from hime_core.errors import UsageError
from training.fitting.checkpoint import blend, load_weights
from training.shipping.export import export
from training.shipping.origin import of_blend, origin

# If --blend is given without --share, this share of the result is the --blend weights.
DEFAULT_SHARE = 0.5


def run(options: Namespace) -> dict[str, object]:
    """Write safetensors, ONNX graphs and a registry entry."""
    if options.share is not None and not options.blend:
        raise UsageError("--share: says how much of the --blend weights; name those too")
    network, told = load_weights(options.weights), origin(options.weights)
    if options.blend:
        share = DEFAULT_SHARE if options.share is None else options.share
        network = blend(network, load_weights(options.blend), share)
        told = of_blend(told, origin(options.blend), share)
    hashes = export(
        network, options.out, options.name, options.licence, options.about, options.tier, told, options.one_frame
    )
    for name, sha256 in hashes.items():
        print(f"{sha256}  {options.out / name}")
    return {"files": hashes}
