"""The card of one check. At first it shows ordinary words alone; buttons unfold the fix and the details."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStyle, QToolButton, QVBoxLayout, QWidget

from app.doctor import Check
from app.gui.desktop.camera_loader import CameraLoader
from app.gui.dialogs.check_words import words_of_checks
from app.gui.dialogs.mend import Mend
from app.gui.parts.widgets import breakable, card, heading, plain, quiet, unfolds
from app.gui.words.language import tr

# The sign of a card is this many logical pixels wide and high.
SIGN = 20
# The button of the details has this style. The names are those of Qt.
MORE_STYLE = """
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 4px 6px 4px 0; }
QToolButton:hover { background: palette(alternate-base); }
QToolButton:focus { border-color: palette(shadow); }
"""


def finding(check: Check, loader: CameraLoader) -> QFrame:
    """Make the card of one check. loader: loads the virtual camera, if the check found that this is missing."""
    words = words_of_checks()[check.name]
    frame = card()
    frame.setAccessibleName(_spoken(check).format(title=words.title))
    frame.setAccessibleDescription(words.about(check))
    texts = QVBoxLayout()
    texts.setSpacing(4)
    texts.addWidget(heading(words.title, 1.0))
    texts.addWidget(quiet(words.about(check)) if check.ok else plain(words.about(check)))
    details = quiet(breakable(f"{check.name}: {check.detail}"))
    details.setObjectName("details")
    more = More(words.title, details)
    if check.fix:
        texts.addWidget(Mend(check, loader, more))
    else:
        texts.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
    texts.addWidget(details)
    row = QHBoxLayout(frame)
    row.setContentsMargins(14, 12, 14, 12)
    row.setSpacing(12)
    row.addWidget(_sign(check, frame), 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(texts, 1)
    return frame


def _spoken(check: Check) -> str:
    """Return what screen readers say of a card, for what its check found."""
    if check.skipped:
        return tr("{title}: not checked")
    return tr("{title}: fine") if check.ok else tr("{title}: to do")


def _sign(check: Check, frame: QFrame) -> QLabel:
    sign = heading("–" if check.skipped else "")
    sign.setFixedSize(SIGN, SIGN)
    sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
    if check.skipped:
        sign.setAccessibleName(tr("Not checked"))
        return sign
    kind = QStyle.StandardPixmap.SP_DialogApplyButton if check.ok else QStyle.StandardPixmap.SP_MessageBoxWarning
    sign.setPixmap(frame.style().standardIcon(kind).pixmap(QSize(SIGN, SIGN), frame.devicePixelRatio()))
    sign.setAccessibleName(tr("Fine") if check.ok else tr("To do"))
    return sign


class More(QToolButton):
    """A small button that shows and hides the details."""

    def __init__(self, title: str, details: QWidget):
        """title: what the details are about."""
        super().__init__()
        self.setText(tr("More"))
        self.setObjectName("more")
        self.setAccessibleName(tr("More about: {title}").format(title=title))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setStyleSheet(MORE_STYLE)
        self._turn(False)
        unfolds(self, details)
        self.toggled.connect(self._turn)

    def _turn(self, unfolded: bool) -> None:
        self.setArrowType(Qt.ArrowType.DownArrow if unfolded else Qt.ArrowType.RightArrow)
