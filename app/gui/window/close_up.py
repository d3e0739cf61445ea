"""Shows a far face large, without HIME and with it, and keeps it when the person has come back."""

import math
import time

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.gui.parts.preview_picture import CloseUp
from app.gui.words.language import tr

# ruff: noqa: N802 Qt calls these by its own names

# Between the two pictures are this many logical pixels.
GAP = 8
# The pictures together are at least this many logical pixels high, with their captions.
LEAST_HEIGHT = 132
# A face counts as equally far if its side is less than this many times the smallest side. Of similar pictures, the
# newest one stays.
SIMILAR = 1.1
# If no face was sharpened for this many seconds, the person was back, and the next far face begins a new time away.
# Shorter breaks come about when HIME has too little time for a face.
BACK_AFTER = 3.0
# The corners of a picture have this radius, in logical pixels.
CORNER = 8


class CloseUpCard(QFrame):
    """A card with the close-up, or with a hint while there has been none."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._title = QLabel()
        self._title.setStyleSheet("font-weight: 600;")
        self._title.setObjectName("closeUpTitle")
        self._pictures = _Pictures()
        self._farthest: CloseUp | None = None  # the newest picture among the farthest of a time away
        self._least = math.inf  # the smallest side of a face in that time away
        self._far_at = -math.inf  # when a face was last sharpened, seconds of time.monotonic
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self._pictures, 1)
        self.setAccessibleName(tr("Close-up of a far face"))
        self.forget()

    def show_close_up(self, close_up: CloseUp | None) -> None:
        """Show the far face of the newest picture. None means that no face is sharpened now.

        What then stays is the picture of the moment when the face was farthest, because HIME helped most there.
        """
        if close_up:
            now = time.monotonic()
            if now - self._far_at > BACK_AFTER:
                self._least = math.inf
            self._least = min(self._least, close_up.side)
            if close_up.side < SIMILAR * self._least:
                self._farthest = close_up
            self._far_at = now
            self._show(close_up, tr("Close-up"))
        elif self._farthest:
            self._show(self._farthest, tr("Close-up, a moment ago"))

    def forget(self) -> None:
        """Show no face."""
        self._farthest, self._least = None, math.inf
        self._show(None, tr("Close-up"))

    def _show(self, close_up: CloseUp | None, title: str) -> None:
        self._pictures.shown = close_up
        self._pictures.update()
        if self._title.text() != title:
            self._title.setText(title)


class _Pictures(QWidget):
    """Both pictures, side by side or one above the other, whichever is larger."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("closeUp")
        self.shown: CloseUp | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(LEAST_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if self.shown is None:
            painter.setPen(self.palette().color(self.palette().ColorRole.PlaceholderText))
            hint = tr("When a face is far away, you see here what HIME makes of it.")
            wrapped = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect(), wrapped, hint)
            return
        for place, image, caption in zip(
            self._places(), (self.shown.before, self.shown.after), (tr("Without HIME"), tr("With HIME")), strict=True
        ):
            _paint(painter, place, image)
            line = QRectF(place.left(), place.bottom() + 2, place.width(), self._line())
            painter.setPen(self.palette().color(self.palette().ColorRole.PlaceholderText))
            painter.drawText(line, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, caption)

    def _line(self) -> int:
        return self.fontMetrics().lineSpacing() + 2

    def _places(self) -> tuple[QRectF, QRectF]:
        """Return where the two pictures lie, in logical pixels. Each has room for its caption below it."""
        width, height, line = self.width(), self.height(), self._line()
        beside = min((width - GAP) / 2, height - line)
        above = min(width, (height - GAP) / 2 - line)
        if beside >= above:
            left = (width - 2 * beside - GAP) / 2
            return QRectF(left, 0, beside, beside), QRectF(left + beside + GAP, 0, beside, beside)
        left = (width - above) / 2
        return QRectF(left, 0, above, above), QRectF(left, above + line + GAP, above, above)


def _paint(painter: QPainter, place: QRectF, image: QImage) -> None:
    rounded = QPainterPath()
    rounded.addRoundedRect(place, CORNER, CORNER)
    painter.save()
    painter.setClipPath(rounded)
    painter.drawImage(place, image)
    painter.restore()
