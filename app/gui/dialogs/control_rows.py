"""The rows of the camera's page: a slider, a switch or a list for each control of a camera."""

from collections.abc import Set

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSlider, QWidget

from app.capture.cameras.controls import Control
from app.gui.parts.choice import Choice
from app.gui.parts.small_switch import SmallSwitch
from app.gui.parts.widgets import plain

# The keys Page Up and Page Down move a slider by one of this many parts of its range.
PAGES = 10
# Beside each slider is room for a number as wide as this one, so that all sliders end below each other.
WIDE_NUMBER = "00000"


class ControlRows(QWidget):
    """Shows controls. `wanted` carries an id and a value when a person changes something, not when the program does."""

    wanted = Signal(int, int)

    def __init__(self, controls: list[Control]):
        super().__init__()
        self._fields = {control.id: _KINDS[control.kind](control) for control in controls}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        grid.setRowStretch(len(controls), 1)
        for row, (control, field) in enumerate(zip(controls, self._fields.values(), strict=True)):
            grid.addWidget(plain(control.name), row, 0)
            grid.addWidget(field, row, 1)
            field.wanted.connect(self.wanted)
        self.show_values(controls, set())

    def fits(self, controls: list[Control]) -> bool:
        """Return whether the rows were made for controls such as these."""
        return list(self._fields) == [control.id for control in controls]

    def show_values(self, controls: list[Control], newer: Set[int]) -> None:
        """Show the values of controls that fit, and which of them can be used.

        newer: ids of controls that a person changed since. They keep the value that they show.
        """
        for control in controls:
            field = self._fields[control.id]
            field.setEnabled(control.usable)
            if control.id not in newer:
                field.show_value(control.value)


class _Slider(QSlider):
    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        event.ignore()  # the mouse wheel scrolls the page, and must not change the camera meanwhile


class _Range(QWidget):
    wanted = Signal(int, int)

    def __init__(self, control: Control):
        super().__init__()
        self._id, self._low, self._step = control.id, control.low, control.step
        steps = (control.high - control.low) // control.step
        self._slider = _Slider(Qt.Orientation.Horizontal)
        self._slider.setObjectName(f"control{control.id}")
        self._slider.setAccessibleName(control.name)
        self._slider.setRange(0, steps)
        self._slider.setPageStep(max(steps // PAGES, 1))
        self._slider.valueChanged.connect(self._changed)
        self.setFocusProxy(self._slider)
        self._number = QLabel(alignment=Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._number.setMinimumWidth(self._number.fontMetrics().horizontalAdvance(WIDE_NUMBER))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._slider, 1)
        row.addWidget(self._number)

    def show_value(self, value: int) -> None:
        if not self._slider.isSliderDown():  # a slider must not run away from the mouse that drags it
            with QSignalBlocker(self._slider):
                self._slider.setValue(round((value - self._low) / self._step))
            self._number.setText(str(value))

    def _changed(self, steps: int) -> None:
        value = self._low + self._step * steps
        self._number.setText(str(value))
        self.wanted.emit(self._id, value)


class _Switch(SmallSwitch):
    wanted = Signal(int, int)

    def __init__(self, control: Control):
        super().__init__(f"control{control.id}", control.name)
        self._id = control.id
        self.clicked.connect(self._clicked)

    def show_value(self, value: int) -> None:
        self.setChecked(bool(value))

    def _clicked(self, on: bool) -> None:
        self.wanted.emit(self._id, int(on))


class _List(Choice):
    wanted = Signal(int, int)

    def __init__(self, control: Control):
        super().__init__(f"control{control.id}", control.name, "")
        self._id = control.id
        self.offer(control.choices, control.value)
        self.chosen.connect(self._chosen)

    def show_value(self, value: int) -> None:
        self.choose(value)

    def _chosen(self, value: int) -> None:
        self.wanted.emit(self._id, value)


# Each kind of control is shown as one of these.
_KINDS: dict[str, type[_Range] | type[_Switch] | type[_List]] = {"range": _Range, "switch": _Switch, "choice": _List}
