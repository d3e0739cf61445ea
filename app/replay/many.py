"""Replays many calls, each in a process of its own. Calls that are finished are not replayed again."""

import multiprocessing
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnContext, SpawnProcess
from pathlib import Path

import av
import cv2
from tqdm import tqdm

from app.media.files import ffmpeg_url
from app.replay.call import CallResult, replay_call
from app.replay.plan import ReplayPlan
from app.replay.store import key_of, place_of, read_result, write_result
from app.replay.words import printable
from hime_core.errors import UsageError

# The numbers of the signals by which a person or the system ends a process: SIGKILL and SIGTERM.
KILL_SIGNALS = (9, 15)


@dataclass(frozen=True)
class Replayed:
    """The results of all calls, and what they cost in this run."""

    results: dict[Path, CallResult]  # by call
    replayed_now: list[Path]  # the calls whose results were not kept from an earlier run
    seconds: float  # that those took, all together


def replay_all(calls: list[Path], plan: ReplayPlan, folder: Path, jobs: int) -> Replayed:
    """Replay recordings, `jobs` at a time.

    folder: where results are kept. Calls whose results are there already are not replayed again. Of equal files all but
    the first are skipped, because they would count as calls of their own. Raises UsageError where a model is missing, a
    result cannot be written or a process is killed; the results of finished calls stay.
    """
    results: dict[Path, CallResult] = {}
    to_do: dict[Path, Path] = {}  # by call: the file of its result
    first: dict[str, Path] = {}  # by digest: the first call of those that are equal
    for call in calls:
        try:
            key = key_of(call, plan)
        except OSError as error:
            results[call] = CallResult(skipped=f"cannot be read ({error.strerror})")
            continue
        place = place_of(call, key, folder)
        if key in first:
            results[call] = CallResult(skipped=f"the same recording as {printable(first[key])}")
        elif finished := read_result(place):
            results[call] = finished
        else:
            to_do[call] = place
        first.setdefault(key, call)
    lengths = [length_of(call) for call in to_do]
    total = None if None in lengths else sum(n or 0 for n in lengths)
    start = time.perf_counter()
    with tqdm(total=total, desc="replay", unit="frame", disable=not to_do) as bar:
        if min(jobs, len(to_do)) < 2:
            for call, place in to_do.items():
                results[call] = _one(call, plan, place, bar.update)
        else:
            results |= _in_processes(to_do, plan, min(jobs, len(to_do)), bar.update)
    return Replayed({call: results[call] for call in calls}, [*to_do], time.perf_counter() - start)


def length_of(call: Path) -> int | None:
    """About how many frames a recording has. None where its file does not say, 0 where it cannot be read."""
    try:
        with av.open(ffmpeg_url(call)) as container:
            stream = container.streams.video[0]
            if stream.frames:
                return stream.frames
            rate = stream.average_rate or stream.guessed_rate
            return round(container.duration / av.time_base * rate) if container.duration and rate else None
    except (av.FFmpegError, OSError, IndexError):
        return 0


def _in_processes(
    to_do: dict[Path, Path], plan: ReplayPlan, jobs: int, frames_done: Callable[[int], object]
) -> dict[Path, CallResult]:
    """Replay each call in a process of its own, `jobs` of them at a time."""
    context = multiprocessing.get_context("spawn")  # a forked process would share the native libraries' threads
    results: dict[Path, CallResult] = {}
    waiting = list(to_do)
    running: dict[Connection, tuple[Path, SpawnProcess]] = {}
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                call = waiting.pop(0)
                receiver, process = _start(context, call, plan, to_do[call])
                running[receiver] = call, process
            ready = wait([*running])
            for receiver in [r for r in running if r in ready]:
                call, process = running[receiver]
                try:
                    message = receiver.recv()
                except EOFError as error:
                    process.join()
                    raise _died(call, process.exitcode) from error
                if isinstance(message, UsageError):
                    raise message
                if isinstance(message, int):
                    frames_done(message)
                    continue
                results[call] = message
                process.join()
                del running[receiver]
    finally:
        for _, process in running.values():
            process.terminate()
    return results


def _died(call: Path, exitcode: int | None) -> Exception:
    """What to raise where a process ended without a result: one line for people where it was killed."""
    if exitcode in [-number for number in KILL_SIGNALS]:
        return UsageError(
            f"{printable(call)}: the process that replayed it was ended from outside, perhaps because memory ran out; "
            "finished calls are kept, so run it again with fewer --jobs"
        )
    return RuntimeError(f"the process that replayed {call} ended with {exitcode}")


def _start(context: SpawnContext, call: Path, plan: ReplayPlan, place: Path) -> tuple[Connection, SpawnProcess]:
    """Start a process that replays a call, and the end of a pipe that receives its messages.

    It sends 1 for every frame, and at last the result, or the UsageError that kept it from one.
    """
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(sender, call, plan, place))
    if sys.platform == "win32":
        process.start()
    else:  # only this process is to react to Ctrl-C: the ones it starts inherit that the signal is blocked
        resource_tracker.ensure_running()  # otherwise the first start would start it, and it would unblock the signal
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
    sender.close()
    return receiver, process


def _work(sender: Connection, call: Path, plan: ReplayPlan, place: Path) -> None:
    """What a process does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # on Windows, where nothing is inherited
    cv2.setNumThreads(1)
    try:
        sender.send(_one(call, plan, place, sender.send))
    except UsageError as error:
        sender.send(error)


def _one(call: Path, plan: ReplayPlan, place: Path, frames_done: Callable[[int], object]) -> CallResult:
    """Replay a call and keep its result, unless the file could not be opened: the next time it may be possible."""
    result = replay_call(call, plan, lambda: frames_done(1))
    if result.frames:
        write_result(place, result)
    return result
