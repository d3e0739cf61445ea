"""The one thing that is to be done first, on the page of the first start."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.doctor import Check
from app.gui.desktop.camera_loader import CameraLoader
from app.gui.dialogs.check_words import words_of_checks
from app.gui.dialogs.mend import Mend
from app.gui.parts.widgets import plain


class ToDo(QWidget):
    """Says what one check found, and offers one button that does something about it."""

    def __init__(self, loader: CameraLoader):
        super().__init__()
        self._loader = loader
        self._mend: Mend | None = None
        self._meaning = plain("")
        self._meaning.setObjectName("checkMeaning")
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(8)
        self._lines.addWidget(self._meaning)

    def show_check(self, check: Check | None) -> None:
        """Show a check that found a fault; None: there is nothing to do."""
        if self._mend:
            self._mend.hide()
            self._mend.deleteLater()
            self._mend = None
        self._meaning.setText(words_of_checks()[check.name].about(check) if check else "")
        self._meaning.setVisible(check is not None)
        if check and check.fix:
            self._mend = Mend(check, self._loader)
            self._lines.addWidget(self._mend)
