"""The dialog that tells which version this is and how to bring it up to date."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from app.gui.check_card import Command
from app.gui.parts import breakable, button, heading, plain, quiet
from app.gui.updates import this_copy

# This is the heading where HIME is installed.
VERSION = "This is HIME {version}"
# This is the heading where HIME runs without being installed, and so has no version.
NO_VERSION = "This HIME is not installed"
# This is said to somebody whose copy came from a folder that git knows.
PULL = "This copy was installed from the folder {folder}. To get the newest version, run these lines in a terminal:"
# This is said to somebody whose copy came from a folder that git does not know.
REPLACE = (
    "This copy was installed from the folder {folder}. To get the newest version, put it into that folder, and then "
    "run these lines in a terminal:"
)
# This is said to somebody whose copy tells nothing about where it came from.
UNKNOWN = "This copy does not know where it came from. To get the newest version, install HIME again as you did before."
# This is said to everybody.
ASKS_NOBODY = "HIME looks for no newer version by itself, because it sends nothing. Close HIME before you update it."


class UpdatesDialog(QDialog):
    """Shows the version, and the lines that update this copy."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        copy = this_copy()
        self.setWindowTitle("How to update HIME")
        self.setAccessibleName(self.windowTitle())
        self.resize(560, 260)
        close = button("&Close", "updatesClose", "Close this page (Esc)", self.accept)
        close.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(heading(VERSION.format(version=copy.version) if copy.version else NO_VERSION))
        if copy.folder:
            how = plain(breakable((PULL if copy.pulled else REPLACE).format(folder=copy.folder)))
        else:
            how = plain(UNKNOWN)
        how.setObjectName("updatesHow")
        layout.addWidget(how)
        if copy.lines:
            lines = Command("\n".join(copy.lines))
            for field in lines.findChildren(QPlainTextEdit):
                field.setAccessibleName("Lines that update HIME")
            layout.addWidget(lines)
        layout.addWidget(quiet(ASKS_NOBODY))
        layout.addStretch(1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
