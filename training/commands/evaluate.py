"""`hime-train evaluate`."""

from argparse import Namespace

from hime_core.errors import UsageError
from training.checkpoint import load_weights
from training.evaluate import evaluate


def run(options: Namespace) -> dict[str, object]:
    """PSNR and SSIM on identity folders."""
    network = load_weights(options.weights)
    if options.scale != network.config.scale:
        raise UsageError(f"{options.weights}: is for scale {network.config.scale}, not {options.scale}")
    if options.lr % 8 or options.lr <= 0:
        raise UsageError(f"--lr {options.lr}: must be a multiple of 8")
    if not 0 <= options.refs <= 16:
        raise UsageError(f"--refs {options.refs}: must be 0 to 16")
    result = evaluate(network, options.data, options.lr, options.refs, seed=options.seed)
    base = result.means["bicubic"]["psnr"]
    print(f"{result.count} images, {result.references} references   PSNR    gain  SSIM")
    for name, row in result.means.items():
        print(f"{name:<28} {row['psnr']:6.2f}  {row['psnr'] - base:+6.2f}  {row['ssim']:.4f}")
    return result.report()
