"""The dialog that checks this computer: ordinary words first, and how to fix a fault on request."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import threading
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QWidget,
)

from app.doctor import (
    Check,
    camera,
    device_choice,
    engine,
    examine,
    exclusive_caps,
    models,
    nothing_sent,
    obs,
    onnx_runtime,
    opencv,
    permissions,
    pipewire,
    qt,
    virtual_camera,
)
from app.gui.desktop.camera_loader import CameraLoader
from app.gui.dialogs import check_words
from app.gui.dialogs.check_dialog import CheckDialog
from app.gui.dialogs.check_words import summary, to_do_first, words_of_checks
from app.installation import AGAIN
from app.settings import Settings
from tests.app.qt_wait import wait

HANGS = 60.0  # seconds

# What a new computer with Linux lacks: faults with which HIME works, and checks that cannot be made without a device.
NO_CAMERA = Check("camera", False, "no camera found", "sudo modprobe uvcvideo  # then plug the camera in again")
NO_LOOPBACK = Check("virtual camera", False, "v4l2loopback is not loaded", "sudo modprobe v4l2loopback")
NO_DEVICE = Check("permissions", True, "no video device to open", skipped=True)
FINE = Check("OpenCV", True, "opencv-contrib-python")
ODD = Check("Qt", False, "crashes", "pip install PySide6")
NO_OPENCV = Check("camera", False, "cameras cannot be listed", "hime doctor", blocks=True)
NO_ENGINE = Check("engine", False, "the engine cannot be loaded (x)", "pip install onnxruntime", blocks=True)

T = TypeVar("T", bound=QWidget)


@pytest.fixture(scope="module", autouse=True)
def application() -> QApplication:
    made = QApplication.instance() or QApplication(["hime"])
    assert isinstance(made, QApplication)
    return made


def until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + HANGS
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        wait(5)


def find(kind: type[T], name: str, inside: QWidget) -> T:
    found = inside.findChild(kind, name)
    assert found is not None
    return found


def head(dialog: CheckDialog) -> str:
    return find(QLabel, "checkHead", dialog).text()


def cards(dialog: CheckDialog) -> list[QFrame]:
    return dialog.findChildren(QFrame, "card")


def visible_text(inside: QWidget) -> str:
    labels = [label.text() for label in inside.findChildren(QLabel) if label.isVisible()]
    return "\n".join(labels + [line.toPlainText() for line in inside.findChildren(QPlainTextEdit) if line.isVisible()])


Show = Callable[..., CheckDialog]


@pytest.fixture
def show(monkeypatch: pytest.MonkeyPatch) -> Iterator[Show]:
    """Shows the dialog with given checks, and waits until it tells them."""
    shown: list[CheckDialog] = []

    def made(checks: list[Check], first: bool = False) -> CheckDialog:
        monkeypatch.setattr("app.gui.dialogs.check_dialog.examine", lambda settings: list(checks))
        dialog = CheckDialog(Settings(), CameraLoader(), first=first)
        shown.append(dialog)
        dialog.show()
        dialog.activateWindow()
        until(lambda: not head(dialog).startswith("Looking"))
        wait(20)
        return dialog

    yield made
    for dialog in shown:
        dialog.close()
        dialog.deleteLater()


def test_the_check_lists_what_doctor_finds_failing_first() -> None:
    found = examine(Settings())
    dialog = CheckDialog(Settings(), CameraLoader())
    dialog.show()
    assert head(dialog).startswith("Looking")
    assert not find(QPushButton, "checkAgain", dialog).isEnabled()
    until(lambda: not head(dialog).startswith("Looking"))
    failing = [f"{words_of_checks()[check.name].title}: to do" for check in found if not check.ok]
    fine = [f"{words_of_checks()[check.name].title}: fine" for check in found if check.ok and not check.skipped]
    skipped = [f"{words_of_checks()[check.name].title}: not checked" for check in found if check.skipped]
    assert [card.accessibleName() for card in cards(dialog)] == failing + fine + skipped
    fixes = [line.toPlainText() for line in dialog.findChildren(QPlainTextEdit, "fix")]
    assert fixes == [check.fix.partition("  # ")[0] for check in found if check.fix]
    find(QPushButton, "checkAgain", dialog).click()
    assert head(dialog).startswith("Looking")
    dialog.close()
    assert not dialog.isVisible()
    until(lambda: not any(thread.name == "hime-job" for thread in threading.enumerate()))


def test_every_check_has_words_for_all_that_it_can_find() -> None:
    parts = [opencv, camera, permissions, virtual_camera, exclusive_caps, device_choice, obs, onnx_runtime, engine]
    names = {part.NAME for part in [*parts, pipewire, models, nothing_sent, qt]} | {nothing_sent.OLD_NAME}
    assert names | {"check"} == set(words_of_checks())
    assert names >= set(check_words.FOR_MEETINGS)
    assert all(words.limited for words in words_of_checks().values())
    assert all(words_of_checks()[name].fine for name in names)
    for check in examine(Settings()):
        assert words_of_checks()[check.name].about(check)


@pytest.mark.parametrize(
    "name", ["permissions", "exclusive_caps", "virtual camera choice", "PipeWire camera", "usage reports"]
)
def test_a_check_that_can_be_skipped_has_words_for_that(name: str) -> None:
    assert words_of_checks()[name].about(Check(name, True, "no device yet", skipped=True))


@pytest.mark.parametrize("name", ["OpenCV", "camera", "ONNX Runtime", "engine", "model files"])
def test_a_check_that_can_block_has_other_words_for_that(name: str) -> None:
    words = words_of_checks()[name]
    assert words.blocked and words.about(Check(name, False, "x", "fix", blocks=True)) == words.blocked
    assert words.about(Check(name, False, "x", "fix")) == words.limited != words.blocked


@pytest.mark.parametrize(
    ("checks", "told"),
    [
        ([FINE, NO_DEVICE], "All is well."),
        ([FINE, NO_CAMERA], "HIME works, but one thing is missing for meetings."),
        ([NO_CAMERA, NO_LOOPBACK, FINE], "HIME works, but 2 things are missing for meetings."),
        ([NO_CAMERA, Check("Qt", False, "crashes", "pip")], "HIME works, but 2 things need your attention."),
        ([Check("Qt", False, "crashes", "pip")], "HIME works, but one thing needs your attention."),
        ([NO_CAMERA, NO_ENGINE], "HIME cannot sharpen your calls yet: one thing has to be fixed."),
        (
            [NO_ENGINE, Check("model files", False, "x", "y", blocks=True)],
            "HIME cannot sharpen your calls yet: 2 things have to be fixed.",
        ),
    ],
)
def test_the_summary_tells_what_hime_cannot_do_without_from_the_rest(checks: list[Check], told: str) -> None:
    assert summary(checks) == told


@pytest.mark.parametrize(
    ("checks", "first"),
    [
        ([FINE, NO_DEVICE], None),
        ([FINE, NO_LOOPBACK, NO_CAMERA], NO_CAMERA),
        ([ODD, NO_LOOPBACK], NO_LOOPBACK),
        ([NO_CAMERA, NO_ENGINE], NO_ENGINE),
        ([NO_ENGINE, NO_OPENCV], NO_OPENCV),
        ([FINE, ODD], ODD),
    ],
)
def test_what_is_to_be_done_first(checks: list[Check], first: Check | None) -> None:
    assert to_do_first(checks) == first


def test_the_first_page_shows_nothing_to_do_when_all_is_well(show: Show) -> None:
    dialog = show([FINE, NO_DEVICE], first=True)
    assert visible_text(dialog).splitlines()[1:] == ["All is well."]
    assert not [made for made in dialog.findChildren(QPushButton, "showHow") if made.isVisible()]


def test_a_check_that_was_not_made_is_not_shown_as_fine(show: Show) -> None:
    dialog = show([NO_DEVICE, FINE])
    fine, skipped = cards(dialog)
    assert fine.accessibleName() == "Pictures: fine"
    assert skipped.accessibleName() == "Permission to use cameras: not checked"
    signs = [label for card in (fine, skipped) for label in card.findChildren(QLabel) if label.accessibleName()]
    assert [sign.accessibleName() for sign in signs] == ["Fine", "Not checked"]
    assert [sign.pixmap().isNull() for sign in signs] == [False, True] and signs[1].text() == "–"
    assert head(dialog) == "All is well."


def test_technical_words_are_folded_until_a_key_unfolds_them(show: Show) -> None:
    dialog = show([NO_LOOPBACK, FINE])
    for card, technical in zip(cards(dialog), ("v4l2loopback", "opencv-contrib-python"), strict=True):
        assert technical not in visible_text(card) and technical not in card.accessibleDescription()
        more = find(QToolButton, "more", card)
        assert more.focusPolicy() & Qt.FocusPolicy.TabFocus and more.accessibleName().startswith("More about: ")
        QTest.keyClick(more, Qt.Key.Key_Space)
        assert technical in visible_text(card)
        QTest.keyClick(more, Qt.Key.Key_Space)
        assert technical not in visible_text(card)


def test_the_tab_key_reaches_the_buttons_of_every_card(show: Show) -> None:
    dialog = show([NO_LOOPBACK, FINE])
    wanted = {*dialog.findChildren(QToolButton, "more"), find(QPushButton, "showHow", dialog)}
    assert len(wanted) == 3
    seen: set[QWidget | None] = set()
    for _ in range(20):
        QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Tab)
        seen.add(dialog.focusWidget())
    assert wanted <= seen


def test_a_fix_is_shown_on_request_whole_and_can_be_copied(show: Show) -> None:
    fix = "sudo apt install " + " ".join(f"package-{n}" for n in range(40))
    checks = [FINE, Check("virtual camera", False, "none", f"{fix}  # then plug it in")]
    dialog = show(checks)
    card = cards(dialog)[0]
    assert "sudo" not in visible_text(card)
    assert "There is no virtual camera yet." in visible_text(card)
    find(QPushButton, "showHow", card).click()
    wait(20)
    told = visible_text(card)
    assert "To fix this, open a terminal and paste:" in told and "Then plug it in." in told and fix in told
    line = find(QPlainTextEdit, "fix", card)
    assert line.verticalScrollBar().maximum() == 0 and line.document().size().height() > 3
    find(QPushButton, "copy", card).click()
    assert QGuiApplication.clipboard().text() == fix
    checks[1] = Check("virtual camera", True, "HIME")
    dialog.close()
    assert head(show(checks)) == "All is well."


def test_the_first_page_shows_a_long_line_whole(show: Show) -> None:
    fix = "sudo apt install " + " ".join(f"package-{n}" for n in range(40))
    dialog = show([Check("permissions", False, "none", fix)], first=True)  # its sentence wraps, too
    next(made for made in dialog.findChildren(QPushButton, "showHow") if made.isVisible()).click()
    wait(20)
    line = next(line for line in dialog.findChildren(QPlainTextEdit, "fix") if line.isVisible())
    assert line.verticalScrollBar().maximum() == 0 and line.document().size().height() > 3
    assert line.visibleRegion().boundingRect() == line.rect()
    assert dialog.rect().contains(find(QPushButton, "checkClose", dialog).geometry())


def test_what_is_done_by_hand_is_no_command(show: Show) -> None:
    fix = "in config.yaml, set output.device to /dev/video4"
    dialog = show([Check("virtual camera choice", False, "two devices", fix)])
    find(QPushButton, "showHow", dialog).click()
    told = visible_text(cards(dialog)[0])
    assert "In config.yaml, set output.device to /dev/video4." in told and "terminal" not in told
    assert not dialog.findChildren(QPlainTextEdit, "fix")


def test_what_a_bundle_cannot_mend_is_no_command(show: Show) -> None:
    dialog = show([Check("model files", False, "one is missing", AGAIN, blocks=True)])
    find(QPushButton, "showHow", dialog).click()
    assert "Install HIME again" in visible_text(cards(dialog)[0])
    assert not dialog.findChildren(QPlainTextEdit, "fix")


@pytest.mark.parametrize(
    ("key", "modifier"),
    [(Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)],
)
def test_two_keys_check_again(
    show: Show, key: Qt.Key, modifier: Qt.KeyboardModifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = show([NO_CAMERA])
    monkeypatch.setattr("app.gui.dialogs.check_dialog.examine", lambda settings: [FINE])
    QTest.keyClick(dialog, key, modifier)
    until(lambda: head(dialog) == "All is well.")


def test_the_first_start_is_short_and_the_findings_are_folded(show: Show) -> None:
    dialog = show([NO_LOOPBACK, NO_CAMERA, FINE, NO_DEVICE], first=True)
    assert dialog.windowTitle() == "Welcome to HIME"
    assert visible_text(dialog).splitlines() == [
        "HIME makes your face sharp in video calls when you sit far from the camera.",
        "HIME works, but 2 things are missing for meetings.",
        "HIME sees no camera here. Until there is one, it shows a sample call.",
    ]
    buttons = {made.text() for made in dialog.findChildren(QAbstractButton) if made.isVisible()}
    assert buttons == {"Show how", "Show what was &found", "&Start"}
    [show_how] = [made for made in dialog.findChildren(QPushButton, "showHow") if made.isVisible()]
    show_how.click()
    wait(20)
    assert "sudo modprobe uvcvideo" in visible_text(dialog)
    small = dialog.height()
    find(QPushButton, "checkFindings", dialog).click()
    wait(20)
    assert find(QScrollArea, "", dialog).isVisible() and dialog.height() > small
    assert len([card for card in cards(dialog) if card.isVisible()]) == 4
    start = find(QPushButton, "checkClose", dialog)
    assert start.accessibleName() == start.toolTip() == "Begin the call"
    start.click()
    assert not dialog.isVisible()


def test_a_check_that_breaks_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(settings: Settings) -> list[Check]:
        raise ZeroDivisionError("odd")

    monkeypatch.setattr("app.gui.dialogs.check_dialog.examine", broken)
    dialog = CheckDialog(Settings(), CameraLoader())
    dialog.show()
    until(lambda: not head(dialog).startswith("Looking"))
    assert "This computer could not be checked." in visible_text(dialog)
    find(QToolButton, "more", dialog).click()
    assert "ZeroDivisionError" in visible_text(dialog)
    dialog.close()
