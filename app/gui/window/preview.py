"""Shows the picture that others see, or a message. It can also show the camera's picture beside it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.gui.parts.preview_picture import PreviewPicture
from app.gui.words.language import tr

# ruff: noqa: N802 Qt calls these by its own names

# The round corners of the picture have this radius, in logical pixels.
CORNER_RADIUS = 12
# The round handle on the split, the line between the two pictures, has this radius, in logical pixels.
HANDLE_RADIUS = 15
# The middle of the handle lies this share of the picture's height below its upper edge. Faces are mostly higher.
HANDLE_PLACE = 0.86
# An arrow key moves the split by this share of the picture's width.
SPLIT_STEP = 0.02


class Preview(QWidget):
    """Draws pictures that already have the right size. It scales them only while it is being resized."""

    asked = Signal(str)  # the action of a button below the message

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("preview")
        self.split = 0.5  # 0..1 of the width; left of it is what the camera sees, right of it what others see
        self.comparing = False
        self._shown: PreviewPicture | None = None
        self.setAccessibleName(tr("Preview"))
        self.setAccessibleDescription(
            tr("The picture as others see it. While before and after are compared, the arrow keys move the edge.")
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 120)
        self._badge = ""
        self._message = QLabel()
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setWordWrap(True)
        self._message.setObjectName("message")
        self._actions: tuple[tuple[str, str], ...] = ()
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 16, 32, 16)
        column.addStretch()
        column.addWidget(self._message)
        column.addSpacing(10)
        column.addLayout(self._buttons)
        column.addStretch()
        self.say("")

    def show_picture(self, shown: PreviewPicture) -> None:
        """Draw this picture from now on."""
        self._shown = replace(shown, cards=[], close_up=None)  # the preview keeps only what it draws
        self.update()

    def forget(self) -> None:
        """Show no picture."""
        self._shown = None
        self.update()

    def say(self, text: str, actions: Sequence[tuple[str, str]] = (), badge: str = "") -> None:
        """Show a message over the dimmed picture.

        text: the message; if it is empty, there are neither a message nor buttons. actions: the buttons below it, each
        with the name that `asked` carries and what it says. badge: what the picture is; empty if it is the camera's.
        """
        actions = tuple(actions) if text else ()
        dimmed = bool(text and self._shown)
        self._message.setStyleSheet("font-size: 12pt; font-weight: 600;" + ("color: white;" if dimmed else ""))
        self._badge = badge
        if text != self._message.text():
            self._message.setText(text)
            self._message.setVisible(bool(text))
        if actions != self._actions:
            self._actions = actions
            self._offer()
        self.update()

    def _offer(self) -> None:
        """Make the buttons anew. If one had the focus, no control gets it, so that the space bar switches nothing."""
        if any(button.hasFocus() for button in self.findChildren(QPushButton)):
            self.window().setFocus()
        while item := self._buttons.takeAt(0):
            if old := item.widget():
                old.hide()
                old.deleteLater()
        self._buttons.addStretch()
        for number, (name, text) in enumerate(self._actions):
            button = QPushButton(text)
            button.setObjectName(name)
            button.setAccessibleName(text)
            button.setDefault(number == 0)
            button.clicked.connect(partial(self.asked.emit, name))
            self._buttons.addWidget(button)
        self._buttons.addStretch()

    def compare(self, on: bool) -> None:
        """Choose whether what the camera sees is shown left of the split."""
        self.comparing = on
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.SplitHCursor if on else Qt.CursorShape.ArrowCursor)
        self.update()

    def place_split(self, split: float) -> None:
        """Move the split. Values outside 0..1 are clipped."""
        self.split = min(max(split, 0.0), 1.0)
        self.update()

    def room(self) -> tuple[int, int]:
        """Return the width and height that a picture may have, in device pixels."""
        ratio = self.devicePixelRatioF()
        return round(self.width() * ratio), round(self.height() * ratio)

    def area(self) -> QRectF:
        """Return where the picture is drawn, in logical pixels. It is at the top, in the middle."""
        shape = self._shown.after.size() if self._shown else None
        width, height = (shape.width(), shape.height()) if shape else (16, 9)
        scale = min(self.width() / width, self.height() / height)
        ratio = self.devicePixelRatioF()
        # The left edge is on a whole pixel, so that Qt need not resample the picture.
        left = round((self.width() - scale * width) / 2 * ratio) / ratio
        return QRectF(left, 0, round(scale * width * ratio) / ratio, round(scale * height * ratio) / ratio)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._drag(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._drag(event)

    def _drag(self, event: QMouseEvent) -> None:
        if self.comparing and event.buttons() & Qt.MouseButton.LeftButton:
            area = self.area()
            self.place_split((event.position().x() - area.left()) / area.width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        places = {
            Qt.Key.Key_Left: self.split - SPLIT_STEP,
            Qt.Key.Key_Right: self.split + SPLIT_STEP,
            Qt.Key.Key_Home: 0.0,
            Qt.Key.Key_End: 1.0,
        }
        place = places.get(Qt.Key(event.key()))
        if place is None or not self.comparing:
            super().keyPressEvent(event)
        else:
            self.place_split(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self.area()
        if self._shown is None:
            painter.setPen(self.palette().color(self.palette().ColorRole.Mid))
            painter.setBrush(self.palette().color(self.palette().ColorRole.Base))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), CORNER_RADIUS, CORNER_RADIUS)
            return
        painter.drawImage(area, self._shown.after)
        if self.comparing and self._shown.before and not self._message.text():
            self._paint_before(painter, area, self._shown.before)
        if self._shown.timing:
            _paint_lines(painter, area, self._shown.timing)
        if self._message.text():
            painter.fillRect(area, QColor(0, 0, 0, 150))
        elif self._badge:
            place = QPointF(area.right() - 12, area.bottom() - 12)
            _paint_tag(painter, place, self._badge, from_right=True, from_bottom=True)
        self._round_off(painter, area)

    def _paint_before(self, painter: QPainter, area: QRectF, before: QImage) -> None:
        x = area.left() + self.split * area.width()
        painter.save()
        painter.setClipRect(QRectF(area.left(), area.top(), x - area.left(), area.height()))
        painter.drawImage(area, before)
        painter.restore()
        top = QPointF(area.left() + 12, area.top() + 12)
        if self.split > 0.2:
            _paint_tag(painter, top, tr("Before"))
        if self.split < 0.8:
            _paint_tag(painter, QPointF(area.right() - 12, area.top() + 12), tr("After"), from_right=True)
        focused = self.hasFocus()
        ring = self.palette().color(self.palette().ColorRole.Shadow)
        painter.fillRect(QRectF(x - 2, area.top(), 4, area.height()), QColor(0, 0, 0, 70))
        painter.fillRect(QRectF(x - 1, area.top(), 2, area.height()), QColor("white"))
        middle = QPointF(x, area.top() + HANDLE_PLACE * area.height())
        painter.setPen(QPen(ring if focused else QColor(0, 0, 0, 90), 3 if focused else 1))
        painter.setBrush(QColor("white"))
        painter.drawEllipse(middle, HANDLE_RADIUS, HANDLE_RADIUS)
        painter.setPen(QPen(QColor("#30363d"), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for side in (-1, 1):
            tip = middle + QPointF(8 * side, 0)
            painter.drawLine(tip, tip + QPointF(-4 * side, -4))
            painter.drawLine(tip, tip + QPointF(-4 * side, 4))

    def _round_off(self, painter: QPainter, area: QRectF) -> None:
        """Paint over the corners, so that they look round. This takes less time than clipping every picture."""
        corners, inside = QPainterPath(), QPainterPath()
        corners.addRect(area.adjusted(-1, -1, 1, 1))
        inside.addRoundedRect(area, CORNER_RADIUS, CORNER_RADIUS)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillPath(corners - inside, self.palette().color(self.palette().ColorRole.Window))


def _paint_tag(
    painter: QPainter, corner: QPointF, text: str, from_right: bool = False, from_bottom: bool = False
) -> None:
    box = QRectF(painter.fontMetrics().boundingRect(text)).adjusted(-9, -4, 9, 4)
    box.moveTopLeft(corner - QPointF(box.width() if from_right else 0, box.height() if from_bottom else 0))
    _paint_box(painter, box)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _paint_lines(painter: QPainter, area: QRectF, lines: list[str]) -> None:
    metrics = painter.fontMetrics()
    room = area.adjusted(12, 12, -12, -12)
    width = min(room.width(), max(metrics.horizontalAdvance(line) for line in lines) + 24)
    height = metrics.lineSpacing() * len(lines) + 12
    box = QRectF(room.left(), room.bottom() - height, width, height)
    _paint_box(painter, box)
    for number, line in enumerate(lines):
        text = metrics.elidedText(line, Qt.TextElideMode.ElideRight, int(width - 20))
        painter.drawText(
            QPointF(box.left() + 10, box.top() + 6 + metrics.ascent() + number * metrics.lineSpacing()), text
        )


def _paint_box(painter: QPainter, box: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 150))
    painter.drawRoundedRect(box, 7, 7)
    painter.setPen(QColor("white"))
