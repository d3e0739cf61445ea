"""Measures how long HIME takes from its start to its first picture, and to its window.

    python -m tests.measure.start_up PROGRAM [ARGUMENT...]

PROGRAM: what starts HIME, such as dist/HIME/hime, or a Python with `-P -m app`. Each start is measured cold, for which
the system forgets all files that it holds in memory (as root on Linux), and then warm. The window needs DISPLAY, and
the program xwininfo.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

# Each way of starting is measured so many times, and the middle one is told.
TIMES = 3
# A picture of the sample call, 1280×720 in planar 4:2:0, has so many bytes.
PICTURE_BYTES = 1280 * 720 * 3 // 2
# Nothing takes longer than this many seconds.
PATIENCE = 120.0


def forget_files() -> None:
    """Let the system forget the files that it holds in memory."""
    os.sync()
    Path("/proc/sys/vm/drop_caches").write_text("3\n")


def until_it_ends(command: list[str]) -> float:
    """Return how many seconds a command takes."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=PATIENCE)
    return time.perf_counter() - start


def until_first_picture(command: list[str]) -> float:
    """Return how many seconds pass until the first whole picture is in a file without compression."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start = time.perf_counter()
        run = [*command, "run", "--headless", "--source", "sample", "--sink", str(folder / "call.y4m")]
        return _until(run, start, lambda: any(f.stat().st_size > PICTURE_BYTES for f in folder.iterdir()))


def until_window(command: list[str]) -> float:
    """Return how many seconds pass until the window is on the screen."""
    start = time.perf_counter()
    shown = ["xwininfo", "-root", "-tree"]

    def seen() -> bool:
        return '("hime"' in subprocess.run(shown, capture_output=True, text=True, check=True).stdout

    return _until([*command, "run", "--source", "sample", "--sink", "none"], start, seen)


def _until(command: list[str], start: float, met: Callable[[], bool]) -> float:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not met():
            assert process.poll() is None, f"{command} ended with {process.returncode}"
            assert time.perf_counter() - start < PATIENCE, f"{command} took too long"
            time.sleep(0.02)
        return time.perf_counter() - start
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def main() -> None:
    """Print a row for each thing that is measured."""
    command = sys.argv[1:]
    ways: dict[str, Callable[[], float]] = {
        "--version": lambda: until_it_ends([*command, "--version"]),
        "headless": lambda: until_first_picture(command),
    }
    if os.environ.get("DISPLAY"):
        ways["window"] = lambda: until_window(command)
    for name, measure in ways.items():
        seconds: dict[str, list[float]] = {"cold": [], "warm": []}
        for _ in range(TIMES):
            forget_files()
            seconds["cold"].append(measure())
            seconds["warm"].append(measure())
        print(name, *(f"{kind} {sorted(values)[TIMES // 2]:.1f} s" for kind, values in seconds.items()), flush=True)


if __name__ == "__main__":
    main()
