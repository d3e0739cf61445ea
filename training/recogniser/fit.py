"""The recogniser's training loop: it takes glances and makes weights."""

import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from tqdm import tqdm

from hime_core.errors import UsageError
from hime_core.geometry import Image
from hime_core.network.recogniser import RecogniserNetwork
from training.data.pictures import to_tensor
from training.fitting.checkpoint import make_folder, read_checkpoint, revision, write_checkpoint
from training.fitting.log import append_row, drop_rows_after
from training.recogniser.batches import GlanceBatches, loader
from training.recogniser.config import RecogniserOptimiser, RecogniserRun, dump
from training.recogniser.evaluate import Codes, evaluate, people_in
from training.recogniser.export import load_recogniser
from training.recogniser.lookalikes import find_lookalikes
from training.recogniser.objective import RecogniserLoss
from training.settings.going_on import Changes, history, to_train
from training.settings.recipe import Stage
from training.stopping import StoppedError, asked_to_stop, stopped
from training.threads import keep

# log.csv gets a line once in this many steps.
LOG_EVERY = 50
# These settings may differ when a run goes on, since its weights do not depend on them.
MAY_DIFFER = frozenset({"workers", "checkpoint_every", "validate_every"})

# Each step has one dictionary, with its losses by name.
Rows = list[dict[str, float]]
# A run needs the states of all these parts to go on. The names are those in the checkpoint.
Kept = dict[str, nn.Module | torch.optim.Optimizer]


def rate_at(step: int, o: RecogniserOptimiser) -> float:
    """The learning rate of a step: a linear rise, then a cosine that reaches zero after the last step."""
    if step < o.warmup:
        return o.learning_rate * (step + 1) / o.warmup
    return o.learning_rate * 0.5 * (1 + math.cos(math.pi * (step - o.warmup) / max(1, o.steps - o.warmup)))


def fit_all(stages: Sequence[Stage[RecogniserRun]], *, allow_change: bool = False) -> Path:
    """Train each stage to its optimiser.steps, and go on from its last.pt if it exists.

    A stage's folder gets last.pt (network, its running average, centres, optimiser, step), log.csv and validation.csv.
    Returns the last stage's last.pt. Raises UsageError if a validation set cannot be scored, if a stage cannot go on
    from the checkpoints in the stages' folders, or if the loss is not finite. allow_change: the stage that goes on may
    do so with other settings. A signal that asks the program to end raises StoppedError after the present step, once
    last.pt is written.
    """
    for stage in stages:  # so that a fault of a later stage is reported now, not hours later
        for folder in stage.run.validation.values():
            people_in(folder)
    for stage in to_train(stages, _checkpoint, MAY_DIFFER, allow_change=allow_change, say=print):
        _fit(stage.run, stage.out)
    return stages[-1].out / "last.pt"


def _fit(run: RecogniserRun, out: Path) -> None:
    """`fit_all` for one stage. A finished stage is left as it is."""
    last, o = out / "last.pt", run.optimiser
    if last.exists() and _checkpoint(last)["step"] == o.steps:
        return
    make_folder(out)
    torch.manual_seed(run.seed)
    network = load_recogniser(run.start_from).train() if run.start_from and not last.exists() else RecogniserNetwork()
    batches = GlanceBatches(run)
    network = network.to(memory_format=torch.channels_last)
    comparison = RecogniserLoss(batches.people)
    average: AveragedModel = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(o.ema), use_buffers=True)
    parameters = [*network.parameters(), *comparison.parameters()]
    optimiser = torch.optim.AdamW(parameters, o.learning_rate, weight_decay=o.weight_decay)
    kept: Kept = {
        "network": network, "average": average, "comparison": comparison, "optimiser": optimiser
    }  # fmt: skip
    step, waiting, changed = _resume(last, kept, batches, run) if last.exists() else (0, [], [])
    if run.step.lookalikes and batches.lookalikes is None:
        batches.lookalikes = find_lookalikes(coder(network), batches)
    for name in ("log.csv", "validation.csv"):
        drop_rows_after(out / name, step)
    code = revision()
    with asked_to_stop() as noted:
        for near, far, who in tqdm(loader(batches, step, o.steps), out.name, o.steps, initial=step, mininterval=5):
            for group in optimiser.param_groups:
                group["lr"] = rate_at(step, o)
            glances = torch.cat((near, far)).to(memory_format=torch.channels_last)
            with torch.autocast("cpu", torch.bfloat16, enabled=run.precision == "bfloat16"):
                codes = network(glances)
            terms = comparison(*codes.chunk(2), who)
            optimiser.zero_grad()
            terms["loss"].backward()
            optimiser.step()
            average.update_parameters(network)
            step += 1
            row = {name: term.item() for name, term in terms.items()}
            if not math.isfinite(row["loss"]):
                _log(out, step, waiting, o)
                raise UsageError("the loss is not finite; lower the learning rate and go on from the last checkpoint")
            waiting.append(row)
            asked = noted()
            if step % LOG_EVERY == 0 or step == o.steps or asked:
                _log(out, step, waiting, o)
                waiting = []
            if step % run.validate_every == 0 or step == o.steps:
                averaged = average.module
                assert isinstance(averaged, RecogniserNetwork)
                for name, row in validate(averaged, run).items():
                    append_row(out / "validation.csv", {"step": step, "set": name, **row})
            if step % run.checkpoint_every == 0 or step == o.steps or asked:
                states = {name: part.state_dict() for name, part in kept.items()}
                told = {"step": step, "waiting": waiting, "lookalikes": batches.lookalikes}
                told |= {"changed": changed, "threads": torch.get_num_threads()}
                write_checkpoint(last, states | told | {"config": dump(run), "revision": code})
            if asked:
                raise StoppedError(asked, stopped(step, o.steps, last))


def _log(out: Path, step: int, waiting: Rows, o: RecogniserOptimiser) -> None:
    """Write a line of log.csv with the means of the losses since the line before, if there are any."""
    if waiting:
        means = {name: round(sum(row[name] for row in waiting) / len(waiting), 5) for name in waiting[0]}
        append_row(out / "log.csv", {"step": step, **means, "lr": rate_at(step - 1, o)})


def coder(network: RecogniserNetwork) -> Callable[[list[Image]], Codes]:
    """A function that takes RGB glances, and returns their codes, one a row.

    It always uses the network's present weights.
    """

    @torch.inference_mode()
    def code(glances: list[Image]) -> Codes:
        training = network.training
        network.eval()
        codes = network(to_tensor([np.ascontiguousarray(glance) for glance in glances])).numpy()
        network.train(training)
        return codes

    return code


def validate(network: RecogniserNetwork, run: RecogniserRun) -> dict[str, dict[str, float]]:
    """Returns for each validation set how many comparisons of a person with themselves are accepted, as a share.

    Each share belongs to a share of strangers that is accepted too. It is given for single glances, and for the median
    of a track's glances.
    """
    rows = {}
    for name, folder in run.validation.items():
        glances, tracks = evaluate(coder(network), folder)
        rows[name] = {f"glance {k}": v for k, v in glances.roc().items()}
        rows[name] |= {f"track {k}": v for k, v in tracks.roc((1e-3, 0.0)).items()}
    return rows


def _checkpoint(path: Path) -> dict[str, Any]:
    """The state that `fit_all` wrote into last.pt. Raises UsageError if the file holds anything else."""
    state = read_checkpoint(path)
    if not {"average", "comparison", "waiting", "lookalikes", "config"} <= state.keys():
        raise UsageError(f"{path}: is no recogniser's checkpoint of this version; choose an empty folder")
    return state


def _resume(path: Path, kept: Kept, batches: GlanceBatches, run: RecogniserRun) -> tuple[int, Rows, Changes]:
    """Put everything into the state that a checkpoint holds.

    Returns its step, the losses since the last line of the log, and the changes that the run's settings went through.
    Raises UsageError if the checkpoint is of another number of people.
    """
    state = _checkpoint(path)
    people = len(state["comparison"]["centres"]) // 2
    if people != batches.people:
        raise UsageError(
            f"{path}: was trained on {people} people, but the sets have {batches.people} now; choose another --out, or "
            f"set the old `sets` again"
        )
    keep(state.get("threads", torch.get_num_threads()))
    for name, part in kept.items():
        part.load_state_dict(state[name])
    batches.lookalikes = state["lookalikes"]
    changed = history(path, state, run, MAY_DIFFER)
    if len(changed) > len(state.get("changed", [])):
        print(f"{path}: goes on at step {state['step']} with {changed[-1]['what']}")
    return state["step"], state["waiting"], changed
