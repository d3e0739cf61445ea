"""How this copy of HIME is brought up to date. Nobody is asked: pip's own note says where the copy came from.

HIME's packages name no place that publishes versions, so there is nowhere to ask whether a newer one exists.
"""

import importlib.metadata
import json
import shlex
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from app import installation


@dataclass(frozen=True)
class Copy:
    """This copy of HIME. version: "" if it is not installed. folder: the folder it was installed from, if known.

    pulled: whether git can bring the folder up to date. lines: what to type in a terminal, one command each; empty
    without a folder. bundled: whether it is a bundle, which brings its own Python.
    """

    version: str
    folder: Path | None
    pulled: bool
    lines: tuple[str, ...]
    bundled: bool = False


def this_copy() -> Copy:
    """Describe the copy that runs. Reads a few files and asks nobody."""
    try:
        package = importlib.metadata.distribution("hime")
    except importlib.metadata.PackageNotFoundError:
        return Copy("", None, False, ())
    if installation.bundled():
        return Copy(package.version, None, False, (), bundled=True)
    origin = json.loads(package.read_text("direct_url.json") or "{}")
    address = urlsplit(origin.get("url", ""))
    folder = Path(url2pathname(address.path))
    if address.scheme != "file" or not folder.is_dir():
        return Copy(package.version, None, False, ())
    pulled = (folder / ".git").exists()
    editable = origin.get("dir_info", {}).get("editable", False)
    lines = [_line(["cd", str(folder)]), *(["git pull"] if pulled else []), _install(folder, editable)]
    return Copy(package.version, folder, pulled, tuple(lines))


def _install(folder: Path, editable: bool) -> str:
    environment = Path(sys.prefix)
    if environment == folder / ".venv" and (environment / "ready").is_file():  # `make setup` made it
        return "make setup"
    python = Path(sys.executable)
    if python.is_relative_to(folder):
        python = python.relative_to(folder)
    extra = "gpu" if _installed("onnxruntime-gpu") else "cpu"
    return _line([str(python), "-m", "pip", "install", *(["--editable"] if editable else []), f".[{extra}]"])


def _installed(package: str) -> bool:
    return any(True for _ in importlib.metadata.distributions(name=package))


def _line(command: Sequence[str]) -> str:
    """Return a command as this system's terminal reads it."""
    return subprocess.list2cmdline(command) if sys.platform == "win32" else shlex.join(command)
