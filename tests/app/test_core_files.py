"""A crash leaves no picture of what was in memory."""

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("resource", reason="Windows has no limit of core files")

FREE = "import resource; resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2);"
CRASH = "import os; os.abort()"


def cores(code: str, folder: Path) -> list[str]:
    """The files that a program left which was allowed core files and crashed."""
    done = subprocess.run([sys.executable, "-c", f"{FREE} {code}; {CRASH}"], cwd=folder, check=False)
    assert done.returncode < 0
    return [file.name for file in folder.iterdir()]


def test_every_command_forbids_them() -> None:
    code = "from app.cli import main; main(['models', 'list']); print(*resource.getrlimit(resource.RLIMIT_CORE))"
    done = subprocess.run([sys.executable, "-c", f"{FREE} {code}"], capture_output=True, text=True, check=True)
    soft, hard = map(int, done.stdout.splitlines()[-1].split())
    assert 0 <= soft == hard <= 1


def test_a_crash_leaves_none(tmp_path: Path) -> None:
    (tmp_path / "allowed").mkdir()
    (tmp_path / "forbidden").mkdir()
    if not cores("pass", tmp_path / "allowed"):
        pytest.skip("this system writes no core files to a program's folder")
    assert cores("from app import core_files; core_files.forbid()", tmp_path / "forbidden") == []
