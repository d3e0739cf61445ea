"""Chooses with how many threads torch computes.

torch's threads wait for each other after every small piece of work. On cores that other programs use too, this makes
several threads slower than one.
"""

import os
import time

# Each number of threads is timed in at most so many turns. There are several, since other programs come and go.
TURNS = 8
# After so many seconds no further turn begins.
LONGEST = 0.4
# Several threads must take at most this share of one thread's time. They take away cores from those who make samples.
WORTH = 0.9


def wait_asleep() -> None:
    """Let threads that wait sleep, and not turn in loops on a core that another thread needs.

    This must be called before torch is imported. It holds for each of torch's OpenMP libraries: GNU's on Linux, LLVM's
    on macOS, Intel's on Windows. What the person set in OMP_WAIT_POLICY stays.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


def choose() -> None:
    """Let torch compute with one thread or with as many as it would take itself, whichever is faster now.

    Says what was chosen. If the person set OMP_NUM_THREADS, or if there is one core, nothing is chosen.
    """
    import torch

    many = torch.get_num_threads()
    if "OMP_NUM_THREADS" in os.environ or many == 1:
        return
    _seconds_of_work()  # makes the threads
    seconds = {1: 0.0, many: 0.0}
    for _ in range(TURNS):
        if sum(seconds.values()) > LONGEST:
            break
        for count in seconds:
            torch.set_num_threads(count)
            seconds[count] += _seconds_of_work()
    several = seconds[many] <= WORTH * seconds[1]
    torch.set_num_threads(many if several else 1)
    told = f"{many} threads compute" if several else "1 thread computes"
    ratio = seconds[many] / seconds[1]
    print(f"{told}: {many} take {ratio:.2f} times as long as 1 here (OMP_NUM_THREADS sets another number)")


def keep(count: int) -> None:
    """Compute with as many threads as a run that goes on, since the last bits of its weights depend on their number.

    What the person set in OMP_NUM_THREADS stays. No more threads are taken than torch would take here itself. Says so
    if the number is not the one that was chosen.
    """
    import torch

    count = min(count, _most())
    if "OMP_NUM_THREADS" not in os.environ and count != torch.get_num_threads():
        torch.set_num_threads(count)
        print(f"the run goes on with {count}, as it began (OMP_NUM_THREADS sets another number)")


def _most() -> int:
    """The number of cores that this program may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _seconds_of_work() -> float:
    """The time for what training and evaluation mostly do: convolving small pictures, forward and backward."""
    import torch
    from torch.nn import functional as F

    picture, weight = torch.ones(4, 40, 32, 32, requires_grad=True), torch.ones(40, 40, 3, 3, requires_grad=True)
    begin = time.perf_counter()
    F.leaky_relu(F.conv2d(picture, weight, padding=1)).sum().backward()
    return time.perf_counter() - begin
