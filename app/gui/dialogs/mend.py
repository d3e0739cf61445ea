"""What can be done about a fault: HIME mends it where it can, or shows how a person does it."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.doctor import Check
from app.doctor.check import BY_HAND
from app.gui.desktop.camera_loader import CameraLoader
from app.gui.dialogs.check_words import words_of_checks
from app.gui.dialogs.command import Command
from app.gui.dialogs.load_button import LoadButton
from app.gui.parts.widgets import plain, quiet, unfolds
from app.gui.words.language import tr
from app.installation import AGAIN


class Mend(QWidget):
    """The buttons below a fault, and what they unfold.

    If HIME can mend the fault itself, the first button does that. If that fails, what a person can do is unfolded.
    """

    def __init__(self, check: Check, loader: CameraLoader, more: QWidget | None = None):
        """check: has found a fault, and names a fix. more: stands behind the buttons.

        Without `more`, there is only one button. It mends the fault if HIME can do that, and else shows how.
        """
        super().__init__()
        how = _how(check.fix or "")
        show = _show_how(words_of_checks()[check.name].title)
        unfolds(show, how)
        buttons, lines = QHBoxLayout(), QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        lines.addLayout(buttons)
        if check.remedy:
            load = LoadButton(check.remedy, loader)
            load.failed.connect(lambda: show.setChecked(True))
            buttons.addWidget(load)
            lines.addWidget(load.hint)
            lines.addWidget(load.answer)
        buttons.addWidget(show)
        if more:
            buttons.addWidget(more)
        elif check.remedy:
            show.hide()
        buttons.addStretch(1)
        lines.addWidget(how)


def _show_how(title: str) -> QPushButton:
    made = QPushButton(tr("Show how"))
    made.setObjectName("showHow")
    made.setAutoDefault(False)
    made.setAccessibleName(tr("Show how to fix this: {title}").format(title=title))
    return made


def _how(fix: str) -> QWidget:
    """Make the part that tells how to fix a fault: a command to copy and its hint, or what to do by hand."""
    part = QWidget()
    lines = QVBoxLayout(part)
    lines.setContentsMargins(0, 4, 0, 4)
    lines.setSpacing(4)
    if fix.startswith(BY_HAND):
        lines.addWidget(plain(tr("To fix this, change your settings file:")))
        lines.addWidget(quiet(_sentence(fix)))
        return part
    if fix == AGAIN:
        lines.addWidget(plain(_sentence(fix)))
        return part
    command, _, hint = fix.partition("  # ")
    lines.addWidget(plain(tr("To fix this, open a terminal and paste:")))
    lines.addWidget(Command(command))
    if hint:
        lines.addWidget(plain(_sentence(hint)))
    return part


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."
