"""The labels, buttons and frames that all dialogs use."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QFrame, QLabel, QPushButton, QScrollArea, QWidget

from app.gui.parts.tips import tip


def heading(text: str, larger: float = 1.25) -> QLabel:
    """Make a bold line, larger than other text by a factor."""
    label = plain(text)
    font = label.font()
    font.setBold(True)
    font.setPointSizeF(font.pointSizeF() * larger)
    label.setFont(font)
    return label


def plain(text: str) -> QLabel:
    """Make a label whose text wraps and is never read as HTML."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def breakable(text: str) -> str:
    """Return a text for `plain` in which a long path can wrap after each of its slashes."""
    return text.replace("/", "/\u200b").replace("\\", "\\\u200b")


def quiet(text: str) -> QLabel:
    """Make a label for a text of less importance, which can be selected and copied."""
    label = plain(text)
    label.setForegroundRole(label.palette().ColorRole.PlaceholderText)
    label.setProperty("quiet", True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def ask_where(parent: QWidget, title: str, path: Path, kinds: str, chosen: Callable[[str], object]) -> None:
    """Ask for a file to write. chosen: is called with the file's name. If the file exists, it may be replaced.

    path: the proposed file. Names without an ending get the path's ending. kinds: such as "Pictures (*.png)".
    """
    dialog = QFileDialog(parent, title, str(path.parent), kinds)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(path.suffix[1:])
    dialog.selectFile(path.name)
    dialog.fileSelected.connect(chosen)
    dialog.open()


def button(text: str, name: str, what: str, action: Callable[[], object], keys: str = "") -> QPushButton:
    """Make a button. name: its object name. what: what it does. keys: its shortcut, such as "Ctrl+S", if it has one.

    The tooltip names both. Screen readers say only what it does. action: a method of the dialog that has the button.
    Another function that refers to the dialog would keep the dialog in memory.
    """
    made = QPushButton(text)
    made.setObjectName(name)
    made.setToolTip(tip(what, keys))
    made.setAccessibleName(what)
    made.setAutoDefault(False)
    made.clicked.connect(action)
    return made


def add_key(dialog: QWidget, key: str, clicks: QPushButton) -> None:
    """Let a key of the dialog click a button too. key: such as "Ctrl+S".

    QPushButton.setShortcut would replace the Alt key that the button's text names.
    """
    QShortcut(QKeySequence(key), dialog, clicks.click)


def unfolds(switch: QAbstractButton, content: QWidget) -> None:
    """Let a button show and hide something. At first it is hidden."""
    switch.setCheckable(True)
    content.hide()
    switch.toggled.connect(content.setVisible)


def card() -> QFrame:
    """Make a frame around things that belong together."""
    made = QFrame()
    made.setObjectName("card")
    made.setFrameShape(QFrame.Shape.StyledPanel)
    return made


def scrolled(name: str) -> QScrollArea:
    """Make a scroll area without a frame. Its content is as wide as the area. name: what screen readers say."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setAccessibleName(name)
    return area
