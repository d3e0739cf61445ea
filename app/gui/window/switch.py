"""The big switch that turns HIME on and off."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from app.gui.parts.tips import tip
from app.gui.words.language import tr

# ruff: noqa: N802 Qt calls these by its own names

# The switch is this many logical pixels high.
SWITCH_HEIGHT = 68


class Switch(QAbstractButton):
    """A wide button that looks like a switch."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("onOff")
        self.setCheckable(True)
        self.setChecked(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(tr("HIME on or off"))
        self.setToolTip(tip(tr("Sharpen faces, or send the picture as the camera sees it"), "Ctrl+E"))

    def sizeHint(self) -> QSize:
        return QSize(200, SWITCH_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, role, on = self.palette(), self.palette().ColorRole, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        ground = palette.color(role.Highlight if on else role.Base)
        if self.underMouse():
            ground = ground.lighter(108) if on else palette.color(role.AlternateBase)
        painter.setPen(Qt.PenStyle.NoPen if on else QPen(palette.color(role.Mid), 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(card, 14, 14)
        if self.hasFocus():
            painter.setPen(QPen(palette.color(role.Shadow), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(card.adjusted(3, 3, -3, -3), 11, 11)
        self._paint_words(painter, on)
        track = QRectF(self.width() - 18 - 50, (self.height() - 28) / 2, 50, 28)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(255, 255, 255, 90) if on else palette.color(role.Mid))
        painter.drawRoundedRect(track, 14, 14)
        painter.setBrush(QColor("white"))
        painter.drawEllipse(QPointF(track.right() - 14 if on else track.left() + 14, track.center().y()), 11, 11)

    def _paint_words(self, painter: QPainter, on: bool) -> None:
        palette, role = self.palette(), self.palette().ColorRole
        room = QRectF(18, 0, self.width() - 18 - 78, self.height())
        large, small = QFont(self.font()), self.font()
        large.setPointSizeF(1.45 * large.pointSizeF())
        large.setWeight(QFont.Weight.DemiBold)
        painter.setPen(palette.color(role.BrightText if on else role.WindowText))
        painter.setFont(large)
        upper, lower = room.adjusted(0, 10, 0, -28), room.adjusted(0, 38, 0, -10)
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, tr("On") if on else tr("Off"))
        painter.setFont(small)
        painter.setPen(QColor(255, 255, 255, 225) if on else palette.color(role.PlaceholderText))
        words = tr("Sharpens far faces") if on else tr("Picture as it is")
        painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter, words)
