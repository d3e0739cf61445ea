"""Judges the virtual camera by the test pictures that were read back from it."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from app.doctor.bars import BAR_NAMES, BARS, COUNTERS, Reading, read
from app.doctor.check import Check
from hime_core.geometry import Image

# Each channel of a bar may differ by at most this much, of 255, from the colour that was sent.
COLOUR_TOLERANCE = 4.0
# The rate may be at most this many frames a second higher or lower than asked for.
RATE_TOLERANCE = 0.5
# 95 % of the pictures must arrive within this many seconds. ITU-R BT.1359 allows sound to come this much before its
# picture.
LONGEST_DELAY = 0.090

# This is the advice if another program may disturb the camera.
ALONE = "close every other program that uses the virtual camera, then run `hime doctor --loopback` again"
# This is the advice if the fault is in HIME itself.
REPORT = "hime doctor --loopback --report hime.txt  # and attach that file when you report the fault"

# A colour matrix is given by the weights of red and blue in luma. Green has the rest of the weight, up to 1.
Matrix = tuple[float, float]
# These are the colour matrices of ITU-R BT.601 and BT.709.
BT601, BT709 = (0.299, 0.114), (0.2126, 0.0722)
# Luma goes from 16 to 235 if the range is limited, and from 0 to 255 if it is full.
LIMITED, FULL = True, False


def judge(
    frames: Iterable[tuple[float, Image]], sent: Sequence[float], width: int, height: int, fps: float
) -> list[Check]:
    """Check the size, rate, colours, mirroring, order and latency of the pictures that came back.

    frames: pairs of the time of arrival, in seconds, and the picture. They are read one at a time, so that no picture
    has to be kept. sent: the time at index i is when picture number i was sent, on the same clock. The list may grow
    while frames are read, up to COUNTERS entries. width, height, fps: the size and rate that the camera was asked for.
    """
    times: list[float] = []
    readings: list[Reading] = []
    sizes: list[tuple[int, int]] = []
    strange = 0
    for time, picture in frames:
        reading = read(picture)
        if reading is None or reading.counter >= min(len(sent), COUNTERS):
            strange += 1
            continue
        times.append(time)
        readings.append(reading)
        sizes.append((picture.shape[1], picture.shape[0]))
    if len(readings) < 2:
        detail = f"{strange} pictures came, none of them ours" if strange else "no picture came back"
        return [Check("loopback", False, detail, ALONE)]
    counters = [reading.counter for reading in readings]
    return [
        _size(sizes, (width, height)),
        _rate(times, counters, fps),
        _colours(readings),
        _mirroring(readings),
        _order(counters, strange),
        _latency([time - sent[counter] for time, counter in zip(times, counters, strict=True)]),
    ]


def _size(sizes: list[tuple[int, int]], asked: tuple[int, int]) -> Check:
    got = sorted(set(sizes))
    detail = " and ".join(f"{w}x{h}" for w, h in got)
    if got == [asked]:
        return Check("loopback size", True, detail)
    return Check("loopback size", False, f"{detail}, asked for {asked[0]}x{asked[1]}", ALONE)


def _rate(times: list[float], counters: list[int], fps: float) -> Check:
    """Check the rate of new pictures. A reader may get a picture twice; the second time does not count."""
    fresh = [times[0]] + [t for t, before, now in zip(times[1:], counters, counters[1:], strict=False) if now != before]
    rate = (len(fresh) - 1) / (fresh[-1] - fresh[0]) if fresh[-1] > fresh[0] else 0.0
    detail = f"{rate:.2f} fps, asked for {fps:g}"
    if abs(rate - fps) <= RATE_TOLERANCE:
        return Check("loopback rate", True, detail)
    fix = f"lower output.fps or output.width and output.height in config.yaml, or {ALONE}"
    return Check("loopback rate", False, detail, fix)


def _colours(readings: list[Reading]) -> Check:
    colours = np.array([reading.colours for reading in readings])
    if np.isnan(colours).all(axis=0).any():  # no picture shows one of the bars whole
        return Check("loopback colours", False, "too few pictures came to see every bar", ALONE)
    seen = np.nanmedian(colours, axis=0)
    error = np.abs(seen - BARS).max(axis=1)
    worst = int(error.argmax())
    detail = f"off by up to {error[worst]:.1f} of 255 ({BAR_NAMES[worst]})"
    if error[worst] <= COLOUR_TOLERANCE:
        return Check("loopback colours", True, detail)
    likely = {name: np.abs(seen - wrong).max() for name, wrong in _mistakes().items()}
    name = min(likely, key=lambda key: likely[key])
    if likely[name] <= 2 * COLOUR_TOLERANCE:
        detail += f": {name}"
    return Check("loopback colours", False, detail, REPORT)


def _mirroring(readings: list[Reading]) -> Check:
    turned = sorted({reading.turned for reading in readings})
    if turned == ["not at all"]:
        return Check("loopback mirroring", True, "not mirrored")
    return Check("loopback mirroring", False, f"pictures arrive turned: {', '.join(turned)}", REPORT)


def _order(counters: list[int], strange: int) -> Check:
    back = sum(now < before for before, now in pairwise(counters))
    missing = counters[-1] - counters[0] + 1 - len(set(counters))
    detail = f"{len(counters)} pictures, {missing} left out, {strange} unreadable, {back} out of order"
    return Check("loopback order", not back, detail, REPORT if back else None)


def _latency(delays: list[float]) -> Check:
    p50, p95 = np.percentile(delays, [50, 95])
    detail = f"p50 {1000 * p50:.1f} ms, p95 {1000 * p95:.1f} ms"
    if p95 <= LONGEST_DELAY:
        return Check("loopback latency", True, detail)
    return Check("loopback latency", False, f"{detail}; at most {1000 * LONGEST_DELAY:.0f} ms is unnoticed", ALONE)


def _mistakes() -> dict[str, np.ndarray]:
    """Return common mistakes with colours, and for each the colours that the bars then have, 8×3 BGR."""
    return {
        "red and blue are swapped": BARS[:, ::-1].astype(float),
        "BT.601 pixels are read as BT.709": _recoded((BT601, LIMITED), (BT709, LIMITED)),
        "BT.709 pixels are read as BT.601": _recoded((BT709, LIMITED), (BT601, LIMITED)),
        "limited range is read as full range": _recoded((BT601, LIMITED), (BT601, FULL)),
        "full range is read as limited range": _recoded((BT601, FULL), (BT601, LIMITED)),
    }


def _recoded(written: tuple[Matrix, bool], read_as: tuple[Matrix, bool]) -> np.ndarray:
    """Return the bars, 8×3 BGR, after they were written to YCbCr in one way and read in another."""
    yuv = _to_yuv(*written) @ BARS.T + _offset(written[1])
    return np.clip(np.linalg.solve(_to_yuv(*read_as), yuv - _offset(read_as[1])), 0, 255).T


def _to_yuv(matrix: Matrix, limited: bool) -> np.ndarray:
    """Return the 3×3 matrix that turns BGR into Y, Cb, Cr."""
    red, blue = matrix
    luma = np.array([blue, 1 - red - blue, red])
    rows = [luma, (np.array([1, 0, 0]) - luma) / (2 * (1 - blue)), (np.array([0, 0, 1]) - luma) / (2 * (1 - red))]
    scale = np.array([219, 224, 224]) / 255 if limited else np.ones(3)
    return scale[:, None] * np.array(rows)


def _offset(limited: bool) -> np.ndarray:
    return np.array([[16.0 if limited else 0.0], [128.0], [128.0]])
