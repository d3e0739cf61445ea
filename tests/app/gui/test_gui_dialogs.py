"""The dialogs, off screen: the real checks, the real network, a real export. Nothing may wait on the UI thread."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import av
import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QWidget,
)

from app.capture.frame import Frame
from app.enhance import EnhancedFace, Enhancer, everything
from app.exemplars.bank import make_exemplar
from app.faces import Track
from app.faces.tracks import looks_of
from app.gui.dialogs.difference_dialog import DifferenceDialog
from app.gui.dialogs.export import export_name
from app.gui.dialogs.export_dialog import ExportDialog
from app.gui.parts.job import Job
from app.gui.parts.picture import Picture
from app.people.look import Scene
from app.report.difference import CAPTION, TILE
from app.settings import Settings
from hime_core.errors import UsageError
from hime_core.geometry import Image, KeyPoints, Square
from hime_core.runtime import Engine
from tests.app.qt_wait import wait
from tests.conftest import place, wall, write_video

HANGS = 60.0  # seconds

T = TypeVar("T", bound=QWidget)


@pytest.fixture(scope="module", autouse=True)
def application() -> Iterator[QApplication]:
    for name in ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR"):  # `import cv2` points Qt at its own plugins
        os.environ.pop(name, None)
    made = QApplication.instance() or QApplication([])
    assert isinstance(made, QApplication)
    yield made
    for window in QApplication.topLevelWidgets():
        window.close()


def until(true: Callable[[], bool]) -> None:
    """Let the window work until something is so."""
    end = time.monotonic() + HANGS
    while not true():
        assert time.monotonic() < end, "it hangs"
        QApplication.processEvents()
        time.sleep(0.005)


def no_jobs() -> bool:
    return not any(thread.name == "hime-job" for thread in threading.enumerate())


def find(kind: type[T], name: str, dialog: QDialog) -> T:
    found = dialog.findChild(kind, name)
    assert found is not None
    return found


def click(dialog: QDialog, name: str) -> None:
    find(QPushButton, name, dialog).click()


def text(dialog: QDialog, name: str) -> str:
    return find(QLabel, name, dialog).text()


def test_a_job_tells_on_the_window_s_thread() -> None:
    here, told, heard = threading.get_ident(), [], []

    def work(job: Job) -> int:
        job.tell("half")
        return threading.get_ident()

    job = Job(work)
    job.progress.connect(lambda what: told.append((what, threading.get_ident())))
    job.done.connect(heard.append)
    job.start()
    until(lambda: bool(heard))
    assert told == [("half", here)] and heard[0] != here


@pytest.mark.parametrize(
    ("error", "told"),
    [(UsageError("x: no such file"), "x: no such file"), (ValueError("odd"), "Something went wrong (ValueError: odd)")],
)
def test_a_job_that_fails_says_why_in_a_line(error: Exception, told: str) -> None:
    def work(job: Job) -> None:
        raise error

    heard: list[str] = []
    job = Job(work)
    job.failed.connect(heard.append)
    job.start()
    until(lambda: bool(heard))
    assert heard == [told]


def test_a_dropped_job_tells_nothing() -> None:
    go = threading.Event()
    heard: list[object] = []
    job = Job(lambda job: go.wait(HANGS))
    job.done.connect(heard.append)
    job.start()
    job.drop()
    assert not job.wanted
    go.set()
    until(no_jobs)
    QApplication.processEvents()
    assert heard == []


@pytest.fixture(scope="module")
def far(photo: Image, square: Square, face: KeyPoints, engine: Engine) -> EnhancedFace:
    """A far face, enhanced with two exemplars."""
    image, there = place(photo, square, 32, 400, 300, wall()), Square(400, 300, 32)
    track = Track(1, face, there, "far", 0.0, 1.0, 10, looks_of(image, there))
    bank = [make_exemplar(photo, square, face, 0.0), make_exemplar(photo[:, ::-1].copy(), square, face, 1.0)]
    enhancer = Enhancer(engine, Settings().enhance.max_side, 3)
    scene = Scene(Frame(image, 1.0, 0), [track], {1: bank}, {1: 1}, 0, {})
    return enhancer.enhance(scene, everything(enhancer.demands(scene)))[0]


def shares(dialog: QDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel, "share") if label.isVisibleTo(dialog)]


def test_the_difference_follows_the_face_on_screen(far: EnhancedFace, engine: Engine, tmp_path: Path) -> None:
    on_screen: list[EnhancedFace | None] = [None]
    dialog = DifferenceDialog(lambda: on_screen[0], lambda: engine)
    dialog.show()
    assert "No face is being sharpened" in text(dialog, "empty")
    assert not find(QPushButton, "savePicture", dialog).isEnabled()
    on_screen[0] = far
    until(lambda: len(shares(dialog)) == 2)
    assert sum(int(share.rstrip("%")) for share in shares(dialog)) in range(99, 102)
    captions = {picture.accessibleName() for picture in dialog.findChildren(Picture)}
    assert {"Camera, enlarged", "HIME without earlier pictures", "HIME with earlier pictures"} <= captions
    dialog.save(tmp_path / "change.png")
    until(lambda: "Saved" in text(dialog, "told"))
    assert cv2.imread(str(tmp_path / "change.png")).shape == (2 * CAPTION + TILE + TILE // 2, 4 * TILE, 3)
    dialog.save(tmp_path / "nowhere" / "change.png")
    until(lambda: "cannot be written" in text(dialog, "told"))
    on_screen[0] = replace(far, references=[], weights=far.weights[:0])
    until(lambda: "no pictures of this face yet" in text(dialog, "sharesNote"))
    assert shares(dialog) == []
    dialog.close()
    until(no_jobs)
    assert not find(QPushButton, "savePicture", dialog).isEnabled()  # nothing is kept of it


def test_the_comparison_stays_when_its_face_has_gone(far: EnhancedFace, engine: Engine) -> None:
    on_screen: list[EnhancedFace | None] = [far]
    asked = 0

    def newest() -> EnhancedFace | None:
        nonlocal asked
        asked += 1
        return on_screen[0]

    dialog = DifferenceDialog(newest, lambda: engine)
    dialog.show()
    until(lambda: len(shares(dialog)) == 2)
    assert text(dialog, "when") == "Now"
    click(dialog, "hold")
    on_screen[0], before = None, asked
    end = time.monotonic() + 1.5
    until(lambda: time.monotonic() > end)
    assert asked == before and len(shares(dialog)) == 2
    click(dialog, "hold")
    until(lambda: text(dialog, "when") == "A moment ago")
    until(lambda: asked > before + 5)
    assert len(shares(dialog)) == 2 and find(QPushButton, "savePicture", dialog).isEnabled()
    dialog.forget()
    assert text(dialog, "empty").startswith("No face") and not find(QPushButton, "hold", dialog).isEnabled()
    dialog.close()


def test_one_exemplar_has_no_map(far: EnhancedFace, engine: Engine) -> None:
    alone = replace(far, references=far.references[:1], weights=far.weights[:1])
    dialog = DifferenceDialog(lambda: alone, lambda: engine)
    dialog.show()
    until(lambda: len(shares(dialog)) == 1)
    assert "from this one picture" in text(dialog, "sharesNote")
    maps = [p for p in dialog.findChildren(Picture) if p.accessibleName() == "Where picture 1 helped"]
    assert maps and not maps[0].isVisible()
    dialog.close()


def test_a_deleted_exemplar_is_not_shown_any_longer(far: EnhancedFace, engine: Engine) -> None:
    mine = replace(far, references=[replace(e, image=e.image.copy()) for e in far.references])
    on_screen: list[EnhancedFace | None] = [mine]
    dialog = DifferenceDialog(lambda: on_screen[0], lambda: engine)
    dialog.show()
    until(lambda: len(shares(dialog)) == 2)
    click(dialog, "hold")
    on_screen[0] = None
    mine.references[0].image.fill(0)
    until(lambda: not find(QPushButton, "hold", dialog).isEnabled())
    dialog.close()


def test_without_an_engine_it_says_that_it_is_getting_ready(far: EnhancedFace) -> None:
    dialog = DifferenceDialog(lambda: far, lambda: None)
    dialog.show()
    assert "getting ready" in text(dialog, "empty")
    dialog.close()


@pytest.fixture
def recording(tmp_path: Path, photo: Image, square: Square) -> Path:
    """A second of a far face, with sound."""
    frames = (place(photo, square, 36, 160 + n, 90, wall(180, 320)) for n in range(25))
    return write_video(tmp_path / "call.mp4", frames, sound=True)


@pytest.fixture(scope="module")
def long_recording(tmp_path_factory: pytest.TempPathFactory, photo: Image, square: Square) -> Path:
    """Twenty seconds of a far face: none is exported whole before it is stopped."""
    frames = (place(photo, square, 36, 120 + n % 80, 90, wall(180, 320)) for n in range(500))
    return write_video(tmp_path_factory.mktemp("long") / "call.mp4", frames)


def small() -> Settings:
    settings = Settings()
    return replace(settings, output=replace(settings.output, width=320, height=180))


def test_a_recording_is_exported_whole(recording: Path) -> None:
    dialog = ExportDialog(recording, small())
    dialog.show()
    assert dialog.path == recording.with_name("call HIME.mp4")
    click(dialog, "exportStart")
    bar = find(QProgressBar, "exportProgress", dialog)
    assert text(dialog, "exportState").startswith("Getting ready")
    assert not find(QPushButton, "exportStart", dialog).isEnabled()
    until(lambda: bar.maximum() == 25 and bar.value() > 0)
    until(lambda: text(dialog, "exportState") == "Saved.")
    with av.open(str(dialog.path)) as made:
        assert len(made.streams.audio) == 1
        pictures = [frame.to_ndarray(format="bgr24") for frame in made.decode(video=0)]
    assert np.shape(pictures) == (25, 180, 320, 3)
    assert find(QPushButton, "exportFolder", dialog).isVisible()
    assert export_name(recording) == recording.with_name("call HIME 2.mp4")
    dialog.close()
    until(no_jobs)


@pytest.mark.parametrize("how", ["cancel", "close", "quit"])
def test_an_export_that_is_stopped_leaves_nothing(long_recording: Path, how: str, application: QApplication) -> None:
    recording = long_recording
    dialog = ExportDialog(recording, small())
    dialog.show()
    click(dialog, "exportStart")
    until(lambda: find(QProgressBar, "exportProgress", dialog).value() > 0)
    until(lambda: len(list(recording.parent.iterdir())) == 2)  # the recording, and what is being written
    if how == "cancel":
        click(dialog, "exportCancel")
        until(lambda: text(dialog, "exportState") == "Stopped. Nothing was written.")
        assert find(QPushButton, "exportStart", dialog).isEnabled()
    elif how == "close":
        dialog.close()
        assert not dialog.isVisible()
        until(no_jobs)
    else:
        application.aboutToQuit.emit()
        assert no_jobs()
    assert list(recording.parent.iterdir()) == [recording]
    dialog.close()


def type_name(dialog: ExportDialog, name: str) -> None:
    field = find(QLineEdit, "exportPath", dialog)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, name)


def test_what_cannot_be_exported_is_told_before_anything_starts(recording: Path, tmp_path: Path) -> None:
    dialog = ExportDialog(recording, small())
    dialog.show()
    for name, told in {
        str(recording): f"{recording} is the recording itself. Choose another name.",
        str(tmp_path / "missing" / "x.mp4"): f"There is no folder {tmp_path / 'missing'}. Choose a folder that exists.",
        str(tmp_path / "x.nonsense"): "The name x.nonsense must end in .mp4, .mkv or .mov.",
        " ": "Type a name for the file.",
        "/": f"{Path('/').absolute()} is a folder. Add a name for the file.",
        str(tmp_path): f"{tmp_path} is a folder. Add a name for the file.",
    }.items():
        type_name(dialog, name)
        click(dialog, "exportStart")
        assert text(dialog, "exportState").replace("\u200b", "") == told
        assert not dialog.working
    type_name(dialog, "x")
    assert text(dialog, "exportState") == ""
    assert list(tmp_path.iterdir()) == [recording]
    dialog.close()


@pytest.mark.parametrize(("typed", "written"), [("mine", "mine.mp4"), ("~/mine.mkv", "mine.mkv")])
def test_a_typed_name_is_the_file_to_write(
    recording: Path, monkeypatch: pytest.MonkeyPatch, typed: str, written: str
) -> None:
    monkeypatch.setenv("HOME", str(recording.parent))
    monkeypatch.setenv("USERPROFILE", str(recording.parent))
    dialog = ExportDialog(recording, small())
    dialog.show()
    type_name(dialog, typed)
    QTest.keyClick(find(QLineEdit, "exportPath", dialog), Qt.Key.Key_Return)
    assert dialog.working and not find(QLineEdit, "exportPath", dialog).isEnabled()
    until(lambda: text(dialog, "exportState") == "Saved.")
    assert not dialog.working
    assert dialog.path == recording.with_name(written) and dialog.path.exists()
    dialog.close()
    until(no_jobs)


def test_a_file_is_replaced_only_after_a_yes(recording: Path) -> None:
    there = recording.with_name("there.mp4")
    there.write_bytes(b"mine")
    dialog = ExportDialog(recording, small())
    dialog.show()
    type_name(dialog, "there.mp4")
    click(dialog, "exportStart")
    box = find(QMessageBox, "exportReplace", dialog)
    assert "there.mp4" in box.text() and not dialog.working
    QTest.keyClick(box, Qt.Key.Key_Return)  # Cancel is the default
    assert not dialog.working and there.read_bytes() == b"mine"
    until(lambda: dialog.findChild(QMessageBox, "exportReplace") is None)
    click(dialog, "exportStart")
    find(QPushButton, "exportReplaceYes", dialog).click()
    assert dialog.working
    until(lambda: text(dialog, "exportState") == "Saved.")
    assert there.stat().st_size > 1000
    dialog.write_to(there)  # as the file chooser does, which asks by itself
    click(dialog, "exportStart")
    assert dialog.working
    dialog.close()
    assert not dialog.working
    until(no_jobs)


def test_sound_that_could_not_be_kept_is_told_after_the_export(recording: Path) -> None:
    recording.write_bytes(recording.read_bytes().replace(b"mp4a", b"zzzz").replace(b"esds", b"zzzz"))
    dialog = ExportDialog(recording, small())
    dialog.show()
    click(dialog, "exportStart")
    until(lambda: text(dialog, "exportState").startswith("Saved."))
    told = "Saved. Not kept: sound track 1 (FFmpeg does not know its codec)."
    assert text(dialog, "exportState") == told
    dialog.close()
    until(no_jobs)


def test_what_fails_on_the_way_is_told_and_can_be_tried_again(recording: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise UsageError("the disk is full")

    monkeypatch.setattr("app.gui.dialogs.export_dialog.export", fail)
    dialog = ExportDialog(recording, small())
    dialog.show()
    click(dialog, "exportStart")
    until(lambda: text(dialog, "exportState") == "the disk is full")
    assert find(QPushButton, "exportStart", dialog).isEnabled() and not dialog.working
    dialog.close()


@pytest.mark.parametrize(("key", "modifier"), [("S", "Control"), ("H", "Alt")])
def test_both_keys_of_choose_open_the_file_dialog(recording: Path, key: str, modifier: str) -> None:
    dialog = ExportDialog(recording, small())
    show_active(dialog)
    press(dialog, key, modifier)
    the_file_dialog_opens(dialog)
    dialog.close()


@pytest.mark.parametrize(("key", "modifier"), [("H", "No"), ("H", "Alt")])
def test_both_keys_of_hold_hold(far: EnhancedFace, engine: Engine, key: str, modifier: str) -> None:
    dialog = DifferenceDialog(lambda: far, lambda: engine)
    show_active(dialog)
    until(lambda: len(shares(dialog)) == 2)
    press(dialog, key, modifier)
    until(lambda: find(QPushButton, "hold", dialog).isChecked())
    dialog.close()
    until(no_jobs)


@pytest.mark.parametrize(("key", "modifier"), [("S", "Control"), ("P", "Alt")])
def test_both_keys_of_save_picture_open_the_file_dialog(
    far: EnhancedFace, engine: Engine, key: str, modifier: str
) -> None:
    dialog = DifferenceDialog(lambda: far, lambda: engine)
    show_active(dialog)
    until(lambda: len(shares(dialog)) == 2)
    press(dialog, key, modifier)
    the_file_dialog_opens(dialog)
    dialog.close()
    until(no_jobs)


def the_file_dialog_opens(dialog: QDialog) -> None:
    """A key that a button's text names clicks the button a moment later, when the button has been seen to go down."""
    until(lambda: dialog.findChild(QFileDialog) is not None)
    chooser = dialog.findChild(QFileDialog)
    assert chooser is not None
    chooser.reject()
    wait(1)  # deletes it
    assert dialog.findChild(QFileDialog) is None


def show_active(dialog: QDialog) -> None:
    """Show a dialog and make it active, since keys of a dialog work only then."""
    dialog.show()
    dialog.activateWindow()
    assert QTest.qWaitForWindowActive(dialog)


def press(dialog: QDialog, key: str, modifier: str) -> None:
    QTest.keyClick(dialog, Qt.Key[f"Key_{key}"], Qt.KeyboardModifier[f"{modifier}Modifier"])
    QApplication.processEvents()
