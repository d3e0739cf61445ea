"""What HIME says and starts when it is a bundle. That it is one is played; packaging/try_bundle.py tries a real one."""

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app import installation
from app.doctor import examine, onnx_runtime, opencv, trial, wheels
from app.gui.desktop import autostart
from app.gui.dialogs.updates import this_copy
from app.gui.dialogs.updates_dialog import how_to_update
from app.settings import Settings


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program of a bundle, which only tries imports, and fails at those of "broken"."""
    program = tmp_path / "hime"
    program.write_text(f'#!/bin/sh\n[ "$1" = {installation.TRY_IMPORT} ] || exit 9\n[ "$2" != broken ] || {{\n'
                       'echo "libxcb.so.1: cannot open shared object file" >&2\nexit 1\n}\n')  # fmt: skip
    program.chmod(0o755)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.delenv("APPIMAGE", raising=False)
    return program


def test_a_bundle_names_no_pip(bundle: Path) -> None:
    assert installation.pip("install x") == installation.pip_lines("uninstall x", "install y") == installation.AGAIN
    assert wheels.replace(["a"], "b") == installation.AGAIN
    fixes = [check.fix for check in examine(Settings()) if check.fix]
    assert not any("pip" in fix or str(bundle) in fix for fix in fixes)


def test_a_bundle_shows_the_camera_in_pipewire_by_itself(bundle: Path) -> None:
    assert installation.showing_camera("8", "6") == [str(bundle), installation.SHOW_CAMERA, "8", "6"]


def test_without_a_bundle_pip_is_this_pythons() -> None:
    assert installation.pip("install x") == f"{sys.executable} -m pip install x"
    assert installation.pip_lines("a", "b") == f"{sys.executable} -m pip a && {sys.executable} -m pip b"


def test_parts_of_a_bundle_are_no_wheels(bundle: Path) -> None:
    assert opencv.check([]).ok and opencv.check([]).detail == "part of HIME"
    runtime = onnx_runtime.check([], "580.65.06")
    assert runtime.ok and "CPU" in runtime.detail


@pytest.mark.skipif(sys.platform == "win32", reason="the played program is a script for a shell")
def test_a_bundle_tries_imports_by_itself(bundle: Path) -> None:
    assert trial.why_not("cv2") is None
    reason = trial.why_not("broken")
    assert reason and "libxcb.so.1" in reason
    assert trial.cure(reason, "opencv") == "sudo apt install libxcb1"
    assert trial.cure("undefined symbol", "opencv") == installation.AGAIN


def test_a_bundle_starts_itself_with_the_system(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert autostart.command() == [str(bundle), "run", "--minimised"]
    monkeypatch.setenv("APPIMAGE", "/home/me/HIME.AppImage")
    monkeypatch.setenv("APPDIR", "/tmp/.mount_terminal")  # a terminal that is an AppImage started HIME
    assert autostart.command() == [str(bundle), "run", "--minimised"]
    monkeypatch.setenv("APPDIR", str(bundle.parent))
    assert autostart.command() == ["/home/me/HIME.AppImage", "run", "--minimised"]


def test_on_windows_no_terminal_opens(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "executable", str(bundle.with_name("hime-cli.exe")))
    assert Path(autostart.command()[0]).name == "HIME.exe"
    monkeypatch.setattr(sys, "executable", str(bundle.with_name("HIME.exe")))
    assert Path(installation.importing("cv2")[0]).name == "hime-cli.exe"


def test_a_bundle_is_updated_by_a_newer_package(bundle: Path) -> None:
    application = QApplication.instance() or QApplication(["hime", "-platform", "offscreen"])
    copy = this_copy()
    assert application and copy.bundled and copy.lines == () and copy.folder is None
    assert "newest package" in how_to_update(copy)
