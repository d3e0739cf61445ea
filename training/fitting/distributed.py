"""Training in several processes, which `torchrun` starts, or in one alone."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

import torch
import torch.distributed as dist
from torch import Tensor, nn
from torch.distributed.nn.functional import all_reduce

from hime_core.errors import UsageError

# Processes wait at most this long for one another: the first one decodes pictures and validates while the others wait.
PROCESS_TIMEOUT = timedelta(hours=4)


@dataclass(frozen=True)
class World:
    """One process of a run."""

    rank: int  # its number, from 0
    size: int  # how many processes the run has
    device: torch.device  # where it computes


def join(device: str) -> World:
    """Join the processes that `torchrun` started, each on a GPU of its own. Without `torchrun` this process is alone.

    A process may join again, for the next stage. Raises UsageError where the next stage is for another device.
    """
    if "RANK" not in os.environ:
        return World(0, 1, torch.device(device))
    local, backend = torch.device(device), "gloo"
    if device == "cuda":
        local, backend = torch.device("cuda", int(os.environ["LOCAL_RANK"])), "nccl"
        torch.cuda.set_device(local)
    if not dist.is_initialized():  # the processes find each other once only
        dist.init_process_group(backend, timeout=PROCESS_TIMEOUT)
    elif dist.get_backend() != backend:
        raise UsageError("device: several processes train all stages of a recipe on one; choose it for all of them")
    return World(dist.get_rank(), dist.get_world_size(), local)


def leave() -> None:
    """Part from the other processes, if there are any. Where one leaves early, by an error, torchrun ends them."""
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
    """Wait until all processes have come here."""
    if world.size > 1:
        dist.barrier()


def average_gradients(world: World, parameters: Iterable[nn.Parameter]) -> None:
    """Give every process the mean of all processes' gradients.

    A parameter that a step does not use has no gradient, and stays without one. Which parameters these are depends on
    the number of references alone, so they are the same in all processes.
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
    """The mean over the values of all processes, each of which has as many. Gradients flow into all of them.

    The gradient in each process is that of the sum of all processes' losses. So after `average_gradients` it is the
    gradient that one process with the whole batch would have.
    """
    mean = values.mean()
    if not dist.is_initialized():
        return mean
    return all_reduce(mean) / dist.get_world_size()
