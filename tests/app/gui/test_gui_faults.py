"""What goes wrong is told, and nothing of anybody is held longer than it is needed."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import gc
import shutil
import threading
import time
import weakref
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from app.capture import mailbox
from app.capture.frame import Frame
from app.enhance import EnhancedFace, Enhancer, everything
from app.exemplars.bank import make_exemplar
from app.faces import Track
from app.faces.tracks import looks_of
from app.gui.calls.call import Call
from app.gui.calls.devices import Devices
from app.gui.calls.feed import Feed
from app.gui.choices.remembered import Remembered
from app.gui.choices.selection import CallPlan, Selection
from app.gui.controller import Controller
from app.gui.dialogs.difference_dialog import DifferenceDialog
from app.gui.parts.job import Job
from app.gui.window.window import MainWindow
from app.output.v4l2loopback import Loopback
from app.people.look import Scene
from app.run.live import Seen
from app.settings import EnhanceSettings, OutputSettings, Settings
from hime_core.geometry import Image, KeyPoints, Square
from hime_core.runtime import Engine
from tests.app.qt_wait import wait
from tests.conftest import place, wall

HANGS = 20.0  # seconds


class Panic(BaseException):
    """A fault that is no Exception, as those of libraries written in Rust are."""


@pytest.fixture(scope="module", autouse=True)
def application() -> QApplication:
    made = QApplication.instance() or QApplication(["hime"])
    assert isinstance(made, QApplication)
    return made


def until(condition: Callable[[], object], seconds: float = HANGS) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        wait(5)


def text(dialog: DifferenceDialog, name: str) -> str:
    found = dialog.findChild(QLabel, name)
    assert found is not None
    return found.text()


def button(dialog: DifferenceDialog, name: str) -> QPushButton:
    found = dialog.findChild(QPushButton, name)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def far(photo: Image, square: Square, face: KeyPoints, engine: Engine) -> EnhancedFace:
    """A far face, enhanced with an exemplar."""
    image, there = place(photo, square, 32, 400, 300, wall()), Square(400, 300, 32)
    track = Track(1, face, there, "far", 0.0, 1.0, 10, looks_of(image, there))
    enhancer = Enhancer(engine, Settings().enhance.max_side, 3)
    scene = Scene(Frame(image, 1.0, 0), [track], {1: [make_exemplar(photo, square, face, 0.0)]}, {1: 1}, 0, {})
    return enhancer.enhance(scene, everything(enhancer.demands(scene)))[0]


def test_a_job_that_fails_in_any_way_says_so() -> None:
    def work(job: Job) -> None:
        raise Panic("odd")

    heard: list[str] = []
    job = Job(work)
    job.failed.connect(heard.append)
    job.start()
    until(lambda: heard)
    assert heard == ["Something went wrong (Panic: odd)"]


def test_a_job_that_is_done_lets_go_of_what_it_worked_on() -> None:
    class Face:
        pass

    face = Face()
    held = weakref.ref(face)
    heard: list[object] = []

    def begun(face: Face) -> Job:
        return Job(lambda job: bool(face))

    job = begun(face)
    job.done.connect(heard.append)
    job.start()
    del face
    until(lambda: heard)
    until(lambda: not any(thread.name == "hime-job" for thread in threading.enumerate()))
    gc.collect()
    assert held() is None
    assert job  # the dialog still holds the job itself


def test_a_call_that_fails_in_any_way_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise Panic("odd")

    monkeypatch.setattr("app.gui.calls.call.open_session", broken)
    call, ended = Call(None), []
    call.ended.connect(ended.append)
    call.start(CallPlan(Settings(), "sample", "none"))
    until(lambda: ended)
    assert "Panic" in ended[0] and not call.alive


def test_a_recording_that_cannot_be_finished_is_told_although_the_call_was_to_stop(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "calls"
    folder.mkdir()
    call, ended = Call(None), []
    call.ended.connect(ended.append)
    call.start(CallPlan(Settings(), "sample", str(folder / "call.mp4")))
    until(lambda: call.seen.take(timeout=0))  # a picture was sent
    shutil.rmtree(folder)
    call.stop()
    until(lambda: ended)
    assert "call.mp4" in caplog.text


def test_a_held_comparison_stays_when_the_next_one_fails(far: EnhancedFace, engine: Engine) -> None:
    on_screen, engines, go_on = [far], [engine], threading.Event()

    class Failing:
        scale = engine.scale

        def encode(self, exemplars: list[Image]) -> None:
            go_on.wait(HANGS)
            raise RuntimeError("the driver is odd")

    dialog = DifferenceDialog(lambda: on_screen[0], lambda: engines[0])
    dialog.show()
    hold = button(dialog, "hold")
    until(hold.isEnabled)
    on_screen[0], engines[0] = replace(far), Failing()  # type: ignore[call-overload]
    until(lambda: dialog._comparing._job)
    hold.click()
    go_on.set()
    until(lambda: not dialog._comparing._job)
    assert hold.isEnabled() and hold.isChecked() and dialog._comparing.present
    dialog.close()


def test_saving_a_comparison_that_has_gone_says_so(tmp_path: Path) -> None:
    dialog = DifferenceDialog(lambda: None, lambda: None)
    dialog.show()
    dialog.save(tmp_path / "change.png")  # it was forgotten while a person chose the name
    until(lambda: text(dialog, "told"), 2.0)
    assert "not saved" in text(dialog, "told") and not (tmp_path / "change.png").exists()
    dialog.close()


def test_a_camera_s_driver_at_fault_hides_no_virtual_camera(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise OSError("the driver is odd")

    there = [Loopback(Path("/dev/video9"), 9, "HIME", None)]
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("app.gui.calls.devices.list_cameras", broken)
    monkeypatch.setattr("app.gui.calls.devices.loopbacks", lambda: there)
    devices, heard = Devices(), []
    devices.listed.connect(lambda cameras, outputs: heard.append((cameras, outputs)))
    devices.ask()
    until(lambda: heard)
    assert heard == [([], there)]
    assert "the driver is odd" in caplog.text


def test_a_closed_window_holds_no_picture_of_anybody() -> None:
    selection = Selection(Settings(), "sample", ("none", None))
    controller = Controller(MainWindow("sample", ("none", None)), selection, None, Remembered(theme="light"))
    controller.begin()
    window, told = controller.window, []
    controller.closed.connect(lambda: told.append(True))
    window.show()
    until(lambda: window.preview._shown and controller.feed._thumbs, 60.0)
    window.close()
    until(lambda: told)
    controller.call.wait(HANGS)
    controller.feed.wait(HANGS)
    QCoreApplication.processEvents()
    feed = controller.feed
    assert not window.preview._shown and not [tile for tile in window.strip._tiles if tile.card]
    assert not feed._thumbs and not feed._cards and not feed.faces and feed.shown.take(timeout=0) is None
    window.deleteLater()


def test_an_edit_of_the_file_leaves_what_was_clicked_meanwhile() -> None:
    selection = Selection(Settings(), "no such camera", ("none", None))
    controller = Controller(MainWindow("no such camera", ("none", None)), selection, None, Remembered(theme="light"))
    controller.begin()
    before = controller.selection.settings
    controller.window.menu.actions["actionView_full"].trigger()
    controller.window.controls.slider.setValue(40)
    controller.call.edited.emit(before, replace(before, enhance=EnhanceSettings(max_side=100)))
    settings = controller.selection.settings
    assert (settings.output.view, settings.enhance.max_side) == ("full", 100)
    assert controller.window.controls.view.currentData() == "full" and controller.window.controls.strength == 0.4
    edited = replace(before, output=OutputSettings(view="full"), enhance=EnhanceSettings(strength=0.7))
    controller.call.edited.emit(edited, replace(edited, output=OutputSettings(view="zoom")))
    assert controller.selection.settings.output.view == "zoom" and controller.window.controls.strength == 0.4
    controller.window.close()
    until(lambda: not controller.call.alive)
    controller.call.wait(HANGS)
    controller.feed.wait(HANGS)
    controller.window.deleteLater()


def test_pictures_that_are_not_shown_are_told_of_again_after_a_while(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    source: mailbox.Slot[Seen] = mailbox.Slot()
    feed = Feed(source, lambda: "")

    def told() -> int:
        return caplog.text.count("was not shown")

    source.put("no picture")  # type: ignore[arg-type]
    until(lambda: told() == 1)
    for _ in range(2):  # the second is taken when the first is dealt with
        source.put("no picture")  # type: ignore[arg-type]
        until(lambda: not source._values)
    assert told() == 1
    monkeypatch.setattr("app.gui.calls.feed.TELL_AGAIN_AFTER", 0.0)
    source.put("no picture")  # type: ignore[arg-type]
    until(lambda: told() > 1)
    feed.stop()
    feed.wait(HANGS)
