"""Tries a bundle that was built: its commands, in a process of its own each, in an empty folder.

usage: python packaging/try_bundle.py [PROGRAM]   PROGRAM: dist/HIME/hime by default, dist/HIME/hime-cli.exe on Windows

It prints a line for each command, and ends with 1 if one failed.
"""

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# A command may take this many seconds on a slow computer.
PATIENCE = 300


@dataclass(frozen=True)
class Trial:
    """A command, the exit statuses that it may have, and a text that it must print."""

    arguments: tuple[str, ...]
    says: str
    statuses: tuple[int, ...] = (0,)


TRIALS = (
    Trial(("--version",), "HIME "),
    Trial(("models", "verify"), "hime_fast_x4.eight_bits.onnx"),
    Trial(("models", "list"), "recogniser.onnx"),
    Trial(("models", "fetch"), "recogniser.onnx"),
    Trial(("cameras",), ""),
    Trial(("doctor",), "OpenCV: part of HIME", (0, 1)),  # 1: this computer lacks a camera
    Trial(("doctor",), "Qt: PySide6", (0, 1)),
    Trial(("run", "--headless", "--source", "sample", "--sink", "call.mp4", "--seconds", "5"), "call.mp4"),
    Trial(("enhance", "call.mp4", "better.mp4"), "better.mp4"),
    Trial(("replay", "call.mp4", "call.mp4", "--every", "30", "--jobs", "2"), "replay", (0, 2)),  # 2: no face in it
)


def main() -> int:
    """Run the trials."""
    name = "hime-cli.exe" if sys.platform == "win32" else "hime"
    program = Path(sys.argv[1] if sys.argv[1:] else ROOT / "dist/HIME" / name).resolve()
    # A bundle must not find this Python and its packages.
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for trial in TRIALS:
            done = subprocess.run(
                [program, *trial.arguments],
                cwd=folder,
                env=environment,
                capture_output=True,
                text=True,
                errors="replace",
                timeout=PATIENCE,
                check=False,
            )
            said = done.stdout + done.stderr
            fine = done.returncode in trial.statuses and trial.says in said and "Traceback" not in said
            failed += not fine
            print(f"{'ok' if fine else 'FAIL':<5} {done.returncode}  hime {' '.join(trial.arguments)}", flush=True)
            if not fine:
                print(said)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
