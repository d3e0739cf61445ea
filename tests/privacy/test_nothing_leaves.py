"""Every command, watched from outside: nothing is looked up, nobody is talked to, no unwanted file appears."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from hime_core.assets import models_folder, read_registry
from tests.privacy.commands import COMMANDS, FAILS, Place, fetched, make_place, watched
from tests.privacy.watch import watch


@pytest.fixture(scope="module", autouse=True)
def strace() -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux has strace")
    if shutil.which("strace") is None:
        assert not os.environ.get("CI"), "CI has no strace; .ci/run installs it"
        pytest.skip("no strace on this machine; on Debian: apt install strace")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return make_place(tmp_path_factory.mktemp("watched"))


@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_leaves(command: str, place: Place) -> None:
    seen = watched(command, place)
    assert seen.status == FAILS.get(command, 0), seen.output
    assert seen.names == () and seen.sockets == ()
    assert [str(path) for path in seen.made if not place.owns(path)] == []


def test_fetching_asks_the_registered_addresses_alone(tmp_path: Path) -> None:
    place = make_place(tmp_path)
    seen = fetched(place)
    registered = {
        source.url.split("/")[2]
        for model in read_registry(models_folder()).values()
        for file in model.files
        for source in file.sources
        if source.url
    }
    assert registered <= set(seen.names) <= {*registered, "(resolver started)"}
    assert [str(path) for path in seen.made if not place.owns(path)] == []


def test_the_watch_sees_what_it_is_for(tmp_path: Path) -> None:
    """A library that looks a name up, sends a packet and leaves a file, all from a thread of a child."""
    code = """
import pathlib, socket, subprocess, sys, threading
def leak():
    try: socket.getaddrinfo("telemetry.a-name-that-nobody-has.test", 443)
    except OSError: pass
    pathlib.Path("left").mkdir(); pathlib.Path("left/a file é").write_text("x")
    pathlib.Path("left/a file é").rename("left/renamed")
if len(sys.argv) > 1: thread = threading.Thread(target=leak); thread.start(); thread.join()
else: sys.exit(subprocess.run([sys.executable, "-B", sys.argv[0], "child"]).returncode)
"""
    script = tmp_path / "leaks.py"
    script.write_text(code)
    seen = watch([sys.executable, "-B", str(script)], tmp_path / "log", os.environ, tmp_path)
    assert seen.status == 0, seen.output
    assert set(seen.sockets) & {"AF_INET", "AF_INET6"} or "(resolver started)" in seen.names
    assert {tmp_path / "left", tmp_path / "left/a file é", tmp_path / "left/renamed"} <= set(seen.made)
    assert all(path.is_relative_to(tmp_path) or path.is_relative_to("/dev") for path in seen.made)
    assert "telemetry.a-name-that-nobody-has.test" in seen.names or not _has_name_server()


def _has_name_server() -> bool:
    return "nameserver" in Path("/etc/resolv.conf").read_text()
