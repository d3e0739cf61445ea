"""The training loop: batches in, weights out. One readable file."""

import csv
import math
import time
from pathlib import Path

import torch
from pydantic import TypeAdapter
from tqdm import tqdm

from hime_core.errors import UsageError
from hime_core.network import Hime
from training.checkpoint import load_weights, read_checkpoint, write_checkpoint
from training.config import Optimiser, RunConfig
from training.data.batches import Batches, loader
from training.data.trials import make_trials
from training.evaluate import evaluate
from training.losses.charbonnier import charbonnier

VALIDATION_LR, VALIDATION_REFERENCES, VALIDATION_IMAGES = 32, 3, 24


def learning_rate(step: int, o: Optimiser) -> float:
    """Linear warm-up, then a cosine to zero at the last step."""
    if step < o.warmup:
        return o.learning_rate * (step + 1) / o.warmup
    progress = (step - o.warmup) / max(1, o.steps - o.warmup)
    return o.learning_rate * 0.5 * (1 + math.cos(math.pi * progress))


def fit(config: RunConfig, out: Path) -> Path:
    """Train to config.optimiser.steps, resuming from OUT/last.pt where it exists. Returns that checkpoint's path.

    OUT gets last.pt (network, EMA, optimiser, step, config), log.csv (a line every 50 steps) and validation.csv.
    """
    for folder in config.validation.values():
        make_trials(folder, VALIDATION_REFERENCES, seed=0)  # a fault there is told now, not hours later
    make_folder(out)
    torch.manual_seed(config.seed)
    device, o = torch.device(config.device), config.optimiser
    # Channels last: a convolution this narrow runs about 1.2 times as fast.
    network = begin(config).to(device).to(memory_format=torch.channels_last)
    ema = Hime(config.network).to(device)
    ema.load_state_dict(network.state_dict())
    optimiser = torch.optim.Adam(network.parameters(), betas=(0.9, 0.99), fused=True)
    step = 0
    last = out / "last.pt"
    if last.exists():
        state = read_checkpoint(last, device)
        if state["config"]["network"] != dump(config)["network"]:
            raise UsageError(f"{last}: was trained with another network; choose an empty folder")
        network.load_state_dict(state["network"])
        ema.load_state_dict(state["ema"])
        optimiser.load_state_dict(state["optimiser"])
        step = state["step"]

    def save() -> None:
        state = {"network": network.state_dict(), "ema": ema.state_dict(), "optimiser": optimiser.state_dict()}
        write_checkpoint(last, state | {"step": step, "config": dump(config)})

    bar = tqdm(initial=step, total=o.steps, desc=out.name, unit="step", mininterval=5)
    losses: list[float] = []
    for batch in loader(Batches(config), step, o.steps):
        lr, hr, exemplars = (tensor.to(device) for tensor in batch)  # B×3×h×w, B×3×sh×sw, B×R×3×sh×sw
        rate = learning_rate(step, o)
        for group in optimiser.param_groups:
            group["lr"] = rate
        with torch.autocast(device.type, torch.bfloat16, enabled=config.precision == "bfloat16"):
            residual, _ = network.residual(lr, network.encode_sets(exemplars))
        # The skip stays in float32: bfloat16 would round the picture itself.
        loss = charbonnier(network.upsample(lr) + residual.float(), hr)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), o.clip_norm)
        optimiser.step()
        decay = min(o.ema, (step + 1) / (step + 10))  # follow closely at first, when weights still move fast
        follow(ema, network, decay)
        step += 1
        bar.update()
        losses.append(loss.item())
        if step % 50 == 0:
            mean = sum(losses) / len(losses)
            losses.clear()
            bar.set_postfix(loss=f"{mean:.4f}")
            append_row(out / "log.csv", {"time": round(time.time()), "step": step, "loss": mean, "lr": rate})
        if step % config.checkpoint_every == 0 or step == o.steps:
            save()
        if step % config.validate_every == 0 or step == o.steps:
            for name, row in validate(ema, config).items():
                append_row(out / "validation.csv", {"step": step, "set": name, **row})
    bar.close()
    return last


def begin(config: RunConfig) -> Hime:
    """The network before its first step: config.start_from's weights where given, random ones else."""
    if config.start_from is None:
        return Hime(config.network)
    network = load_weights(config.start_from)
    if network.config != config.network:
        raise UsageError(f"start_from: {config.start_from} holds another network than the run's `network` asks for")
    return network.train()


def validate(network: Hime, config: RunConfig) -> dict[str, dict[str, float]]:
    """PSNR gains over bicubic, in dB, on a few images of each validation set, evenly spread."""
    rows = {}
    for name, folder in config.validation.items():
        result = evaluate(
            network, folder, VALIDATION_LR, VALIDATION_REFERENCES, limit=VALIDATION_IMAGES, progress=False
        )
        base = result.means["bicubic"]["psnr"]
        rows[name] = {k: round(result.means[k]["psnr"] - base, 3) for k in ("own", "no_reference", "stranger")}
    return rows


def make_folder(path: Path) -> None:
    """Make a folder and those above it. Raises UsageError where that cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{path}: cannot be made ({error.strerror})") from error


@torch.no_grad()
def follow(average: Hime, network: Hime, decay: float) -> None:
    """average <- decay · average + (1 - decay) · network."""
    for mean, value in zip(average.parameters(), network.parameters(), strict=True):
        mean.lerp_(value, 1 - decay)


def dump(config: RunConfig) -> dict[str, object]:
    """The configuration as plain values."""
    return TypeAdapter(RunConfig).dump_python(config, mode="json")


def append_row(path: Path, row: dict[str, object]) -> None:
    """Add a line to a CSV file, with a header if it is new."""
    new = not path.exists()
    with path.open("a", newline="") as file:
        writer = csv.DictWriter(file, row)
        if new:
            writer.writeheader()
        writer.writerow(row)
