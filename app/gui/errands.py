"""Does what a person asks for once, which is not remembered: opens dialogs, saves a picture, forgets pictures."""

import sys
from collections.abc import Callable

from app.capture.sources import CameraSource
from app.gui.calls.call import Call
from app.gui.calls.call_display import CallDisplay
from app.gui.calls.devices import Devices
from app.gui.choices.selection import Selection
from app.gui.dialogs.howto import camera_name
from app.gui.dialogs.questions import ask_to_forget, ask_to_open
from app.gui.dialogs.snapshot import save_picture
from app.gui.window.window import MainWindow
from app.gui.words.language import tr
from app.output.sinks import NoSink, SteadySink


class Errands:
    """Each method does one errand. All of them run on the UI thread."""

    def __init__(
        self,
        window: MainWindow,
        call: Call,
        display: CallDisplay,
        devices: Devices,
        selection: Callable[[], Selection],
    ):
        """selection: returns what is selected now."""
        self._window, self._call, self._display, self._devices = window, call, display, devices
        self._selection = selection

    def open_recording(self) -> None:
        """Ask for a recording to play. If the picture goes to others or into a file, ask first whether that may end."""
        sink = self._call.session.sink if self._call.session else NoSink()
        if isinstance(sink, NoSink) or self._selection().recording:
            self._window.dialogs.pick()
        else:
            file = "" if isinstance(sink, SteadySink) else sink.name
            ask_to_open(self._window, file, self._window.dialogs.pick)

    def export(self) -> None:
        """Offer to export the recording that plays."""
        if file := self._selection().file:
            # The export sharpens even if HIME is off. Without sharpening, it would only copy the recording.
            strength = self._window.controls.slider.value() / 100
            self._window.dialogs.export(file, self._selection().with_strength(strength))

    def save_picture(self) -> None:
        """Save the picture that others see now."""
        image = self._display.feed.sent
        if image is None:
            self._display.tell(tr("There is no picture to save yet."))
        else:
            save_picture(self._window, image, self._display.tell)

    def set_camera(self) -> None:
        """Show what can be set at the camera that is open."""
        session = self._call.session
        name = session.source.name if session and isinstance(session.source, CameraSource) else None
        named = [c for c in self._devices.cameras if c.name == name]
        # Of two cameras of one name, it is the chosen one, or else the first, which is the one that "auto" takes.
        camera = next((c for c in named if c.id == self._selection().source), next(iter(named), None))
        if camera:
            self._window.dialogs.camera(camera.name, camera.index_or_path)
        else:
            self._display.tell(tr("No camera is open, so there is nothing to set."))

    def check(self) -> None:
        """Check this computer."""
        self._window.dialogs.check(self._selection().to_check())

    def how_to(self) -> None:
        """Explain how to choose HIME's camera in a meeting."""
        sink = self._call.session.sink if self._call.session else None
        name = None
        if isinstance(sink, SteadySink):
            labels = {str(device.path): device.label for device in self._devices.outputs}
            name = labels.get(sink.name) or camera_name(sys.platform)
        self._window.dialogs.how_to(name, self.check)

    def difference(self) -> None:
        """Show what the exemplars change on the face on screen."""
        self._window.dialogs.difference(self._display.newest_face, self._display.engine)

    def ask_to_clear(self) -> None:
        """Ask whether to forget all exemplars, if there are any."""
        if self._window.strip.count:
            ask_to_forget(self._window, self._window.strip.count, self._clear)

    def _clear(self) -> None:
        self._window.strip.clear()
        if self._call.session:
            self._call.session.live.clear()
        self._display.forget_exemplars()
        self._window.controls.close_up.forget()
        self._window.dialogs.forgotten.emit()

    def remove(self, exemplar_id: str) -> None:
        """Forget one exemplar."""
        if self._call.session:
            self._call.session.live.remove(exemplar_id)
        self._display.forget_exemplars()

    def follow_people(self) -> None:
        """Let the part of the frame that is shown move with people."""
        self._frame(None)

    def keep_part(self) -> None:
        """Let the part of the frame that is shown stay where it is now."""
        if self._display.part[2]:
            self._frame(self._display.part)
        else:  # without a picture there is no part to keep
            self._window.menu.check("actionFollow")

    def _frame(self, part: tuple[float, float, float] | None) -> None:
        if self._call.session:
            self._call.session.live.frame_by_hand(part)
