"""Starts a finished HIME once in each way that people do: python packaging/try_bundle.py COMMAND [ARGUMENT...]

COMMAND starts HIME, for example dist/HIME/hime. The release tries each bundle with it before anybody gets the bundle.
No other HIME may be running, because a second window only shows the first.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

# No command may take longer. The first start of a bundle may be slow, and so may the computer.
COMMAND_SECONDS = 600
# A window that is still open after so many seconds has started.
WINDOW_SECONDS = 30


def run(command: list[str], *arguments: str, allowed: tuple[int, ...] = (0,)) -> None:
    """Run a command of HIME to its end. Another exit status than those allowed ends the trial."""
    print("$ hime", *arguments, flush=True)
    done = subprocess.run([*command, *arguments], check=False, timeout=COMMAND_SECONDS)
    if done.returncode not in allowed:
        sys.exit(f"hime {' '.join(arguments)}: exit status {done.returncode}")


def try_call(command: list[str], folder: Path) -> None:
    """Write the sample call into a recording, and enhance that. A far face must have been enhanced with exemplars.

    The live call does not have to: where the computer is busy, it may come to none.
    """
    settings, call, out, report = (str(folder / name) for name in ("small.yaml", "call.mp4", "out.mp4", "report.json"))
    Path(settings).write_text("output: {scale: 1.0}\n", encoding="utf-8")
    sizes = ["--view", "full", "--config", settings]
    # The sample call ends by itself before that.
    run(command, "run", "--headless", "--source", "sample", "--sink", call, "--seconds", "60", *sizes)
    run(command, "enhance", call, out, "--json", report, *sizes)
    if not json.loads(Path(report).read_text(encoding="utf-8"))["faces_with_exemplars"]:
        sys.exit("the sample call: no face was enhanced with exemplars")


def try_window(command: list[str]) -> None:
    """The window, on no screen. It must stay open."""
    print("$ hime run --source sample --sink none  # the window", flush=True)
    # Without a display, HIME would stay in the terminal. The one named here is not used.
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":"}
    with subprocess.Popen([*command, "run", "--source", "sample", "--sink", "none"], env=environment) as window:
        try:
            sys.exit(f"the window: it ended with exit status {window.wait(WINDOW_SECONDS)}")
        except subprocess.TimeoutExpired:
            print(f"the window is open after {WINDOW_SECONDS} s", flush=True)
        finally:
            window.kill()


def main(command: list[str]) -> None:
    """Try everything. The last line says what failed, or that nothing did."""
    if not command:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory(prefix="hime-try-") as name:
        folder = Path(name)
        run(command, "models", "verify")
        # It finds faults here: few computers that build bundles have cameras.
        run(command, "doctor", "--report", str(folder / "report.txt"), allowed=(0, 1))
        try_call(command, folder)
        try_window(command)
    print("all of it started")


if __name__ == "__main__":
    main(sys.argv[1:])
