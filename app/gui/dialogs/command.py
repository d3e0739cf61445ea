"""A command that a person pastes into a terminal."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication, QResizeEvent, QTextOption
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from app.gui.parts.widgets import button
from app.gui.words.language import tr


class Command(QWidget):
    """Shows the whole of a command, however long it is, and a button that copies it."""

    def __init__(self, text: str):
        super().__init__()
        self._lines = _Lines(text)
        self._copy = button(tr("Cop&y"), "copy", tr("Copy this line"), self._to_clipboard)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._lines, 1)
        row.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignTop)

    def _to_clipboard(self) -> None:
        QGuiApplication.clipboard().setText(self._lines.toPlainText())
        self._copy.setText(tr("Copied"))


class _Lines(QPlainTextEdit):
    """Is as high as its text."""

    def __init__(self, text: str):
        super().__init__(text, readOnly=True)
        self.setObjectName("fix")
        self.setAccessibleName(tr("Command that fixes it"))
        self.setTabChangesFocus(True)
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fit()  # else it would be as high as a whole page until it is shown

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        lines = self.document().size().height()  # for plain text, Qt gives this height in lines
        around = 2 * (self.frameWidth() + self.document().documentMargin())
        self.setFixedHeight(round(lines * self.fontMetrics().lineSpacing() + around) + 1)
