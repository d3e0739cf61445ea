"""A drop-down list in the style of the window."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QCursor, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QComboBox, QListView, QSizePolicy

# ruff: noqa: N802 Qt calls these by its own names

# A closed list is this many logical pixels high.
CHOICE_HEIGHT = 34
# These keys move through an open list. On a closed list they only open it.
MOVING_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End)


class Choice(QComboBox):
    """A list of texts, each with a value. `chosen` is emitted when a person chooses, not when the program does."""

    chosen = Signal(object)
    opened = Signal()  # the list is about to open

    def __init__(self, name: str, accessible_name: str, tip: str):
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self.setToolTip(tip)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setView(QListView())  # the default view cannot be styled
        self.activated.connect(lambda _: self.chosen.emit(self.currentData()))

    def offer(self, items: Sequence[tuple[str, object]], value: object) -> None:
        """Offer these items, pairs of text and value, and choose the one with this value."""
        if items != [(self.itemText(i), self.itemData(i)) for i in range(self.count())]:
            self.clear()
            for text, data in items:
                self.addItem(text, data)
                self.setItemData(self.count() - 1, text, Qt.ItemDataRole.ToolTipRole)
        self.choose(value)

    def choose(self, value: object) -> None:
        """Choose the item with this value. If it is not offered, the list shows nothing as chosen."""
        offered = [self.itemData(index) for index in range(self.count())]
        self.setCurrentIndex(offered.index(value) if value in offered else -1)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), CHOICE_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, CHOICE_HEIGHT)

    def showPopup(self) -> None:
        self.opened.emit()
        super().showPopup()

    def hidePopup(self) -> None:
        super().hidePopup()
        # Qt does not notice that the pointer left while the list was open.
        self.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, self.rect().contains(self.mapFromGlobal(QCursor.pos())))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in MOVING_KEYS or (event.text() and event.text().isprintable()):
            self.showPopup()  # a key on a closed list must not change the camera
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the mouse wheel over a closed list must not change the camera

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, role = self.palette(), self.palette().ColorRole
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hover = self.underMouse() and self.isEnabled()
        focused = self.hasFocus()
        painter.setPen(QPen(palette.color(role.Shadow if focused else role.Mid), 2 if focused else 1))
        painter.setBrush(palette.color(role.AlternateBase if hover else role.Base))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        painter.setPen(palette.color(role.Text))
        room = self.rect().adjusted(12, 0, -30, 0)
        text = painter.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        tip = QPointF(self.width() - 18, self.height() / 2 + 2.5)
        painter.setPen(QPen(palette.color(role.PlaceholderText), 1.8))
        painter.drawPolyline(QPolygonF([tip + QPointF(-4.5, -5), tip, tip + QPointF(4.5, -5)]))
