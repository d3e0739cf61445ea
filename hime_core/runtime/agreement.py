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
# An engine that remembers is compared and timed with this many earlier frames.
TRIAL_EARLIER = 3
# The frames of the trial differ by noise of this standard deviation, in levels. Without it a lost frame would not show.
TRIAL_NOISE = 12.0
# At least this percentage of the values of two pictures must be within `Tolerance.levels`.
COMPARED_PERCENTILE = 99.9


@dataclass(frozen=True)
class Tolerance:
    """How far an engine's answer may be from the CPU's.

    levels: so many of 255 levels may nearly all values of the pictures differ. mean: so many may they differ in the
    mean. weight: so much may the mean CoFA weight of a reference (0..1) differ.
    """

    levels: float
    mean: float
    weight: float


# Float16 makes a difference of at most one level, and of less than 0.001 in a weight. A position that is wrong by a
# quarter of a pixel, or a lost reference, makes a difference of five levels or more.
IN_FLOATS = Tolerance(levels=2, mean=1, weight=0.01)
# Rounding to 8 bits makes a difference of more levels in few pixels, but not in the mean.
IN_EIGHT_BITS = Tolerance(levels=8, mean=0.8, weight=0.03)


@dataclass(frozen=True)
class EngineTrial:
    """The input with which engines are tried: an LR headshot and its exemplars, which are moved, mirrored or soft.

    noisy: the headshot in the dark. earlier: frames before it, as noisy, in which the face moves. Only an engine that
    remembers gets these.
    """

    lr: Image
    exemplars: list[Image]
    noisy: Image
    earlier: list[Image]


@dataclass(frozen=True)
class Answer:
    """An engine's SR pictures of the trial, and the mean CoFA weight of each exemplar in those without earlier
    frames."""

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
    lr = _far(picture)
    moved = np.roll(picture, (scale, 2 * scale), (0, 1))
    mirrored = np.ascontiguousarray(picture[:, ::-1])
    soft = np.asarray(cv2.GaussianBlur(picture, (0, 0), 1.5), np.uint8)
    shifted = [_far(np.roll(picture, (-n, n), (0, 1))) for n in range(TRIAL_EARLIER, 0, -1)]
    noisy, *earlier = (
        np.clip(frame + rng.normal(0, TRIAL_NOISE, frame.shape), 0, 255).astype(np.uint8) for frame in (lr, *shifted)
    )
    return EngineTrial(lr, [moved, mirrored, soft], noisy, earlier)


def _far(picture: Image) -> Image:
    return np.asarray(cv2.resize(picture, (TRIAL_SIDE, TRIAL_SIDE), interpolation=cv2.INTER_AREA), np.uint8)


def answer(engine: Engine, tried: EngineTrial) -> Answer:
    """Run an engine on the trial: first on the headshot alone, then on it together with its mirror image, which has
    fewer references. An engine that remembers runs on both once more, with earlier frames of which the mirror image has
    fewer. Raises EngineError if a result is not a picture."""
    features = engine.encode(tried.exemplars)
    alone, weights = engine.enhance([tried.lr], [features])
    mirrored = np.ascontiguousarray(tried.lr[:, ::-1])
    both, others = engine.enhance([mirrored, tried.lr], [features[1:2], features])
    sr = alone + both
    if engine.remembers:
        past = [tried.earlier[-1:], tried.earlier]
        sr += engine.follow([mirrored, tried.noisy], [features[1:2], features], past)[0]
    return Answer(sr, [float(w.mean()) for some in (*weights, *others) for w in some])


def check_agreement(expected: Answer, given: Answer, tolerance: Tolerance) -> None:
    """Raise EngineError if an answer is not the expected one. The error says how far the two are apart."""
    apart = [np.abs(a.astype(int) - b) for a, b in zip(expected.sr, given.sr, strict=True)]
    levels = max(float(np.percentile(difference, COMPARED_PERCENTILE)) for difference in apart)
    if levels > tolerance.levels:
        raise EngineError(f"gives another picture than the CPU, {levels:.0f} of 255 levels apart")
    mean = max(float(difference.mean()) for difference in apart)
    if mean > tolerance.mean:
        raise EngineError(f"gives another picture than the CPU, {mean:.1f} of 255 levels apart in the mean")
    shares = max(abs(a - b) for a, b in zip(expected.weights, given.weights, strict=True))
    if not shares <= tolerance.weight:  # also for NaN
        raise EngineError(f"weighs references differently from the CPU, {shares:.3f} apart")
