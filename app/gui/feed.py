"""From what was sent to what the window draws, on a thread of its own: pictures in the preview's size, thumbnails."""

import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

import cv2
import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from app.capture import mailbox
from app.enhance import EnhancedFace
from app.gui.status import Faces
from app.people import PersonView
from app.picture.compose import compose
from app.picture.show import ShownFrame
from app.run.live import Seen
from hime_core.geometry import Image

THUMB = 168  # pixels; drawn half as large on an ordinary screen, all of them on one of 2×
SHOWN = 1.2  # sides of the headshot in a thumbnail, of the margin of 1.5 that an exemplar is kept with
EVERY = 0.4  # seconds from one look at the exemplars to the next: a strip that moves all the time cannot be read
RECENT = 2.0  # seconds that the rate is measured over


@dataclass(frozen=True)
class Card:
    """An exemplar as the strip shows it. quality, share: 0..1; share: of what the exemplars contribute now."""

    id: str
    image: QImage
    whose: str
    awake: bool  # in the picture now
    quality: float
    age: float  # seconds
    share: float


@dataclass(frozen=True)
class Shown:
    """One picture, ready to be drawn. before: without HIME, where that is asked for."""

    after: QImage
    before: QImage | None
    timing: list[str]
    window: tuple[float, float, float]  # what the view shows: centre x, y and height, in input pixels
    faces: Faces
    cards: list[Card]  # the same list until they are looked at again


@dataclass
class Wanted:
    """What the window asks for, set on its thread: the room for the picture in device pixels, and what goes with it."""

    width: int = 640
    height: int = 360
    before: bool = False
    timing: bool = False
    visible: bool = True  # while the window cannot be seen, nothing is made for it


@dataclass
class _Rate:
    times: deque[float] = field(default_factory=deque)

    def add(self, now: float) -> int:
        """Pictures a second."""
        self.times.append(now)
        while now - self.times[0] > RECENT:
            self.times.popleft()
        return round((len(self.times) - 1) / max(now - self.times[0], 1e-3))


class Feed(QObject):
    """Emits `ready` when there is something in `shown`, where the latest picture waits."""

    ready = Signal()

    def __init__(self, seen: mailbox.Slot[Seen], engine: Callable[[], str], parent: QObject | None = None):
        """engine: what the timing calls it."""
        super().__init__(parent)
        self.wanted = Wanted()
        self.shown: mailbox.Slot[Shown] = mailbox.Slot()
        self.faces: list[EnhancedFace] = []  # those of the newest picture
        self._seen, self._engine = seen, engine
        self._rate = _Rate()
        self._thumbs: dict[str, QImage] = {}
        self._cards: list[Card] = []
        self._looked = 0.0
        self._lock = threading.Lock()  # of what is kept: the above
        self._forgotten = 0  # how often
        self._failed = False
        self._thread = threading.Thread(target=self._run, name="hime-feed", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread; it is not waited for."""
        self._seen.close()

    def wait(self, seconds: float) -> None:
        """Until the thread has ended."""
        self._thread.join(seconds)

    def forget(self) -> None:
        """Let go of everybody's pictures, those under way too: a call has ended, or somebody asked for it."""
        with self._lock:
            self._forgotten += 1
            self.faces = []
            self._thumbs, self._cards, self._looked = {}, [], 0.0
            self._seen.take(timeout=0)
            self.shown.take(timeout=0)

    def _run(self) -> None:
        while not self._seen.done:
            forgotten = self._forgotten
            seen = self._seen.take(timeout=1.0)
            if seen is None or not self.wanted.visible:
                continue
            try:
                self._show(seen, forgotten)
            except Exception as error:  # the next picture may be shown again; told once
                if not self._failed:
                    print(f"hime: a picture was not shown in the window: {error!r}", file=sys.stderr)
                self._failed = True

    def _show(self, seen: Seen, forgotten: int) -> None:
        """forgotten: how often it was before this was taken; where that is no longer so, nothing of it is kept."""
        thumbs, cards, looked = self._thumbs, self._cards, self._looked
        now = time.monotonic()
        if now - looked > EVERY:
            cards, thumbs = cards_of(seen, thumbs)
            looked = now
        shown = self._prepared(seen, cards, now)
        with self._lock:
            if forgotten != self._forgotten:
                return
            self.faces = seen.result.faces
            self._thumbs, self._cards, self._looked = thumbs, cards, looked
            self.shown.put(shown)
        self.ready.emit()

    def _prepared(self, seen: Seen, cards: list[Card], now: float) -> Shown:
        result, wanted = seen.result, self.wanted
        size = _fitted(result.image, wanted)
        before = picture(compose(result.frame.image, result.view, []), size) if wanted.before else None
        rate = self._rate.add(now)
        return Shown(
            picture(result.image, size),
            before,
            timing(seen, rate, self._engine()) if wanted.timing else [],
            window_of(result),
            faces_of(result, seen.people),
            cards,
        )


def cards_of(seen: Seen, thumbs: dict[str, QImage]) -> tuple[list[Card], dict[str, QImage]]:
    """A card for each exemplar, and all thumbnails by exemplar. thumbs: those that were made before."""
    shares, now = shares_of(seen.result.faces), seen.result.frame.time
    people = [person for person in seen.people if person.exemplars]
    cards = []
    for number, person in enumerate(people, 1):
        whose = f"Person {number}" if len(people) > 1 else "You"
        for e in person.exemplars:
            image = thumbs.get(e.id) or thumb(e.image)
            age, share = max(0.0, now - e.time), shares.get(e.id, 0.0)
            cards.append(Card(e.id, image, whose, person.awake, e.quality, age, share))
    return cards, {card.id: card.image for card in cards}


def picture(image: Image, size: tuple[int, int]) -> QImage:
    """A BGR picture as Qt draws it fastest, resized to (width, height)."""
    height, width = image.shape[:2]
    if (width, height) != size:
        shrinks = size[0] < width
        image = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR))
    out = QImage(*size, QImage.Format.Format_RGB32)
    pixels = np.frombuffer(out.bits(), np.uint8).reshape(size[1], size[0], 4)
    cv2.cvtColor(image, cv2.COLOR_BGR2BGRA, dst=pixels)
    return out


def thumb(exemplar: Image) -> QImage:
    """The headshot in an exemplar's picture, THUMB×THUMB."""
    side = exemplar.shape[0]
    edge = round(side * (1 - SHOWN / 1.5) / 2)
    return picture(np.ascontiguousarray(exemplar[edge : side - edge, edge : side - edge]), (THUMB, THUMB))


def shares_of(faces: list[EnhancedFace]) -> dict[str, float]:
    """By exemplar: its share, 0..1, of what a face's exemplars contribute, from CoFA's weights."""
    shares: dict[str, float] = {}
    for face in faces:
        if face.references:
            means = face.weights.reshape(len(face.references), -1).mean(1)
            total = max(float(means.sum()), 1e-6)
            shares |= {e.id: float(m) / total for e, m in zip(face.references, means, strict=True)}
    return shares


def faces_of(result: ShownFrame, people: list[PersonView]) -> Faces:
    """Who is in the picture."""
    far = sum(track.state == "far" for track in result.tracks)
    near = sum(track.state == "near" for track in result.tracks)
    references = max((len(face.references) for face in result.faces), default=0)
    pictures = sum(len(person.exemplars) for person in people if person.awake)
    undecided = sum(track.id not in result.people for track in result.tracks if track.state != "lost")
    return Faces(near, far, len(result.faces), references, pictures, undecided)


def window_of(result: ShownFrame) -> tuple[float, float, float]:
    """What a view shows of the frame: centre x, y and height, in input pixels."""
    view = result.view
    x, y = (view.width / 2 - view.tx) / view.scale, (view.height / 2 - view.ty) / view.scale
    return x, y, view.height / view.scale


def timing(seen: Seen, rate: int, engine: str) -> list[str]:
    """What the overlay says, line by line."""
    stages = seen.result.stages_ms
    lines = [f"{rate} pictures a second, {seen.latency_ms:.0f} ms after the camera"]
    if stages:
        lines.append("   ".join(f"{name} {ms:.1f}" for name, ms in stages.items()) + "   ms")
    lines += [
        f"face {face.track_id}: {face.side} px, {len(face.references)} pictures, {face.milliseconds:.0f} ms, "
        f"{100 * face.kept:.0f} % kept"
        for face in seen.result.faces
    ]
    return [*lines, engine] if engine else lines


def _fitted(image: Image, wanted: Wanted) -> tuple[int, int]:
    height, width = image.shape[:2]
    scale = min(wanted.width / width, wanted.height / height)
    return max(1, round(scale * width)), max(1, round(scale * height))
