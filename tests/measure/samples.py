"""How fast training samples are made: python -m tests.measure.samples RECIPE [--steps 100]

This measures the last stage of a recipe, whose samples must be of kind moments. It prints how many samples a core makes
in a second with NumPy and OpenCV. Then it prints how many a core draws in a second if a GPU makes the pixels: the core
then makes H.264 alone. It also prints how many operations the GPU gets for the pixels of a step. An operation is at
most one kernel. If there is a GPU, it prints how many milliseconds these operations take.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import torch
from torch.utils._python_dispatch import TorchDispatchMode

from hime_core.errors import UsageError
from training.data.batches import Batches
from training.data.on_device import OnDevice, PlanTable, PlanTables
from training.settings.config import Moments, RunConfig
from training.settings.recipe import load_recipe

WARM_UP = 10  # This many steps are made before the measured ones.


class Count(TorchDispatchMode):
    """Counts torch's operations, without views, which do nothing on a GPU."""

    def __init__(self) -> None:
        super().__init__()
        self.operations = 0

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        self.operations += not func.is_view
        return func(*args, **(kwargs or {}))


def main() -> None:
    """Print a line for each way."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("recipe", type=Path)
    p.add_argument("--steps", type=int, default=100)
    options = p.parse_args()
    cv2.setNumThreads(1)
    torch.set_num_threads(1)
    try:
        config = load_recipe(options.recipe, RunConfig, Path())[-1].run
        if not isinstance(config.samples, Moments):
            raise UsageError(f"{options.recipe}: samples are not of kind moments")
        batches = Batches(config)
    except UsageError as error:
        p.error(str(error))
    tables, steps = PlanTables(batches), range(WARM_UP, WARM_UP + options.steps)
    print(f"{options.recipe}, {options.steps} steps of {config.batch.pixels} LR pixels")
    for name, make in (
        ("by NumPy and OpenCV", lambda s: len(batches[s][0])),
        ("drawn", lambda s: len(tables[s].samples)),
    ):
        print(f"  {name:<24}{rate(make, steps):8.0f} samples/s a core")

    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    maker = OnDevice(batches, device)
    most = max((tables[step] for step in steps), key=lambda plans: plans.references)
    maker(most)
    with Count() as count:
        maker(most)
    print(f"  on the device           {count.operations:8d} operations a step")
    if device.type == "cuda":
        on_gpu(maker, [tables[step] for step in steps])


def rate(make: Callable[[int], int], steps: range) -> float:
    """The number of samples that are made in a second of processor time."""
    for step in range(WARM_UP):
        make(step)
    start = time.process_time()
    return sum(make(step) for step in steps) / (time.process_time() - start)


def on_gpu(maker: OnDevice, plans: list[PlanTable]) -> None:
    """Print how long the GPU takes for a step, and how long the process takes to start a step's operations."""
    for plan_table in plans:
        maker(plan_table)
    torch.cuda.synchronize()
    start = time.perf_counter()
    for plan_table in plans:
        maker(plan_table)
    asked = time.perf_counter() - start
    torch.cuda.synchronize()
    took, samples = time.perf_counter() - start, sum(len(plan_table.samples) for plan_table in plans)
    print(f"  {torch.cuda.get_device_name()}: {1e3 * took / len(plans):.2f} ms a step, {samples / took:.0f} samples/s;")
    print(f"    the process takes {1e3 * asked / len(plans):.2f} ms to ask for a step")


if __name__ == "__main__":
    main()
