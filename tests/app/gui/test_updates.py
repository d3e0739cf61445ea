"""How to update this copy of HIME, for copies that were installed in different ways. Nobody is asked."""

import importlib.metadata
import json
import os
import socket
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit

from app.gui.dialogs.updates import this_copy
from app.gui.dialogs.updates_dialog import UpdatesDialog, how_to_update


@pytest.fixture(scope="module", autouse=True)
def application() -> QApplication:
    for name in ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR"):  # `import cv2` points Qt at its own plugins
        os.environ.pop(name, None)
    made = QApplication.instance() or QApplication([])
    assert isinstance(made, QApplication)
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "my hime"
    (made / ".git").mkdir(parents=True)
    return made


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder with pip's notes about HIME 1.2.3, which these tests find instead of the real ones."""
    notes = tmp_path / "site" / "hime-1.2.3.dist-info"
    notes.mkdir(parents=True)
    (notes / "METADATA").write_text("Metadata-Version: 2.1\nName: hime\nVersion: 1.2.3\n")
    find = importlib.metadata.MetadataPathFinder.find_distributions

    def here(context: importlib.metadata.DistributionFinder.Context) -> object:
        return find(importlib.metadata.DistributionFinder.Context(name=context.name, path=[str(notes.parent)]))

    monkeypatch.setattr(importlib.metadata.MetadataPathFinder, "find_distributions", here)
    return notes


def came_from(notes: Path, url: str, **how: object) -> None:
    (notes / "direct_url.json").write_text(json.dumps({"url": url, **how}))


def test_a_copy_that_make_made(installed: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    came_from(installed, folder.as_uri(), dir_info={"editable": True})
    (folder / ".venv").mkdir()
    (folder / ".venv/ready").touch()
    monkeypatch.setattr(sys, "prefix", str(folder / ".venv"))
    copy = this_copy()
    assert (copy.version, copy.folder, copy.pulled) == ("1.2.3", folder, True)
    assert copy.lines == (f"cd '{folder}'", "git pull", "make setup")


def test_a_copy_that_pip_made(installed: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    came_from(installed, folder.as_uri(), dir_info={})
    monkeypatch.setattr(sys, "executable", "/home/me/hime/bin/python")
    assert this_copy().lines[1:] == ("git pull", "/home/me/hime/bin/python -m pip install '.[cpu]'")
    gpu = installed.with_name("onnxruntime_gpu-1.31.dist-info")
    gpu.mkdir()
    (gpu / "METADATA").write_text("Metadata-Version: 2.1\nName: onnxruntime-gpu\nVersion: 1.31\n")
    came_from(installed, folder.as_uri(), dir_info={"editable": True})
    monkeypatch.setattr(sys, "executable", str(folder / ".venv/bin/python"))
    assert this_copy().lines[2] == ".venv/bin/python -m pip install --editable '.[gpu]'"


def test_a_folder_without_git(installed: Path, folder: Path) -> None:
    came_from(installed, folder.as_uri(), dir_info={})
    (folder / ".git").rmdir()
    copy = this_copy()
    assert not copy.pulled and len(copy.lines) == 2 and "git" not in " ".join(copy.lines).replace(str(folder), "")


@pytest.mark.parametrize("url", ["https://example.org/hime.whl", "file:///no/such/folder", ""])
def test_a_copy_that_came_from_elsewhere(installed: Path, url: str) -> None:
    came_from(installed, url)
    copy = this_copy()
    assert (copy.version, copy.folder, copy.lines) == ("1.2.3", None, ())


def test_a_copy_without_any_note(installed: Path) -> None:
    assert this_copy().version == "1.2.3" and this_copy().lines == ()
    (installed / "METADATA").unlink()
    installed.rmdir()
    assert this_copy().version == ""


@pytest.mark.parametrize("known", [True, False])
def test_the_dialog_tells_it_and_opens_no_socket(
    known: bool, installed: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(*_: object, **__: object) -> None:
        raise AssertionError("it asks the network")

    monkeypatch.setattr(socket, "socket", asked)
    if known:
        came_from(installed, folder.as_uri(), dir_info={})
    dialog = UpdatesDialog()
    dialog.show()
    QApplication.processEvents()
    texts = [label.text().replace("\u200b", "") for label in dialog.findChildren(QLabel)]
    assert texts[0] == "This is HIME 1.2.3" and any("sends nothing" in text for text in texts)
    shown = [field.toPlainText() for field in dialog.findChildren(QPlainTextEdit)]
    if known:
        assert str(folder) in texts[1] and shown == ["\n".join(this_copy().lines)]
    else:
        assert texts[1] == how_to_update(this_copy()) and shown == []
    dialog.close()
