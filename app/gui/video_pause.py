"""Pauses the video: others see something else than the camera's picture, and the camera rests."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.gui.call import Call
from app.gui.global_key import GlobalKey
from app.gui.language import tr
from app.gui.preferences import Preferences
from app.gui.situation import CoverName
from app.picture.cover import Cover, blurred, own_picture, still
from hime_core.errors import UsageError

# These keys pause the video and continue it.
KEYS = "Ctrl+Alt+V"


class VideoPause(QObject):
    """Knows what others see while the video is paused, and whether it is."""

    key_pressed = Signal()  # KEYS was pressed, perhaps while another program had the focus
    failed = Signal(str)  # why something does not work as chosen

    def __init__(self, call: Call, chosen: Preferences, parent: QObject | None = None):
        super().__init__(parent)
        self._call, self._chosen = call, chosen
        self._key = GlobalKey(self)
        self._key.pressed.connect(self.key_pressed)
        # What others see now, and its name. Both are None while the video is not paused.
        self.cover: Cover | None = None
        self.name: CoverName | None = None

    def prefer(self, chosen: Preferences) -> None:
        """Take over new preferences."""
        before, self._chosen = self._chosen, chosen
        if chosen.global_key != before.global_key:
            self.hold_key()
        if self.cover and (chosen.cover, chosen.own_picture) != (before.cover, before.own_picture):
            self.pause(True)

    def hold_key(self) -> None:
        """Hear KEYS in other programs, too, if that was chosen."""
        if not self._chosen.global_key:
            self._key.release()
        elif why_not := self._key.hold(KEYS):
            self.failed.emit(why_not)

    def release_key(self) -> None:
        """Leave KEYS to other programs."""
        self._key.release()

    def pause(self, on: bool) -> None:
        """Pause the video, or continue it."""
        self.name, self.cover = self._made() if on else (None, None)
        if session := self._call.session:
            session.live.cover(self.cover)
            session.viewers.rest(on)

    def at_start(self) -> Cover | None:
        """Return what others see from the first picture of a new call on; None while the video is not paused.

        The new call's first picture must not be shown to anybody, so it is blurred where it would stand still.
        """
        if self.name == "still":
            self.name, self.cover = "blurred", blurred
        return self.cover

    def _made(self) -> tuple[CoverName, Cover]:
        if self._chosen.cover == "still":
            return "still", still
        if self._chosen.cover == "own":
            try:
                return "own", own_picture(Path(self._chosen.own_picture))
            except UsageError as error:
                self.failed.emit(tr("{reason}. Others see a blurred picture.").format(reason=error))
        return "blurred", blurred
