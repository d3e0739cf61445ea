"""Many calls: one a process, finished ones not again."""

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
from app.replay.plan import Plan
from app.replay.store import key_of, place_of, read_result, write_result
from app.replay.words import printable
from hime_core.errors import UsageError


@dataclass(frozen=True)
class Replayed:
    """Results by call; which of them were not at hand, and the seconds that those took, all together."""

    results: dict[Path, CallResult]
    now: list[Path]
    seconds: float


def replay_all(calls: list[Path], plan: Plan, folder: Path, jobs: int) -> Replayed:
    """Replay recordings. folder: where results are kept; calls that have theirs there are not replayed again.

    Of equal files all but the first are skipped: they would count as calls of their own. Raises UsageError where a
    model is missing or a result cannot be written; those of finished calls stay.
    """
    results: dict[Path, CallResult] = {}
    left: dict[Path, Path] = {}
    first: dict[str, Path] = {}
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
            left[call] = place
        first.setdefault(key, call)
    lengths = [length_of(call) for call in left]
    total = None if None in lengths else sum(n or 0 for n in lengths)
    start = time.perf_counter()
    with tqdm(total=total, desc="replay", unit="frame", disable=not left) as bar:
        if min(jobs, len(left)) < 2:
            for call, place in left.items():
                results[call] = _one(call, plan, place, bar.update)
        else:
            results |= _in_processes(left, plan, min(jobs, len(left)), bar.update)
    return Replayed({call: results[call] for call in calls}, [*left], time.perf_counter() - start)


def length_of(call: Path) -> int | None:
    """About how many frames a recording has, where its file says so; 0 of one that cannot be read."""
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
    left: dict[Path, Path], plan: Plan, jobs: int, seen: Callable[[int], object]
) -> dict[Path, CallResult]:
    """A process for each call, so many at a time."""
    context = multiprocessing.get_context("spawn")  # a forked process would share the native libraries' threads
    results: dict[Path, CallResult] = {}
    waiting = list(left)
    running: dict[Connection, tuple[Path, SpawnProcess]] = {}
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                call = waiting.pop(0)
                news, process = _start(context, call, plan, left[call])
                running[news] = call, process
            spoke = wait([*running])
            for ready in [news for news in running if news in spoke]:
                call, process = running[ready]
                try:
                    said = ready.recv()
                except EOFError as error:
                    process.join()
                    raise RuntimeError(f"the process that replayed {call} ended with {process.exitcode}") from error
                if isinstance(said, UsageError):
                    raise said
                if isinstance(said, int):
                    seen(said)
                    continue
                results[call] = said
                process.join()
                del running[ready]
    finally:
        for _, process in running.values():
            process.terminate()
    return results


def _start(context: SpawnContext, call: Path, plan: Plan, place: Path) -> tuple[Connection, SpawnProcess]:
    """A process that sends 1 for every frame, and at last the result or the UsageError that kept it from one."""
    news, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(theirs, call, plan, place))
    if sys.platform == "win32":
        process.start()
    else:  # Ctrl-C is the first process's to hear, right after this; the others inherit the mask
        resource_tracker.ensure_running()  # begun by the first start, it would lift the mask there
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
    theirs.close()
    return news, process


def _work(news: Connection, call: Path, plan: Plan, place: Path) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where it is not inherited
    cv2.setNumThreads(1)
    try:
        news.send(_one(call, plan, place, news.send))
    except UsageError as error:
        news.send(error)


def _one(call: Path, plan: Plan, place: Path, seen: Callable[[int], object]) -> CallResult:
    result = replay_call(call, plan, lambda: seen(1))
    if result.frames:  # a file that could not be opened may be the next time
        write_result(place, result)
    return result
