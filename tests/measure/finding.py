"""How long it takes until a face is found, how many things are taken for faces, and how long the search takes.

    python -m tests.measure.finding FOLDER... [--json OUT.json]

FOLDER: photographs of people, also in subfolders. The people are put into made rooms. Frames come 30 times a second, as
in a call: if the search is busy when a frame comes, it does not look at that frame. A face is found as soon as the
tracker returns a track for it.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import cv2
import numpy as np

from app.faces import FaceSearch, Tracker
from app.faces.search import same_face
from hime_core.detector import FaceDetector, load_detector
from hime_core.geometry import Image, Square, headshot_square
from tests.measure.rooms import Rng, noises, noisy, room, stand

# This many frames come in a second.
FPS = 30
# Headshots have these sides in pixels.
SIDES = (24, 28, 32, 40, 48, 64, 80)
# Frames have these widths and heights in pixels.
SIZES = ((1280, 720), (1920, 1080))
# A face appears in one of these ways. "in changed light" means that somebody else is tracked already, and that the
# light changes as the face appears, so that the whole frame changes.
KINDS = ("appears", "turns round", "beside somebody", "something moves", "in changed light")
# Before the face, this many frames show the room alone, or the back of a head.
BEFORE = 20
# A head turns round in this many frames.
TURN = 6
# A face counts as not found after this many frames.
LONGEST = 120
# A webcam's lens blurs with a standard deviation of this many pixels.
BLUR = 0.7
# A photograph is used if its best face has at least this score (0..1). Bystanders, who are blurred or turned away, have
# less.
CLEAR = 0.8
# The tracker takes headshots up to this many pixels a side for far, as enhance.max_side.
FAR = 116
# The search looks at this many frames of each room without people, which is more than two of its rounds.
ROOM_FRAMES = 30


@dataclass(frozen=True)
class Person:
    """A photograph and the headshot in it."""

    photo: Image
    square: Square


@dataclass(frozen=True)
class Row:
    """One try."""

    width: int
    side: int
    kind: str
    # From the first frame of the face, or of the turning head, until the face is found. None if it never is.
    seconds: float | None
    strangers: int  # the number of tracks of things that are not faces
    looked_ms: float  # the mean time that the search takes for a frame


def main() -> None:
    """Measure and print."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    p.add_argument("--tries", type=int, default=12, help="of each size, resolution and kind")
    p.add_argument("--rooms", type=int, default=600, help="without people, half of each resolution")
    p.add_argument("--seed", type=int, default=0)
    p.add_argument("--json", type=Path, help="every try")
    options = p.parse_args()
    cv2.setNumThreads(1)
    rng, detector = np.random.default_rng(options.seed), load_detector()
    crowd = people(options.folders, options.tries, detector, rng)
    rows = []
    for (width, height), kind in product(SIZES, KINDS):
        noise = noises(width, height, rng)
        for side in SIDES:
            rows += [
                appearance(detector, (width, height), side, kind, crowd[i % len(crowd)], noise, rng)
                for i in range(options.tries)
            ]
        print(table([r for r in rows if (r.width, r.kind) == (width, kind)]), flush=True)
    if options.json:
        options.json.write_text(json.dumps([vars(row) for row in rows]))
    print(false_faces(detector, options.rooms, rng))


def people(folders: list[Path], count: int, detector: FaceDetector, rng: Rng) -> list[Person]:
    """Up to `count` people of each folder, drawn at random. The folders take turns."""
    found: list[list[Person]] = []
    for folder in folders:
        files = sorted(f for f in folder.rglob("*") if f.suffix.lower() in (".jpg", ".jpeg", ".png"))
        own: list[Person] = []
        for file in rng.permutation(np.array(files)):
            photo = np.asarray(cv2.imread(str(file)), np.uint8)
            faces = detector.detect(photo)
            if faces and faces[0].score >= CLEAR:
                own.append(Person(photo, headshot_square(faces[0])))
            if len(own) == count:
                break
        found.append(own)
    return [person for turn in zip(*found, strict=False) for person in turn]


def appearance(
    detector: FaceDetector, size: tuple[int, int], side: int, kind: str, person: Person, noise: list[Image], rng: Rng
) -> Row:
    """One person becomes visible in a room at which the search has looked for some time."""
    width, height = size
    wall = room(width, height, rng)
    there = Square(rng.uniform(side, 0.6 * width), rng.uniform(side, height - 1.5 * side), side)
    other = Square(0.8 * width, 0.5 * height, 70)
    accompanied = kind in ("beside somebody", "in changed light")
    if accompanied:
        wall = stand(wall, person.photo[:, ::-1], _mirrored(person), other, (60, 60, 60), 1.0)
    coat = (int(rng.integers(200)), int(rng.integers(200)), int(rng.integers(200)))
    curtain = [cv2.GaussianBlur(room(width // 4, height // 2, rng), (0, 0), BLUR) for _ in range(4)]

    def shown(face: float | None) -> Image:
        picture = wall if face is None else stand(wall, person.photo, person.square, there, coat, face)
        return np.asarray(cv2.GaussianBlur(picture, (0, 0), BLUR), np.uint8)

    turning = kind == "turns round"
    empty, present = shown(0.0 if turning else None), shown(1.0)
    turn = [shown(i / TURN) for i in range(1, TURN)] if turning else []

    def picture(i: int) -> Image:
        still = empty if i < BEFORE else turn[i - BEFORE] if i - BEFORE < len(turn) else present
        if kind == "something moves":
            still = still.copy()
            still[: height // 2, 3 * width // 4 :] = curtain[i // 4 % 4][:, : width - 3 * width // 4]
        if kind == "in changed light" and i >= BEFORE:
            still = cv2.convertScaleAbs(still, alpha=0.65)
        return noisy(still, noise[i % len(noise)])

    search, tracker = FaceSearch(detector), Tracker(FAR)
    seconds, strangers, looked = None, set(), []
    for i, now in by_the_clock(BEFORE + LONGEST):
        image = picture(i)
        start = time.perf_counter()
        tracks = tracker.update(image, search.find(image, tracker.squares), i / FPS)
        ended = time.perf_counter()
        looked.append(1000 * (ended - start))
        if i >= BEFORE and any(same_face(t.square, there) for t in tracks):
            seconds = now(ended) - BEFORE / FPS
            break
        known = (there, other) if accompanied else (there,)
        strangers |= {t.id for t in tracks if not any(same_face(t.square, square) for square in known)}
    return Row(width, side, kind, seconds, len(strangers), float(np.mean(looked)))


def by_the_clock(count: int) -> Iterator[tuple[int, Callable[[float], float]]]:
    """The numbers of the frames that a stage gets if it misses the frames that come while it is busy.

    With each number comes a function that turns a time of the clock into seconds since the first frame.
    """
    begun, last = time.perf_counter(), -1
    while True:
        number = max(last + 1, int((time.perf_counter() - begun) * FPS))
        if number >= count:
            return
        time.sleep(max(0.0, begun + number / FPS - time.perf_counter()))
        yield number, lambda at: at - begun
        last = number


def false_faces(detector: FaceDetector, count: int, rng: Rng) -> str:
    """A line that says how many things are tracked in rooms without people."""
    followed, milliseconds = 0, []
    noise_of = {size: noises(*size, rng) for size in SIZES}
    for n in range(count):
        size = SIZES[n % 2]
        wall, noise = room(*size, rng), noise_of[size]
        search, tracker, ids = FaceSearch(detector), Tracker(FAR), set()
        for i in range(ROOM_FRAMES):
            image = noisy(wall, noise[i % len(noise)])
            start = time.perf_counter()
            ids |= {t.id for t in tracker.update(image, search.find(image, tracker.squares), i / FPS)}
            milliseconds.append(1000 * (time.perf_counter() - start))
        followed += len(ids)
    ms = np.mean(milliseconds) if milliseconds else 0.0
    return (
        f"{count} rooms without people, {ROOM_FRAMES * count} frames: {followed} things followed, {ms:.1f} ms a frame"
    )


def table(rows: list[Row]) -> str:
    """A table with a line for each size of the headshot. Times until a face is found are in seconds."""
    head = f"{rows[0].width} px across, {rows[0].kind}"
    lines = [f"{head:<34}{'tries':>6}{'found':>7}{'p50':>7}{'p95':>7}{'strangers':>11}{'ms a frame':>12}"]
    for name, own in [*((f"{side} px", [r for r in rows if r.side == side]) for side in SIDES), ("all", rows)]:
        times = [LONGEST / FPS if r.seconds is None else r.seconds for r in own]
        found = sum(r.seconds is not None for r in own)
        p50, p95 = np.percentile(times, (50, 95))
        strangers, ms = sum(r.strangers for r in own), np.mean([r.looked_ms for r in own])
        lines.append(f"{name:<34}{len(own):>6}{found:>7}{p50:>7.2f}{p95:>7.2f}{strangers:>11}{ms:>12.1f}")
    return "\n".join(lines)


def _mirrored(person: Person) -> Square:
    return Square(person.photo.shape[1] - person.square.x, person.square.y, person.square.side)


if __name__ == "__main__":
    main()
