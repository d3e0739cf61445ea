"""Compares HIME's BlazeFace with mediapipe's, picture by picture: whether both find the same faces, how far apart these
are, and how long each detector takes.

    python -m tests.measure.detectors FOLDER...

FOLDER: photographs, also in subfolders. HIME reduces pictures of more than 256 pixels by area before either detector
sees them. A second table compares with what mediapipe finds in pictures that are not reduced, which it samples without
averaging. This needs HIME's extra [mediapipe], which reports its use to Google.
"""

import argparse
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from unittest.mock import patch

import cv2
import numpy as np
from skimage import data

from hime_core.detector import FaceDetector, load_detector
from hime_core.detector.google import GoogleBlazeFace
from hime_core.detector.reduce import READ_SIDE
from hime_core.geometry import Image, KeyPoints, Square, crop, headshot_square

# The network's input has this many pixels a side. Distances are given in these pixels.
INPUT = 128
# Headshots have these sides in pixels.
SIDES = (20, 28, 40, 64, 100, 160, 250, 400)
# The detector is shown a window, and a tile. Their sides are these multiples of the headshot's side.
WINDOW, TILE = 2.2, 4.0
# A frame has this width and this height in pixels.
FRAME = (1280, 720)
# Two faces are the same if all their points are at most this share of the picture's longer side apart.
SAME = 0.1
# A face is listed if its two scores are further apart than the first number, or its points than the second (in pixels
# of the network's input).
SCORE, PIXELS = 0.01, 0.5
# Both detectors leave out faces with a lower score than this (0..1).
LEAST = 0.5


@dataclass(frozen=True)
class Compared:
    """One picture. differences: for each face that both found, in score and in pixels of the network's input."""

    kind: str
    what: str
    differences: list[tuple[float, float]]
    alone: list[tuple[str, float]]  # for each face that only one found: the detector's name, and the score


class Unreduced:
    """mediapipe, which gets pictures that are not reduced."""

    def __init__(self, google: GoogleBlazeFace):
        self._google = google

    def detect(self, image: Image) -> list[KeyPoints]:
        with patch("hime_core.detector.google.reduced", lambda picture: (picture, np.ones(2, np.float32))):
            return self._google.detect(image)


def main() -> None:
    """Compare on pictures made of every photograph in turn, and time both on one thread."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    p.add_argument("--photographs", type=int, default=120, help="of each folder, drawn at random")
    p.add_argument("--seed", type=int, default=0)
    options = p.parse_args()
    cv2.setNumThreads(1)
    ours, google = load_detector("onnxruntime", LEAST), load_detector("mediapipe", LEAST)
    assert isinstance(google, GoogleBlazeFace)
    rng = np.random.default_rng(options.seed)
    rows, unreduced = [], []
    for folder in options.folders:
        files = sorted(f for f in folder.rglob("*") if f.suffix.lower() in (".jpg", ".jpeg", ".png"))
        for n, file in enumerate(rng.permutation(np.array(files))[: options.photographs]):
            photo = np.asarray(cv2.imread(str(file)), np.uint8)
            found = ours.detect(photo) or google.detect(photo)
            if not found:
                continue
            square = headshot_square(found[0])
            what = f"{folder.name}/{file.parent.name}/{file.name}"
            for kind, image in pictures(photo, square, SIDES[n % len(SIDES)], rng):
                own, longer = ours.detect(image), max(image.shape)
                rows.append(compared(kind, what, own, google.detect(image), longer))
                if longer > READ_SIDE:
                    unreduced.append(compared(kind, what, own, Unreduced(google).detect(image), longer))
    print("\n".join([table(rows), *exceptions(rows)]))
    print(f"\nagainst mediapipe given pictures of more than {READ_SIDE} pixels as they are:\n{table(unreduced)}\n")
    print(times({"HIME": ours, "mediapipe": google}))


def pictures(photo: Image, square: Square, side: int, rng: np.random.Generator) -> Iterator[tuple[str, Image]]:
    """The pictures that the search shows to a detector, with a headshot of `side` pixels. Then the window, spoilt in
    the ways in which pictures of calls are spoilt."""
    moved = Square(square.x + rng.normal() * square.side / 8, square.y + rng.normal() * square.side / 8, square.side)
    window = crop(photo, moved.scaled(WINDOW), round(WINDOW * side))
    yield "window", window
    yield "tile", crop(photo, moved.scaled(TILE), round(TILE * side))
    frame = np.full((FRAME[1], FRAME[0], 3), 90, np.uint8)
    size = min(FRAME[1], round(1.6 * max(side, 100)))
    x, y = rng.integers(0, FRAME[0] - size + 1), rng.integers(0, FRAME[1] - size + 1)
    frame[y : y + size, x : x + size] = crop(photo, square.scaled(1.6), size)
    yield "whole frame", frame
    turn = cv2.getRotationMatrix2D((window.shape[1] / 2, window.shape[0] / 2), rng.uniform(-35, 35), 1)
    rotated = cv2.warpAffine(window, turn, window.shape[1::-1], borderMode=cv2.BORDER_REPLICATE)
    yield "rotated", np.asarray(rotated, np.uint8)
    yield "dark", (window * rng.uniform(0.1, 0.4)).astype(np.uint8)
    noisy = window + rng.normal(0, rng.uniform(10, 40), window.shape)
    yield "noisy", np.clip(noisy, 0, 255).astype(np.uint8)
    strip = round(window.shape[0] * rng.uniform(0.15, 0.4))
    yield "cut off, not square", np.ascontiguousarray(window[strip:])


def compared(kind: str, what: str, ours: list[KeyPoints], theirs: list[KeyPoints], longer: int) -> Compared:
    """longer: the picture's longer side, in pixels."""
    differences, left = [], list(theirs)
    alone = []
    for face in ours:
        near = min(left, key=lambda other: _apart(face, other), default=None)
        if near is None or _apart(face, near) > SAME * longer:
            alone.append(("HIME", face.score))
            continue
        left.remove(near)
        differences.append((abs(face.score - near.score), _apart(face, near) * INPUT / longer))
    return Compared(kind, what, differences, alone + [("mediapipe", face.score) for face in left])


def _apart(a: KeyPoints, b: KeyPoints) -> float:
    """The largest distance between the same points of two faces, in pixels."""
    pairs = ((a.eye_left, b.eye_left), (a.eye_right, b.eye_right), (a.nose, b.nose), (a.mouth, b.mouth))
    return max(float(np.hypot(p[0] - q[0], p[1] - q[1])) for p, q in pairs)


def table(rows: list[Compared]) -> str:
    """A table with a line for each kind of picture."""
    lines = [
        f"{'pictures':<22}{'count':>7}{'faces':>7}{'alone':>7}{'score p99':>11}{'max':>8}{'pixels p99':>12}{'max':>7}"
    ]
    for kind in [*dict.fromkeys(row.kind for row in rows), "all"]:
        own = [row for row in rows if kind in (row.kind, "all")]
        both = np.array([d for row in own for d in row.differences]).reshape(-1, 2)
        alone = sum(len(row.alone) for row in own)
        p99, most = (np.percentile(both, 99, axis=0), both.max(0)) if len(both) else (np.zeros(2), np.zeros(2))
        lines.append(
            f"{kind:<22}{len(own):>7}{len(both):>7}{alone:>7}{p99[0]:>11.4f}{most[0]:>8.4f}{p99[1]:>12.3f}{most[1]:>7.3f}"
        )
    return "\n".join(lines)


def exceptions(rows: list[Compared]) -> list[str]:
    """A line for every face that only one detector found, and for every face that is beyond SCORE or PIXELS."""
    lines = [f"found by {who} alone, score {score:.3f}: {r.kind}, {r.what}" for r in rows for who, score in r.alone]
    return lines + [
        f"apart by {score:.4f} and {pixels:.3f} pixels: {r.kind}, {r.what}"
        for r in rows
        for score, pixels in r.differences
        if score > SCORE or pixels > PIXELS
    ]


def times(detectors: dict[str, FaceDetector], rounds: int = 300) -> str:
    """Median and 95th percentile of each detector's time for each picture, in ms. Each picture shows a face.

    Detectors and pictures take turns.
    """
    photo = np.ascontiguousarray(data.astronaut()[..., ::-1])
    face = Square(223, 121, 200)  # the headshot in it
    images = {
        "window of a far face, 100x100": crop(photo, face.scaled(WINDOW), 100),
        "tile for small faces, 96x96": crop(photo, face.scaled(TILE), 96),
        "window of a near face, 720x1210": np.asarray(cv2.resize(photo, (1210, 720)), np.uint8),
        "whole frame, 1280x720": np.asarray(cv2.resize(photo, FRAME), np.uint8),
        "whole frame, 1920x1080": np.asarray(cv2.resize(photo, (1920, 1080)), np.uint8),
    }
    works: dict[tuple[str, str], Callable[[], object]] = {
        (name, who): lambda d=detector, i=image: d.detect(i)  # type: ignore[misc]
        for name, image in images.items()
        for who, detector in detectors.items()
    }
    taken: dict[tuple[str, str], list[float]] = {key: [] for key in works}
    for key, work in islice(cycle(works.items()), rounds * len(works)):
        start = time.perf_counter()
        work()
        taken[key].append(1000 * (time.perf_counter() - start))
    return "\n".join(
        f"{name:<34}{who:<11}{np.median(ms):7.2f} ms ({np.percentile(ms, 95):.2f})" for (name, who), ms in taken.items()
    )


if __name__ == "__main__":
    main()
