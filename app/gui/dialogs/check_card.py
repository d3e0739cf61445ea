"""The card of one check. At first it shows ordinary words alone; two buttons unfold the fix and the details."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication, QResizeEvent, QTextOption
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QStyle,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.doctor import Check
from app.doctor.check import BY_HAND
from app.gui.dialogs.check_words import words_of_checks
from app.gui.parts.widgets import breakable, button, card, heading, plain, quiet
from app.gui.words.language import tr

# The sign of a card is this many logical pixels wide and high.
SIGN = 20
# The button of the details has this style. The names are those of Qt.
MORE_STYLE = """
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 4px 6px 4px 0; }
QToolButton:hover { background: palette(alternate-base); }
QToolButton:focus { border-color: palette(shadow); }
"""


def finding(check: Check) -> QFrame:
    """Make the card of one check."""
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
    buttons, unfolded = QHBoxLayout(), QVBoxLayout()
    if check.fix:
        how = _fix(check.fix)
        buttons.addWidget(_how(words.title, how))
        unfolded.addWidget(how)
    buttons.addWidget(More(words.title, details))
    buttons.addStretch(1)
    unfolded.addWidget(details)
    texts.addLayout(buttons)
    texts.addLayout(unfolded)
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


def _fix(fix: str) -> QWidget:
    """Make the part that tells how to fix a fault: a command to copy and its hint, or what to do by hand."""
    part = QWidget()
    lines = QVBoxLayout(part)
    lines.setContentsMargins(0, 4, 0, 4)
    lines.setSpacing(4)
    if fix.startswith(BY_HAND):
        lines.addWidget(plain(tr("To fix this, change your settings file:")))
        lines.addWidget(quiet(_sentence(fix)))
        return part
    command, _, hint = fix.partition("  # ")
    lines.addWidget(plain(tr("To fix this, open a terminal and paste:")))
    lines.addWidget(Command(command))
    if hint:
        lines.addWidget(plain(_sentence(hint)))
    return part


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."


def _how(title: str, how: QWidget) -> QPushButton:
    made = QPushButton(tr("Show how"))
    made.setObjectName("showHow")
    made.setAutoDefault(False)
    made.setAccessibleName(tr("Show how to fix this: {title}").format(title=title))
    _unfolds(made, how)
    return made


def _unfolds(switch: QAbstractButton, content: QWidget) -> None:
    """Let a button show and hide something. At first it is hidden."""
    switch.setCheckable(True)
    content.hide()
    switch.toggled.connect(content.setVisible)


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
        _unfolds(self, details)
        self.toggled.connect(self._turn)

    def _turn(self, unfolded: bool) -> None:
        self.setArrowType(Qt.ArrowType.DownArrow if unfolded else Qt.ArrowType.RightArrow)


class Command(QWidget):
    """Shows the whole of a command, however long it is, and a button that copies it."""

    def __init__(self, text: str):
        super().__init__()
        self._line = QPlainTextEdit(text, readOnly=True)
        self._line.setObjectName("fix")
        self._line.setAccessibleName(tr("Command that fixes it"))
        self._line.setTabChangesFocus(True)
        self._line.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._line.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._line.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._copy = button(tr("Cop&y"), "copy", tr("Copy this line"), self._to_clipboard)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._line, 1)
        row.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        lines = self._line.document().size().height()  # for plain text, Qt gives this height in lines
        around = 2 * (self._line.frameWidth() + self._line.document().documentMargin())
        self._line.setFixedHeight(round(lines * self._line.fontMetrics().lineSpacing() + around) + 1)

    def _to_clipboard(self) -> None:
        QGuiApplication.clipboard().setText(self._line.toPlainText())
        self._copy.setText(tr("Copied"))
