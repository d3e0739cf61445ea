"""Whether people who return are given their own exemplars, and whether others are given them. The real stages run.

    python -m tests.measure.returns FOLDER... [--pairs 10000] [--lookalikes 2000] [--cuts 5000] [--json FILE]

FOLDER: identity folders of photographs. The first photograph of each person is used. There are three kinds of calls:

- returns: somebody sits near and leaves. Then the same person or another one appears far off. The pairs of different
  people include those that HIME's own recogniser finds most alike.
- cuts: from one frame to the next somebody else is in the seat, or the same person at another moment.
- fades: soon after the first person came, their face turns into another one.

Faces are drawn at known places, so that no detector runs.
"""

import argparse
import copy
import json
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from tqdm import tqdm

from app.faces import Tracker
from app.faces.search import Detection
from app.people import People
from app.settings import ExemplarSettings
from hime_core.detector import load_detector
from hime_core.geometry import KeyPoints, Square, headshot_square
from hime_core.glance import glance_at
from hime_core.recogniser import Recogniser, load_recogniser
from tests.app.people.made_calls import Actor, Place, draw

# Calls in which people return have this many frames a second.
FPS = 10
# Calls with a cut or a fade have this many frames a second.
FAST = 30
# Somebody sits near at the first place, and stands far off at the second one.
NEAR, FAR = Place(0, 300, 170, 150), Place(0, 470, 240, 48)
# Somebody sits near, is away, stands far off, and is watched after a cut for these numbers of seconds.
SITS, AWAY, STANDS, AFTER_CUT = 1.5, 3.0, 1.5, 0.4
# Only two exemplars are kept for a person, so that everybody's calls fit into memory. This does not change the results.
SETTINGS = ExemplarSettings(capacity=2)
# This many glances at each person are compared to find the people who are most alike.
GLANCES = 4
# A person who returns is drawn as at this second of swaying and light, so that the face differs from before.
MOMENT = 7.3
# Fades take these numbers of seconds.
FADES = (0.5, 1.0, 2.0)
# This many seconds after a fade, it is checked whose exemplars are given.
LATE = 1.0
# A detector's place and size of a face have an error. Its standard deviation is this share of the headshot's side.
MISPLACED = 0.03


@dataclass
class Call:
    """A call: the state of the stages after its latest frame."""

    tracker: Tracker
    people: People
    rng: np.random.Generator
    time: float = 0.0

    def show(self, actor: Actor, place: Place | None, moment: float, fps: int = FPS) -> set[str]:
        """Show a frame of somebody, or of nobody if `place` is None. Returns the exemplars that faces are given."""
        self.time += 1 / fps
        image = draw([actor], [place] if place else [], moment)
        found = [_detection(place.square, self.rng)] if place else []
        tracks = self.tracker.update(image, found, self.time)
        self.people.update(image, tracks, self.time)
        given = {e.id for track in tracks if track.clear for e in self.people.exemplars(track.id)}
        for track in tracks:
            self.people.offer(image, track, self.time)
        return given

    def banked(self) -> set[str]:
        """All exemplars that are banked."""
        return {e.id for view in self.people.everyone() for e in view.exemplars}

    def copy(self, recogniser: Recogniser) -> "Call":
        """A copy of this call in its present state. Both share the recogniser."""
        return copy.deepcopy(self, {id(recogniser): recogniser})


def _detection(square: Square, rng: np.random.Generator) -> Detection:
    dx, dy, ds = MISPLACED * rng.standard_normal(3)
    x, y, side = square.x + dx * square.side, square.y + dy * square.side, square.side * float(np.exp(ds))
    e = side / 8
    return Detection(KeyPoints((x - e, y), (x + e, y), (x, y + e), (x, y + 1.5 * e), 0.9), Square(x, y, side))


def actors_of(folders: list[Path]) -> list[Actor]:
    """Everybody whose first photograph shows exactly one face."""
    detector, actors = load_detector(), []
    people = [person for folder in folders for person in sorted(folder.iterdir()) if person.is_dir()]
    for person in tqdm(people, desc="photographs"):
        photo = cv2.imread(str(sorted(person.glob("*.jpg"))[0]))
        if photo is None:
            continue
        faces = detector.detect(photo) or detector.detect(cv2.copyMakeBorder(photo, *[photo.shape[0] // 2] * 4, 1))
        if len(faces) == 1:
            actors.append(Actor.of(photo, headshot_square(faces[0])))
    return actors


def alike(actors: list[Actor], recogniser: Recogniser) -> np.ndarray:
    """N×N: how alike near glances at the first person and far glances at the second are; -1 for the same person."""

    def codes(actor: Actor, place: Place, start: float) -> np.ndarray:
        shots = [glance_at(draw([actor], [place], start + 0.7 * i), place.square) for i in range(GLANCES)]
        return recogniser.codes(shots)

    near = np.stack([codes(a, NEAR, 0.0) for a in tqdm(actors, desc="glances near")])
    far = np.stack([codes(a, FAR, MOMENT) for a in tqdm(actors, desc="glances far")])
    out = np.empty((len(actors), len(actors)), np.float32)
    for i, gallery in enumerate(near):
        out[i] = np.median(np.einsum("nfd,gd->nfg", far, gallery).max(2), 1)
    np.fill_diagonal(out, -1.0)
    return out


def sat_near(actor: Actor, recogniser: Recogniser) -> Call:
    """A call in which somebody has sat near."""
    call = Call(Tracker(116), People(SETTINGS, recogniser), np.random.default_rng(0))
    for i in range(round(SITS * FPS)):
        call.show(actor, NEAR, i / FPS)
    return call


def returns(call: Call, actor: Actor) -> list[bool]:
    """The first person leaves, and `actor` stands far off. Returns for each of these frames whether the first person's
    exemplars are given."""
    theirs = call.banked()
    call.time += AWAY
    call.show(actor, None, 0.0)
    return [bool(theirs & call.show(actor, FAR, MOMENT + i / FPS)) for i in range(round(STANDS * FPS))]


def after_cut(call: Call, actor: Actor) -> list[bool]:
    """As `returns`, but `actor` is in the seat from one frame to the next."""
    theirs, place = call.banked(), replace(NEAR, x=NEAR.x + 4, y=NEAR.y - 3)
    call.people.pause(True)  # new exemplars would take the places of the watched ones
    return [bool(theirs & call.show(actor, place, MOMENT + i / FAST, FAST)) for i in range(round(AFTER_CUT * FAST))]


def fades(call: Call, one: Actor, other: Actor, seconds: float) -> list[bool]:
    """As `returns`, for the frames from LATE seconds after one face has turned into another."""
    theirs = call.banked()
    for share in np.linspace(0, 1, round(seconds * FAST)):
        mixed = Actor(((1 - share) * one.photo + share * other.photo).astype(np.uint8), one.square)
        call.show(mixed, NEAR, call.time, FAST)
    there = Actor(other.photo, one.square)
    for _ in range(round(LATE * FAST)):
        call.show(there, NEAR, call.time, FAST)
    theirs |= {e.id for view in call.people.everyone() if view.id == 1 for e in view.exemplars}
    return [bool(theirs & call.show(there, NEAR, call.time, FAST)) for _ in range(round(AFTER_CUT * FAST))]


def pairs_of(likeness: np.ndarray, count: int, lookalikes: int) -> list[tuple[int, int]]:
    """Up to `count` ordered pairs of different people: the most alike ones, and others that are drawn at random."""
    n = len(likeness)
    nearest = np.argsort(likeness, axis=None)[::-1][:lookalikes]
    drawn = np.random.default_rng(0).choice(n * n, 2 * count, replace=False)
    chosen = dict.fromkeys([*nearest.tolist(), *drawn.tolist()])
    pairs = [divmod(place, n) for place in chosen if place // n != place % n]
    return pairs[:count]


def first(given: list[bool], fps: int) -> float | None:
    """The seconds until exemplars are given for the first time. None if they never are."""
    return next((round(i / fps, 3) for i, yes in enumerate(given) if yes), None)


def last(given: list[bool], fps: int) -> float | None:
    """The seconds until exemplars are given for the last time. None if they never are."""
    return next((round(i / fps, 3) for i in reversed(range(len(given))) if given[i]), None)


def own(served: list[list[bool]], after: float, fps: int) -> dict[str, object]:
    """A summary of calls in which the same person returns: how soon they are given their own exemplars, and in which
    share of the calls this is so in 95 % of the frames from `after` seconds on."""
    late = [float(np.mean(given[round(after * fps) :])) for given in served]
    firsts = [at for given in served if (at := first(given, fps)) is not None]
    return {
        "calls": len(served),
        f"served_95_after_{after}": round(float(np.mean([share >= 0.95 for share in late])), 4),
        "first_served_median": float(np.median(firsts)) if firsts else None,
        "never": len(served) - len(firsts),
    }


def others(served: list[list[bool]], pairs: list[tuple[int, int]], likeness: np.ndarray, fps: int) -> dict[str, object]:
    """A summary of calls with two people: in how many the second person is given the first one's exemplars, and for how
    long at most."""
    wrong = [(given, pair) for given, pair in zip(served, pairs, strict=True) if any(given)]
    return {
        "calls": len(served),
        "served": len(wrong),
        "latest_s": max((last(given, fps) or 0.0 for given, _ in wrong), default=None),
        "likeness": sorted((round(float(likeness[pair]), 3) for _, pair in wrong), reverse=True)[:20],
    }


def main() -> None:
    """Run all calls and print the summaries."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folders", type=Path, nargs="+")
    options.add_argument("--pairs", type=int, default=10_000)
    options.add_argument("--lookalikes", type=int, default=2_000, help="of the pairs, the most alike")
    options.add_argument("--cuts", type=int, default=5_000)
    options.add_argument("--fades", type=int, default=300, help="of each length")
    options.add_argument("--json", type=Path)
    asked = options.parse_args()
    cv2.setNumThreads(1)
    recogniser = load_recogniser()
    actors = actors_of(asked.folders)
    likeness = alike(actors, recogniser)
    calls = [sat_near(actor, recogniser) for actor in tqdm(actors, desc="calls")]
    banked = [i for i, call in enumerate(calls) if call.banked()]
    report: dict[str, object] = {"people": len(actors), "banked": len(banked)}
    for name, play, count, alike_count, after, fps in (
        ("returns", returns, asked.pairs, asked.lookalikes, 0.8, FPS),
        ("cuts", after_cut, asked.cuts, asked.cuts // 5, 0.2, FAST),
    ):
        pairs = [(i, j) for i, j in pairs_of(likeness, count, alike_count) if calls[i].banked()]
        wrong = [play(calls[i].copy(recogniser), actors[j]) for i, j in tqdm(pairs, desc=f"{name}, others")]
        right = [play(calls[i].copy(recogniser), actors[i]) for i in tqdm(banked, desc=f"{name}, themselves")]
        report[name] = {"others": others(wrong, pairs, likeness, fps), "themselves": own(right, after, fps)}
        print(json.dumps(report[name], indent=1))
    for seconds in FADES:
        pairs = pairs_of(likeness, asked.fades, asked.fades // 5)
        end = [fades(calls[i].copy(recogniser), actors[i], actors[j], seconds) for i, j in tqdm(pairs, desc="fades")]
        report[f"fade of {seconds} s"] = late = others(end, pairs, likeness, FAST)
        print(seconds, json.dumps(late, indent=1))
    if asked.json:
        asked.json.write_text(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
