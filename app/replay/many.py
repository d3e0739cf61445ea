"""Many calls: one a process, finished ones not again."""

import multiprocessing
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path

import av
import cv2
from tqdm import tqdm

from app.replay.call import CallResult, replay_call
from app.replay.plan import Plan
from app.replay.store import place_of, read_result, write_result


def replay_all(calls: list[Path], plan: Plan, folder: Path, jobs: int) -> dict[Path, CallResult]:
    """Results by call. folder: where they are kept; calls that have theirs there are not replayed again."""
    results: dict[Path, CallResult] = {}
    left: dict[Path, Path] = {}
    for call in calls:
        try:
            place = place_of(call, plan, folder)
        except OSError as error:
            results[call] = CallResult(skipped=f"cannot be read ({error.strerror})")
            continue
        if finished := read_result(place):
            results[call] = finished
        else:
            left[call] = place
    lengths = [length_of(call) for call in left]
    total = sum(n for n in lengths if n) if all(lengths) else None
    with tqdm(total=total, desc="replay", unit="frame", disable=not left) as bar:
        if min(jobs, len(left)) < 2:
            for call, place in left.items():
                results[call] = _one(call, plan, place, bar.update)
        else:
            results |= _in_processes(left, plan, min(jobs, len(left)), bar.update)
    return {call: results[call] for call in calls}


def length_of(call: Path) -> int | None:
    """About how many frames a recording has, where its file says so; 0 of one that cannot be read."""
    try:
        with av.open(str(call)) as container:
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
    """A process for each call, so many at a time. Their results come by way of their files."""
    context = multiprocessing.get_context("spawn")  # a forked process would share the native libraries' threads
    results: dict[Path, CallResult] = {}
    waiting = list(left)
    running: dict[Connection, tuple[Path, SpawnProcess]] = {}
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                call = waiting.pop(0)
                news, theirs = context.Pipe(duplex=False)
                process = context.Process(target=_work, args=(theirs, call, plan, left[call]))
                process.start()
                theirs.close()
                running[news] = call, process
            spoke = wait([*running])
            for ready in [news for news in running if news in spoke]:
                try:
                    seen(ready.recv())
                except EOFError:
                    call, process = running.pop(ready)
                    process.join()
                    results[call] = _result_of(call, process.exitcode, left[call])
    finally:
        for _, process in running.values():
            process.terminate()
    return results


def _result_of(call: Path, exitcode: int | None, place: Path) -> CallResult:
    if exitcode == 0 and (result := read_result(place)):
        return result
    raise RuntimeError(f"the process that replayed {call} ended with {exitcode}")


def _work(news: Connection, call: Path, plan: Plan, place: Path) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the first process's to hear
    cv2.setNumThreads(1)
    _one(call, plan, place, news.send)


def _one(call: Path, plan: Plan, place: Path, seen: Callable[[int], object]) -> CallResult:
    result = replay_call(call, plan, lambda: seen(1))
    write_result(place, result)
    return result
