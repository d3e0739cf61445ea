"""A label that shortens its text to one line."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel

# ruff: noqa: N802 Qt calls these by its own names


class OneLine(QLabel):
    """Shows as much of a text as fits on a line. The tooltip has the whole text and the detail."""

    def __init__(self) -> None:
        super().__init__()
        self._text, self._end = "", ""
        self.setMinimumWidth(1)

    def tell(self, text: str, detail: str = "", end: str = "") -> None:
        """Show a text. An empty text hides the label. end: what follows the text and is not shortened, or empty."""
        whole = text + end
        self._text, self._end = text, end
        self.setToolTip(f"{whole}\n{detail}" if detail else whole)
        self.setAccessibleName(whole)
        self.setVisible(bool(whole))
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._cut()

    def _cut(self) -> None:
        metrics = self.fontMetrics()
        room = self.width() - metrics.horizontalAdvance(self._end)
        self.setText(metrics.elidedText(self._text, Qt.TextElideMode.ElideRight, room) + self._end)
