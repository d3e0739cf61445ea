"""`make lock`: writes the newest versions that pyproject.toml allows into this folder, exactly and with hashes.

The files hold for all systems and Pythons at once. They agree with each other: the first one holds for the rest.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
# For each file without its suffix, the extras of HIME whose packages it names.
FILES = {
    "all": ["train", "dev"],
    "cpu": ["cpu"],
    "gpu": ["gpu"],
    "mediapipe": ["mediapipe"],
    "bundle": ["cpu", "bundle"],
}
# The versions suit this Python and all newer ones.
OLDEST_PYTHON = "3.11"


def main(arguments: list[str]) -> int:
    """arguments: further ones of `uv pip compile`, such as `--upgrade-package av` in place of all."""
    renew = arguments or ["--upgrade"]
    for name, extras in FILES.items():
        command = [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--quiet", "--universal"]
        command += ["--generate-hashes", "--no-annotate", "--python-version", OLDEST_PYTHON]
        command += ["--custom-compile-command", "make lock", "--output-file", str(HERE / f"{name}.txt"), *renew]
        command += [argument for extra in extras for argument in ("--extra", extra)]
        if name != "all":
            command += ["--constraint", str(HERE / "all.txt")]
        subprocess.run(command, cwd=HERE.parent, check=True)
    return 0


sys.exit(main(sys.argv[1:]))
