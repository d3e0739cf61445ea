"""The main window: the picture, one sentence, what is remembered of people, and the controls."""

from importlib.resources import files
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QIcon
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from app.gui.choices.selection import Output, Selection
from app.gui.dialogs.opener import Dialogs
from app.gui.window.controls import Controls
from app.gui.window.menu import Menu
from app.gui.window.preview import Preview
from app.gui.window.status_bar import StatusBar
from app.gui.window.strip import Strip
from app.gui.window.tray import Tray
from app.gui.words.status import Status, label
from app.settings import View

# ruff: noqa: N802 Qt calls these by its own names

# The window is at least this wide and high, in logical pixels.
SMALLEST_SIZE = (760, 520)
# The window has this width and height, in logical pixels, until a person changes them.
FIRST_SIZE = (1180, 780)
# The system draws a frame around the window. It takes up to this width and height, in logical pixels.
FRAME = (16, 48)


class MainWindow(QMainWindow):
    """The widgets, their places, and what they show. The Controller decides what happens when a person uses them."""

    close_asked = Signal(QCloseEvent)  # the receiver ignores the event while a call still has to end

    def __init__(self, source: str, output: Output):
        """source, output: what the controls show as chosen. source: as `open_source` takes it."""
        super().__init__()
        self.setWindowTitle("HIME")
        self.setWindowIcon(QIcon(str(files("app.gui") / "icon.svg")))
        self.setMinimumSize(*SMALLEST_SIZE)
        self.resize(_first_size(self.screen().availableGeometry().size()))
        self.preview, self.status_bar, self.strip = Preview(), StatusBar(), Strip()
        self.controls = Controls(source, output)
        self.dialogs = Dialogs(self)
        self.menu = Menu(self)
        self.tray = Tray(self.windowIcon(), self) if Tray.available() else None
        self._lay_out()

    @property
    def seen(self) -> bool:
        """Whether the window is on the screen."""
        return self.isVisible() and not self.isMinimized()

    def come_back(self) -> None:
        """Show the window in front of all others."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.close_asked.emit(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        # Before a person has used the keyboard, the window itself has the focus. The first Tab goes to the main switch.
        if forward and self.hasFocus():
            self.controls.on.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().focusNextPrevChild(forward)

    def show_selection(self, selection: Selection, paused: bool) -> None:
        """Show what plays: in the title, and by enabling the menu entries that need a recording.

        paused: whether it is paused.
        """
        self.menu.actions["actionExport"].setEnabled(selection.file is not None)
        self.menu.actions["actionBack"].setEnabled(selection.recording is not None)
        self.menu.check("actionVideo", paused)
        self.menu.name_pause(selection.recording is not None)
        if self.tray:
            self.tray.name_pause(selection.recording is not None)
        self.allow_pause(True)
        self.controls.play(selection.recording.name if selection.recording else "", paused)
        self.setWindowTitle(selection.title())

    def allow_pause(self, allowed: bool) -> None:
        """Enable or disable everything that pauses the video or the recording."""
        self.controls.pause.setEnabled(allowed)
        self.menu.actions["actionVideo"].setEnabled(allowed)

    def show_view(self, view: View) -> None:
        """Show which view is chosen."""
        self.controls.view.choose(view)
        self.menu.check(f"actionView_{view}")
        for name in ("actionFollow", "actionKeep"):
            self.menu.actions[name].setEnabled(view == "zoom")

    def show_strength(self, strength: float) -> None:
        """Show how strongly faces are sharpened, 0..1. At 0, HIME is shown as off."""
        self.controls.set_strength(strength)
        self.menu.check("actionOn", self.controls.on.isChecked())

    def show_status(self, status: Status) -> None:
        """Show what is going on."""
        self.status_bar.tell(status)
        self.strip.name(status.strip_title, status.strip_count, status.strip_empty)
        self.preview.say(status.message, [(action, label(action)) for action in status.actions], status.badge)
        if self.tray:
            self.tray.tell(status.sentence, self.controls.on.isChecked(), self.controls.pause.isChecked())

    def forget(self) -> None:
        """Remove every picture of a person from the window and its dialogs."""
        self.dialogs.forgotten.emit()
        self.strip.show_cards([])
        self.controls.close_up.forget()
        self.preview.forget()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.preview, 1)
        left.addWidget(self.status_bar)
        left.addWidget(self.strip)
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 16)
        row.setSpacing(16)
        row.addLayout(left, 1)
        row.addWidget(self.controls)
        middle = QWidget()
        middle.setLayout(row)
        self.setCentralWidget(middle)
        controls, strip = self.controls, self.strip
        order = [controls.on, controls.slider, controls.camera, controls.output, controls.view]
        order += [controls.compare, controls.pause, self.preview, self.status_bar.button, strip.pause, strip.clear_all]
        for before, after in pairwise(order):
            self.setTabOrder(before, after)
        self.setFocus()  # no control looks focused before a person uses the keyboard


def _first_size(room: QSize) -> QSize:
    """Return the size of a new window. room: what the screen has beside its bars, in logical pixels."""
    return QSize(*FIRST_SIZE).boundedTo(room - QSize(*FRAME)).expandedTo(QSize(*SMALLEST_SIZE))
