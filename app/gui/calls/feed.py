"""Makes what the window draws out of the pictures that were sent, on a thread of its own."""

import logging
import math
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from app.capture import mailbox
from app.enhance import EnhancedFace
from app.gui.parts.preview_picture import (
    ExemplarCard,
    PreviewPicture,
    cards_of,
    close_up,
    faces_of,
    part_of,
    scaled,
    timing,
    usage_words,
)
from app.picture.compose import compose
from app.report.usage import Usage
from app.run.live import Seen
from hime_core.geometry import Image

log = logging.getLogger(__name__)

# The strip is updated at most once in this many seconds. Nobody could read it if it moved all the time.
CARDS_EVERY = 0.4
# When the window was hidden, this many seconds may pass until it shows the picture that came last.
HIDDEN_CHECK = 0.1
# If pictures still cannot be shown after this many seconds, the log says so again.
TELL_AGAIN_AFTER = 60.0
# The rate of pictures is measured over this many seconds.
RATE_SPAN = 2.0


@dataclass
class PreviewRequest:
    """What the window needs. The UI thread sets it, and the feed's thread reads it."""

    width: int = 640  # the picture must fit into this width and height, device pixels
    height: int = 360
    before: bool = False  # whether the picture without HIME is needed, too
    timing: bool = False  # whether the lines of the overlay are needed, too
    mirrored: bool = False  # whether left and right change places
    visible: bool = True  # whether the window can be seen; if not, nothing is made


@dataclass
class _Rate:
    times: deque[float] = field(default_factory=deque)

    def add(self, now: float) -> int:
        """Count one more picture. Returns the number of pictures a second."""
        self.times.append(now)
        while now - self.times[0] > RATE_SPAN:
            self.times.popleft()
        return round((len(self.times) - 1) / max(now - self.times[0], 1e-3))


class Feed(QObject):
    """Puts the latest picture into `shown`, and emits `ready` each time."""

    ready = Signal()

    def __init__(self, seen: mailbox.Slot[Seen], engine: Callable[[], str], parent: QObject | None = None):
        """seen: where the sent pictures come from. engine: returns the engine's name for the overlay."""
        super().__init__(parent)
        self.request = PreviewRequest()
        self.shown: mailbox.Slot[PreviewPicture] = mailbox.Slot()
        self.faces: list[EnhancedFace] = []  # the far faces of the newest picture
        self.sent: Image | None = None  # the newest picture, as others see it
        self._seen, self._engine = seen, engine
        self._rate = _Rate()
        self._usage = Usage()
        self._newest: Seen | None = None  # what the sent picture was made with
        self._hidden: Seen | None = None  # the newest picture, while the window is hidden
        self._thumbs: dict[str, QImage] = {}
        self._cards: list[ExemplarCard] = []
        self._looked = 0.0  # when the cards were made last, seconds
        self._lock = threading.Lock()  # guards everything above that keeps pictures
        self._forgotten = 0  # how many times `forget` was called
        self._logged_at = -math.inf  # when a fault was last logged, seconds
        self._thread = threading.Thread(target=self._run, name="hime-feed", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ask the thread to end. Returns at once."""
        self._seen.close()

    def wait(self, seconds: float) -> None:
        """Wait until the thread has ended."""
        self._thread.join(seconds)

    def forget(self) -> None:
        """Drop every picture, including one that the thread is working on."""
        with self._lock:
            self._forgotten += 1
            self.faces, self.sent, self._hidden, self._newest = [], None, None, None
            self._thumbs, self._cards, self._looked = {}, [], 0.0
            self._seen.take(timeout=0)
            self.shown.take(timeout=0)

    def again(self) -> None:
        """Make the newest picture anew, because what the window needs of it may have changed.

        Called on the UI thread, like `forget`, and only while the call sends no new pictures, since one might be lost.
        """
        with self._lock:
            newest = self._newest
        if newest:
            self._seen.put(newest)

    def _run(self) -> None:
        while not self._seen.done:
            self._seen.wait(HIDDEN_CHECK if self._hidden else 1.0)
            with self._lock:  # so that a picture is dropped if it came before `forget`, and kept if it came after
                forgotten, seen = self._forgotten, self._seen.take(timeout=0)
            if not self.request.visible:
                self._hide(seen, forgotten)
                continue
            with self._lock:
                seen, self._hidden = seen or self._hidden, None
            if seen is None:
                continue
            try:
                self._show(seen, forgotten)
            except Exception as error:  # one picture that cannot be shown must not end the thread
                if time.monotonic() - self._logged_at > TELL_AGAIN_AFTER:
                    log.exception("a picture was not shown in the window: %r", error)
                    self._logged_at = time.monotonic()

    def _hide(self, seen: Seen | None, forgotten: int) -> None:
        """Keep the newest picture for when the window is seen again, and no other."""
        with self._lock:
            self.faces, self.sent = [], None
            if seen and forgotten == self._forgotten:
                self._newest = seen
            self._hidden = self._newest  # in a pause, no other picture may come

    def _show(self, seen: Seen, forgotten: int) -> None:
        """Prepare a picture and put it into `shown`.

        forgotten: the count of `forget` before the picture was taken. If the count has changed, nothing is kept.
        """
        thumbs, cards, looked = self._thumbs, self._cards, self._looked
        now = time.monotonic()
        if now - looked > CARDS_EVERY:
            cards, thumbs = cards_of(seen, thumbs)
            looked = now
        shown = self._prepared(seen, cards, now)
        with self._lock:
            if forgotten != self._forgotten:
                return
            self._newest, self.faces, self.sent = seen, seen.result.faces, seen.result.image
            self._thumbs, self._cards, self._looked = thumbs, cards, looked
            self.shown.put(shown)
        self.ready.emit()

    def _prepared(self, seen: Seen, cards: list[ExemplarCard], now: float) -> PreviewPicture:
        result, request = seen.result, self.request
        size, mirrored = _fitted(result.image, request), request.mirrored
        before = compose(result.frame.image, result.view, []) if request.before else None
        rate, usage = self._rate.add(now), usage_words(self._usage.use())
        return PreviewPicture(
            scaled(result.image, size, mirrored),
            None if before is None else scaled(before, size, mirrored),
            timing(seen, rate, self._engine(), usage) if request.timing else [],
            part_of(result),
            faces_of(result, cards),
            cards,
            close_up(result, mirrored),
            result.frame.time,
            usage,
        )


def _fitted(image: Image, request: PreviewRequest) -> tuple[int, int]:
    height, width = image.shape[:2]
    scale = min(request.width / width, request.height / height)
    return max(1, round(scale * width)), max(1, round(scale * height))
