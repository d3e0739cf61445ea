"""The networks that learn in a run and their optimisers. Makes them anew, or takes them from a checkpoint."""

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.amp.grad_scaler import GradScaler

from hime_core.errors import UsageError
from hime_core.network import Hime, HimeConfig
from training.baselines.baseline import BaselineNetwork, BaselineObjective, Shape
from training.baselines.fsrnet.network import FsrnetNetwork
from training.baselines.make import make_network, make_objective
from training.data.batches import Batches
from training.data.parsing_maps import learns_maps
from training.fitting.checkpoint import load_network, load_spynet, load_weights, load_weights_of, read_checkpoint
from training.fitting.narrow import narrow
from training.fitting.objective import Objective
from training.fitting.ranges import with_rounding
from training.fitting.widen import widen
from training.losses.discriminator import Discriminator
from training.settings.config import Part, RunConfig

# A network that is to be rounded to 8 bits, or to have fewer channels, is watched on this many batches.
WATCHED = 24
# Scores are gains in PSNR over bicubic, in dB, by validation set and condition.
Scores = dict[str, dict[str, float]]


@dataclass(frozen=True)
class Learner:
    """All that learns in a run. A checkpoint holds the state of each part."""

    network: Hime | BaselineNetwork  # the network that is trained
    ema: Hime | BaselineNetwork  # the network's running average, which validation scores and people use
    optimiser: torch.optim.Optimizer  # the optimiser of the network
    scaler: GradScaler  # scales the network's loss, so that float16 keeps small gradients
    objective: Objective | BaselineObjective  # the losses that are minimised; it holds the discriminator
    judge: torch.optim.Optimizer | None  # the discriminator's optimiser; None without a discriminator
    judge_scaler: GradScaler  # scales the discriminator's loss


def begin(config: RunConfig, device: torch.device, *, anew: bool) -> Learner:
    """A learner before its first step, with random weights by the seed.

    anew: whether the run is new. A new run takes the weights that its settings name. A run that goes on gets its
    weights by `resume`.
    """
    torch.manual_seed(config.seed)
    network = network_of(config)
    if anew:
        begin_with_given(network, config)
    objective = objective_of(config).to(device)
    # With channels last, convolutions as narrow as these run about 1.2 times as fast.
    network = network.to(device).to(memory_format=torch.channels_last)
    optimiser = of_parts(network, config.learns) if isinstance(network, Hime) and config.learns else adam(network)
    ema = network_of(config).to(device).to(memory_format=torch.channels_last).eval()
    ema.load_state_dict(network.state_dict())
    judged = objective.discriminator
    return Learner(
        network,
        ema,
        optimiser,
        GradScaler(device.type, enabled=config.precision == "float16"),
        objective,
        adam(judged) if judged is not None else None,
        GradScaler(device.type, enabled=config.precision == "float16"),
    )


def network_of(config: RunConfig) -> Hime | BaselineNetwork:
    """The network that a run trains, with random weights."""
    if config.baseline is None:
        return Hime(config.network)
    return make_network(Shape(config.network.scale, config.baseline))


def objective_of(config: RunConfig) -> Objective | BaselineObjective:
    """The losses that a run minimises. Raises UsageError if they need weights that are not at hand."""
    if config.baseline is None:
        return Objective(config.losses, config.vgg_weights)
    return make_objective(Shape(config.network.scale, config.baseline), config.vgg_weights)


def begin_with_given(network: Hime | BaselineNetwork, config: RunConfig) -> None:
    """Put the weights into a new network that its run's settings name."""
    if isinstance(network, BaselineNetwork):
        network.begin(config.vgg_weights)
        if isinstance(network, FsrnetNetwork):
            network.parsing_maps.fill_(learns_maps(config))
        if config.start_from is not None:
            begun = load_network(config.start_from)
            try:  # the weights of its losses may be others, but not its layers
                network.load_state_dict(begun.state_dict())
            except RuntimeError as error:
                raise UsageError(
                    f"start_from: {config.start_from} holds another network than the run's `baseline`"
                ) from error
        return
    if config.start_from is not None:
        given = load_weights(config.start_from)
        if narrower(config.network, given.config):
            given = narrow(Hime(replace(config.network, rounded=False)), given, watched(config))
        if config.network.rounded and not given.config.rounded:
            given = with_rounding(given, watched(config))
        started(network, given, config.start_from)
    if config.flow_weights is not None:
        load_spynet(config.flow_weights, network)


def narrower(wanted: HimeConfig, given: HimeConfig) -> bool:
    """Whether a network is to have an inner_width or a sampled_width that the given one does not have."""
    fewer = {name: getattr(wanted, name) for name in ("inner_width", "narrow_blocks", "sampled_width")}
    plain = not (given.rounded or given.inner_width or given.sampled_width)
    return plain and any(fewer.values()) and replace(given, **fewer, rounded=wanted.rounded) == wanted


def watched(config: RunConfig) -> Iterator[tuple[Tensor, Tensor]]:
    """LR and exemplars of the run's first batches with references. Raises UsageError if no batch has any."""
    if not any(config.batch.references):
        raise UsageError("batch.references: with 0 alone, nothing shows which channels and ranges references need")
    batches = Batches(config)
    steps = (step for step in itertools.count() if batches.draw(step).references)
    for step in itertools.islice(steps, WATCHED):
        lr, _, exemplars, *_ = batches[step]
        yield lr, exemplars


def teacher_of(config: RunConfig, device: torch.device) -> Hime | None:
    """The network that a run learns from, if its settings name one. Raises UsageError if its scale is another."""
    if config.teacher is None:
        return None
    teacher = load_weights_of(config.teacher, config.network.scale)
    return teacher.requires_grad_(False).to(device).to(memory_format=torch.channels_last)


def started(network: Hime, given: Hime, path: Path) -> Hime:
    """The network, with the weights of a given network. path: the file that the given network was read from.

    If the given network is for another scale, all weights that do not depend on the scale are taken. Among them are the
    weights that align references, which take longest to learn. HIME large takes all weights of a small network, and its
    flow starts at zero. A network with burst takes all weights of one without, and its burst starts anew. A wider
    network starts with the pictures of the given one. Raises UsageError if the networks differ in anything else.
    """
    wanted = network.config
    if given.config.width < wanted.width and replace(given.config, width=wanted.width) == wanted:
        return widen(network, given)
    held = replace(given.config, scale=wanted.scale, burst=given.config.burst or wanted.burst)
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
    """Adam for a network, with the paper's momenta; `set_rate` sets its learning rate."""
    return torch.optim.Adam(module.parameters(), betas=(0.9, 0.99), fused=True)


def of_parts(network: Hime, shares: Mapping[Part, float]) -> torch.optim.Adam:
    """`adam` for the parts of a network that learn. Weights of the other parts get no gradient from now on.

    shares: the share of the learning rate that each part has (RunConfig.learns), which `set_rate` sets.
    """
    rest = shares.get("rest", 1.0)
    groups: dict[float, list[nn.Parameter]] = {}
    for name, part in network.named_children():
        share = next((own for named, own in shares.items() if named == name), rest)
        part.requires_grad_(share > 0)
        if share and (weights := list(part.parameters())):
            groups.setdefault(share, []).extend(weights)
    return torch.optim.Adam(
        [{"params": weights, "share": share} for share, weights in groups.items()], betas=(0.9, 0.99), fused=True
    )


def state_of(learner: Learner) -> dict[str, object]:
    """The state that a run needs to go on bit for bit.

    It holds nothing about batches, since they follow from seed and step.
    """
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
    """Put the learner into the state that a checkpoint of the same settings holds.

    Returns the checkpoint's step and its last validation.
    """
    state = read_checkpoint(path)
    learner.network.load_state_dict(state["network"])
    learner.ema.load_state_dict(state["ema"])
    learner.optimiser.load_state_dict(state["optimiser"])
    learner.scaler.load_state_dict(state["scaler"])
    learner.judge_scaler.load_state_dict(state["judge_scaler"])
    if learner.objective.discriminator is not None and learner.judge is not None:
        if isinstance(learner.objective.discriminator, Discriminator):
            _drop_unused_bias(state["discriminator"], state["judge"])
        try:
            learner.objective.discriminator.load_state_dict(state["discriminator"])
        except RuntimeError as error:  # the checkpoint is of a version of HIME that had another discriminator
            raise UsageError(f"{path}: has another discriminator; choose an empty folder, or use start_from") from error
        learner.judge.load_state_dict(state["judge"])
    torch.set_rng_state(state["random"])
    return state["step"], state["metrics"]


def _drop_unused_bias(discriminator: dict[str, Tensor], judge: dict[str, Any]) -> None:
    """Remove the bias of the discriminator's last convolution, its last parameter, from an older checkpoint.

    It never had an effect, since Eq. 13 takes differences of logits.
    """
    if discriminator.pop("logits.bias", None) is not None:
        judge["state"].pop(judge["param_groups"][0]["params"].pop(), None)
