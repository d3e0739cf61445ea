"""Whether an engine gives the pictures that the CPU gives. A fast wrong kernel must not be chosen."""

from dataclasses import dataclass

import cv2
import numpy as np

from hime_core.geometry import Image
from hime_core.runtime.engine import Engine, EngineError

SIDE = 32  # LR pixels; engines are compared, and their speed told, at this size
REFERENCES = 3
# Eight-bit levels that a value may be apart, in all but one of a thousand. Float16 is at most one apart; a position
# that is a quarter of a pixel off, or a reference left out, is five and more.
LEVELS, SHARE = 2, 99.9
# How far CoFA's weights, which sum to one, may be apart in the mean: float16 is apart by less than 0.001.
WEIGHTS = 0.01


@dataclass(frozen=True)
class Trial:
    """What an engine is tried with: an LR headshot, and exemplars of it that are moved, mirrored and softened."""

    lr: Image
    exemplars: list[Image]


@dataclass(frozen=True)
class Answer:
    """An engine's SR pictures of the trial, and the mean CoFA weight of each exemplar in them."""

    sr: list[Image]
    weights: list[float]


def trial(scale: int) -> Trial:
    """Soft random shapes, the same at every call."""
    rng, side = np.random.default_rng(0), SIDE * scale
    # Shapes of all sizes down to a few pixels: there are edges to align, and what LR lost the exemplars have.
    hr = sum(
        cv2.resize(rng.normal(0, 24, (n, n, 3)).astype(np.float32), (side, side), interpolation=cv2.INTER_CUBIC)
        for n in (4, 16, side // 3)
    )
    picture = np.clip(128 + np.asarray(hr), 0, 255).astype(np.uint8)
    lr = np.asarray(cv2.resize(picture, (SIDE, SIDE), interpolation=cv2.INTER_AREA), np.uint8)
    moved = np.roll(picture, (scale, 2 * scale), (0, 1))
    mirrored = np.ascontiguousarray(picture[:, ::-1])
    soft = np.asarray(cv2.GaussianBlur(picture, (0, 0), 1.5), np.uint8)
    return Trial(lr, [moved, mirrored, soft])


def answer(engine: Engine, tried: Trial) -> Answer:
    """What an engine makes of the trial: alone, and beside its mirror image, which has fewer references. Raises
    EngineError where that is no picture."""
    features = engine.encode(tried.exemplars)
    alone, weights = engine.enhance([tried.lr], [features])
    mirrored = np.ascontiguousarray(tried.lr[:, ::-1])
    both, others = engine.enhance([mirrored, tried.lr], [features[1:2], features])
    return Answer(alone + both, [float(w.mean()) for some in (*weights, *others) for w in some])


def check_agreement(expected: Answer, given: Answer) -> None:
    """Raise EngineError, saying how far they are apart, where an answer is not the expected one."""
    levels = max(
        float(np.percentile(np.abs(a.astype(int) - b), SHARE)) for a, b in zip(expected.sr, given.sr, strict=True)
    )
    if levels > LEVELS:
        raise EngineError(f"gives another picture than the CPU, {levels:.0f} of 255 levels apart")
    shares = max(abs(a - b) for a, b in zip(expected.weights, given.weights, strict=True))
    if not shares <= WEIGHTS:  # also for NaN
        raise EngineError(f"weighs references differently from the CPU, {shares:.3f} apart")
