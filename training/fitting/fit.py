"""The training loop: batches in, weights out. One readable file."""

import math
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.amp.grad_scaler import GradScaler
from torch.optim.swa_utils import get_ema_multi_avg_fn
from tqdm import tqdm

from hime_core.errors import UsageError
from hime_core.network import Hime
from training.data.batches import Batch, Batches
from training.data.on_device import batches_on
from training.data.trials import trials_of
from training.fitting.checkpoint import (
    keep_best,
    load_spynet,
    load_weights,
    make_folder,
    read_checkpoint,
    revision,
    write_checkpoint,
)
from training.fitting.distributed import World, average_gradients, join, leave, same_everywhere, wait
from training.fitting.log import Log
from training.fitting.objective import Objective
from training.losses.charbonnier import charbonnier
from training.scoring.evaluate import check_headshots, evaluate
from training.settings.config import Optimiser, RunConfig, dump

VALIDATION_REFERENCES, VALIDATION_IMAGES = 3, 24
LOG_EVERY = 50  # steps
# A difference that nobody sees: below it the pull of `refusal` fades, else it tears the network apart.
REFUSED = 1 / 255
Scores = dict[str, dict[str, float]]  # validation set -> condition -> gain over bicubic, dB
Residual = Callable[[Hime, Tensor, Tensor], Tensor]
PRECISIONS = {"float32": torch.float32, "bfloat16": torch.bfloat16, "float16": torch.float16}


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


def learning_rate(step: int, o: Optimiser) -> float:
    """Linear warm-up, then a cosine to zero at the last step."""
    if step < o.warmup:
        return o.learning_rate * (step + 1) / o.warmup
    progress = (step - o.warmup) / max(1, o.steps - o.warmup)
    return o.learning_rate * 0.5 * (1 + math.cos(math.pi * progress))


def fit(config: RunConfig, out: Path) -> Path:
    """Train to config.optimiser.steps, going on from OUT/last.pt where it exists. Returns that checkpoint's path.

    OUT gets last.pt and the best checkpoints (networks, optimisers, scalers, random state, step, metrics, config, git
    revision), log.csv and validation.csv, and TensorBoard's curves and pictures. Under `torchrun` all processes call
    this; the first one writes.
    """
    if config.precision == "float16" and config.device == "cpu":
        raise UsageError("precision: float16 trains on a GPU only; choose bfloat16 or float32")
    if config.device == "cuda" and not torch.cuda.is_available():
        raise UsageError("device: this machine has no GPU that torch can use; choose cpu")
    for folder in config.validation.values():  # a fault there is told now, not hours later
        check_headshots(trials_of(folder, VALIDATION_REFERENCES, seed=0), config.network.scale * validation_lr(config))
    world = join(config.device)
    try:
        return run(config, out, world)
    finally:
        leave(world)


def run(config: RunConfig, out: Path, world: World) -> Path:
    """`fit`, as one process of a world."""
    if world.rank == 0:  # makes what the other processes then find: stores, and the weights of VGG-19
        make_folder(out)
        Batches(config)
        Objective(config.losses)
    wait(world)
    last = out / "last.pt"
    learner = begin(config, world.device, anew=not last.exists())
    step, rows = resume(learner, last, config) if last.exists() else (0, {})
    if not same_everywhere(world, step):
        raise UsageError(f"{last}: the processes see different ones; put --out on a disk that all of them share")
    log, code = Log(out, step) if world.rank == 0 else None, revision()

    o, predict = config.optimiser, compile_residual(config) if config.compile else residual
    finite = torch.tensor(True, device=world.device)
    bar = tqdm(initial=step, total=o.steps, desc=out.name, unit="step", mininterval=5, disable=log is None)
    for batch in batches_on(world.device, Batches(config, world.rank, world.size), step, o.steps):
        set_rate(learner, learning_rate(step, o), o)
        terms, well = train_step(learner, predict, batch, step, config, world)
        step += 1
        bar.update()
        finite = finite & well
        validated = step % config.validate_every == 0 or step == o.steps
        kept = validated or step % config.checkpoint_every == 0
        # A GPU is waited for where it is read; until then its steps queue up.
        if (kept or step % LOG_EVERY == 0 or world.device.type == "cpu") and not finite:
            raise UsageError("the gradient is not finite; lower the learning rate and go on from the last checkpoint")
        if log is None:
            continue
        log.train(step, terms, learning_rate(step - 1, o))
        if step % LOG_EVERY == 0:
            bar.set_postfix(log.write())
        if validated:
            lr, hr, exemplars, _ = batch
            rows = validate(learner.ema, config)
            log.validation(step, rows)
            with torch.inference_mode():
                sr, weights = learner.ema(lr[:4], exemplars[:4])
            log.pictures(step, lr[:4], learner.ema.upsample(lr[:4]), sr, hr[:4], exemplars[:4], weights)
        if kept:
            state = state_of(learner) | {"step": step, "metrics": rows, "config": dump(config), "revision": code}
            write_checkpoint(last, state)
            if validated and rows:
                keep_best(out, step, sum(row["own"] for row in rows.values()) / len(rows), config.keep_best)
    bar.close()
    if log is not None:
        log.close()
    wait(world)
    return last


def residual(network: Hime, lr: Tensor, exemplars: Tensor) -> Tensor:
    """What the network adds to the bicubic skip."""
    return network.residual(lr, network.encode_sets(exemplars))[0]


def compile_residual(config: RunConfig) -> Residual:
    """`residual` by torch.compile, once for each shape that the run draws; past its own limit torch would go on
    without."""
    batch = config.batch
    torch._dynamo.config.recompile_limit = 2 * len(batch.lr_sizes) * (len(batch.references) + 1)
    return torch.compile(residual, dynamic=False)


def train_step(
    learner: Learner, predict: Residual, batch: Batch, step: int, config: RunConfig, world: World
) -> tuple[dict[str, Tensor], Tensor]:
    """One step of the network, and of the discriminator where there is one; of it alone at first. Returns the terms
    of the loss, and whether all gradients were finite: a tensor, since reading it makes a GPU wait."""
    network, objective, parts = learner.network, learner.objective, config.batch.accumulate
    alone = objective.discriminator is not None and step < config.optimiser.discriminator_first
    autocast = torch.autocast(
        world.device.type, PRECISIONS[config.precision], enabled=config.precision != "float32", cache_enabled=False
    )
    totals: dict[str, Tensor] = {}
    pictures, finite = [], torch.ones((), dtype=torch.bool, device=world.device)
    whole = world.device.type == "cuda" or config.compile
    for lr, hr, exemplars, wrong in zip(*(t.chunk(parts) for t in batch), strict=True):
        with autocast:
            added = predict(network, lr, exemplars)
        # The skip stays in float32: bfloat16 would round the picture itself.
        sr = network.upsample(lr) + added.float()
        with autocast:
            loss, terms = objective.generator(sr, hr)
        if config.losses.refusal:
            terms["refusal"] = refusal(network, predict, lr, sr, exemplars, wrong, autocast, whole=whole)
            loss = loss + config.losses.refusal * terms["refusal"]
        if not alone:
            learner.scaler.scale(loss / parts).backward()
        pictures.append((sr.detach(), hr))
        for name, term in {"loss": loss, **terms}.items():
            totals[name] = totals.get(name, 0) + term.detach() / parts
    if not alone:
        moved, well = update(network, learner.optimiser, learner.scaler, config.optimiser.clip_norm, world)
        finite = finite & well
        if moved:  # follow closely at first, when weights still move fast
            follow(learner.ema, network, min(config.optimiser.ema, (step + 1) / (step + 10)))
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


def refusal(
    network: Hime,
    predict: Residual,
    lr: Tensor,
    sr: Tensor,
    exemplars: Tensor,
    wrong: Tensor,
    autocast: AbstractContextManager[None],
    *,
    whole: bool,
) -> Tensor:
    """How far SR is from what the network makes without references, where all of them are wrong; its mean over the
    elements of the whole batch. Against HR, what a stranger adds drowns in all that no network can know.

    whole: make that for all samples and count those; so shapes stay the same, and no GPU has to tell who is wrong. Else
    for those alone: less work.
    """
    if not exemplars.shape[1] or not (whole or wrong.any()):
        return sr.new_zeros(())
    if not whole:
        lr, sr, exemplars = lr[wrong], sr[wrong], exemplars[wrong]
    with torch.no_grad():
        with autocast:
            added = predict(network, lr, exemplars[:, :0])
        without = network.upsample(lr) + added.float()
    if not whole:
        return charbonnier(sr, without, REFUSED) * wrong.float().mean()
    apart = ((without - sr).square() + REFUSED**2).sqrt().mean((1, 2, 3))
    return (apart * wrong).mean()


def update(
    module: nn.Module, optimiser: torch.optim.Optimizer, scaler: GradScaler, clip_norm: float, world: World
) -> tuple[bool, Tensor]:
    """Step along the mean gradient of all processes, then forget it.

    Returns whether it took the step, which it does not where float16 overflowed; and whether the gradient was finite,
    or that: else the run has diverged.
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
def follow(average: Hime, network: Hime, decay: float) -> None:
    """average <- decay · average + (1 - decay) · network."""
    get_ema_multi_avg_fn(decay)(list(average.parameters()), list(network.parameters()), 0)


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


def set_rate(learner: Learner, rate: float, o: Optimiser) -> None:
    """The learning rate of the network; the discriminator's own moves as that does."""
    for optimiser, own in ((learner.optimiser, rate), (learner.judge, rate / o.learning_rate * o.discriminator_rate)):
        for group in optimiser.param_groups if optimiser else ():
            group["lr"] = own


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


def resume(learner: Learner, path: Path, config: RunConfig) -> tuple[int, Scores]:
    """Put the learner where a checkpoint left it. Returns its step and its last validation."""
    state = read_checkpoint(path)
    for key in ("network", "losses"):
        if state["config"].get(key) != dump(config)[key]:
            raise UsageError(f"{path}: was trained with another `{key}`; choose an empty folder, or use start_from")
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


def validation_lr(config: RunConfig) -> int:
    """The LR side that validation is done at: the one that training draws most often."""
    return max(config.batch.lr_sizes, key=lambda size: config.batch.lr_sizes[size])


def validate(network: Hime, config: RunConfig) -> Scores:
    """PSNR gains over bicubic, in dB, on a few images of each validation set, evenly spread."""
    rows, task = {}, (validation_lr(config), VALIDATION_REFERENCES)
    for name, folder in config.validation.items():
        result = evaluate(network, folder, *task, limit=VALIDATION_IMAGES, progress=False)
        base = result.means["bicubic"]["psnr"]
        rows[name] = {k: round(result.means[k]["psnr"] - base, 3) for k in ("own", "no_reference", "stranger")}
    return rows
