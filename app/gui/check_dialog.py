"""The dialog that checks this computer. It lists first what has to be mended and how, and then what is fine."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication, QKeySequence, QResizeEvent, QShowEvent, QTextOption
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from app.doctor import Check, examine
from app.gui.job import Job
from app.gui.parts import breakable, button, card, heading, plain, quiet, scrolled
from app.settings import Settings

# For each check, by its name, the dialog shows this title and this sentence about its purpose.
ABOUT = {
    "OpenCV": ("Pictures", "The library that every picture goes through."),
    "camera": ("Camera", "What films you."),
    "permissions": ("Permission for the virtual camera", "Your account must be allowed to use it."),
    "virtual camera": ("Virtual camera", "What Zoom, Meet or Teams see instead of your camera."),
    "exclusive_caps": ("Virtual camera is seen by others", "Chrome and Zoom list it only with this setting."),
    "virtual camera choice": ("Choice of the virtual camera", "Which one HIME sends to."),
    "ONNX Runtime": ("Engine's installation", "What the network runs on."),
    "engine": ("Engine", "Sharpens faces, as fast as your computer can."),
    "model files": ("Model files", "What HIME has learnt about faces."),
    "nothing is sent": ("Nothing is sent", "What HIME stands on must not report to anybody what you do."),
    "usage reports": ("Left from before", "What older versions noted of you should not stay."),
    "Qt": ("This window", "The toolkit that draws it."),
}
# A person who starts HIME for the first time reads these sentences first.
WELCOME = "HIME makes your face sharp in video calls when you sit far from the camera. First, a look at this computer."


class CheckDialog(QDialog):
    """Checks the computer when it is opened, and again on request."""

    def __init__(self, settings: Settings, parent: QWidget | None = None, first: bool = False):
        """first: whether HIME is started for the first time. The dialog then says welcome."""
        super().__init__(parent)
        self._settings = settings
        self._job: Job | None = None
        self.setWindowTitle("Welcome to HIME" if first else "Check this computer")
        self.setAccessibleName(self.windowTitle())
        self.resize(640, 560)
        self._head = heading("")
        self._head.setObjectName("checkHead")
        self._busy = QProgressBar(maximum=0, textVisible=False)
        self._busy.setAccessibleName("Looking at this computer")
        self._list = scrolled("Findings")
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._again = button("Check &again", "checkAgain", "Look at this computer again (F5)", self._check)
        self._again.setShortcut(QKeySequence(Qt.Key.Key_F5))
        close = button("&Start" if first else "&Close", "checkClose", "Close this page (Esc)", self.accept)
        close.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        if first:
            layout.addWidget(plain(WELCOME))
        for widget in (self._head, self._busy, self._list):
            layout.addWidget(widget)
        layout.setStretchFactor(self._list, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self._again)
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout.addLayout(buttons)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        if self._job is None:
            self._check()

    def done(self, result: int) -> None:
        """Close. A check that still runs is dropped."""
        if self._job:
            self._job.drop()
            self._job = None
        super().done(result)

    def _check(self) -> None:
        if self._job:
            self._job.drop()
        settings = self._settings
        self._job = Job(lambda job: examine(settings))
        self._job.done.connect(self._tell)
        self._job.failed.connect(self._not_checked)
        self._again.setEnabled(False)
        self._busy.show()
        self._head.setText("Looking at this computer …")
        self._job.start()

    def _not_checked(self, why: str) -> None:
        self._tell([Check("check", False, f"The check itself did not work: {why}")])

    def _tell(self, checks: list[Check]) -> None:
        failing = [check for check in checks if not check.ok]
        self._busy.hide()
        self._again.setEnabled(True)
        if not failing:
            self._head.setText("All is well: HIME can start.")
        else:
            self._head.setText("One thing to do" if len(failing) == 1 else f"{len(failing)} things to do")
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 8, 0)
        rows.setSpacing(10)
        for check in [*failing, *(check for check in checks if check.ok)]:
            rows.addWidget(_finding(check))
        rows.addStretch(1)
        self._list.setWidget(page)


def _finding(check: Check) -> QFrame:
    """Make the card of one check. For one that fails, it also shows the purpose and the line that mends it."""
    name, purpose = ABOUT.get(check.name, (check.name, "Something that HIME needs."))
    frame = card()
    frame.setAccessibleName(f"{name}: {'fine' if check.ok else 'to do'}")
    frame.setAccessibleDescription(check.detail)
    kind = QStyle.StandardPixmap.SP_DialogApplyButton if check.ok else QStyle.StandardPixmap.SP_MessageBoxWarning
    sign = QLabel()
    sign.setPixmap(frame.style().standardIcon(kind).pixmap(QSize(20, 20), frame.devicePixelRatio()))
    sign.setAccessibleName("Fine" if check.ok else "To do")
    texts = QVBoxLayout()
    texts.setSpacing(4)
    texts.addWidget(heading(name, 1.0))
    if check.ok:
        texts.addWidget(quiet(breakable(check.detail)))
    else:
        texts.addWidget(quiet(purpose))
        texts.addWidget(plain(breakable(check.detail)))
    if check.fix:
        texts.addSpacing(4)
        command, _, hint = check.fix.partition("  # ")
        texts.addWidget(plain("To mend it, run this in a terminal, then check again:"))
        texts.addWidget(Command(command))
        if hint:
            texts.addWidget(plain(f"{hint[0].upper()}{hint[1:]}."))
    row = QHBoxLayout(frame)
    row.setContentsMargins(14, 12, 14, 12)
    row.setSpacing(12)
    row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(texts, 1)
    return frame


class Command(QWidget):
    """Shows the whole of a command, however long it is, and a button that copies it."""

    def __init__(self, text: str):
        super().__init__()
        self._line = QPlainTextEdit(text, readOnly=True)
        self._line.setObjectName("fix")
        self._line.setAccessibleName("Command that mends it")
        self._line.setTabChangesFocus(True)
        self._line.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._line.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._line.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._copy = button("Cop&y", "copy", "Copy this line", self._to_clipboard)
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
        self._copy.setText("Copied")
