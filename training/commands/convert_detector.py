"""`hime-train convert-detector`."""

from argparse import Namespace

from hime_core.assets import sha256_of
from training.shipping.blazeface import convert


def run(options: Namespace) -> dict[str, object]:
    """Convert Google's BlazeFace file to the ONNX file that the app runs, and print its hash for the registry."""
    convert(options.source, options.out)
    digest = sha256_of(options.out)
    print(f"{options.out}: sha256 {digest}")
    return {"out": str(options.out), "sha256": digest}
