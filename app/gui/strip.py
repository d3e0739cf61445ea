"""The strip: what HIME remembers of whom, how much each contributes now, and the means to forget it."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QToolButton, QVBoxLayout, QWidget

from app.gui.feed import Card
from app.gui.tips import tip

# ruff: noqa: N802 Qt calls these by its own names

SIDE = 84  # pixels; of a thumbnail
BAR = 5  # pixels; height of the bar that shows what it contributes
NOTHING = "No pictures yet. They are kept in memory only, and are gone when you close HIME."


def settled(places: list[str], ids: list[str]) -> list[str]:
    """The ids in an order that moves as few as can be: those that stay keep their places, new ones take free ones."""
    new = iter([i for i in ids if i not in places])
    kept = [i if i in ids else next(new, None) for i in places]
    return [i for i in kept if i is not None] + list(new)


def age(seconds: float) -> str:
    """Such as "8 s" or "3 min"."""
    return f"{seconds:.0f} s" if seconds < 60 else f"{seconds / 60:.0f} min"


class Strip(QFrame):
    """All exemplars, each with a button to forget it; buttons for all of them."""

    removed = Signal(str)
    cleared = Signal()
    paused = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._cards: list[Card] = []
        self._places: list[str] = []
        self._forgotten: set[str] = set()  # asked to be, but perhaps still in pictures under way
        self._tiles: list[Tile] = []
        self._title = QLabel("Pictures of you")
        self._title.setStyleSheet("font-weight: 600;")
        self.pause = _button("Pause learning", "pause", "Take no new pictures of anybody", "Ctrl+P")
        self.pause.setCheckable(True)
        self.pause.toggled.connect(self.paused)
        self.clear_all = _button("Forget all", "clearAll", "Forget all of these pictures at once", "Ctrl+Shift+X")
        self.clear_all.clicked.connect(self._clear)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self.pause)
        head.addWidget(self.clear_all)
        self._nothing = QLabel(NOTHING)
        self._nothing.setWordWrap(True)
        self._nothing.setProperty("quiet", True)
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(10)
        self._row.addStretch()
        inside = QWidget()
        inside.setLayout(self._row)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("strip")
        self._scroll.setWidgetResizable(True)
        self._scroll.setAccessibleName("Pictures that are remembered")
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 8)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._nothing, 1)
        column.addWidget(self._scroll, 1)
        self.show_cards([])

    def show_cards(self, cards: list[Card]) -> None:
        """Show these, each where it was."""
        self._cards = cards
        self._forgotten &= {c.id for c in cards}
        self._redraw()

    def _redraw(self) -> None:
        by_id = {c.id: c for c in self._cards if c.id not in self._forgotten}
        self._places = settled(self._places, list(by_id))
        if not (self._scroll.underMouse() or any(tile.hasFocus() for tile in self._tiles)):
            # Those in use come first: else they could be out of sight. Not while somebody is about to forget one.
            self._places.sort(key=lambda i: not by_id[i].share)
        while len(self._tiles) < len(self._places):
            self._add_tile()
        for tile, place in zip(self._tiles, self._places, strict=False):
            tile.show_card(by_id[place])
        for tile in self._tiles[len(self._places) :]:
            tile.forget()
        some = bool(self._places)
        people = {c.whose for c in by_id.values()}
        of = "the people here" if len(people) > 1 else "you"
        self._title.setText(f"Pictures of {of} ({len(by_id)})" if some else "Pictures of you")
        self._scroll.setVisible(some)
        self._nothing.setVisible(not some)
        self.clear_all.setEnabled(some)

    def resizeEvent(self, event: object) -> None:
        bar = self._scroll.horizontalScrollBar().sizeHint().height()
        self._scroll.setFixedHeight(Tile.SIZE.height() + bar + 2)
        self._nothing.setFixedHeight(self._scroll.height())

    def _add_tile(self) -> None:
        tile = Tile(len(self._tiles))
        tile.removed.connect(self._remove)
        self._row.insertWidget(len(self._tiles), tile)
        self._tiles.append(tile)

    def _remove(self, exemplar_id: str) -> None:
        self._forget({exemplar_id})
        self.removed.emit(exemplar_id)

    def _clear(self) -> None:
        self._forget({c.id for c in self._cards})
        self.cleared.emit()

    def _forget(self, ids: set[str]) -> None:
        self._forgotten |= ids
        self._cards = [c for c in self._cards if c.id not in ids]  # no other picture may come that drops them
        self._redraw()


class Tile(QWidget):
    """One exemplar: thumbnail, bar, whose and how old, quality."""

    SIZE = QSize(SIDE, SIDE + 50)
    removed = Signal(str)

    def __init__(self, number: int) -> None:
        super().__init__()
        self.setObjectName(f"tile_{number}")
        self.card: Card | None = None
        self._drawn: tuple[object, ...] = ()
        self.setFixedSize(self.SIZE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._button = QToolButton(self)
        self._button.setObjectName(f"remove_{number}")
        self._button.setText("×")
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the Delete key does the same
        self._button.setCursor(Qt.CursorShape.PointingHandCursor)
        self._button.setToolTip("Forget this picture (Delete)")
        self._button.setStyleSheet(
            "QToolButton { background: rgba(0, 0, 0, 140); color: white; border: none; border-radius: 10px; "
            "font-size: 11pt; padding: 0 0 2px 0; } QToolButton:hover { background: #c62828; }"
        )
        self._button.setGeometry(SIDE - 24, 4, 20, 20)
        self._button.clicked.connect(self._ask)

    def show_card(self, card: Card) -> None:
        """Show this one; drawn anew only where that changes anything."""
        self.card = card
        drawn = (card.id, card.whose, card.awake, age(card.age), *(round(100 * v) for v in (card.quality, card.share)))
        if drawn == self._drawn:
            return
        self._drawn = drawn
        said = f"{card.whose}, {age(card.age)} old, quality {100 * card.quality:.0f} %"
        if not card.awake:
            said += ", away now"
        if card.share:
            said += f", contributes {100 * card.share:.0f} % now"
        self.setAccessibleName(said)
        self._button.setAccessibleName(f"Forget the picture: {said}")
        self.setToolTip(f"{said}\nForget it: Delete")
        self.show()
        self.update()

    def forget(self) -> None:
        """Show none."""
        self.card, self._drawn = None, ()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._ask()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)

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
        square = QRectF(0, 0, SIDE, SIDE)
        path = QPainterPath()
        path.addRoundedRect(square, 10, 10)
        painter.save()
        painter.setClipPath(path)
        painter.drawImage(square, card.image)
        painter.restore()
        if self.hasFocus():
            painter.setPen(QPen(palette.color(role.Highlight), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(square.adjusted(1.5, 1.5, -1.5, -1.5), 9, 9)
        bar = QRectF(0, SIDE + 5, SIDE, BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.color(role.Mid))
        painter.drawRoundedRect(bar, BAR / 2, BAR / 2)
        if card.share:
            painter.setBrush(palette.color(role.Highlight))
            bar.setWidth(max(BAR, card.share * SIDE))
            painter.drawRoundedRect(bar, BAR / 2, BAR / 2)
            _paint_share(painter, f"{100 * card.share:.0f} %")
        small = QFont(self.font())
        small.setPointSizeF(0.88 * small.pointSizeF())
        painter.setFont(small)
        line = QFontMetricsF(small).height()
        painter.setPen(palette.color(role.WindowText))
        first = QRectF(0, SIDE + 13, SIDE, line)
        painter.drawText(first, Qt.AlignmentFlag.AlignLeft, card.whose)
        painter.setPen(palette.color(role.PlaceholderText))
        painter.drawText(first, Qt.AlignmentFlag.AlignRight, age(card.age))
        painter.drawText(first.translated(0, line + 1), Qt.AlignmentFlag.AlignLeft, "Quality" if card.awake else "Away")
        painter.drawText(first.translated(0, line + 1), Qt.AlignmentFlag.AlignRight, f"{100 * card.quality:.0f} %")


def _paint_share(painter: QPainter, text: str) -> None:
    box = QRectF(painter.fontMetrics().boundingRect(text)).adjusted(-6, -2, 6, 2)
    box.moveBottomLeft(QPointF(5, SIDE - 5))
    painter.setBrush(QBrush(QColor(0, 0, 0, 160)))
    painter.drawRoundedRect(box, 6, 6)
    painter.setPen(QColor("white"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _button(text: str, name: str, what: str, shortcut: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAccessibleName(text)
    button.setToolTip(tip(what, shortcut))
    return button
