"""A small switch, for the rows of a dialog."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

# ruff: noqa: N802 Qt calls these by its own names

# The track that the knob moves along has this size in logical pixels.
TRACK = QSize(38, 22)
# The knob is this many logical pixels away from the border of the track.
GAP = 3
# Around the track is this much room in logical pixels, for the ring that shows the focus.
RING = 3


class SmallSwitch(QAbstractButton):
    """Is on or off. A person changes it by a click or the space bar."""

    def __init__(self, name: str, accessible_name: str):
        """name: its object name. accessible_name: what screen readers say."""
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        return QSize(TRACK.width() + 2 * RING, TRACK.height() + 2 * RING)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, role, on = self.palette(), self.palette().ColorRole, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(RING, RING, TRACK.width(), TRACK.height())
        faint = palette.color(QPalette.ColorGroup.Disabled, role.Text)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.color(role.Highlight) if on and self.isEnabled() else faint)
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        radius = track.height() / 2 - GAP
        x = track.right() - GAP - radius if on else track.left() + GAP + radius
        painter.setBrush(QColor("white"))
        painter.drawEllipse(QPointF(x, track.center().y()), radius, radius)
        if self.hasFocus():
            painter.setPen(QPen(palette.color(role.Shadow), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2)
