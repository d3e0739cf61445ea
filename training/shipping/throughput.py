"""Measures how many steps a second our training and a naive one make, and how near ours comes to the machine's peak."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import torch
from torch import Tensor
from torchvision.ops import deform_conv2d

from hime_core.errors import UsageError
from hime_core.network import Hime, HimeConfig
from hime_core.network.rfa import Rfa
from training.data.batches import batch_of
from training.fitting.distributed import World
from training.fitting.learner import Learner, adam, begin
from training.fitting.step import PRECISIONS, compile_residual, residual, train_step
from training.settings.config import RunConfig
from training.shipping.complexity import cost

# The two trainings take turns for this many rounds, and the best round of each counts.
ROUNDS = 5
# On each device, the product of two matrices with this side measures the peak.
MATRIX_SIDE = {"cpu": 2048, "cuda": 8192}
# A step has this many operations for each MAC of the forward pass: the backward pass does twice as much work as the
# forward pass, and a MAC is two operations.
OPERATIONS = 3 * 2


@dataclass(frozen=True)
class Throughput:
    """The measurement, as `hime-train throughput` writes it."""

    device: str
    precision: str
    lr: int  # LR side, pixels
    scale: int
    refs: int  # references of each sample
    batch: int  # samples of a step
    compiled: bool
    steps_per_second: float
    naive_steps_per_second: float
    ratio: float  # our steps a second over the naive ones
    gmacs: float  # billions of multiply-accumulates of the batch's forward pass
    gflops: float  # billions of floating-point operations that our step makes a second
    peak_gflops: float  # billions of floating-point operations that a large matrix product makes a second
    share_of_peak: float  # gflops over peak_gflops
    memory_mib: float | None  # the most GPU memory that our step took, MiB; None on a CPU


class TorchvisionRfa(Rfa):
    """Alignment by torchvision's deformable convolution, also on a CPU."""

    def sample(self, reference: Tensor, offset: Tensor, mask: Tensor) -> Tensor:
        """DConv(F_ref, Φ) (Eq. 4)."""
        return deform_conv2d(reference, offset, self.weight, self.bias, padding=1, mask=mask)


def throughput(
    network: HimeConfig,
    lr: int,
    references: int,
    batch: int,
    *,
    device: str = "cpu",
    compiled: bool = False,
    steps: int = 3,
    matrix_side: int | None = None,
) -> Throughput:
    """Time whole steps (forward, loss, backward, clipping, Adam, EMA) on one batch of noise. No data is loaded.

    Our step is the step of `fit` in bfloat16, by torch.compile if `compiled` is true. The naive step is eager float32
    in torch's usual memory format, with torchvision's deformable convolution. The peak is the rate of a large matrix
    product in our step's precision, which is timed in the same run. network: its alignment is "dconv". steps: a round
    has this many steps. Raises UsageError if device is cuda and there is no GPU.
    """
    if device == "cuda" and not torch.cuda.is_available():
        raise UsageError("--device cuda: this machine has no GPU that torch can use; choose cpu")
    ours = RunConfig([], {}, network, precision="bfloat16", compile=compiled, device=device)  # type: ignore[arg-type]
    naive = replace(ours, precision="float32", compile=False)
    world = World(0, 1, torch.device(device))
    side = network.scale * lr
    noise = torch.Generator().manual_seed(0)
    shapes = ((batch, 3, lr, lr), (batch, 3, side, side), (batch, references, 3, side, side))
    pictures = [torch.rand(shape, generator=noise).to(device) for shape in shapes]
    samples = batch_of(pictures[0], pictures[1], pictures[2], torch.zeros(batch, dtype=torch.bool, device=device))

    def stepper(learner: Learner, config: RunConfig) -> Callable[[], None]:
        predict = compile_residual(config) if config.compile else residual

        def run() -> None:
            for _ in range(steps):
                train_step(learner, predict, samples, 1000, config, world)

        return run

    run_ours, run_naive = (
        stepper(begin(ours, world.device, anew=True), ours),
        stepper(_naive(naive, world.device), naive),
    )
    memory = _peak_memory(run_ours) if device == "cuda" else None
    run_ours()
    run_naive()
    times = [(_seconds(run_ours, device), _seconds(run_naive, device)) for _ in range(ROUNDS)]
    best, best_naive = (min(column) / steps for column in zip(*times, strict=True))
    gmacs = batch * cost(network, lr, references)[1]
    gflops = OPERATIONS * gmacs / best
    peak = _matmul_gflops(PRECISIONS[ours.precision], device, matrix_side or MATRIX_SIDE[device])
    return Throughput(
        device,
        ours.precision,
        lr,
        network.scale,
        references,
        batch,
        compiled,
        steps_per_second=round(1 / best, 3),
        naive_steps_per_second=round(1 / best_naive, 3),
        ratio=round(best_naive / best, 3),
        gmacs=round(gmacs, 4),
        gflops=round(gflops, 1),
        peak_gflops=round(peak, 1),
        share_of_peak=round(gflops / peak, 4),
        memory_mib=memory,
    )


def _naive(config: RunConfig, device: torch.device) -> Learner:
    learner = begin(config, device, anew=True)
    network = learner.network
    assert isinstance(network, Hime)
    alignment = TorchvisionRfa(config.network.width).to(device)
    alignment.load_state_dict(network.rfa.state_dict())
    network.rfa = alignment
    network = network.to(memory_format=torch.contiguous_format)
    return replace(learner, network=network, optimiser=adam(network))


def _seconds(run: Callable[[], object], device: str) -> float:
    """The seconds that a call takes, with the GPU's work."""
    if device == "cuda":
        torch.cuda.synchronize()
    start = time.perf_counter()
    run()
    if device == "cuda":
        torch.cuda.synchronize()
    return time.perf_counter() - start


def _peak_memory(run: Callable[[], None]) -> float:
    torch.cuda.reset_peak_memory_stats()
    run()
    return round(torch.cuda.max_memory_allocated() / 2**20, 1)


def _matmul_gflops(dtype: torch.dtype, device: str, side: int) -> float:
    """The best rate of a product of two side×side matrices, billions of floating-point operations a second."""
    a, b = (torch.randn(side, side, device=device).to(dtype) for _ in range(2))
    seconds = min(_seconds(lambda: a @ b, device) for _ in range(1 + ROUNDS))
    return 2 * side**3 / seconds / 1e9
