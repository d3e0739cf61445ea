"""HIME is started again while it runs, with real processes."""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Timer

import pytest
from PySide6.QtWidgets import QApplication

from app.gui.desktop.only_one import OnlyOne
from tests.app.qt_wait import wait

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the socket's place is Linux's")

HANGS = 120.0  # seconds
# The child is HIME itself. On stdout it says that it has begun, and each time that it shows its window anew.
CHILD = """
import sys
from app.cli import main
from app.gui.controller import Controller
from app.gui.window.window import MainWindow

begin, come_back = Controller.begin, MainWindow.come_back

def begun(self):
    begin(self)
    print("begun, seen:", self.window.seen, flush=True)

def shown(self):
    come_back(self)
    print("shown, seen:", self.seen, flush=True)

Controller.begin, MainWindow.come_back = begun, shown
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture(autouse=True)
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for sockets, which is this test's own."""
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setenv("DISPLAY", ":none")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    return runtime


@pytest.fixture
def run(tmp_path: Path) -> list[str]:
    """The command line of a HIME whose camera does not exist, so that it opens no camera of this computer."""
    config = tmp_path / "config.yaml"
    config.write_text("camera: {device: no such camera}\n")
    return ["run", "--config", str(config)]


@contextmanager
def hime(*arguments: str) -> "Iterator[subprocess.Popen[str]]":
    """A HIME that runs. It is killed if it hangs."""
    command = [sys.executable, "-c", CHILD, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        guard = Timer(HANGS, running.kill)
        guard.start()
        try:
            yield running
        finally:
            guard.cancel()
            running.kill()


def said(running: "subprocess.Popen[str]") -> str:
    """The next line that it prints."""
    assert running.stdout
    return running.stdout.readline().strip()


def test_a_second_hime_shows_the_window_of_the_first_and_ends(run: list[str], runtime: Path) -> None:
    with hime(*run, "--minimised") as first:
        assert said(first) == "begun, seen: False"
        [place] = runtime.iterdir()
        assert place.stat().st_mode & 0o777 == 0o700

        with hime(*run, "--minimised") as by_autostart:
            assert by_autostart.communicate() == ("", "hime: HIME runs already\n") and by_autostart.returncode == 0
        with hime(*run) as second:
            line = "hime: HIME runs already, and shows its window now\n"
            assert second.communicate() == ("", line) and second.returncode == 0
        assert said(first) == "shown, seen: True"

        with hime(*run, "--source", "no other camera", "--sink", "none") as for_another_thing:
            assert said(for_another_thing) == "begun, seen: True"
            for_another_thing.send_signal(signal.SIGTERM)
            assert for_another_thing.wait() == 0

        first.send_signal(signal.SIGTERM)
        assert first.communicate()[0] == "" and first.returncode == 0
        assert not list(runtime.iterdir())


def test_a_hime_that_was_killed_keeps_no_other_from_running(run: list[str], runtime: Path) -> None:
    with hime(*run, "--minimised") as killed:
        assert said(killed).startswith("begun")
        killed.kill()
    assert list(runtime.iterdir())
    with hime(*run, "--minimised") as running:
        assert said(running).startswith("begun")
        with hime(*run) as second:
            second.communicate()
        assert said(running) == "shown, seen: True"


def test_a_hime_that_hangs_keeps_no_other_from_running(run: list[str]) -> None:
    with hime(*run, "--minimised") as hangs:
        assert said(hangs).startswith("begun")
        hangs.send_signal(signal.SIGSTOP)
        with hime(*run, "--minimised") as running:
            assert said(running).startswith("begun")


def test_of_many_that_start_at_once_one_runs(run: list[str]) -> None:
    with ExitStack() as stack:
        started = [stack.enter_context(hime(*run, "--minimised")) for _ in range(3)]
        ended = as_completed(ThreadPoolExecutor(3).submit(each.wait) for each in started)
        assert [next(ended).result(), next(ended).result()] == [0, 0]
        [running] = [each for each in started if each.poll() is None]
        assert said(running).startswith("begun")
        running.kill()


@pytest.fixture
def application() -> QApplication:
    made = QApplication.instance() or QApplication(["hime"])
    assert isinstance(made, QApplication)
    return made


def begun_elsewhere(show: bool) -> bool:
    """What `begin` returns in another process, while this one answers."""
    code = f"""
from PySide6.QtCore import QCoreApplication
from app.gui.desktop.only_one import OnlyOne
application = QCoreApplication([])
print(OnlyOne().begin(show={show}))
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as elsewhere:
        while elsewhere.poll() is None:
            wait(10)
        assert elsewhere.stdout
        return {"True": True, "False": False}[elsewhere.stdout.read().strip()]


def test_a_socket_that_nobody_listens_at_is_replaced(application: QApplication, runtime: Path) -> None:
    with socket.socket(socket.AF_UNIX) as left_behind:
        left_behind.bind(str(runtime / "hime-_none"))
    first, second, heard = OnlyOne(), OnlyOne(), []
    first.asked.connect(lambda: heard.append(True))
    assert first.begin(show=True) and not begun_elsewhere(show=False)
    assert not heard
    assert not begun_elsewhere(show=True)
    wait(100)
    assert heard == [True]
    first.end()
    assert second.begin(show=True)
    second.end()


def test_each_display_has_its_own(application: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = OnlyOne(), OnlyOne()
    assert first.begin(show=True)
    monkeypatch.setenv("DISPLAY", ":7")
    assert second.begin(show=True)
    first.end()
    second.end()


def test_where_no_socket_can_be_made_hime_runs(
    application: QApplication, runtime: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = runtime / ("x" * 120)  # longer than the path of a socket may be
    long.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(long))
    assert OnlyOne().begin(show=True)
