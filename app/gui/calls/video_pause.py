"""Pauses the video: others see something else than the camera's picture, and the camera rests."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.gui.calls.call import Call
from app.gui.choices.preferences import Preferences
from app.gui.desktop.global_key import KEYS_TO_PAUSE, GlobalKey
from app.gui.parts.job import Job
from app.gui.words.language import tr
from app.gui.words.situation import CoverName
from app.picture.cover import Cover, blurred, own_picture, still


class VideoPause(QObject):
    """Knows what others see while the video is paused, and whether it is."""

    key_pressed = Signal()  # KEYS_TO_PAUSE was pressed, perhaps while another program had the focus
    changed = Signal()  # others see something else now
    key_refused = Signal(str)  # why KEYS_TO_PAUSE cannot be heard in other programs; it is no longer chosen
    failed = Signal(str)  # why something else does not work as chosen

    def __init__(self, call: Call, chosen: Preferences, parent: QObject | None = None):
        super().__init__(parent)
        self._call, self._chosen = call, chosen
        self._key = GlobalKey(self)
        self._key.pressed.connect(self.key_pressed)
        self._reading: Job | None = None  # reads the picture of one's own
        self.name: CoverName | None = None  # what others see now; None while the video is not paused

    def prefer(self, chosen: Preferences) -> None:
        """Take over new preferences."""
        before, self._chosen = self._chosen, chosen
        if chosen.global_key != before.global_key:
            self.hold_key()
        if self.name and (chosen.cover, chosen.own_picture) != (before.cover, before.own_picture):
            self.pause(True)

    def hold_key(self) -> None:
        """Hear KEYS_TO_PAUSE in other programs, too, if that was chosen."""
        if not self._chosen.global_key:
            self._key.release()
        elif why_not := self._key.hold(KEYS_TO_PAUSE):
            self._chosen = replace(self._chosen, global_key=False)
            self.key_refused.emit(why_not)

    def release_key(self) -> None:
        """Leave KEYS_TO_PAUSE to other programs."""
        self._key.release()

    def pause(self, on: bool) -> None:
        """Pause the video, or continue it. Until a picture of one's own was read, others see a blurred picture."""
        if self._reading:
            self._reading.drop()
            self._reading = None
        if not on:
            self._show(None, None)
        elif self._chosen.cover == "still":
            self._show("still", still)
        else:
            self._show("blurred", blurred)
            if self._chosen.cover == "own":
                self._read(Path(self._chosen.own_picture))

    def blur(self) -> None:
        """Show a blurred picture where others would see a still one.

        Somebody who comes later, and a new call, must not show the picture of before.
        """
        if self.name == "still":
            self._show("blurred", blurred)

    def _read(self, path: Path) -> None:
        self._reading = Job(lambda job: own_picture(path))
        self._reading.done.connect(lambda cover: self._show("own", cover))
        self._reading.failed.connect(
            lambda why: self.failed.emit(tr("{reason}. Others see a blurred picture.").format(reason=why))
        )
        self._reading.start()

    def _show(self, name: CoverName | None, cover: Cover | None) -> None:
        self.name = name
        self._call.cover(cover)
        self.changed.emit()
