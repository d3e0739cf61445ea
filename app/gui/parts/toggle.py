"""A button that stays on until it is pressed again."""

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QPushButton

# ruff: noqa: N802 Qt calls these by its own names

# The tick and the gap between it and the words have this size in logical pixels.
TICK_SIZE = QSize(18, 14)
# The tick runs through these points, in logical pixels from the top-left corner.
TICK_POINTS = ((1.5, 7.5), (5.5, 11.5), (12.5, 3.0))


class Toggle(QPushButton):
    """Has a tick while it is on. Its words stay the same, so that words and tick together are true."""

    def __init__(self, name: str, text: str, tooltip: str):
        """name: its object name. text: what it says, also to screen readers."""
        super().__init__(text)
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.setToolTip(tooltip)
        self.setCheckable(True)
        self.setIconSize(TICK_SIZE)
        self.toggled.connect(self._tick)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._tick()

    def _tick(self) -> None:
        colour = self.palette().color(self.palette().ColorRole.Text)
        self.setIcon(_drawn_tick(colour, self.devicePixelRatioF()) if self.isChecked() else QIcon())


def _drawn_tick(colour: QColor, ratio: float) -> QIcon:
    """ratio: device pixels for each logical pixel."""
    tick = QPixmap(TICK_SIZE * ratio)
    tick.setDevicePixelRatio(ratio)
    tick.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tick)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.drawPolyline([QPointF(*point) for point in TICK_POINTS])
    painter.end()
    return QIcon(tick)
