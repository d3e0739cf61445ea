"""Keeps what a person wants of a camera until the camera has it. Slow cameras get only the latest value of each."""

import threading
from dataclasses import dataclass

from app.capture.cameras.controls import Control, read_controls, set_control, set_defaults
from hime_core.errors import UsageError


@dataclass(frozen=True)
class Answer:
    """The controls as they are after a visit to the camera. refused: what it refused, as a sentence, or ""."""

    controls: list[Control]
    refused: str


class CameraWishes:
    """The values that the camera has not got yet, by the ids of controls.

    `wish` and `waiting` return at once. `send` and `back_to_defaults` wait for the driver. They may run on several
    threads, of which one at a time talks to the camera, and raise UsageError if the camera is gone.
    """

    def __init__(self, device: int | str):
        """device: the camera's index_or_path."""
        self._device = device
        self._values: dict[int, int] = {}
        self._guard = threading.Lock()
        self._talking = threading.Lock()

    @property
    def waiting(self) -> set[int]:
        """The ids of the controls whose wished values the camera has not got yet."""
        with self._guard:
            return set(self._values)

    def wish(self, control: int, value: int) -> None:
        """Want a value for a control, in place of any value that still waits."""
        with self._guard:
            self._values[control] = value

    def send(self) -> Answer:
        """Set everything that waits, the oldest wish first, and then read the controls."""
        refused = ""
        with self._talking:
            while wish := self._take():
                try:
                    set_control(self._device, *wish)
                except UsageError as error:
                    refused = str(error)
            return Answer(read_controls(self._device), refused)

    def back_to_defaults(self) -> Answer:
        """Forget what waits, set the camera's defaults, and then read the controls."""
        refused = ""
        with self._guard:
            self._values.clear()
        with self._talking:
            try:
                set_defaults(self._device)
            except UsageError as error:
                refused = str(error)
            return Answer(read_controls(self._device), refused)

    def _take(self) -> tuple[int, int] | None:
        with self._guard:
            if not self._values:
                return None
            control = next(iter(self._values))
            return control, self._values.pop(control)
