"""The pictures of a comparison: the face in four ways, and its exemplars."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.gui.parts.picture import Picture, to_qimage
from app.gui.parts.widgets import heading, plain, quiet, scrolled
from app.gui.words.language import tr
from app.gui.words.numbers import percent
from app.report.difference import AMPLIFIED, Difference, captions, weight_map

# A picture of the face is at least this many logical pixels wide and high.
FACE_SIDE = 120
# A picture of an exemplar is at least this many logical pixels wide and high.
EXEMPLAR_SIDE = 72


class DrawnDifference:
    """A comparison and its pictures for Qt. Do not make one on the UI thread, because that takes time."""

    def __init__(self, difference: Difference):
        self.difference = difference
        words = (
            tr("Camera, enlarged"),
            tr("HIME without earlier pictures"),
            tr("HIME with earlier pictures"),
            tr("Change, made {times} times stronger").format(times=AMPLIFIED),
        )
        images = (image for _, image in captions(difference))
        self.face: list[tuple[str, QImage]] = [(t, to_qimage(i)) for t, i in zip(words, images, strict=True)]
        # For each exemplar its share (0..1), its picture, and the map of where on the face it counts.
        self.exemplars: list[tuple[float, QImage, QImage]] = [
            (share.share, to_qimage(share.seen), to_qimage(weight_map(share, difference.with_)))
            for share in difference.shares
        ]


class FacePictures(QWidget):
    """The face in four ways, side by side: plainly enlarged, without exemplars, with exemplars, and the change."""

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setRowStretch(1, 1)
        self._columns: list[tuple[Picture, QLabel]] = []
        for n in range(4):
            picture, caption = Picture("", FACE_SIDE), plain("")
            caption.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom)
            grid.addWidget(caption, 0, n)
            grid.addWidget(picture, 1, n)
            grid.setColumnStretch(n, 1)
            self._columns.append((picture, caption))

    def show_face(self, drawn: DrawnDifference | None) -> None:
        """Show the pictures of a face. None removes them."""
        for n, (picture, caption) in enumerate(self._columns):
            text, image = drawn.face[n] if drawn else ("", None)
            picture.show_image(image)
            picture.setAccessibleName(text)
            caption.setText(text)


class SharePictures(QWidget):
    """A card for each exemplar: its picture, where on the face it counts, and its share."""

    def __init__(self) -> None:
        super().__init__()
        self._cards: list[_Card] = []
        inside = QWidget()
        self._row = QHBoxLayout(inside)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        self._row.addStretch(1)
        self._area = scrolled(tr("Pictures in use"))
        self._area.setWidget(inside)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setMinimumHeight(EXEMPLAR_SIDE + 80)
        self._note = quiet("")
        self._note.setObjectName("sharesNote")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(heading(tr("Where each picture helped"), 1.0))
        column.addWidget(self._note)
        column.addWidget(self._area, 1)

    def show_shares(self, drawn: DrawnDifference | None) -> None:
        """Show a face's exemplars. None removes them."""
        exemplars = drawn.exemplars if drawn else []
        self._note.setText(_note(len(exemplars)))
        while len(self._cards) < len(exemplars):
            card = _Card(len(self._cards) + 1)
            self._row.insertWidget(len(self._cards), card)
            self._cards.append(card)
        while len(self._cards) > len(exemplars):
            card = self._cards.pop()
            card.hide()
            card.deleteLater()
        for card, (share, picture, where) in zip(self._cards, exemplars, strict=True):
            card.show_exemplar(share, picture, where, alone=len(exemplars) == 1)


def _note(exemplars: int) -> str:
    """Return what stands above the exemplars. exemplars: how many there are."""
    if not exemplars:
        return tr("HIME has no pictures of this face yet: sit close for a few seconds, then step back.")
    if exemplars == 1:
        return tr("All that is added to this face comes from this one picture.")
    return tr("Yellow: much of the detail there comes from it. Blue: little.")


class _Card(QFrame):
    def __init__(self, number: int):
        """number: the exemplar's number, from 1. Screen readers say it."""
        super().__init__()
        self.setObjectName("card")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._number = number
        self._picture, self._map = (
            Picture(tr("Picture {number}").format(number=number), EXEMPLAR_SIDE),
            Picture(tr("Where picture {number} helped").format(number=number), EXEMPLAR_SIDE),
        )
        self._share = heading("", 1.0)
        self._share.setObjectName("share")
        self._share.setWordWrap(False)  # a scroll area would give a text that wraps too much height
        self._share.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        grid = QGridLayout(self)
        grid.setContentsMargins(10, 8, 10, 10)
        grid.addWidget(self._share, 0, 0, 1, 2)
        grid.addWidget(self._picture, 1, 0)
        grid.addWidget(self._map, 1, 1)
        grid.setRowStretch(1, 1)

    def show_exemplar(self, share: float, picture: QImage, where: QImage, alone: bool) -> None:
        """alone: whether there is no other exemplar. Its map would then have one colour, and is left out."""
        self._map.setVisible(not alone)
        self._picture.show_image(picture)
        self._map.show_image(where)
        self._share.setText(percent(share))
        said = tr("Picture {number}: {share}% of what the pictures gave")
        self.setAccessibleName(said.format(number=self._number, share=round(100 * share)))
