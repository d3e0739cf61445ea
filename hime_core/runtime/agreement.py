"""Whether an engine gives the pictures that the CPU gives. A fast wrong kernel must not be chosen."""

from dataclasses import dataclass

import cv2
import numpy as np

from hime_core.geometry import Image
from hime_core.runtime.engine import Engine, EngineError

# LR pixels, the side at which engines are compared, and for which their speed is told.
TRIAL_SIDE = 32
# The number of references with which engines are compared.
TRIAL_REFERENCES = 3
# Eight-bit levels by which the values of two pictures may be apart. Float16 is at most one apart. With a position that
# is a quarter of a pixel off, or without a reference, pictures are five and more apart.
MOST_LEVELS_APART = 2
# Per cent of the values that must be within MOST_LEVELS_APART.
COMPARED_PERCENTILE = 99.9
# How far CoFA's weights, which sum to one, may be apart in the mean. Float16 is apart by less than 0.001.
MOST_WEIGHTS_APART = 0.01


@dataclass(frozen=True)
class EngineTrial:
    """What engines are tried with: an LR headshot, and exemplars, which are moved, mirrored and softened."""

    lr: Image
    exemplars: list[Image]


@dataclass(frozen=True)
class Answer:
    """An engine's SR pictures of the trial, and the mean CoFA weight of each exemplar in them."""

    sr: list[Image]
    weights: list[float]


def trial(scale: int) -> EngineTrial:
    """A picture of soft random shapes, the same at every call."""
    rng, side = np.random.default_rng(0), TRIAL_SIDE * scale
    # Shapes of all sizes down to a few pixels: so there are edges to align, and detail that only the exemplars have.
    hr = sum(
        cv2.resize(rng.normal(0, 24, (n, n, 3)).astype(np.float32), (side, side), interpolation=cv2.INTER_CUBIC)
        for n in (4, 16, side // 3)
    )
    picture = np.clip(128 + np.asarray(hr), 0, 255).astype(np.uint8)
    lr = np.asarray(cv2.resize(picture, (TRIAL_SIDE, TRIAL_SIDE), interpolation=cv2.INTER_AREA), np.uint8)
    moved = np.roll(picture, (scale, 2 * scale), (0, 1))
    mirrored = np.ascontiguousarray(picture[:, ::-1])
    soft = np.asarray(cv2.GaussianBlur(picture, (0, 0), 1.5), np.uint8)
    return EngineTrial(lr, [moved, mirrored, soft])


def answer(engine: Engine, tried: EngineTrial) -> Answer:
    """What an engine makes of the trial: first of its headshot alone, then of it beside its mirror image with fewer
    references. Raises EngineError if that is no picture."""
    features = engine.encode(tried.exemplars)
    alone, weights = engine.enhance([tried.lr], [features])
    mirrored = np.ascontiguousarray(tried.lr[:, ::-1])
    both, others = engine.enhance([mirrored, tried.lr], [features[1:2], features])
    return Answer(alone + both, [float(w.mean()) for some in (*weights, *others) for w in some])


def check_agreement(expected: Answer, given: Answer) -> None:
    """Raise EngineError if an answer is not the expected one. The error says how far the two are apart."""
    levels = max(
        float(np.percentile(np.abs(a.astype(int) - b), COMPARED_PERCENTILE))
        for a, b in zip(expected.sr, given.sr, strict=True)
    )
    if levels > MOST_LEVELS_APART:
        raise EngineError(f"gives another picture than the CPU, {levels:.0f} of 255 levels apart")
    shares = max(abs(a - b) for a, b in zip(expected.weights, given.weights, strict=True))
    if not shares <= MOST_WEIGHTS_APART:  # also for NaN
        raise EngineError(f"weighs references differently from the CPU, {shares:.3f} apart")
