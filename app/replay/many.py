"""Replays many calls, several at a time if asked to. Finished calls are not replayed again."""

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

from app.progress import Progress
from app.replay.call import CallResult, replay_call
from app.replay.plan import ReplayPlan
from app.replay.store import key_of, place_of, read_result, write_result
from app.replay.words import printable
from hime_core.errors import UsageError
from hime_core.recording import open_recording
from hime_core.recording.streams import pictures

# A person or the system ends a process by the signals with these numbers, SIGKILL and SIGTERM.
KILL_SIGNALS = (9, 15)


@dataclass(frozen=True)
class Replayed:
    """The results of all calls, and how long this run took."""

    results: dict[Path, CallResult]  # by call
    replayed_now: list[Path]  # the calls whose results were not kept from an earlier run
    seconds: float  # how long it took to replay these calls


def replay_all(calls: list[Path], plan: ReplayPlan, folder: Path, jobs: int) -> Replayed:
    """Replay recordings, `jobs` at a time.

    folder: results are kept in this folder, and a call whose result is there already is not replayed again. If several
    files are equal, only the first is replayed, because the others would count as calls of their own. Raises UsageError
    if a model is missing, a result cannot be written or a process is killed. The results of finished calls stay.
    """
    results: dict[Path, CallResult] = {}
    to_do: dict[Path, Path] = {}  # by call: the file of its result
    first: dict[str, Path] = {}  # by digest: the first call that has it
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
    if to_do:
        with Progress("replay", total, "frame") as progress:
            if min(jobs, len(to_do)) < 2:
                for call, place in to_do.items():
                    results[call] = _replay_and_keep(call, plan, place, progress.step)
            else:
                results |= _in_processes(to_do, plan, min(jobs, len(to_do)), progress.step)
    return Replayed({call: results[call] for call in calls}, [*to_do], time.perf_counter() - start)


def length_of(call: Path) -> int | None:
    """Return about how many frames a recording has: None if its file does not say it, 0 if it cannot be read."""
    try:
        with open_recording(call) as container:
            stream = pictures(container)
            if stream is None:
                return 0
            if stream.frames:
                return stream.frames
            rate = stream.average_rate or stream.guessed_rate
            return round(container.duration / av.time_base * rate) if container.duration and rate else None
    except (av.FFmpegError, OSError):
        return 0


def _in_processes(
    to_do: dict[Path, Path], plan: ReplayPlan, jobs: int, frames_done: Callable[[int], object]
) -> dict[Path, CallResult]:
    """Replay each call in a process of its own, with `jobs` processes at a time."""
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
                    raise _process_error(call, process.exitcode) from error
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


def _process_error(call: Path, exitcode: int | None) -> Exception:
    """Return the error to raise if a process ends without a result.

    If the process was killed, this is a UsageError, which a person sees as one line.
    """
    if exitcode in [-number for number in KILL_SIGNALS]:
        return UsageError(
            f"{printable(call)}: the process that replayed it was ended from outside, perhaps because memory ran out; "
            "finished calls are kept, so run it again with fewer --jobs"
        )
    return RuntimeError(f"the process that replayed {call} ended with {exitcode}")


def _start(context: SpawnContext, call: Path, plan: ReplayPlan, place: Path) -> tuple[Connection, SpawnProcess]:
    """Start a process that replays a call. Returns the end of a pipe that receives its messages, and the process.

    The process sends 1 for every frame. At last it sends the result, or the UsageError that stopped it.
    """
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_replay_and_send, args=(sender, call, plan, place))
    if sys.platform == "win32":
        process.start()
    else:  # only this process must react to Ctrl-C, so the started process inherits a blocked signal
        # Starting the resource tracker unblocks the signal. So it is started before, and not by process.start().
        resource_tracker.ensure_running()
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
    sender.close()
    return receiver, process


def _replay_and_send(sender: Connection, call: Path, plan: ReplayPlan, place: Path) -> None:
    """Replay a call in a process of its own and send the messages that `_start` describes."""
    # On Windows a process inherits no blocked signals. So this process ignores Ctrl-C.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    cv2.setNumThreads(1)
    try:
        sender.send(_replay_and_keep(call, plan, place, sender.send))
    except UsageError as error:
        sender.send(error)


def _replay_and_keep(call: Path, plan: ReplayPlan, place: Path, frames_done: Callable[[int], object]) -> CallResult:
    """Replay a call, and keep its result if a frame was read.

    If no frame was read, the result is not kept, because another run may be able to read the file.
    """
    result = replay_call(call, plan, lambda: frames_done(1))
    if result.frames:
        write_result(place, result)
    return result
