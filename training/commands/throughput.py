"""`hime-train throughput`."""

from argparse import Namespace
from dataclasses import asdict

from training.scoring.evaluate import check_sizes
from training.shipping.complexity import small
from training.shipping.throughput import throughput


def run(options: Namespace) -> dict[str, object]:
    """Time our training step and a naive training step, and print both."""
    network = small(scale=4)
    check_sizes(options.lr, network.scale, options.refs)
    result = throughput(
        network, options.lr, options.refs, options.batch, device=options.device, compiled=options.compile
    )
    form = "compiled" if result.compiled else "eager"
    print(
        f"HIME small x{result.scale}, {result.batch} samples of {result.lr}x{result.lr}, {result.refs} references, "
        f"on {result.device}"
    )
    print(f"ours   ({result.precision}, channels last, {form}){result.steps_per_second:10.2f} steps/s")
    print(f"naive  (float32, torchvision's deformable form){result.naive_steps_per_second:8.2f} steps/s")
    print(f"ratio {result.ratio:.2f}; ours does {result.gflops:.0f} GFLOP/s, {result.share_of_peak:.1%} of what")
    print(f"a large matrix product does here in {result.precision} ({result.peak_gflops:.0f} GFLOP/s)")
    if result.memory_mib is not None:
        print(f"memory of our step: {result.memory_mib:.0f} MiB")
    return asdict(result)
