"""Part c: the live graph on a call, with the engine that HIME chooses on this machine."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any


def live(call: Path | None, seconds: float, folder: Path) -> dict[str, Any]:
    """The report of a `hime run` of this many seconds. call: a recording; None stands for the sample call."""
    report = folder / "run.json"
    command = [sys.executable, "-m", "app", "run", "--headless", "--sink", "none", "--seconds", str(seconds)]
    command += ["--json", str(report), "--source", str(call) if call else "sample"]
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120 + 4 * seconds)
    except subprocess.TimeoutExpired as error:
        return {"fault": str(error)}
    if done.returncode:
        return {"fault": done.stderr.strip()[-500:]}
    return dict(json.loads(report.read_text()))
