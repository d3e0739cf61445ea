"""How to choose HIME's camera in other programs, with and without a virtual camera."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTabWidget

from app.gui.dialogs.howto import camera_name, pages
from app.gui.dialogs.howto_dialog import HowToDialog

OBS = "OBS Virtual Camera"


@pytest.fixture(scope="module", autouse=True)
def application() -> QApplication:
    made = QApplication.instance() or QApplication(["hime"])
    assert isinstance(made, QApplication)
    return made


def steps(platform: str, camera: str | None) -> list[list[str]]:
    """The steps of each way of the programs, without the page for a camera that is not in the list."""
    return [way.steps for page in pages(platform, camera)[:-1] for way in page.ways]


def labels(dialog: HowToDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


@pytest.mark.parametrize(("platform", "name"), [("linux", "HIME"), ("win32", OBS), ("darwin", OBS)])
def test_each_program_is_told_of_with_the_camera_s_usual_name_while_there_is_none(platform: str, name: str) -> None:
    assert camera_name(platform) == name
    titles = ["Zoom", "Google Meet", "Microsoft Teams", "Browser", "Not in the list?"]
    assert [page.title for page in pages(platform, None)] == titles
    for way in steps(platform, None):
        assert any(f"“{name}”" in step for step in way)
    dialog = HowToDialog(None, None, platform)
    tabs = dialog.findChild(QTabWidget, "howToTabs")
    assert tabs and [tabs.tabText(n) for n in range(tabs.count())] == titles
    dialog.close()


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
def test_the_camera_is_called_by_its_real_name(platform: str) -> None:
    for way in steps(platform, "Dummy {1}"):
        assert any("“Dummy {1}”" in step for step in way)
        assert not any("“HIME”" in step or OBS in step or "{camera}" in step for step in way)
    dialog = HowToDialog("Dummy {1}", None, platform)
    assert "choose the camera “Dummy {1}”" in labels(dialog)
    assert "does not exist yet" not in labels(dialog) and dialog.findChild(QPushButton, "howToCheck") is None
    dialog.close()


def test_without_a_virtual_camera_it_says_so_first_and_offers_a_check() -> None:
    dialog = HowToDialog(None)
    asked: list[bool] = []
    dialog.checked.connect(lambda: asked.append(True))
    dialog.show()
    first = dialog.findChild(QLabel, "howToNoCamera")
    assert first and first.text().startswith("The virtual camera does not exist yet")
    tabs = dialog.findChild(QTabWidget, "howToTabs")
    assert tabs and tabs.isVisible() and first.y() < tabs.y()
    check = dialog.findChild(QPushButton, "howToCheck")
    assert check
    check.click()
    assert asked == [True] and dialog.isVisible()
    dialog.close()
