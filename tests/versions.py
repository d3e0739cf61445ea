"""Run tests on other versions of the packages: docs/platforms.md tells the outcome.

usage: versions.py lowest|locked|newest [training]

lowest: the oldest versions that pyproject.toml allows. locked: those of requirements/. newest: those of today.
The tests of the app run in a fresh environment of the Python that runs this file; the environment is removed
afterwards. `training` runs the other half: torch, several gigabytes of it.
"""

import os
import subprocess
import sys
import tempfile
import time
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]
# What the app's tests need of the extra `dev`, the rest of which brings torch.
TOOLS = ("pytest", "pytest-xdist", "hypothesis", "scikit-image")
# For each half, the extras of HIME that it needs, and its tests.
HALVES = {
    "app": (["cpu"], ["tests/app"]),
    "training": (["cpu", "train", "dev"], ["tests", "--ignore=tests/app", "--ignore=tests/privacy"]),
}
# How uv chooses versions. A version without a wheel for this Python is not one that anybody gets, so nothing is built.
CHOICES = {
    "lowest": ["--resolution", "lowest-direct", "--no-build"],
    "locked": ["--constraint", "requirements/cpu.txt", "--constraint", "requirements/all.txt"],
    "newest": ["--upgrade"],
}


def main(arguments: list[str]) -> int:
    choice, half = (*arguments, "app")[:2]
    if choice not in CHOICES or half not in HALVES:
        print(__doc__, file=sys.stderr)
        return 2
    extras, tests = HALVES[half]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    tools = [need for need in project["optional-dependencies"]["dev"] if need.startswith(TOOLS)]
    with tempfile.TemporaryDirectory(prefix=f"hime-{choice}-{half}-") as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        pip = [python, "-m", "pip", "install", "--quiet"]
        subprocess.run([*pip, "uv"], check=True)
        uv = [python, "-m", "uv", "pip"]
        chosen = [argument for extra in extras for argument in ("--extra", extra)]
        install = [*uv, "install", "--python", python, *CHOICES[choice], "-r", "pyproject.toml", *chosen, *tools]
        subprocess.run(install, cwd=ROOT, check=True)
        subprocess.run([*pip, "--no-deps", "--editable", "."], cwd=ROOT, check=True)
        subprocess.run([*uv, "list", "--python", python], check=True)
        start = time.monotonic()
        pytest = [python, "-m", "pytest", "-p", "no:cacheprovider", "--numprocesses", "2", "--dist", "loadfile"]
        run = subprocess.run([*pytest, *tests], cwd=ROOT, check=False)
        minutes = (time.monotonic() - start) / 60
        print(f"Python {sys.version.split()[0]}, {choice} versions, {half}: {minutes:.0f} minutes")
        return run.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
