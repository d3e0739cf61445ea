"""The dialog that tells which version this is and how to bring it up to date."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from app.gui.dialogs.command import Command
from app.gui.dialogs.updates import Copy, this_copy
from app.gui.parts.widgets import breakable, button, heading, plain, quiet
from app.gui.words.language import tr


class UpdatesDialog(QDialog):
    """Shows the version, and the lines that update this copy."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        copy = this_copy()
        self.setWindowTitle(tr("How to update HIME"))
        self.setAccessibleName(self.windowTitle())
        self.resize(560, 260)
        close = button(tr("&Close"), "updatesClose", tr("Close this page"), self.accept, "Esc")
        close.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        title = tr("This is HIME {version}") if copy.version else tr("This HIME is not installed")
        layout.addWidget(heading(title.format(version=copy.version)))
        how = plain(breakable(how_to_update(copy)))
        how.setObjectName("updatesHow")
        layout.addWidget(how)
        if copy.lines:
            lines = Command("\n".join(copy.lines))
            for field in lines.findChildren(QPlainTextEdit):
                field.setAccessibleName(tr("Lines that update HIME"))
            layout.addWidget(lines)
        asks_nobody = tr(
            "HIME looks for no newer version by itself, because it sends nothing. Close HIME before you update it."
        )
        layout.addWidget(quiet(asks_nobody))
        layout.addStretch(1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)


def how_to_update(copy: Copy) -> str:
    """Return how this copy gets the newest version. It depends on what is known about where the copy came from."""
    if copy.bundled:
        return tr(
            "To get the newest version, get the newest package of HIME from where you got this one, and install it in "
            "the place of this one. Your settings stay."
        )
    if copy.folder is None:
        return tr(
            "This copy does not know where it came from. To get the newest version, install HIME again as you did "
            "before."
        )
    if copy.pulled:
        said = tr(
            "This copy was installed from the folder {folder}. To get the newest version, run these lines in a "
            "terminal:"
        )
    else:
        said = tr(
            "This copy was installed from the folder {folder}. To get the newest version, put it into that folder, "
            "and then run these lines in a terminal:"
        )
    return said.format(folder=copy.folder)
