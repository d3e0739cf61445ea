"""Looks at each frame: finds the faces, follows them, decides who they are, and banks headshots of them."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from app.capture.frame import Frame
from app.exemplars import Exemplar
from app.faces import FaceSearch, Track, Tracker
from app.faces.rest import Rest
from app.faces.search import Detection
from app.faces.tracks import still_there
from app.people import People
from app.settings import Settings
from hime_core.detector import FaceDetector
from hime_core.geometry import Square
from hime_core.recogniser import Recogniser

# A head keeps its place and size if neither changes by more than this share of the headshot's side between two looks.
# That is measured on the smoothed square, which follows half of a small step at once. So for a headshot of 40 pixels a
# step is at most 3.2 pixels, and an enhanced face has more room around it than that.
STEADY = 0.04


@dataclass(frozen=True)
class Scene:
    """A frame and what was found in it."""

    frame: Frame
    tracks: list[Track]
    exemplars: dict[int, list[Exemplar]]  # by track id: the exemplars that the track may use, those of its person
    people: dict[int, int]  # by track id: the number of the person on the track; undecided tracks are left out
    banked: int  # how many exemplars were banked from this frame
    stages_ms: dict[str, float]  # by the name of a stage: the milliseconds that it took


class Look:
    """Turns frames into scenes. It owns the tracks and the people with their banks.

    Only one thread may use it, and the frames must come in order.
    """

    def __init__(
        self,
        detector: FaceDetector,
        recogniser: Recogniser,
        settings: Settings,
        given: list[Exemplar] | None = None,
        thorough: bool = False,
    ):
        """Prepare for the first frame.

        given: exemplars from photographs. The first person who is alone in view gets them, and nobody else.
        thorough: whether to look for new faces more thoroughly, as a recording allows (see `FaceSearch`).
        """
        self._search, self._thorough = FaceSearch(detector, thorough), thorough
        self._rest = Rest()
        self._tracks: list[Track] = []  # those of the last frame that was looked at
        self._steady = False  # whether no head moved between the last two looks
        self._look_failed = False  # whether an error ended the last look
        self._tracker = Tracker(settings.enhance.max_side)
        self.people = People(settings.exemplars, recogniser)
        self._given = given or []  # empty once somebody has got them

    def apply(self, settings: Settings, detector: FaceDetector) -> None:
        """Use other settings and another detector from now on. The tracks and the people stay."""
        self._search = FaceSearch(detector, self._thorough)
        self._tracker.apply(settings.enhance.max_side)
        self.people.apply(settings.exemplars)

    def process(self, frame: Frame) -> Scene:
        """Look at a frame, and return what was found in it."""
        ms: dict[str, float] = {}
        with timed(ms, "detect"):
            rests = not self._thorough and self._may_rest(frame)
        banked = 0 if rests and not self._far else self._look(frame, ms, keep_places=rests)
        tracks = self._tracks
        ms.setdefault("track", 0.0)
        with timed(ms, "bank"):
            people = {t.id: person for t in tracks if (person := self.people.certain(t.id)) is not None}
            if self._given and len(people) == len(tracks) == self._tracker.count == 1:
                self.people.give(tracks[0].id, self._given)
                self._given = []
            exemplars = {t.id: self.people.exemplars(t.id) for t in tracks}
        return Scene(frame, tracks, exemplars, people, banked, ms)

    @property
    def _far(self) -> list[Track]:
        """The far tracks of the last frame that was looked at."""
        return [t for t in self._tracks if t.state == "far"]

    def _may_rest(self, frame: Frame) -> bool:
        """Return whether faces need not be looked for: everybody in view is known, and nobody far or new moves."""
        far = self._far
        settled = all(t.state != "lost" and self.people.undoubted(t.id) for t in self._tracks)
        settled = settled and (not far or self._steady) and all(still_there(t, frame.image) for t in far)
        needed = not settled or self._tracker.count > len(self._tracks) or self._look_failed
        return self._rest.allows(frame.image, self._tracker.squares, frame.time, needed, bool(far))

    def _look(self, frame: Frame, ms: dict[str, float], keep_places: bool) -> int:
        """Look for faces in a frame, and follow and bank them. Return how many exemplars were banked.

        keep_places: the faces are taken to be where they were, and are not looked for. It is decided anew who they are,
        as in every frame, because nobody's exemplars may be used for somebody else. Nothing is banked.
        """
        self._look_failed = True  # until it is over
        with timed(ms, "detect"):
            if keep_places:
                detections = [Detection(t.face, t.square) for t in self._tracks]
            else:
                detections = self._search.find(frame.image, self._tracker.squares)
        with timed(ms, "track"):
            before = {t.id: t.square for t in self._tracks}
            self._tracks = self._tracker.update(frame.image, detections, frame.time)
            self._steady = all(t.id in before and steady(before[t.id], t.square) for t in self._tracks)
        with timed(ms, "bank"):
            self.people.update(frame.image, self._tracks, frame.time)
            may_bank = frame.faithful and not keep_places
            near = [t for t in self._tracks if may_bank and t.state == "near" and t.seen == frame.time]
            banked = sum(self.people.offer(frame.image, t, frame.time) for t in near)
        self._look_failed = False
        return banked


def steady(before: Square, now: Square) -> bool:
    """Return whether a head keeps its place and size from one look to the next, by its headshot squares."""
    moved = max(abs(now.x - before.x), abs(now.y - before.y), abs(now.side - before.side))
    return moved <= STEADY * now.side


@contextmanager
def timed(stages: dict[str, float], name: str) -> Iterator[None]:
    """Measure how many milliseconds a block takes, and add them to `stages[name]`."""
    start = time.perf_counter()
    yield
    stages[name] = stages.get(name, 0.0) + 1000 * (time.perf_counter() - start)
