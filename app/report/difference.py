"""What the exemplars change on a far face: the same LR picture enhanced without them and with them."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from app.enhance import EnhancedFace
from app.enhance.enhancer import cut, room_steps
from app.enhance.fidelity import gated
from app.exemplars import Exemplar
from hime_core.geometry import Image
from hime_core.runtime import Engine

# The change is shown this many times stronger than it is, so that it can be seen.
AMPLIFIED = 8
# Each large picture on the sheet is a square with a side of this many pixels.
TILE = 320
# The caption above each picture on the sheet is this many pixels high.
CAPTION = 36
# Grey level of the sheet's background.
BACKGROUND = 24
# Colour of the captions, as BGR levels.
INK = (235, 235, 235)


@dataclass(frozen=True)
class Share:
    """How much one exemplar counted on a face."""

    exemplar: Exemplar
    seen: Image  # the exemplar as the network saw it, of the SR picture's size
    weights: NDArray[np.float32]  # h×w, 0..1: how much it counted in each LR pixel (CoFA)
    share: float  # 0..1, how much of all exemplars' weight on the whole face was its own


@dataclass(frozen=True)
class Difference:
    """A face in four pictures, all of the SR picture's size, and the exemplars' shares, which sum to one."""

    bicubic: Image  # the LR picture enlarged
    without: Image  # enhanced without exemplars
    with_: Image  # enhanced with exemplars
    change: Image  # |with - without|, AMPLIFIED times
    shares: list[Share]  # in the order in which they were chosen; empty where the face had none


def difference(engine: Engine, face: EnhancedFace) -> Difference:
    """Enhance a face's LR picture without its references and with them. It takes as long as two faces in a call.

    Raises EngineError where the engine's output is not a picture.
    """
    room, hr_side = room_steps(face.side, face.square.side), face.lr.shape[0] * engine.scale
    seen = [cut(exemplar, room, hr_side) for exemplar in face.references]
    try:
        features = engine.encode(seen) if seen else []
        [without], _ = engine.enhance([face.lr], [[]])
        [with_], [weights] = engine.enhance([face.lr], [features])
    finally:  # the person may have been forgotten meanwhile: nothing of them is to stay with the engine
        engine.forget()
    without, with_ = gated(face.lr, without)[0], gated(face.lr, with_)[0]
    change = cv2.convertScaleAbs(cv2.absdiff(with_, without), alpha=AMPLIFIED)
    part = weights.mean((1, 2)) / weights.mean((1, 2)).sum()
    shares = [Share(e, s, w, float(p)) for e, s, w, p in zip(face.references, seen, weights, part, strict=True)]
    return Difference(_enlarged(face.lr, with_.shape[0]), without, with_, np.asarray(change, np.uint8), shares)


def weight_map(share: Share, face: Image) -> Image:
    """Where on the face an exemplar counts: the face in grey, yellow where it counts much, blue where little.

    face: H×W×3 BGR, as the result is.
    """
    heat = cv2.resize(share.weights, face.shape[1::-1], interpolation=cv2.INTER_LINEAR)
    colours = cv2.applyColorMap(cv2.convertScaleAbs(heat, alpha=255), cv2.COLORMAP_CIVIDIS)
    grey = cv2.cvtColor(cv2.cvtColor(face, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
    return np.asarray(cv2.addWeighted(colours, 0.65, grey, 0.35, 0), np.uint8)


def captions(difference: Difference) -> list[tuple[str, Image]]:
    """The four pictures of a face, each after its caption."""
    return [
        ("Camera, enlarged", difference.bicubic),
        ("HIME without exemplars", difference.without),
        ("HIME with exemplars", difference.with_),
        (f"Change, made {AMPLIFIED} times stronger", difference.change),
    ]


def sheet(difference: Difference) -> Image:
    """One picture to be saved: the four pictures of a face, and below them each exemplar beside its map."""
    rows = [np.hstack([_tile(picture, text) for text, picture in captions(difference)])]
    pairs = [np.hstack(_pair(share, difference.with_)) for share in difference.shares]
    pairs += [np.full((CAPTION + TILE // 2, TILE, 3), BACKGROUND, np.uint8)] * (-len(pairs) % 4)
    rows += [np.hstack(pairs[i : i + 4]) for i in range(0, len(pairs), 4)]
    return np.vstack(rows)


def _pair(share: Share, face: Image) -> tuple[Image, Image]:
    """An exemplar and its map, at half the size."""
    half = TILE // 2
    return _tile(share.seen, f"exemplar {share.share:.0%}", half), _tile(weight_map(share, face), "where", half)


def _tile(picture: Image, caption: str, side: int = TILE) -> Image:
    strip = np.full((CAPTION, side, 3), BACKGROUND, np.uint8)
    cv2.putText(strip, caption, (8, 24), cv2.FONT_HERSHEY_SIMPLEX, 0.55 if side == TILE else 0.45, INK, 1, cv2.LINE_AA)
    return np.vstack([strip, _enlarged(picture, side)])


def _enlarged(image: Image, side: int) -> Image:
    interpolation = cv2.INTER_AREA if side < image.shape[0] else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(image, (side, side), interpolation=interpolation), np.uint8)
