"""The side panel: on and off, strength, camera, output, view, comparing, pausing, and the close-up."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSlider, QVBoxLayout, QWidget

from app.capture.cameras import CameraInfo
from app.gui.choices.selection import Output
from app.gui.parts.choice import Choice
from app.gui.parts.tips import letter, tip
from app.gui.parts.toggle import Toggle
from app.gui.window.close_up import CloseUpCard
from app.gui.window.switch import Switch
from app.gui.words.language import tr
from app.gui.words.numbers import percent
from app.media.paths import is_file
from app.output.v4l2loopback import Loopback

# The panel is this many logical pixels wide.
PANEL_WIDTH = 288
# While a person plays a recording in place of the camera, the list of cameras shows it with this value.
RECORDING = "recording"


class Controls(QScrollArea):
    """The panel. Its signals say what a person did."""

    strength_changed = Signal(float)  # the new strength, 0..1; 0 while HIME is off
    camera_chosen = Signal(str)  # the camera, in the form that `open_source` takes
    output_chosen = Signal(object)  # an Output
    view_chosen = Signal(object)  # "zoom" or "full"
    compare_toggled = Signal(bool)
    video_paused = Signal(bool)  # whether others see something else than the camera, or a recording stands still
    list_opened = Signal()  # the list of cameras or of outputs is about to open

    def __init__(self, source: str, output: Output) -> None:
        """source, output: what is chosen at first, even if no such device is listed."""
        super().__init__()
        self.setWidgetResizable(True)
        self.setFixedWidth(PANEL_WIDTH)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._cameras: list[CameraInfo] = []
        self._outputs: list[Loopback] = []
        self._camera, self._output = source, output
        self._recording = ""  # the name of the recording that plays in place of the camera, or empty
        self.on = Switch()
        self.on.toggled.connect(self._tell_strength)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("strength")
        self.slider.setRange(1, 100)
        self.slider.setValue(100)
        self.slider.setPageStep(10)
        self.slider.setAccessibleName(tr("Strength in percent"))
        self.slider.setToolTip(
            tip(tr("How much of the sharpening is shown; the arrow keys change it"), letter(tr("&Strength")))
        )
        self.slider.valueChanged.connect(self._tell_strength)
        self._percent = QLabel(percent(1.0))
        self._percent.setProperty("quiet", True)
        self.camera = Choice("camera", tr("Camera"), tip(tr("Which camera sees you"), letter(tr("C&amera"))))
        self.output = Choice(
            "output",
            tr("Output"),
            tip(tr("Where the picture goes: choose the same camera in your meeting"), letter(tr("&Output"))),
        )
        keys_of_view = ", ".join(filter(None, (letter(tr("Vie&w")), "Ctrl+1", "Ctrl+2")))
        self.view = Choice("view", tr("View"), tip(tr("How much of the picture others see"), keys_of_view))
        self.view.offer([(tr("Zoom in on people"), "zoom"), (tr("Whole picture"), "full")], "zoom")
        self.camera.chosen.connect(self._choose_camera)
        self.output.chosen.connect(self._choose_output)
        self.view.chosen.connect(self.view_chosen)
        self.camera.opened.connect(self.list_opened)
        self.output.opened.connect(self.list_opened)
        self.compare = Toggle(
            "split",
            tr("Compare before and after"),
            tip(tr("Show here what the camera sees beside what others see; drag the edge"), "Ctrl+B"),
        )
        self.compare.toggled.connect(self.compare_toggled)
        self.pause = Toggle("pauseVideo", "", "")
        self._name_pause()
        self.pause.clicked.connect(self.video_paused)
        self.close_up = CloseUpCard()
        self._lay_out()
        self.list_devices([], [])

    @property
    def strength(self) -> float:
        """How strongly faces are sharpened, 0..1. It is 0 while HIME is off."""
        return self.slider.value() / 100 if self.on.isChecked() else 0.0

    def list_devices(self, cameras: list[CameraInfo], outputs: list[Loopback]) -> None:
        """Offer these cameras and virtual cameras."""
        self._cameras, self._outputs = cameras, outputs
        self._offer()

    def play(self, recording: str, paused: bool) -> None:
        """Show that a recording plays in place of the camera. An empty name means that none does.

        paused: whether the video of the camera is paused, or the recording.
        """
        self._recording = recording
        self.pause.setChecked(paused)
        self._name_pause()
        self._offer()

    def set_strength(self, strength: float) -> None:
        """Show a strength, 0..1. A strength of 0 turns the switch off and leaves the slider where it is."""
        for widget in (self.on, self.slider):
            widget.blockSignals(True)
        self.on.setChecked(strength > 0)
        if strength:
            self.slider.setValue(round(100 * strength))
        for widget in (self.on, self.slider):
            widget.blockSignals(False)
        self._show_strength()

    def _offer(self) -> None:
        cameras = [
            (tr("Automatic"), "auto"),
            *((c.name, c.id) for c in self._cameras),
            (tr("Sample call"), "sample"),
        ]
        source = self._listed()
        if source not in [value for _, value in cameras]:
            cameras.append((Path(source).name if is_file(Path(source)) else source, source))
        outputs: list[tuple[str, object]] = [(tr("Virtual camera (automatic)"), ("virtual", None))]
        outputs += [(f"{device.label} ({device.path})", ("virtual", str(device.path))) for device in self._outputs]
        outputs.append((tr("None (preview only)"), ("none", None)))
        if self._output not in [value for _, value in outputs]:
            sink, device = self._output
            outputs.append((device or sink, self._output))
        self.output.setEnabled(not self._recording)
        if self._recording:
            cameras.insert(0, (tr("Recording: {name}").format(name=self._recording), RECORDING))
            self.camera.offer(cameras, RECORDING)
            self.output.offer([(tr("Nobody: it plays only here"), None)], None)
        else:
            self.camera.offer(cameras, source)
            self.output.offer(outputs, self._output)

    def _listed(self) -> str:
        """Return the chosen camera's id, or what was given as the camera if it is not in the list."""
        fitting = [c for c in self._cameras if self._camera in (c.id, c.name, str(c.number), str(c.index_or_path))]
        return fitting[0].id if fitting else self._camera

    def show_camera(self, source: str) -> None:
        """Show a camera as chosen."""
        self._camera = source
        self._offer()

    def _choose_camera(self, source: str) -> None:
        if source == RECORDING:
            return
        if source != self._listed():
            self._camera = source
        self.camera_chosen.emit(self._camera)

    def _choose_output(self, output: Output) -> None:
        self._output = output
        self.output_chosen.emit(output)

    def _name_pause(self) -> None:
        if self._recording:
            text, what = tr("Pause the recording"), tr("The recording stands still")
        else:
            text = tr("Pause my video")
            what = tr("Others see something else than you. What they see is chosen in Settings")
        self.pause.setText(text)
        self.pause.setAccessibleName(text)
        self.pause.setToolTip(tip(what, "Ctrl+Alt+V"))

    def _tell_strength(self) -> None:
        self._show_strength()
        self.strength_changed.emit(self.strength)

    def _show_strength(self) -> None:
        self._percent.setText(percent(self.slider.value() / 100))
        self.slider.setEnabled(self.on.isChecked())

    def _lay_out(self) -> None:
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(_label(tr("&Strength"), self.slider))
        head.addStretch()
        head.addWidget(self._percent)
        column.addLayout(head)
        column.addWidget(self.slider)
        for text, choice in (
            (tr("C&amera"), self.camera),
            (tr("&Output"), self.output),
            (tr("Vie&w"), self.view),
        ):
            column.addSpacing(6)
            column.addWidget(_label(text, choice))
            column.addWidget(choice)
        column.addSpacing(10)
        column.addWidget(self.compare)
        column.addWidget(self.pause)
        inside = QWidget()
        outer = QVBoxLayout(inside)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        outer.addWidget(self.on)
        outer.addWidget(card)
        outer.addWidget(self.close_up, 1)
        self.setWidget(inside)


def _label(text: str, buddy: QWidget) -> QLabel:
    label = QLabel(text)
    label.setProperty("quiet", True)
    label.setBuddy(buddy)
    return label
