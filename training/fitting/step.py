"""One step of a run: its learning rate, its gradient, and the update that follows from it."""

import math

import torch
from torch import Tensor, nn
from torch.amp.grad_scaler import GradScaler
from torch.optim.swa_utils import get_ema_multi_avg_fn

from hime_core.network import Hime
from hime_core.network.hime import Past
from training.baselines.baseline import BaselineNetwork, BaselineObjective
from training.data.batches import Batch
from training.fitting.distributed import World, average_gradients
from training.fitting.learner import Learner
from training.fitting.objective import Objective
from training.losses.earlier_frames import alignment
from training.losses.refusal import Residual, refusal
from training.settings.config import Optimiser, RunConfig

# For each precision that a recipe may name, torch has this type.
PRECISIONS = {"float32": torch.float32, "bfloat16": torch.bfloat16, "float16": torch.float16}


def learning_rate(step: int, o: Optimiser) -> float:
    """The learning rate of a step: a linear rise, then a cosine that reaches zero after the last step."""
    if step < o.warmup:
        return o.learning_rate * (step + 1) / o.warmup
    progress = (step - o.warmup) / max(1, o.steps - o.warmup)
    return o.learning_rate * 0.5 * (1 + math.cos(math.pi * progress))


def set_rate(learner: Learner, rate: float, o: Optimiser) -> None:
    """Set the network's learning rate, and the discriminator's in proportion to it."""
    for optimiser, own in ((learner.optimiser, rate), (learner.judge, rate / o.learning_rate * o.discriminator_rate)):
        for group in optimiser.param_groups if optimiser else ():
            group["lr"] = own * group.get("share", 1.0)


def residual(network: Hime, lr: Tensor, exemplars: Tensor) -> Tensor:
    """The picture that the network adds to the bicubic skip, B×3×H×W.

    lr: B×3×h×w. exemplars: B×R×3×H×W, R from 0 up.
    """
    return network.residual(network.see(lr), network.encode_sets(exemplars))[0]


@torch.no_grad()
def taught_by(teacher: Hime, lr: Tensor, exemplars: Tensor) -> Tensor:
    """The teacher's SR, B×3×H×W, float32. Arguments are as for `residual`."""
    return teacher.upsample(lr) + residual(teacher, lr, exemplars).float()


def compile_residual(config: RunConfig) -> Residual:
    """The function `residual`, compiled by torch.compile, once for each shape of a batch that the run draws.

    Torch compiles a function for a limited number of shapes, and silently runs it uncompiled for all others. Torch's
    own limit is too low for a run, so it is raised.
    """
    batch = config.batch
    torch._dynamo.config.recompile_limit = 2 * len(batch.lr_sizes) * (len(batch.references) + 1)
    return torch.compile(residual, dynamic=False)


def train_step(
    learner: Learner,
    predict: Residual,
    batch: Batch,
    step: int,
    config: RunConfig,
    world: World,
    teacher: Hime | None = None,
) -> tuple[dict[str, Tensor], Tensor]:
    """Do one step of the network, and of the discriminator if there is one.

    In the first steps the discriminator learns alone. teacher: a network that does not learn, with whose pictures
    losses.teacher compares.

    Returns the loss and its terms by name, and whether all gradients were finite. The second result is a tensor and not
    a bool, since the program would have to wait for a GPU to make a bool of it.
    """
    objective, parts = learner.objective, config.batch.accumulate
    alone = objective.discriminator is not None and step < config.optimiser.discriminator_first
    autocast = torch.autocast(
        world.device.type, PRECISIONS[config.precision], enabled=config.precision != "float32", cache_enabled=False
    )
    totals: dict[str, Tensor] = {}
    pictures, finite = [], torch.ones((), dtype=torch.bool, device=world.device)
    whole = world.device.type == "cuda" or config.compile
    for part in map(Batch._make, zip(*(t.chunk(parts) for t in batch), strict=True)):
        if isinstance(learner.network, BaselineNetwork):
            sr, loss, terms = loss_of_baseline(learner, part, autocast)
        elif part.past.shape[1]:
            sr, loss, terms = loss_of_burst(learner, part, config, autocast)
        else:
            sr, loss, terms = loss_of_hime(learner, predict, part, config, autocast, teacher, whole=whole)
        if not alone:
            learner.scaler.scale(loss / parts).backward()
        pictures.append((sr.detach(), part.hr))
        for name, term in {"loss": loss, **terms}.items():
            totals[name] = totals.get(name, 0) + term.detach() / parts
    if not alone:
        moved, well = update(learner.network, learner.optimiser, learner.scaler, config.optimiser.clip_norm, world)
        finite = finite & well
        if moved:  # at first the average follows closely, since weights still move fast
            follow(learner.ema, learner.network, min(config.optimiser.ema, (step + 1) / (step + 10)))
    if objective.discriminator is not None and learner.judge is not None:
        for sr, hr in pictures:
            with autocast:
                loss = objective.discriminate(sr, hr)
            learner.judge_scaler.scale(loss / parts).backward()
            totals["discriminator"] = totals.get("discriminator", 0) + loss.detach() / parts
        clip_norm = config.optimiser.clip_norm
        _, well = update(objective.discriminator, learner.judge, learner.judge_scaler, clip_norm, world)
        finite = finite & well
    return totals, finite


def loss_of_hime(
    learner: Learner,
    predict: Residual,
    batch: Batch,
    config: RunConfig,
    autocast: torch.autocast,
    teacher: Hime | None,
    *,
    whole: bool,
) -> tuple[Tensor, Tensor, dict[str, Tensor]]:
    """SR, the loss, and its terms by name. whole: see `refusal`; the other arguments are those of `train_step`."""
    network, objective = learner.network, learner.objective
    assert isinstance(network, Hime) and isinstance(objective, Objective)
    lr, hr, exemplars, wrong, *_ = batch
    with autocast:
        added = predict(network, lr, exemplars)
        taught = None if teacher is None else taught_by(teacher, lr, exemplars)
    # The skip stays in float32: bfloat16 would round the picture itself.
    sr = network.upsample(lr) + added.float()
    with autocast:
        loss, terms = objective.generator(sr, hr, taught)
    if config.losses.refusal:
        terms["refusal"] = refusal(network, predict, lr, sr, exemplars, wrong, autocast, whole=whole)
        loss = loss + config.losses.refusal * terms["refusal"]
    return sr, loss, terms


def loss_of_burst(
    learner: Learner, batch: Batch, config: RunConfig, autocast: torch.autocast
) -> tuple[Tensor, Tensor, dict[str, Tensor]]:
    """`loss_of_hime` for a batch with earlier frames. If no loss needs SR, the LR picture stands in its place."""
    network, objective, weights = learner.network, learner.objective, config.losses
    assert isinstance(network, Hime) and network.burst is not None and isinstance(objective, Objective)
    terms: dict[str, Tensor] = {}
    with autocast:
        if weights.alignment:
            terms["alignment"] = alignment(network.burst.flow(batch.lr, batch.past), batch.noiseless)
        loss = weights.alignment * sum(terms.values(), start=batch.lr.new_zeros(()))
        if not weights.of_sr():
            return batch.lr, loss, terms
        seen = network.see(batch.lr, Past(batch.past, batch.past.new_ones(batch.past.shape[:2])))
        added = network.residual(seen, network.encode_sets(batch.references))[0]
    # The skip stays in float32: bfloat16 would round the picture itself.
    sr = network.upsample(seen.lr) + added.float()
    with autocast:
        of_sr, more_terms = objective.generator(sr, batch.hr)
    return sr, loss + of_sr, terms | more_terms


def loss_of_baseline(
    learner: Learner, batch: Batch, autocast: torch.autocast
) -> tuple[Tensor, Tensor, dict[str, Tensor]]:
    """SR of another method's network, its loss, and the loss's terms by name."""
    network, objective = learner.network, learner.objective
    assert isinstance(network, BaselineNetwork) and isinstance(objective, BaselineObjective)
    with autocast:
        made = network.make(batch.lr, network.or_blank(batch.lr, batch.references))
        if batch.maps.shape[1]:
            made.beside["true_maps"] = batch.maps
        loss, terms = objective.generator(made, batch.hr)
    return made.sr.float(), loss, terms


def update(
    module: nn.Module, optimiser: torch.optim.Optimizer, scaler: GradScaler, clip_norm: float, world: World
) -> tuple[bool, Tensor]:
    """Take a step along the mean gradient of all processes, then forget the gradient.

    Returns whether the step was taken, and whether the gradient was sound. In float16 a gradient may overflow: then no
    step is taken, and the gradient counts as sound. If a gradient is not sound, the run has diverged.
    """
    parameters = [p for p in module.parameters() if p.requires_grad]
    average_gradients(world, parameters)
    scaler.unscale_(optimiser)
    norm = nn.utils.clip_grad_norm_(parameters, clip_norm)
    before = scaler.get_scale()
    scaler.step(optimiser)
    scaler.update()
    optimiser.zero_grad(set_to_none=True)
    return scaler.get_scale() >= before, torch.isfinite(norm) | scaler.is_enabled()


@torch.no_grad()
def follow(average: nn.Module, network: nn.Module, decay: float) -> None:
    """Move the running average towards the network: average = decay · average + (1 - decay) · network.

    Weights that do not learn are the same in both. Buffers, such as batch norm's running statistics, are averages
    already, and are copied.
    """
    both = zip(average.parameters(), network.parameters(), strict=True)
    learning = [(own, other) for own, other in both if other.requires_grad]
    get_ema_multi_avg_fn(decay)([own for own, _ in learning], [other for _, other in learning], 0)
    for own, other in zip(average.buffers(), network.buffers(), strict=True):
        own.copy_(other)
