"""Calls of several people, made from portraits, in which it is known at every moment who is where."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from app.faces import FaceSearch, Track, Tracker
from app.people import People
from app.settings import ExemplarSettings
from hime_core.detector import FaceDetector
from hime_core.geometry import Image, Square, crop
from hime_core.recogniser import Recogniser

FPS = 10
WIDTH, HEIGHT = 640, 360
ROOM = 1.5  # of the portrait that is shown, in headshot sides


WALL = cv2.resize(np.random.default_rng(5).integers(90, 140, (6, 10, 3)).astype(np.uint8), (WIDTH, HEIGHT))


@dataclass(frozen=True)
class Actor:
    """Somebody's portrait (BGR) and the headshot square in it."""

    photo: Image
    square: Square

    @staticmethod
    def of(photo: Image, square: Square) -> "Actor":
        """From a portrait of any size; kept as small as a frame can show it."""
        side = 320
        small = crop(photo, square.scaled(2), side)
        return Actor(small, Square(side / 2, side / 2, side / 2))


@dataclass(frozen=True)
class Place:
    """Where an actor is, in pixels of the frame; of two, the larger `front` hides the other."""

    actor: int
    x: float
    y: float
    side: float
    front: int = 0

    @property
    def square(self) -> Square:
        return Square(self.x, self.y, self.side)


Script = Callable[[float], list[Place]]


@dataclass
class Outcome:
    """What became of a call. crossed: (frame, track) pairs that were given somebody else's exemplars."""

    crossed: int = 0
    banked: list[int] = field(default_factory=list)  # exemplars by actor
    given: list[tuple[float, int]] = field(default_factory=list)  # time and actor of every face that was given some
    persons: list[tuple[float, int, int]] = field(default_factory=list)  # time, actor, person, where one actor is there


def draw(actors: list[Actor], places: list[Place], time: float) -> Image:
    """A frame: swaying heads with soft borders before a wall, the light drifting, camera noise."""
    frame = WALL.copy()
    for place in sorted(places, key=lambda p: p.front):
        actor = actors[place.actor]
        size = max(8, round(ROOM * place.side))
        angle = 4 * np.sin(1.3 * time + place.actor) + 2 * np.sin(3.1 * time)
        centre = actor.square.x, actor.square.y
        matrix = cv2.getRotationMatrix2D(centre, float(angle), 1.0)
        turned = cv2.warpAffine(actor.photo, matrix, actor.photo.shape[1::-1], borderMode=cv2.BORDER_REPLICATE)
        cut = crop(turned, actor.square.scaled(ROOM), size).astype(np.float32)
        mask = head_and_body(size)
        x0, y0 = round(place.x - size / 2), round(place.y - size / 2)
        a, b, c, d = max(0, x0), max(0, y0), min(WIDTH, x0 + size), min(HEIGHT, y0 + size)
        if c > a and d > b:
            part = slice(b - y0, d - y0), slice(a - x0, c - x0)
            frame[b:d, a:c] = (frame[b:d, a:c] * (1 - mask[part]) + cut[part] * mask[part]).astype(np.uint8)
    light = 1 + 0.05 * np.sin(0.4 * time)
    noise = cv2.randn(np.empty(frame.shape, np.int16), 0, 2)
    return cv2.add(cv2.convertScaleAbs(frame, alpha=light), noise, dtype=cv2.CV_8U)


@lru_cache(maxsize=8)
def head_and_body(size: int) -> NDArray[np.float64]:
    """How much of somebody is at each pixel of their picture, size×size×1."""
    v, u = (np.mgrid[0:size, 0:size] + 0.5) / size * ROOM - ROOM / 2
    head = np.exp(-(((u / 0.42) ** 2 + (v / 0.56) ** 2) ** 4))
    body = np.where(v > 0.35, np.exp(-((u / 0.66) ** 8)), 0)
    return np.asarray(cv2.GaussianBlur(np.maximum(head, body), (0, 0), max(0.6, 0.01 * size))[..., None], np.float64)


def play(
    actors: list[Actor],
    script: Script,
    seconds: float,
    detector: FaceDetector,
    recogniser: Recogniser,
    fps: int = FPS,
) -> Outcome:
    """Run detector, tracker and people over a call, and watch whose exemplars each face is given."""
    search = FaceSearch(detector)
    tracker, people = Tracker(100), People(ExemplarSettings(), recogniser)
    owner: dict[str, int] = {}
    outcome = Outcome(banked=[0] * len(actors))
    cv2.setRNGSeed(0)
    for n in range(round(seconds * fps)):
        time = n / fps
        places = script(time)
        image = draw(actors, places, time)
        tracks = tracker.update(image, search.find(image, tracker.squares), time)
        people.update(image, tracks, time)
        for track in tracks:
            actor = who(track, places)
            if people.offer(image, track, time):
                owner.update({e.id: actor for e in people.exemplars(track.id) if e.id not in owner})
                outcome.banked[actor] += 1
            given = people.exemplars(track.id)
            outcome.crossed += any(owner[e.id] != actor for e in given) and actor >= 0
            if track.seen == time and given:
                outcome.given.append((time, actor))
            person = people.certain(track.id)
            if track.seen == time and len(reach(track, places)) == 1 and person is not None:
                outcome.persons.append((time, actor, person))
    return outcome


def who(track: Track, places: list[Place]) -> int:
    """The actor that a track's square shows, the foremost of two; -1 where there is nobody."""
    near = reach(track, places)
    return max(near, key=lambda p: (p.front, -abs(p.x - track.square.x)), default=Place(-1, 0, 0, 0)).actor


def reach(track: Track, places: list[Place]) -> list[Place]:
    """The actors whose head is at a track's square."""
    return [p for p in places if max(abs(p.x - track.square.x), abs(p.y - track.square.y)) < 0.5 * p.side]


def between(time: float, start: float, end: float, a: float, b: float) -> float:
    """a before start, b after end, in between on a straight line."""
    share = min(max((time - start) / (end - start), 0.0), 1.0)
    return a + share * (b - a)


LEFT, RIGHT, MIDDLE, NEAR, FAR = 190.0, 450.0, 320.0, 150.0, 48.0
SIT = 160.0


def crossing(time: float) -> list[Place]:
    """Two who sat apart change sides, one passing before the other."""
    x = between(time, 3, 5.5, LEFT, RIGHT)
    return [Place(0, x, SIT, NEAR, 1), Place(1, LEFT + RIGHT - x, SIT, NEAR * 0.9)]


def far_crossing(time: float) -> list[Place]:
    """Likewise, after both went far away."""
    x, side = between(time, 5, 7, LEFT, RIGHT), between(time, 2.5, 4, NEAR, FAR)
    return [Place(0, x, SIT, side, 1), Place(1, LEFT + RIGHT - x, SIT, side * 0.9)]


def swapped_seats(time: float) -> list[Place]:
    """Both leave the picture, and each returns to the other's seat."""
    if time < 3:
        return [Place(0, LEFT, SIT, NEAR), Place(1, RIGHT, SIT, NEAR)]
    return [] if time < 4.5 else [Place(1, LEFT, SIT, NEAR), Place(0, RIGHT, SIT, NEAR)]


def other_order(time: float) -> list[Place]:
    """One seat: the first leaves, the second sits and leaves; then the second returns, and after them the first."""
    stays = ((0, 0.0, 3.0), (1, 4.0, 7.0), (1, 8.5, 11.0), (0, 12.5, 15.5))
    return [Place(actor, MIDDLE, SIT, NEAR) for actor, start, end in stays if start <= time < end]


def left_together(time: float) -> list[Place]:
    """Two leave one after the other and return in the other order, to their own seats, by way of the other's."""
    places = [Place(0, LEFT, SIT, NEAR)] if time < 3 else []
    places += [Place(1, LEFT + 30, SIT, NEAR)] if 4 <= time < 7 else []
    places += [Place(1, between(time, 9, 11, LEFT, RIGHT), SIT, FAR)] if time >= 8 else []
    return places + ([Place(0, LEFT, SIT, FAR)] if time >= 12 else [])


def seat_taken(time: float) -> list[Place]:
    """A stranger sits down within half a second, far away after a while."""
    side = between(time, 6, 8, NEAR, FAR)
    return [Place(0, MIDDLE, SIT, NEAR)] if time < 3 else [] if time < 3.4 else [Place(1, MIDDLE, SIT, side)]


def replaced_at_once(time: float) -> list[Place]:
    """From one frame to the next it is somebody else: nothing lies between, as after a stalled camera."""
    return [Place(0 if time < 3 else 1, MIDDLE, SIT, NEAR)]


def leaning_in(time: float) -> list[Place]:
    """A stranger comes in from the side before the one who sits, and stays in front."""
    stranger = Place(1, between(time, 3, 6, 700, MIDDLE + 15), SIT + 5, NEAR * 1.15, 1)
    return [Place(0, MIDDLE, SIT, NEAR), stranger]


def back_after_three(time: float) -> list[Place]:
    """One person leaves for three seconds and returns to the seat."""
    return [] if 3 <= time < 6 else [Place(0, MIDDLE, SIT, NEAR)]


def back_far_after_three(time: float) -> list[Place]:
    """One person leaves for three seconds and returns farther away from the camera."""
    return [Place(0, MIDDLE, SIT, NEAR)] if time < 3 else [] if time < 6 else [Place(0, MIDDLE + 60, SIT, FAR)]


def back_elsewhere(time: float) -> list[Place]:
    """One person leaves for three seconds and appears in another part of the picture."""
    return [Place(0, 110, 110, NEAR)] if time < 3 else [] if time < 6 else [Place(0, 540, 150, FAR)]


def somebody_else(photo: Image, square: Square) -> Actor:
    """Another person out of a portrait: mirrored, the face wider, skin and hair dark, the clothes in another colour."""
    mirrored = np.ascontiguousarray(photo[:, ::-1])
    wide = cv2.resize(mirrored, None, fx=1.18, fy=0.95, interpolation=cv2.INTER_AREA)
    hsv = cv2.cvtColor(wide, cv2.COLOR_BGR2HSV).astype(np.float32)
    hsv[..., 0] = (hsv[..., 0] + 8) % 180
    hsv[..., 2] *= 0.62
    dark = cv2.cvtColor(hsv.astype(np.uint8), cv2.COLOR_HSV2BGR)
    x, y = 1.18 * (photo.shape[1] - square.x), 0.95 * square.y
    return Actor.of(dark, Square(x, y, 1.06 * square.side))
