"""One process or many: what `torchrun` starts, and what a lone process is."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

import torch
import torch.distributed as dist
from torch import Tensor, nn
from torch.distributed.nn.functional import all_reduce

from hime_core.errors import UsageError

# The others wait while the first process decodes a set's pictures or validates; torch would end them after minutes.
PATIENCE = timedelta(hours=4)


@dataclass(frozen=True)
class World:
    """This process among all of a run."""

    rank: int
    size: int
    device: torch.device


def join(device: str) -> World:
    """Join the processes that `torchrun` started; alone without it. On GPUs each process takes its own.

    Who has joined may do so again. Raises UsageError where that is for another device.
    """
    if "RANK" not in os.environ:
        return World(0, 1, torch.device(device))
    local, backend = torch.device(device), "gloo"
    if device == "cuda":
        local, backend = torch.device("cuda", int(os.environ["LOCAL_RANK"])), "nccl"
        torch.cuda.set_device(local)
    if not dist.is_initialized():  # the processes find each other once only
        dist.init_process_group(backend, timeout=PATIENCE)
    elif dist.get_backend() != backend:
        raise UsageError("device: several processes train all stages of a recipe on one; choose it for all of them")
    return World(dist.get_rank(), dist.get_world_size(), local)


def leave() -> None:
    """Part from the others, if there are any; where one does so early, by an error, torchrun ends them."""
    if dist.is_initialized():
        dist.destroy_process_group()


def same_everywhere(world: World, value: object) -> bool:
    """Whether all processes hold the same value."""
    if world.size == 1:
        return True
    values: list[object] = [None] * world.size
    dist.all_gather_object(values, value)
    return all(v == value for v in values)


def wait(world: World) -> None:
    """Until all processes are here."""
    if world.size > 1:
        dist.barrier()


def average_gradients(world: World, parameters: Iterable[nn.Parameter]) -> None:
    """Every process gets the mean of all gradients.

    Which parameters a step uses depends on its number of references, which all processes share: those without a
    gradient are the same everywhere, and stay without.
    """
    if world.size == 1:
        return
    gradients = [p.grad for p in parameters if p.grad is not None]
    flat = torch.cat([g.flatten() for g in gradients])
    dist.all_reduce(flat)
    flat /= world.size
    start = 0
    for g in gradients:
        g.copy_(flat[start : start + g.numel()].view_as(g))
        start += g.numel()


def mean_over_all(values: Tensor) -> Tensor:
    """The mean over the values of all processes, which hold equally many; gradients flow to all of them.

    Each process's gradient is that of the SUM of the processes' losses, so `average_gradients` then gives what one
    process with the whole batch would get.
    """
    mean = values.mean()
    if not dist.is_initialized():
        return mean
    return all_reduce(mean) / dist.get_world_size()
