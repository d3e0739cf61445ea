"""The questions that the window asks before something is lost."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from app.gui.words.language import tr


def ask_to_open(parent: QWidget, file: str, go_on: Callable[[], object]) -> None:
    """Ask before a recording takes the place of the picture that is sent.

    file: the video file that the picture goes to, or empty if others see it.
    """
    to_others = tr("Others no longer see your camera then: their picture stands still. The recording plays only here.")
    to_file = tr("The recording to {file} ends then. The one that you open plays only here.")
    _ask(
        parent,
        "askOpen",
        tr("Open a recording?"),
        to_file.format(file=file) if file else to_others,
        tr("Open a recording…"),
        tr("Stay in the call"),
        go_on,
    )


def ask_to_forget(parent: QWidget, count: int, go_on: Callable[[], object]) -> None:
    """Ask before all exemplars are forgotten. count: how many there are."""
    said = tr("All {count} pictures are deleted at once. They cannot be brought back, but HIME can learn again.")
    _ask(
        parent,
        "askForget",
        tr("Forget all pictures?"),
        said.format(count=count),
        tr("Forget all"),
        tr("Keep them"),
        go_on,
    )


def ask_to_drop_export(parent: QWidget, go_on: Callable[[], object]) -> None:
    """Ask before HIME is quit while a recording is being exported."""
    _ask(
        parent,
        "askQuit",
        tr("An export is running."),
        tr("If you quit now, the exported file is not finished, and nothing of it is kept."),
        tr("Quit"),
        tr("Go on exporting"),
        go_on,
    )


def ask_to_stop_export(parent: QWidget, go_on: Callable[[], object]) -> None:
    """Ask before the dialog of an export that runs is closed."""
    _ask(
        parent,
        "askStop",
        tr("An export is running."),
        tr("If you close this window now, nothing of the exported file is kept."),
        tr("Stop the export"),
        tr("Go on exporting"),
        go_on,
    )


def _ask(parent: QWidget, name: str, heading: str, text: str, yes: str, no: str, go_on: Callable[[], object]) -> None:
    """Ask, without blocking the window. A question that is asked already is not asked again.

    go_on: called if the answer is yes. Esc and Enter mean no.
    """
    if any(box.isVisible() for box in parent.findChildren(QMessageBox, name)):
        return
    box = QMessageBox(parent)
    box.setObjectName(name)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle("HIME")
    box.setText(heading)
    box.setInformativeText(text)
    accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    accept.setObjectName("yes")
    refuse = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    refuse.setObjectName("no")
    box.setDefaultButton(refuse)
    box.setEscapeButton(refuse)
    box.buttonClicked.connect(lambda pressed: go_on() if pressed is accept else None)
    box.open()
