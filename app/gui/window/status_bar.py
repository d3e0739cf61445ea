"""The sentence below the picture, and the notice of what else is wrong."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.gui.parts.one_line import OneLine
from app.gui.parts.tips import tip
from app.gui.words.language import tr
from app.gui.words.status import Status

# ruff: noqa: N802 Qt calls these by its own names

# In a bar that is wider than this many logical pixels, every sentence fits on one line, in every language.
ONE_LINE_WIDTH = 1100
# For each mood of the status, the dot beside the sentence has this colour.
MOOD_COLOURS = {"good": "#2e9e5b", "busy": "#d98e04", "off": "#8b949e", "bad": "#d64545"}


class StatusBar(QWidget):
    """Shows a Status. `checked` is emitted when the button *Check this computer* is pressed."""

    checked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: Status | None = None
        self._dot = QLabel()
        self._dot.setFixedSize(12, 12)
        self._sentence = QLabel()
        self._sentence.setObjectName("status")
        self._sentence.setStyleSheet("font-size: 12.5pt; font-weight: 600;")
        self._sentence.setWordWrap(True)
        self._notice = OneLine()
        self._notice.setObjectName("notice")
        self._notice.setProperty("quiet", True)
        self._usage = QLabel()
        self._usage.setObjectName("usage")
        self._usage.setProperty("quiet", True)
        self._usage.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._usage.setToolTip(tr("How much of the processor HIME uses"))
        self.button = QPushButton(tr("Check this computer…"))
        self.button.setObjectName("check")
        self.button.setAccessibleName(tr("Check this computer"))
        self.button.setToolTip(tip(tr("Find out what is missing and how to get it"), "F2"))
        self.button.clicked.connect(self.checked)
        upper = QHBoxLayout()
        upper.setSpacing(12)
        upper.addWidget(self._dot)
        upper.addWidget(self._sentence, 1)
        lower = QHBoxLayout()
        lower.setContentsMargins(24, 0, 0, 0)
        lower.setSpacing(12)
        lower.addWidget(self._notice, 1)
        lower.addWidget(self.button)
        lower.addWidget(self._usage)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(upper)
        column.addLayout(lower)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # The heights are fixed, so that the picture does not jump when a long sentence or the button comes or goes.
        self._usage.setMinimumHeight(self.button.sizeHint().height())
        lines = 1 if self.width() > ONE_LINE_WIDTH else 2
        self._sentence.setMinimumHeight(lines * self._sentence.fontMetrics().lineSpacing())

    def tell(self, status: Status) -> None:
        """Show a status."""
        if status == self._shown:
            return
        self._shown = status
        self._sentence.setText(status.sentence)
        self._sentence.setAccessibleName(tr("Status: {sentence}").format(sentence=status.sentence))
        self._notice.tell(status.notice, status.detail)
        self.button.setVisible(status.offers_check)
        self._dot.setStyleSheet(f"background: {MOOD_COLOURS[status.mood]}; border-radius: 6px;")

    def measure(self, usage: str) -> None:
        """Show how much of the processor HIME uses, in words."""
        if usage != self._usage.text():
            self._usage.setText(usage)
            self._usage.setAccessibleName(tr("HIME uses {usage}").format(usage=usage))
