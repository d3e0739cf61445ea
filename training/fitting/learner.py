"""What a run changes: the networks, their optimisers, and how they begin."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import nn
from torch.amp.grad_scaler import GradScaler

from hime_core.errors import UsageError
from hime_core.network import Hime
from training.fitting.checkpoint import load_spynet, load_weights, read_checkpoint
from training.fitting.objective import Objective
from training.settings.config import RunConfig

# By validation set and condition: the gain in PSNR over bicubic, in dB.
Scores = dict[str, dict[str, float]]


@dataclass(frozen=True)
class Learner:
    """What a run changes: a checkpoint holds the states of these."""

    network: Hime
    ema: Hime  # the network's running average: what validation scores and users get
    optimiser: torch.optim.Optimizer
    scaler: GradScaler
    objective: Objective  # holds the discriminator
    judge: torch.optim.Optimizer | None  # the discriminator's optimiser
    judge_scaler: GradScaler


def begin(config: RunConfig, device: torch.device, *, anew: bool) -> Learner:
    """Everything before its first step: random weights by the seed; anew: those that the configuration names."""
    torch.manual_seed(config.seed)
    if config.start_from is None or not anew:
        network = Hime(config.network)
    else:
        network = started(Hime(config.network), load_weights(config.start_from), config.start_from)
    if config.flow_weights is not None and anew:
        load_spynet(config.flow_weights, network)
    objective = Objective(config.losses).to(device)
    # Channels last: convolutions this narrow run about 1.2 times as fast.
    network = network.to(device).to(memory_format=torch.channels_last)
    ema = Hime(config.network).to(device).to(memory_format=torch.channels_last)
    ema.load_state_dict(network.state_dict())
    judged = objective.discriminator
    return Learner(
        network,
        ema,
        adam(network),
        GradScaler(device.type, enabled=config.precision == "float16"),
        objective,
        adam(judged) if judged is not None else None,
        GradScaler(device.type, enabled=config.precision == "float16"),
    )


def started(network: Hime, given: Hime, path: Path) -> Hime:
    """A network with given weights. Of one that differs in scale, all that does not depend on the scale: aligning is
    the longest to learn, and the same at every scale. HIME large takes all of a small one: its flow starts at zero."""
    wanted, held = network.config, replace(given.config, scale=network.config.scale)
    weights = given.state_dict()
    if (wanted.alignment, held.alignment) == ("dconv-flow", "dconv"):
        held = replace(held, alignment="dconv-flow", flow_factor=wanted.flow_factor, flow_levels=wanted.flow_levels)
        weights = {re.sub(r"^rfa\.", "rfa.deformable.", name): t for name, t in weights.items()}
    if held != wanted:
        raise UsageError(f"start_from: {path} holds another network than the run's `network` asks for")
    own = network.state_dict()
    network.load_state_dict(own | {name: t for name, t in weights.items() if own[name].shape == t.shape})
    return network


def adam(module: nn.Module) -> torch.optim.Adam:
    """The paper's optimiser for a network; `set_rate` sets its rate."""
    return torch.optim.Adam(module.parameters(), betas=(0.9, 0.99), fused=True)


def state_of(learner: Learner) -> dict[str, object]:
    """All that a resumed run needs to go on bit for bit. Batches need nothing: they follow from seed and step."""
    judged, judge = learner.objective.discriminator, learner.judge
    return {
        "network": learner.network.state_dict(),
        "ema": learner.ema.state_dict(),
        "optimiser": learner.optimiser.state_dict(),
        "scaler": learner.scaler.state_dict(),
        "discriminator": judged.state_dict() if judged is not None else None,
        "judge": judge.state_dict() if judge is not None else None,
        "judge_scaler": learner.judge_scaler.state_dict(),
        "random": torch.get_rng_state(),
    }


def resume(learner: Learner, path: Path) -> tuple[int, Scores]:
    """Put the learner where a checkpoint of the same settings left it. Returns its step and its last validation."""
    state = read_checkpoint(path)
    learner.network.load_state_dict(state["network"])
    learner.ema.load_state_dict(state["ema"])
    learner.optimiser.load_state_dict(state["optimiser"])
    learner.scaler.load_state_dict(state["scaler"])
    learner.judge_scaler.load_state_dict(state["judge_scaler"])
    if learner.objective.discriminator is not None and learner.judge is not None:
        try:
            learner.objective.discriminator.load_state_dict(state["discriminator"])
        except RuntimeError as error:  # of a version of HIME that had another
            raise UsageError(f"{path}: has another discriminator; choose an empty folder, or use start_from") from error
        learner.judge.load_state_dict(state["judge"])
    torch.set_rng_state(state["random"])
    return state["step"], state["metrics"]
