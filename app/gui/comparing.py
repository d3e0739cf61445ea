"""Compares the far face now on screen with what it would be without exemplars, about once a second."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from app.enhance import EnhancedFace
from app.gui.difference_pictures import DrawnDifference
from app.gui.job import Job
from app.models import lower_priority
from app.report.difference import Difference, difference
from hime_core.runtime import Engine

COMPARE_EVERY = 1000  # milliseconds from one comparison to the next
KEPT_WITHOUT_FACE = 5.0  # seconds that a comparison stays when the face is gone: on a busy computer it comes and goes
NO_FACE = (
    "No face is being sharpened right now.\n\nSit close for a few seconds, then step back until your face is small in "
    "the picture, with HIME switched on. The comparison appears here by itself."
)
NO_ENGINE = "No call is running, or HIME is still getting ready. The comparison appears here by itself."


class Comparing(QObject):
    """`present` is the comparison to be shown; None while there is none. While `held` it stays."""

    compared = Signal(object)  # DrawnDifference: the new present
    gone = Signal(str)  # why there is no present any more

    def __init__(
        self,
        newest: Callable[[], EnhancedFace | None],
        engine: Callable[[], Engine | None],
        parent: QObject | None = None,
    ):
        """newest: the far face on screen now; engine: that of the call. Both are asked on the UI thread."""
        super().__init__(parent)
        self.held = False
        self.present: Difference | None = None
        self._newest, self._engine = newest, engine
        self._job: Job | None = None
        self._compared: EnhancedFace | None = None  # the newest that was, or is being
        self._shown = 0.0  # when a comparison was last shown, seconds
        self._timer = QTimer(self, singleShot=True, interval=COMPARE_EVERY)
        self._timer.timeout.connect(self.look)

    def stop(self) -> None:
        """Let go of everything, and compare no more."""
        self.forget()
        self._timer.stop()

    def forget(self) -> None:
        """Let go of the present and of what is being compared; go on with the next face."""
        if self._job:
            self._job.drop()
            self._job = None
        self.held = False
        self._lose(NO_FACE)
        self._timer.start()

    def look(self) -> None:
        """Start comparing the face of this moment, unless one is held or being compared."""
        if self.present and _wiped(self.present):  # whoever deletes an exemplar does not want to see it here
            self.held = False
            self._lose(NO_FACE)
        if self._job or self.held:
            self._timer.start()
            return
        face, engine = self._newest(), self._engine()
        if face is None or engine is None:
            if engine is None or time.monotonic() - self._shown > KEPT_WITHOUT_FACE:
                self._lose(NO_ENGINE if engine is None else NO_FACE)
            self._timer.start()
            return
        if face is self._compared:  # the camera is away
            self._timer.start()
            return
        self._compared = face
        self._job = Job(lambda job: _drawn(engine, face))
        self._job.done.connect(self._show)
        self._job.failed.connect(self._not_compared)
        self._job.start()

    def _show(self, drawn: DrawnDifference) -> None:
        self._job = None
        self._timer.start()
        if self.held and self.present:
            return
        self.present, self._shown = drawn.difference, time.monotonic()
        self.compared.emit(drawn)

    def _not_compared(self, why: str) -> None:
        self._job = None
        self._lose(why)
        self._timer.start()

    def _lose(self, why: str) -> None:
        self.present = self._compared = None
        self.gone.emit(why)


def _drawn(engine: Engine, face: EnhancedFace) -> DrawnDifference:
    lower_priority()  # the call goes first
    return DrawnDifference(difference(engine, face))


def _wiped(difference: Difference) -> bool:
    return any(not share.exemplar.image.any() for share in difference.shares)
