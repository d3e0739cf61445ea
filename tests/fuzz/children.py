"""Runs jobs in children of a warm process, and says how each ended."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

PROJECT = Path(__file__).parents[2]
# A job is killed if it takes longer than this many seconds.
MOST_SECONDS = 30.0
# A job is killed if it needs more than this many bytes of memory. The libraries and the networks take some 300 MB.
MOST_MEMORY = 1_500_000_000
# The threads of these libraries would be lost in a forked child.
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


@dataclass(frozen=True)
class Ending:
    """How a job ended.

    status: its exit status, or the negative number of the signal that ended it. killed: "time" or "memory" if it was
    killed because it took too much of it, else empty. seconds: how long it took. peak: the most memory it had, bytes.
    """

    status: int
    killed: str
    seconds: float
    peak: int
    stdout: str
    stderr: str


class Children:
    """A warm process and its children. Used as a context; one thread may use it at a time."""

    def __init__(self, home: Path):
        """home: the logs and the settings of the person who runs the commands would be in this folder."""
        folders = {name: str(home) for name in ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
        environment: Mapping[str, str] = os.environ | ONE_THREAD | folders
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.fuzz.warm"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=PROJECT,
            env=environment,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the warm process."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def run(self, call: str, arguments: list[object], folder: Path) -> Ending:
        """Run a job, a function such as "app.cli:main", which returns an exit status. folder: its current folder."""
        assert self._process.stdin and self._process.stdout
        job = {"call": call, "arguments": arguments, "folder": str(folder)}
        print(json.dumps(job | {"seconds": MOST_SECONDS, "memory": MOST_MEMORY}), file=self._process.stdin, flush=True)
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the warm process ended with {self._process.wait()}")
        said = [(folder / name).read_text(errors="replace") for name in ("stdout.txt", "stderr.txt")]
        return Ending(**json.loads(line), stdout=said[0], stderr=said[1])

    def hime(self, arguments: list[str], folder: Path) -> Ending:
        """Run a command of HIME."""
        return self.run("app.cli:main", [arguments], folder)
