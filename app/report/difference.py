"""Shows what the exemplars change on a far face. The same LR picture is enhanced without them and with them."""

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

# The change is shown this many times as strong as it is, so that people can see it.
AMPLIFIED = 8
# Each large picture on the sheet is a square with a side of this many pixels.
TILE = 320
# The strip for the caption above each picture on the sheet is this many pixels high.
CAPTION = 36
# The background of the sheet has this grey level (0..255).
BACKGROUND = 24
# The captions have this colour (BGR, 0..255).
INK = (235, 235, 235)


@dataclass(frozen=True)
class Share:
    """How much one exemplar counted on a face."""

    exemplar: Exemplar
    seen: Image  # the exemplar as the network saw it, as large as the SR picture
    weights: NDArray[np.float32]  # h×w, 0..1: how much the exemplar counted in each LR pixel (CoFA)
    share: float  # 0..1: the exemplar's part of the weight that all exemplars had on the whole face


@dataclass(frozen=True)
class Difference:
    """A face in four pictures, all as large as the SR picture, and the exemplars' shares, which sum to one."""

    bicubic: Image  # the LR picture enlarged
    without: Image  # enhanced without exemplars
    with_: Image  # enhanced with exemplars
    change: Image  # |with - without|, AMPLIFIED times
    shares: list[Share]  # one for each exemplar, in the order of choice; empty if the face had no exemplars


def difference(engine: Engine, face: EnhancedFace) -> Difference:
    """Enhance a face's LR picture without its references and with them. This takes as long as two faces in a call.

    Both pictures are made without earlier frames, so that they differ by the references alone. The call may have shown
    the face with earlier frames, but it has overwritten them by now (app/enhance/history.py).

    Raises EngineError if the engine's output is not a picture.
    """
    room, hr_side = room_steps(face.side, face.square.side), face.lr.shape[0] * engine.scale
    seen = [cut(exemplar, room, hr_side) for exemplar in face.references]
    try:
        features = engine.encode(seen) if seen else []
        [without], _ = engine.enhance([face.lr], [[]])
        [with_], [weights] = engine.enhance([face.lr], [features])
    finally:  # the engine must keep nothing of the person, who may have been forgotten meanwhile
        engine.forget()
    without, with_ = gated(face.lr, without)[0], gated(face.lr, with_)[0]
    change = cv2.convertScaleAbs(cv2.absdiff(with_, without), alpha=AMPLIFIED)
    part = weights.mean((1, 2)) / weights.mean((1, 2)).sum()
    shares = [Share(e, s, w, float(p)) for e, s, w, p in zip(face.references, seen, weights, part, strict=True)]
    return Difference(_enlarged(face.lr, with_.shape[0]), without, with_, np.asarray(change, np.uint8), shares)


def weight_map(share: Share, face: Image) -> Image:
    """Return the face in grey, tinted yellow where the exemplar counts much and blue where it counts little.

    face: H×W×3 BGR. The result has the same shape.
    """
    heat = cv2.resize(share.weights, face.shape[1::-1], interpolation=cv2.INTER_LINEAR)
    colours = cv2.applyColorMap(cv2.convertScaleAbs(heat, alpha=255), cv2.COLORMAP_CIVIDIS)
    grey = cv2.cvtColor(cv2.cvtColor(face, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
    return np.asarray(cv2.addWeighted(colours, 0.65, grey, 0.35, 0), np.uint8)


def captions(difference: Difference) -> list[tuple[str, Image]]:
    """Return the four pictures of a face, each with its caption before it."""
    return [
        ("Camera, enlarged", difference.bicubic),
        ("HIME without earlier pictures", difference.without),
        ("HIME with earlier pictures", difference.with_),
        (f"Change, made {AMPLIFIED} times stronger", difference.change),
    ]


def sheet(difference: Difference) -> Image:
    """Return one picture to save: the four pictures of a face, and below them each exemplar beside its weight map."""
    rows = [np.hstack([_tile(picture, text) for text, picture in captions(difference)])]
    pairs = [np.hstack(_pair(share, difference.with_)) for share in difference.shares]
    pairs += [np.full((CAPTION + TILE // 2, TILE, 3), BACKGROUND, np.uint8)] * (-len(pairs) % 4)
    rows += [np.hstack(pairs[i : i + 4]) for i in range(0, len(pairs), 4)]
    return np.vstack(rows)


def _pair(share: Share, face: Image) -> tuple[Image, Image]:
    """Return an exemplar and its weight map, with sides half as long as those of the other pictures."""
    half = TILE // 2
    return _tile(share.seen, f"earlier picture, {share.share:.0%}", half), _tile(
        weight_map(share, face), "where it helped", half
    )


def _tile(picture: Image, caption: str, side: int = TILE) -> Image:
    strip = np.full((CAPTION, side, 3), BACKGROUND, np.uint8)
    cv2.putText(strip, caption, (8, 24), cv2.FONT_HERSHEY_SIMPLEX, 0.55 if side == TILE else 0.45, INK, 1, cv2.LINE_AA)
    return np.vstack([strip, _enlarged(picture, side)])


def _enlarged(image: Image, side: int) -> Image:
    interpolation = cv2.INTER_AREA if side < image.shape[0] else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(image, (side, side), interpolation=interpolation), np.uint8)
