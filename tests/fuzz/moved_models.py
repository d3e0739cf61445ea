"""Runs a command of HIME on another folder of models."""

from pathlib import Path

from app import cli
from hime_core import assets


def hime(root: str, arguments: list[str]) -> int:
    """Run a command as if HIME were installed in a folder, whose folder `models` it then uses."""
    assets.__file__ = str(Path(root) / "hime_core" / "assets.py")
    return cli.main(arguments)
