"""Run tests on the oldest versions that pyproject.toml allows: `make test-lowest`; docs/platforms.md tells the outcome.

In a fresh environment, which is removed afterwards. `training` runs the other half: torch, several gigabytes of it.
"""

import os
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]
TOOLS = (
    "pytest",
    "hypothesis",
    "scikit-image",
)  # what the app's tests need of the extra `dev`, the rest of which brings torch
APP = ("app", ["cpu"], ["tests/app"])
TRAINING = ("training", ["cpu", "train", "dev"], ["tests", "--ignore=tests/app", "--ignore=tests/privacy"])


def main(arguments: list[str]) -> int:
    name, extras, tests = TRAINING if arguments == ["training"] else APP
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    tools = [need for need in project["optional-dependencies"]["dev"] if need.startswith(TOOLS)]
    with tempfile.TemporaryDirectory(prefix=f"hime-lowest-{name}-") as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        subprocess.run([python, "-m", "pip", "install", "--quiet", "uv"], check=True)
        # No builds: a version without a wheel for this Python is not one that anybody gets.
        uv = [python, "-m", "uv", "pip"]
        lowest = ["install", "--python", python, "--resolution", "lowest-direct", "--no-build", "-r", "pyproject.toml"]
        chosen = [argument for extra in extras for argument in ("--extra", extra)]
        subprocess.run([*uv, *lowest, *chosen, *tools], cwd=ROOT, check=True)
        subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "--no-deps", "--editable", "."], cwd=ROOT, check=True
        )
        subprocess.run([*uv, "list", "--python", python], check=True)
        run = [python, "-m", "pytest", "-p", "no:cacheprovider", *tests]
        return subprocess.run(run, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
