"""Labels, buttons and frames as the dialogs have them."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QLabel, QPushButton, QScrollArea, QWidget


def heading(text: str, larger: float = 1.25) -> QLabel:
    """A bold line, larger than the rest by a factor."""
    label = plain(text)
    font = label.font()
    font.setBold(True)
    font.setPointSizeF(font.pointSizeF() * larger)
    label.setFont(font)
    return label


def plain(text: str) -> QLabel:
    """A text that wraps, and is never read as HTML."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def breakable(text: str) -> str:
    """For `plain`: a long path may go on in the next line after any of its slashes."""
    return text.replace("/", "/\u200b").replace("\\", "\\\u200b")


def quiet(text: str) -> QLabel:
    """A text of lesser weight, which can be marked and copied."""
    label = plain(text)
    label.setForegroundRole(label.palette().ColorRole.PlaceholderText)
    label.setProperty("quiet", True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def ask_where(parent: QWidget, title: str, path: Path, kinds: str, chosen: Callable[[str], object]) -> None:
    """Ask for a file to write. chosen: told its name, once a person has agreed to replace what is there.

    path: what is proposed; its ending is that of names without one. kinds: such as "Pictures (*.png)".
    """
    dialog = QFileDialog(parent, title, str(path.parent), kinds)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(path.suffix[1:])
    dialog.selectFile(path.name)
    dialog.fileSelected.connect(chosen)
    dialog.open()


def button(text: str, name: str, tip: str, action: Callable[[], object]) -> QPushButton:
    """name: the object's. tip: what it does, and its shortcut in brackets; without that, also for screen readers.

    action: a method of the window that the button is in; a function that holds the window would outlive it.
    """
    made = QPushButton(text)
    made.setObjectName(name)
    made.setToolTip(tip)
    made.setAccessibleName(tip.partition(" (")[0])
    made.setAutoDefault(False)
    made.clicked.connect(action)
    return made


def card() -> QFrame:
    """A frame around what belongs together."""
    made = QFrame()
    made.setObjectName("card")
    made.setFrameShape(QFrame.Shape.StyledPanel)
    return made


def scrolled(name: str) -> QScrollArea:
    """An area without a frame whose inside takes its width. name: for screen readers."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setAccessibleName(name)
    return area
