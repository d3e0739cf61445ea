"""The strip: the pictures that HIME remembers of people, and buttons to forget them."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.gui.parts.one_line import OneLine
from app.gui.parts.preview_picture import ExemplarCard
from app.gui.parts.tips import tip
from app.gui.parts.toggle import Toggle
from app.gui.window.tile import Tile
from app.gui.words.language import tr

# ruff: noqa: N802 Qt calls these by its own names


def settled(places: list[str], ids: list[str]) -> list[str]:
    """Return ids in an order that moves few of them. Ids that have a place keep it, and new ids take free places."""
    new = iter([i for i in ids if i not in places])
    kept = [i if i in ids else next(new, None) for i in places]
    return [i for i in kept if i is not None] + list(new)


class Strip(QFrame):
    """All exemplars, each on a tile, and the buttons that concern all of them."""

    removed = Signal(str)  # the id of an exemplar to forget
    clear_asked = Signal()  # a person wants all exemplars to be forgotten
    paused = Signal(bool)  # whether learning is paused

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._cards: list[ExemplarCard] = []
        self._places: list[str] = []
        self._chosen = ""  # the id of the exemplar whose tile had the focus last, or empty
        self._forgotten: set[str] = set()  # ids that a person asked to forget, which late pictures may still have
        self._tiles: list[Tile] = []
        self._title = OneLine()
        self._title.setObjectName("stripTitle")
        self._title.setStyleSheet("font-weight: 600;")
        self.pause = Toggle("pause", tr("Pause learning"), tip(tr("Take no new pictures of anybody"), "Ctrl+P"))
        self.pause.toggled.connect(self.paused)
        self.clear_all = QPushButton(tr("Forget all…"))
        self.clear_all.setObjectName("clearAll")
        self.clear_all.setAccessibleName(self.clear_all.text())
        self.clear_all.setToolTip(tip(tr("Forget all of these pictures"), "Ctrl+Shift+X"))
        self.clear_all.clicked.connect(self.clear_asked)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.pause)
        head.addWidget(self.clear_all)
        self._nothing = QLabel()
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
        self._scroll.setAccessibleName(tr("Pictures that are remembered"))
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

    @property
    def people(self) -> int:
        """Of how many people the strip shows pictures."""
        return len({card.person for card in self._cards})

    @property
    def count(self) -> int:
        """How many pictures the strip shows."""
        return len(self._places)

    def name(self, title: str, count: str, empty: str) -> None:
        """Show what stands over the strip, and in it while it has no pictures. count: follows the title."""
        if self._title.accessibleName() != title + count:
            self._title.tell(title, end=count)
        if self._nothing.text() != empty:
            self._nothing.setText(empty)

    def show_cards(self, cards: list[ExemplarCard]) -> None:
        """Show these cards. Those that were shown before keep their places."""
        self._cards = cards
        self._forgotten &= {c.id for c in cards}
        self._redraw()

    def _redraw(self) -> None:
        by_id = {c.id: c for c in self._cards if c.id not in self._forgotten}
        self._places = settled(self._places, list(by_id))
        if not (self._scroll.underMouse() or any(tile.hasFocus() for tile in self._tiles)):
            # Exemplars in use come first, so that they are in sight. Nothing moves while a person may choose a tile.
            self._places.sort(key=lambda i: not by_id[i].share)
        while len(self._tiles) < len(self._places):
            self._add_tile()
        for tile, place in zip(self._tiles, self._places, strict=False):
            tile.show_card(by_id[place])
        some = bool(self._places)
        # What has the focus is hidden only afterwards, because Qt would then give the focus to another control.
        if some:
            self._place_focus()
        elif self.window().focusWidget() in (self.clear_all, *self._tiles):
            self.pause.setFocus()
        for tile in self._tiles[len(self._places) :]:
            tile.forget()
        self._scroll.setVisible(some)
        self._nothing.setVisible(not some)
        self.clear_all.setEnabled(some)

    def _place_focus(self) -> None:
        """Keep the focus at the same picture, or at the place of a picture that has gone.

        The Tab key visits the picture that had the focus last, or the first one if that has gone.
        """
        focus = self.window().focusWidget()
        held = next((place for place, tile in enumerate(self._tiles) if tile is focus), None)
        if self._chosen in self._places:
            place = self._places.index(self._chosen)
        else:
            place = min(held or 0, len(self._places) - 1)
        self._let_tab_visit(self._tiles[place])
        if held is not None:
            self._chosen = self._places[place]
            self._tiles[place].setFocus()

    def _let_tab_visit(self, visited: Tile) -> None:
        """Let the Tab key visit this tile and no other."""
        for tile in self._tiles:
            tile.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tile is visited else Qt.FocusPolicy.ClickFocus)

    def _choose(self, tile: Tile) -> None:
        """Bring a tile that got the focus into sight, and let the Tab key come back to it."""
        self._scroll.ensureWidgetVisible(tile)
        self._chosen = tile.card.id if tile.card else ""
        self._let_tab_visit(tile)

    def _leave(self, tile: Tile, key: Qt.Key) -> None:
        """Move the focus from a tile to another one. key: one of MOVING_KEYS."""
        place, last = self._tiles.index(tile), len(self._places) - 1
        places = {
            Qt.Key.Key_Left: max(place - 1, 0),
            Qt.Key.Key_Right: min(place + 1, last),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        self._tiles[places[key]].setFocus()

    def resizeEvent(self, event: object) -> None:
        bar = self._scroll.horizontalScrollBar().sizeHint().height()
        self._scroll.setFixedHeight(Tile.SIZE.height() + bar + 2)
        self._nothing.setFixedHeight(self._scroll.height())

    def _add_tile(self) -> None:
        tile = Tile(len(self._tiles))
        tile.removed.connect(self._remove)
        tile.focused.connect(partial(self._choose, tile))
        tile.left.connect(partial(self._leave, tile))
        self._row.insertWidget(len(self._tiles), tile)
        QWidget.setTabOrder(self._tiles[-1] if self._tiles else self.clear_all, tile)
        self._tiles.append(tile)

    def _remove(self, exemplar_id: str) -> None:
        self._forget({exemplar_id})
        self.removed.emit(exemplar_id)

    def clear(self) -> None:
        """Show none of the present cards any more, even if late pictures still have them."""
        self._forget({c.id for c in self._cards})

    def _forget(self, ids: set[str]) -> None:
        self._forgotten |= ids
        # The next picture would drop these cards, too, but it may never come.
        self._cards = [c for c in self._cards if c.id not in ids]
        self._redraw()
