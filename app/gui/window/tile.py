"""Shows one exemplar in the strip."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QToolButton, QToolTip, QWidget

from app.gui.parts.preview_picture import ExemplarCard
from app.gui.parts.tips import tip
from app.gui.words.language import tr
from app.gui.words.numbers import percent

# ruff: noqa: N802 Qt calls these by its own names

# A thumbnail is drawn this many logical pixels wide and high.
TILE_SIDE = 84
# The bar that shows how much an exemplar contributes is this many logical pixels high.
BAR_HEIGHT = 5
# While a tile has the focus, these keys move the focus to another tile.
MOVING_KEYS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)


def age(seconds: float) -> str:
    """Write an age as "8 s" or "3 min"."""
    if seconds < 60:
        return tr("{count} s").format(count=round(seconds))
    return tr("{count} min").format(count=round(seconds / 60))


class Tile(QWidget):
    """Shows the thumbnail, how much it contributes, whether its person is in the picture, its age and its quality."""

    SIZE = QSize(TILE_SIDE, TILE_SIDE + 50)
    removed = Signal(str)  # the id of the exemplar to forget
    focused = Signal()  # the tile got the keyboard's focus
    left = Signal(object)  # one of MOVING_KEYS, which moves the focus to another tile

    def __init__(self, number: int) -> None:
        super().__init__()
        self.setObjectName(f"tile_{number}")
        self.card: ExemplarCard | None = None
        self._drawn: tuple[object, ...] = ()
        self._tip_place = QPoint()  # where on the screen the tooltip was asked for, logical pixels
        self.setFixedSize(self.SIZE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._button = QToolButton(self)
        self._button.setObjectName(f"remove_{number}")
        self._button.setText("×")
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # on the keyboard, the Delete key does the same
        self._button.setCursor(Qt.CursorShape.PointingHandCursor)
        self._button.setToolTip(tip(tr("Forget this picture"), "Del"))
        self._button.setStyleSheet(
            "QToolButton { background: rgba(0, 0, 0, 140); color: white; border: none; border-radius: 10px; "
            "font-size: 11pt; padding: 0 0 2px 0; } QToolButton:hover { background: #c62828; }"
        )
        self._button.setGeometry(TILE_SIDE - 24, 4, 20, 20)
        self._button.clicked.connect(self._ask)

    def show_card(self, card: ExemplarCard) -> None:
        """Show an exemplar. The tile is drawn anew only if it would look different."""
        self.card = card
        drawn = (card.id, card.awake, age(card.age), *(round(100 * v) for v in (card.quality, card.share)))
        if drawn == self._drawn:
            return
        self._drawn = drawn
        said = self._said(card)
        self.setAccessibleName(said)
        self._button.setAccessibleName(tr("Forget the picture: {picture}").format(picture=said))
        self._set_tip(said + "\n" + tr("Forget it: Delete"))
        self.show()
        self.update()

    @staticmethod
    def _said(card: ExemplarCard) -> str:
        place = tr("in the picture now") if card.awake else tr("away now")
        said = tr("{age} old, quality {quality}%, {place}")
        words = said.format(age=age(card.age), quality=round(100 * card.quality), place=place)
        if not card.share:
            return words
        return words + ", " + tr("contributes {share}% now").format(share=round(100 * card.share))

    def forget(self) -> None:
        """Show no exemplar."""
        self.card, self._drawn = None, ()
        self._set_tip("")
        self.hide()

    def _set_tip(self, text: str) -> None:
        """Change the tooltip. If it can be seen now, it changes at once."""
        if self.toolTip() and QToolTip.text() == self.toolTip() and self.underMouse():
            QToolTip.showText(self._tip_place, text, self)
        self.setToolTip(text)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            self._tip_place = event.globalPos()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._ask()
        elif event.key() in MOVING_KEYS:
            self.left.emit(Qt.Key(event.key()))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def _ask(self) -> None:
        if self.card:
            self.removed.emit(self.card.id)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.card is None:
            return
        card, palette, role = self.card, self.palette(), self.palette().ColorRole
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setOpacity(1.0 if card.awake else 0.45)
        square = QRectF(0, 0, TILE_SIDE, TILE_SIDE)
        path = QPainterPath()
        path.addRoundedRect(square, 10, 10)
        painter.save()
        painter.setClipPath(path)
        painter.drawImage(square, card.image)
        painter.restore()
        if self.hasFocus():
            painter.setPen(QPen(palette.color(role.Shadow), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(square.adjusted(1.5, 1.5, -1.5, -1.5), 9, 9)
        bar = QRectF(0, TILE_SIDE + 5, TILE_SIDE, BAR_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.color(role.Mid))
        painter.drawRoundedRect(bar, BAR_HEIGHT / 2, BAR_HEIGHT / 2)
        if card.share:
            painter.setBrush(palette.color(role.Highlight))
            bar.setWidth(max(BAR_HEIGHT, card.share * TILE_SIDE))
            painter.drawRoundedRect(bar, BAR_HEIGHT / 2, BAR_HEIGHT / 2)
            _paint_share(painter, percent(card.share))
        small = QFont(self.font())
        small.setPointSizeF(0.88 * small.pointSizeF())
        painter.setFont(small)
        line = QFontMetricsF(small).height()
        painter.setPen(palette.color(role.WindowText))
        first = QRectF(0, TILE_SIDE + 13, TILE_SIDE, line)
        painter.drawText(first, Qt.AlignmentFlag.AlignLeft, tr("Here") if card.awake else tr("Away"))
        painter.setPen(palette.color(role.PlaceholderText))
        painter.drawText(first, Qt.AlignmentFlag.AlignRight, age(card.age))
        painter.drawText(first.translated(0, line + 1), Qt.AlignmentFlag.AlignLeft, tr("Quality"))
        painter.drawText(first.translated(0, line + 1), Qt.AlignmentFlag.AlignRight, percent(card.quality))


def _paint_share(painter: QPainter, text: str) -> None:
    box = QRectF(painter.fontMetrics().boundingRect(text)).adjusted(-6, -2, 6, 2)
    box.moveBottomLeft(QPointF(5, TILE_SIDE - 5))
    painter.setBrush(QBrush(QColor(0, 0, 0, 160)))
    painter.drawRoundedRect(box, 6, 6)
    painter.setPen(QColor("white"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
