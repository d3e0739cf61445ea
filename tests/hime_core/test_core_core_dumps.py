"""A crash leaves no picture of what was in memory."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

resource = pytest.importorskip("resource", reason="Windows has no limit of core files")

FREE = "import resource; resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)"
LIMIT = "print(resource.getrlimit(resource.RLIMIT_CORE)[0])"
CRASH = "import os; os.abort()"


@pytest.fixture(autouse=True)
def allowed() -> None:
    """A test has something to forbid only where core files may be written at all."""
    most = resource.getrlimit(resource.RLIMIT_CORE)[1]
    if 0 <= most <= 1:
        assert not os.environ.get("CI"), "CI allows no core files, so that nothing can be forbidden"
        pytest.skip("no core files are allowed here anyway")


def run(*code: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "; ".join((FREE, *code))]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("program", "arguments"), [("app", ["models", "list"]), ("training", ["complexity"])])
def test_every_command_forbids_them(program: str, arguments: list[str]) -> None:
    assert int(run(LIMIT).stdout) != 1
    done = run(f"from {program}.cli import main", f"main({arguments})", LIMIT)
    assert done.stdout.splitlines()[-1] == "1", done.stderr


def test_a_crash_leaves_none(tmp_path: Path) -> None:
    left = {}
    for name, code in (("allowed", "pass"), ("forbidden", "from hime_core import core_dumps; core_dumps.forbid()")):
        (tmp_path / name).mkdir()
        assert run(code, CRASH, cwd=tmp_path / name).returncode < 0
        left[name] = list((tmp_path / name).iterdir())
    assert left["forbidden"] == []
    if not left["allowed"]:
        pytest.skip("this system writes core files elsewhere than to a program's folder")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no program collects the memory of others")
def test_where_no_limit_can_be_set_the_memory_is_not_given_to_a_collector_either() -> None:
    """A limit of 0 keeps files from being written, but not the memory from the program that collects crashes."""
    none = "import resource; resource.setrlimit(resource.RLIMIT_CORE, (0, 0))"
    dumpable = "import ctypes; print(ctypes.CDLL(None).prctl(3))"  # PR_GET_DUMPABLE
    forbidden = "from hime_core import core_dumps; core_dumps.forbid()"
    done = {code: run(none, code, dumpable).stdout.strip() for code in ("pass", forbidden)}
    assert done == {"pass": "1", forbidden: "0"}
