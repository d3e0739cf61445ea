"""About once a second, compares the far face on screen with what it would be without exemplars."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from app.enhance import EnhancedFace
from app.gui.dialogs.difference_pictures import DrawnDifference
from app.gui.parts.job import Job
from app.gui.words.language import tr
from app.models import lower_priority
from app.report.difference import Difference, difference
from hime_core.runtime import Engine

# The next comparison begins this many milliseconds after the last one ended.
COMPARE_EVERY = 1000


def no_face() -> str:
    """Return why there is no comparison while no face is sharpened."""
    return tr(
        "No face is being sharpened right now.\n\nSit close for a few seconds, then step back until your face is small "
        "in the picture, with HIME switched on. The comparison appears here by itself, and stays here."
    )


def no_engine() -> str:
    """Return why there is no comparison while no engine is loaded."""
    return tr("No call is running, or HIME is still getting ready. The comparison appears here by itself.")


class Comparing(QObject):
    """Keeps the comparison to show in `present`, or None. While `held` is set, `present` stays the same.

    The last comparison stays when its face has gone, because people step up to the computer to look at it.
    """

    compared = Signal(object)  # the new present comparison, a DrawnDifference
    aged = Signal()  # the face of the present comparison is not sharpened any more
    gone = Signal(str)  # why there is no present comparison any more

    def __init__(
        self,
        newest: Callable[[], EnhancedFace | None],
        engine: Callable[[], Engine | None],
        parent: QObject | None = None,
    ):
        """newest: returns the far face on screen. engine: returns the call's engine. Both run on the UI thread."""
        super().__init__(parent)
        self.held = False
        self.present: Difference | None = None
        self._newest, self._engine = newest, engine
        self._job: Job | None = None
        self._compared: EnhancedFace | None = None  # the face that was compared last, or is being compared
        self._timer = QTimer(self, singleShot=True, interval=COMPARE_EVERY)
        self._timer.timeout.connect(self.look)

    def stop(self) -> None:
        """Drop every comparison, and compare no more."""
        self.forget()
        self._timer.stop()

    def forget(self) -> None:
        """Drop the present comparison and the one under way. The next face will be compared again."""
        if self._job:
            self._job.drop()
            self._job = None
        self.held = False
        self._lose(no_face())
        self._timer.start()

    def look(self) -> None:
        """Start to compare the face on screen, unless a comparison is held or under way."""
        if self.present and _wiped(self.present):  # a person deleted an exemplar, so it must not be shown
            self.held = False
            self._lose(no_face())
        if self._job or self.held:
            self._timer.start()
            return
        face, engine = self._newest(), self._engine()
        if face is None or engine is None:
            if self.present is None:
                self._lose(no_engine() if engine is None else no_face())
            else:
                self.aged.emit()
            self._timer.start()
            return
        if face is self._compared:  # no new picture came
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
        self.present = drawn.difference
        self.compared.emit(drawn)

    def _not_compared(self, why: str) -> None:
        self._job = None
        self._timer.start()
        if not (self.held and self.present):
            self._lose(why)

    def _lose(self, why: str) -> None:
        self.present = self._compared = None
        self.gone.emit(why)


def _drawn(engine: Engine, face: EnhancedFace) -> DrawnDifference:
    lower_priority()  # the call needs the processor more
    return DrawnDifference(difference(engine, face))


def _wiped(difference: Difference) -> bool:
    return any(not share.exemplar.image.any() for share in difference.shares)
