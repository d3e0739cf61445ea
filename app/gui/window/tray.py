"""The icon in the system tray. It can switch HIME on and off, pause the video, show the window, and quit HIME."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from app.gui.words.language import tr


class Tray(QObject):
    """The icon and its menu. Make it only if `available` says that there is a tray."""

    toggled = Signal()
    video_toggled = Signal()
    shown = Signal()
    quitted = Signal()

    def __init__(self, icon: QIcon, parent: QWidget):
        super().__init__(parent)
        self._menu = QMenu(parent)
        self._on = self._menu.addAction(tr("Sharpen faces"))
        self._on.triggered.connect(self.toggled)
        self._on.setCheckable(True)
        self._video = self._menu.addAction(tr("Pause my video"))
        self._video.triggered.connect(self.video_toggled)
        self._video.setCheckable(True)
        self._menu.addAction(tr("Show window")).triggered.connect(self.shown)
        self._menu.addSeparator()
        self._menu.addAction(tr("Quit")).triggered.connect(self.quitted)
        self._icon = QSystemTrayIcon(icon, parent)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._clicked)
        self._icon.show()

    @staticmethod
    def available() -> bool:
        """Return whether this platform has a tray now."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def tell(self, sentence: str, on: bool, video_paused: bool) -> None:
        """Show what is going on, whether HIME is on, and whether the video is paused."""
        self._on.setChecked(on)
        self._video.setChecked(video_paused)
        tip = tr("HIME: {sentence}").format(sentence=sentence)
        if tip != self._icon.toolTip():
            self._icon.setToolTip(tip)

    def name_pause(self, recording: bool) -> None:
        """Say what *Pause* pauses. recording: whether it is a recording, and not the video of the camera."""
        self._video.setText(tr("Pause the recording") if recording else tr("Pause my video"))

    def hide(self) -> None:
        """Remove the icon."""
        self._icon.hide()

    def _clicked(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason == QSystemTrayIcon.ActivationReason.Trigger:
            self.shown.emit()
