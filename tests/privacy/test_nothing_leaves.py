"""Tests every command from outside: it looks up no name, opens no connection, and writes no file that nobody named."""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import onnxruntime
import pytest

import app.cli
import training.cli
from hime_core.assets import locate, models_folder, read_registry
from hime_core.detector.load import BLAZEFACE_MODEL
from tests.conftest import without_network
from tests.privacy.commands import COMMANDS, Command, Place, hime, make_place, strangers, watched
from tests.privacy.watch import _question, watch

FIRST_TO_REPORT = (1, 29)  # This is the first version of ONNX Runtime that reports.


@pytest.fixture(scope="module", autouse=True)
def strace() -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux has strace")
    if shutil.which("strace") is None:
        assert not os.environ.get("CI"), "CI has no strace; .ci/run installs it"
        pytest.skip("no strace on this machine; on Debian: apt install strace")
    if subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, check=False).returncode:
        assert not os.environ.get("CI"), "CI may not watch its own programs"
        pytest.skip("this system lets nobody watch a program")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return make_place(tmp_path_factory.mktemp("watched"))


@pytest.mark.parametrize("name", COMMANDS)
def test_nothing_leaves(name: str, place: Place) -> None:
    command = COMMANDS[name]
    if name == "hime-train convert-detector" and not (place.work / "google.tflite").exists():
        assert not os.environ.get("CI"), "CI fetches the registered files"
        pytest.skip("Google's file is not at hand: `hime models fetch`")
    seen = watched(command, place)
    assert seen.status == command.status, seen.output
    assert (seen.names, seen.sockets, seen.connected) == ((), (), ())
    assert strangers(command, seen, place) == []
    assert command.status or all((place.work / path).exists() for path in command.writes)
    assert not [path for path in seen.opened if "mediapipe" in path.parts]
    if name == "run, the window":  # the window really played the call, because it loaded these models
        assert {locate(BLAZEFACE_MODEL, "onnx"), locate("hime_small_x4_webcam", "enhance.onnx")} <= seen.opened


def test_every_command_is_watched() -> None:
    lines = {" ".join(word for word in command.line if not word.startswith("-")) for command in COMMANDS.values()}
    for module, parser in (("app", app.cli.parser()), ("training.cli", training.cli.parser())):
        for name in _commands(parser):
            assert any(f" {module} {name} " in f"{line} " for line in lines), (
                f"{module} {name} has no line in commands.py"
            )


def _commands(parser: argparse.ArgumentParser) -> Iterator[str]:
    """The commands that a parser knows, with their kinds: "prepare call"."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                yield from [f"{name} {kind}" for kind in _commands(below)] or [name]


@pytest.fixture
def proxy() -> Iterator[tuple[str, list[str]]]:
    """A proxy that refuses every connection: its address, and the list of the addresses that it was asked for."""
    asked: list[str] = []

    class Door(BaseHTTPRequestHandler):
        def do_CONNECT(self) -> None:
            asked.append(self.path)
            self.send_error(403)

        def log_message(self, *arguments: object) -> None:
            """Print nothing. The test reads the list `asked`."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_port}", asked
        server.shutdown()


def test_fetching_asks_the_registered_addresses_alone(place: Place, proxy: tuple[str, list[str]]) -> None:
    door, asked = proxy
    index = {"PIP_INDEX_URL": "https://index.test/simple", "PIP_CONFIG_FILE": os.devnull, "PIP_RETRIES": "0"}
    way_out = {"https_proxy": f"http://{door}", "http_proxy": f"http://{door}"}
    # pip runs such programs to find out which system this is, if it finds them.
    (place.work / "lsb_release").write_text("#!/bin/sh\n: > run_by_pip\n")
    (place.work / "lsb_release").chmod(0o755)
    fetch = Command(hime("models", "fetch"), environment=index | way_out)
    seen = watched(fetch, place)
    registered = {
        f"{source.url.split('/')[2]}:443"
        for model in read_registry(models_folder()).values()
        for file in model.files
        for source in file.sources
        if source.url
    }
    assert seen.status == 2 and "no source gave it" in seen.output
    assert registered and set(asked) == registered | {"index.test:443"}
    assert set(seen.connected) == {door} and seen.names == ()
    assert strangers(fetch, seen, place) == []


def test_onnx_runtime_by_itself_would_be_seen(place: Place) -> None:
    """The tests above would see ONNX Runtime's reports: without HIME, in the same environment, it leaves a file."""
    if tuple(int(part) for part in onnxruntime.__version__.split(".")[:2]) < FIRST_TO_REPORT:
        pytest.skip("this ONNX Runtime does not report")
    code = f"import onnxruntime; onnxruntime.InferenceSession({str(locate(BLAZEFACE_MODEL, 'onnx'))!r})"
    alone = Command([*without_network(), sys.executable, "-c", code])
    left = strangers(alone, watched(alone, place), place)
    assert f"{place.home}/.cache/Microsoft/DeveloperTools/.onnxruntime/deviceid" in left
    shutil.rmtree(place.home / ".cache" / "Microsoft")


def test_the_watch_sees_what_it_is_for(tmp_path: Path) -> None:
    """The watch sees a name that is looked up, a packet that is sent, and files that are made in every possible way.

    Threads, child processes and other folders are no exception.
    """
    code = """
import os, socket, subprocess, sys, threading
home = sys.argv[1]
try: socket.getaddrinfo("telemetry.a-name-that-nobody-has.test", 443)
except OSError: pass
socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.9", 5353))
os.chdir(home)
os.mkdir("folder"); os.rename("folder", "renamed")
there = os.open(home, os.O_RDONLY)
os.chdir("/")
os.rename(f"{home}/renamed", "moved", dst_dir_fd=there); os.symlink("target", "link", dir_fd=there)
os.link(f"{home}/link", "hard", dst_dir_fd=there, follow_symlinks=False)
os.fchdir(there)
socket.socket(socket.AF_UNIX).bind("socket")
thread = threading.Thread(target=lambda: open("a file é", "w").close()); thread.start(); thread.join()
subprocess.run(["touch", "by a child"], cwd=f"{home}/moved")
"""
    (tmp_path / "home").mkdir()
    home = tmp_path / "home"
    seen = watch([sys.executable, "-B", "-c", code, str(home)], tmp_path / "log", os.environ, tmp_path)
    assert seen.status == 0, seen.output
    assert "AF_INET" in seen.sockets and "127.0.0.9:5353" in seen.connected
    assert "(resolver started)" in seen.names or "(system asked)" in seen.names
    made = {"folder", "renamed", "moved", "link", "hard", "socket", "a file é", "moved/by a child"}
    assert {home / name for name in made} == {path for path in seen.made if path.is_relative_to(home)}
    assert all(path.is_relative_to(home) or path == Path("/dev/null") for path in seen.made)


def test_names_are_read_from_questions() -> None:
    packet = b"\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x09telemetry\x07example\x00\x00\x01\x00\x01"
    assert _question(packet) == "telemetry.example"
    assert _question(b"GET / HTTP/1.1\r\nHost: example\r\n\r\n") == ""
