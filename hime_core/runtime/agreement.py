"""Checks whether an engine makes the same pictures as the CPU, so that a fast but wrong engine is not chosen."""

from dataclasses import dataclass

import cv2
import numpy as np

from hime_core.geometry import Image
from hime_core.runtime.engine import Engine, EngineError

# Engines are compared and timed on a headshot of this many LR pixels a side.
TRIAL_SIDE = 32
# Engines are compared and timed with this many references.
TRIAL_REFERENCES = 3
# The values of two pictures may differ by this many of 255 levels. Float16 makes a difference of at most one level. A
# position that is wrong by a quarter of a pixel, or a lost reference, makes a difference of five levels or more.
MOST_LEVELS_APART = 2
# At least this percentage of the values must be within MOST_LEVELS_APART.
COMPARED_PERCENTILE = 99.9
# The mean CoFA weight of a reference (0..1) may differ by this much. Float16 makes a difference of less than 0.001.
MOST_WEIGHTS_APART = 0.01


@dataclass(frozen=True)
class EngineTrial:
    """The input with which engines are tried: an LR headshot and its exemplars, which are moved, mirrored or soft."""

    lr: Image
    exemplars: list[Image]


@dataclass(frozen=True)
class Answer:
    """An engine's SR pictures of the trial, and the mean CoFA weight of each exemplar in them."""

    sr: list[Image]
    weights: list[float]


def trial(scale: int) -> EngineTrial:
    """Make the trial from a picture of soft random shapes. It is the same at every call."""
    rng, side = np.random.default_rng(0), TRIAL_SIDE * scale
    # The shapes have all sizes down to a few pixels, so that there are edges to align, and detail that only the
    # exemplars show.
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
    """Run an engine on the trial: first on the headshot alone, then on it together with its mirror image, which has
    fewer references. Raises EngineError if a result is not a picture."""
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
