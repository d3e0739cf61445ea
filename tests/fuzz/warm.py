"""A process that has the libraries and the networks in memory, and runs each job in a child that it forks.

`Children` (tests/fuzz/children.py) starts it. It reads a job from each line of stdin, as JSON, and answers with a line
on stdout. So a job costs neither the second that imports take nor the loading of networks, and what a job does to its
process is gone with the child. It works only on Linux.
"""

import faulthandler
import importlib
import json
import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.models import load_models
from app.replay.call import load_engine
from hime_core.runtime import sessions
from tests.fuzz.quick import QUICK_SETTINGS

# The memory of a child is looked at again after this many seconds.
LOOK_EVERY = 0.05
# The modules that the jobs use. They are imported once.
MODULES = (
    *("app.cli", "app.commands.enhance", "app.commands.models", "app.commands.replay", "app.report.versions"),
    *("tests.fuzz.damaged_recordings", "tests.fuzz.moved_models", "tests.fuzz.reference"),
)


def keep_sessions() -> None:
    """Make every network be loaded once, on one thread.

    A forked child has the sessions of its parent, but no other thread than the one that forked. So the sessions must
    have no threads of their own. Networks from other folders are loaded as usual.
    """
    kept: dict[str, sessions.InferenceSession] = {}
    load = sessions.InferenceSession

    def session(graph: str, settings: sessions.SessionOptions, **how: Any) -> sessions.InferenceSession:
        settings.intra_op_num_threads = 1
        if graph not in kept:
            kept[graph] = load(graph, settings, **how)
        return kept[graph]

    sessions.InferenceSession = session  # type: ignore[misc, assignment]


def main() -> None:
    """Load everything, and answer jobs until stdin ends."""
    import cv2  # HIME limits the size of pictures before OpenCV is loaded

    for name in MODULES:
        importlib.import_module(name)
    cv2.setNumThreads(1)
    keep_sessions()
    load_models(QUICK_SETTINGS)
    load_engine(QUICK_SETTINGS.enhance.best_model)
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)


def answer(job: dict[str, Any]) -> dict[str, Any]:
    """Run a job in a child, and say how it ended: the fields of `Ending` in tests/fuzz/children.py."""
    begun = time.monotonic()
    child = os.fork()
    if child == 0:
        in_child(job)
    handle, killed = os.pidfd_open(child), ""
    while not select.select([handle], [], [], LOOK_EVERY)[0]:
        if time.monotonic() - begun > job["seconds"]:
            killed = "time"
        elif memory_of(child) > job["memory"]:
            killed = "memory"
        if killed:
            os.kill(child, signal.SIGKILL)
            break
    os.close(handle)
    _, status, usage = os.wait4(child, 0)
    return {
        "status": os.waitstatus_to_exitcode(status),
        "killed": killed,
        "seconds": time.monotonic() - begun,
        "peak": 1024 * usage.ru_maxrss,
    }


def memory_of(process: int) -> int:
    """The memory that a process has at the moment, in bytes; 0 if it has ended."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def in_child(job: dict[str, Any]) -> None:
    """Do a job with its folder as the current one, its output in files there, and end the process."""
    status = 1
    try:
        os.chdir(job["folder"])
        for descriptor, name in ((1, "stdout.txt"), (2, "stderr.txt")):
            file = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(file, descriptor)
            os.close(file)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        faulthandler.enable()
        status = function_of(job["call"])(*job["arguments"])
    except SystemExit as ending:
        status = ending.code if isinstance(ending.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def function_of(name: str) -> Callable[..., int]:
    """The function that a job names, such as "app.cli:main"."""
    module, function = name.split(":")
    return getattr(importlib.import_module(module), function)


if __name__ == "__main__":
    main()
