"""Lets several processes train together, which `torchrun` starts. One process alone works too."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

import torch
import torch.distributed as dist
from torch import Tensor, nn
from torch.distributed.nn.functional import all_reduce

from hime_core.errors import UsageError

# Processes wait at most this long for one another. It is long because the others wait while the first process decodes
# pictures and validates.
PROCESS_TIMEOUT = timedelta(hours=4)


@dataclass(frozen=True)
class World:
    """One process of a run."""

    rank: int  # the number of this process, from 0
    size: int  # how many processes the run has
    device: torch.device  # where this process computes
    talk: dist.ProcessGroup | None = None  # the processes as they exchange numbers on the CPU; None: as they do anyway


def join(device: str) -> World:
    """Join the processes that `torchrun` started, each on a GPU of its own. Without `torchrun` this process is alone.

    A process joins again for the next stage. Raises UsageError if the next stage is for another device.
    """
    if "RANK" not in os.environ:
        return World(0, 1, torch.device(device))
    local, backend = torch.device(device), "gloo"
    if device == "cuda":
        local, backend = torch.device("cuda", int(os.environ["LOCAL_RANK"])), "nccl"
        torch.cuda.set_device(local)
    if not dist.is_initialized():  # the processes find each other only once
        dist.init_process_group(backend, timeout=PROCESS_TIMEOUT)
    elif dist.get_backend() != backend:
        raise UsageError("device: several processes train all stages of a recipe on one; choose it for all of them")
    talk = dist.new_group(timeout=PROCESS_TIMEOUT, backend="gloo") if backend == "nccl" else None
    assert not isinstance(talk, int)  # torch gives a number to processes that are no part of a group
    return World(dist.get_rank(), dist.get_world_size(), local, talk)


def leave() -> None:
    """Part from the other processes, if there are any.

    If a process leaves early because of an error, torchrun ends the others.
    """
    if dist.is_initialized():
        dist.destroy_process_group()


def same_everywhere(world: World, value: object) -> bool:
    """Returns whether all processes hold the same value."""
    if world.size == 1:
        return True
    values: list[object] = [None] * world.size
    dist.all_gather_object(values, value)
    return all(v == value for v in values)


def largest(world: World, value: int) -> int:
    """The largest of all processes' values. No process waits for its GPU."""
    if world.size == 1:
        return value
    most = torch.tensor(value)
    dist.all_reduce(most, dist.ReduceOp.MAX, group=world.talk)
    return int(most)


def say(text: str) -> None:
    """Print a line, in the first process alone."""
    if os.environ.get("RANK", "0") == "0":
        print(text, flush=True)


def wait(world: World) -> None:
    """Wait until all processes have called this."""
    if world.size > 1:
        dist.barrier()


def average_gradients(world: World, parameters: Iterable[nn.Parameter]) -> None:
    """Give every process the mean of all processes' gradients.

    A parameter that a step does not use has no gradient, and stays without one. These parameters depend on the numbers
    of references and earlier frames alone, so they are the same in all processes.
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
    """The mean over the values of all processes.

    Each process has the same number of values. Gradients flow into all values.

    In each process the gradient is the gradient of the sum of all processes' losses. So `average_gradients` makes it
    the gradient that one process with the whole batch would have.
    """
    mean = values.mean()
    if not dist.is_initialized():
        return mean
    return all_reduce(mean) / dist.get_world_size()
