"""What the exemplars change on a far face: the same picture enhanced without them and with them, side by side."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from app.enhance import EnhancedFace
from app.enhance.enhancer import ROOM_STEP
from app.enhance.fidelity import gated
from app.exemplars import Exemplar
from app.exemplars.bank import EXEMPLAR_MARGIN
from hime_core.geometry import Image, Square, crop
from hime_core.runtime import Engine

AMPLIFIED = 8  # times, so that the change can be seen

TILE = 320  # pixels; of the sheet
CAPTION = 36
PAPER, INK = 24, (235, 235, 235)


@dataclass(frozen=True)
class Share:
    """What one exemplar gave."""

    exemplar: Exemplar
    seen: Image  # the exemplar as the network saw it, of the SR picture's size
    weights: NDArray[np.float32]  # h×w, 0..1: its part in each LR pixel, CoFA's
    share: float  # 0..1, its part in the whole face


@dataclass(frozen=True)
class Difference:
    """A face in four ways, all of the SR picture's size, and the exemplars' shares, which sum to one."""

    bicubic: Image
    without: Image
    with_: Image
    change: Image  # |with - without|, AMPLIFIED times
    shares: list[Share]  # in the order in which they were chosen; empty where the face had none


def difference(engine: Engine, face: EnhancedFace) -> Difference:
    """Enhance a face's LR picture twice, without and with its references. Takes as long as two faces in a call.

    Raises EngineError where the engine's output is not a picture.
    """
    seen = [_as_seen(exemplar, face, engine.scale) for exemplar in face.references]
    features = engine.encode(seen) if seen else []
    try:
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
    """Where on the face an exemplar counts: the face in grey, the brighter yellow the more. Of the face's size."""
    heat = cv2.resize(share.weights, face.shape[1::-1], interpolation=cv2.INTER_LINEAR)
    colours = cv2.applyColorMap(cv2.convertScaleAbs(heat, alpha=255), cv2.COLORMAP_CIVIDIS)
    grey = cv2.cvtColor(cv2.cvtColor(face, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
    return np.asarray(cv2.addWeighted(colours, 0.65, grey, 0.35, 0), np.uint8)


def captions(difference: Difference) -> list[tuple[str, Image]]:
    """The four pictures of a face, each with its caption."""
    return [
        ("Camera, enlarged", difference.bicubic),
        ("HIME without exemplars", difference.without),
        ("HIME with exemplars", difference.with_),
        (f"Change, made {AMPLIFIED} times stronger", difference.change),
    ]


def sheet(difference: Difference) -> Image:
    """Everything in one picture, to be saved: the face's four pictures, below them each exemplar beside its map."""
    rows = [np.hstack([_tile(picture, text) for text, picture in captions(difference)])]
    pairs = [np.hstack(_pair(share, difference.with_)) for share in difference.shares]
    pairs += [np.full((CAPTION + TILE // 2, TILE, 3), PAPER, np.uint8)] * (-len(pairs) % 4)
    rows += [np.hstack(pairs[i : i + 4]) for i in range(0, len(pairs), 4)]
    return np.vstack(rows)


def _as_seen(exemplar: Exemplar, face: EnhancedFace, scale: int) -> Image:
    """An exemplar cut as roomy as the face's window is around the headshot, as `Enhancer` cuts it."""
    room = min(round(face.side / face.square.side / ROOM_STEP), int(EXEMPLAR_MARGIN / ROOM_STEP)) * ROOM_STEP
    kept = exemplar.image.shape[0]
    return crop(exemplar.image, Square(kept / 2, kept / 2, kept / EXEMPLAR_MARGIN * room), face.lr.shape[0] * scale)


def _pair(share: Share, face: Image) -> tuple[Image, Image]:
    half = TILE // 2
    return _tile(share.seen, f"exemplar {share.share:.0%}", half), _tile(weight_map(share, face), "where", half)


def _tile(picture: Image, caption: str, side: int = TILE) -> Image:
    strip = np.full((CAPTION, side, 3), PAPER, np.uint8)
    cv2.putText(strip, caption, (8, 24), cv2.FONT_HERSHEY_SIMPLEX, 0.55 if side == TILE else 0.45, INK, 1, cv2.LINE_AA)
    return np.vstack([strip, _enlarged(picture, side)])


def _enlarged(image: Image, side: int) -> Image:
    interpolation = cv2.INTER_AREA if side < image.shape[0] else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(image, (side, side), interpolation=interpolation), np.uint8)
