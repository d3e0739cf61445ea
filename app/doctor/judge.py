"""Judges the virtual camera by the test pictures that were read back from it."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from app.doctor.bars import BAR_NAMES, BARS, COUNTERS, Reading, read
from app.doctor.check import Check
from hime_core.geometry import Image

COLOUR_TOLERANCE = 4.0  # how much a channel of a bar may be off, of 255
RATE_TOLERANCE = 0.5  # how much the rate may be off either way, frames per second
# The longest delay at the 95th percentile, seconds: ITU-R BT.1359's limit for sound that comes before its picture.
LONGEST_DELAY = 0.090

# What to do where another program may disturb the camera.
ALONE = "close every other program that uses the virtual camera, then run `hime doctor --loopback` again"
# What to do where the fault is in HIME itself.
REPORT = "hime doctor --loopback --report hime.txt  # and attach that file when you report the fault"

Matrix = tuple[float, float]  # the weights of red and blue in luma
BT601, BT709 = (0.299, 0.114), (0.2126, 0.0722)  # the matrices of ITU-R BT.601 and BT.709
LIMITED, FULL = True, False  # whether luma goes from 16 to 235, or from 0 to 255


def judge(
    frames: Iterable[tuple[float, Image]], sent: Sequence[float], width: int, height: int, fps: float
) -> list[Check]:
    """Check the size, rate, colours, mirroring, order and latency of the pictures that came back.

    frames: each picture with its time of arrival, seconds. They are taken one by one, so that none need be kept. sent:
    when picture number i was sent, on the same clock. It may grow until the last frame was taken, up to COUNTERS
    entries. width, height, fps: what the camera was asked for.
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
    told = " and ".join(f"{w}x{h}" for w, h in got)
    if got == [asked]:
        return Check("loopback size", True, told)
    return Check("loopback size", False, f"{told}, asked for {asked[0]}x{asked[1]}", ALONE)


def _rate(times: list[float], counters: list[int], fps: float) -> Check:
    """Check the rate of new pictures. A reader that is quicker than the camera may get a picture twice."""
    fresh = [times[0]] + [t for t, before, now in zip(times[1:], counters, counters[1:], strict=False) if now != before]
    rate = (len(fresh) - 1) / (fresh[-1] - fresh[0]) if fresh[-1] > fresh[0] else 0.0
    told = f"{rate:.2f} fps, asked for {fps:g}"
    if abs(rate - fps) <= RATE_TOLERANCE:
        return Check("loopback rate", True, told)
    fix = f"lower output.fps or output.width and output.height in config.yaml, or {ALONE}"
    return Check("loopback rate", False, told, fix)


def _colours(readings: list[Reading]) -> Check:
    colours = np.array([reading.colours for reading in readings])
    if np.isnan(colours).all(axis=0).any():  # a bar that no picture showed whole
        return Check("loopback colours", False, "too few pictures came to see every bar", ALONE)
    seen = np.nanmedian(colours, axis=0)
    error = np.abs(seen - BARS).max(axis=1)
    worst = int(error.argmax())
    told = f"off by up to {error[worst]:.1f} of 255 ({BAR_NAMES[worst]})"
    if error[worst] <= COLOUR_TOLERANCE:
        return Check("loopback colours", True, told)
    likely = {name: np.abs(seen - wrong).max() for name, wrong in _mistakes().items()}
    name = min(likely, key=lambda key: likely[key])
    return Check("loopback colours", False, f"{told}: {name}" if likely[name] <= 2 * COLOUR_TOLERANCE else told, REPORT)


def _mirroring(readings: list[Reading]) -> Check:
    turned = sorted({reading.turned for reading in readings})
    if turned == ["not at all"]:
        return Check("loopback mirroring", True, "not mirrored")
    return Check("loopback mirroring", False, f"pictures arrive turned: {', '.join(turned)}", REPORT)


def _order(counters: list[int], strange: int) -> Check:
    back = sum(now < before for before, now in pairwise(counters))
    missing = counters[-1] - counters[0] + 1 - len(set(counters))
    told = f"{len(counters)} pictures, {missing} left out, {strange} unreadable, {back} out of order"
    return Check("loopback order", not back, told, REPORT if back else None)


def _latency(delays: list[float]) -> Check:
    p50, p95 = np.percentile(delays, [50, 95])
    told = f"p50 {1000 * p50:.1f} ms, p95 {1000 * p95:.1f} ms"
    if p95 <= LONGEST_DELAY:
        return Check("loopback latency", True, told)
    return Check("loopback latency", False, f"{told}; at most {1000 * LONGEST_DELAY:.0f} ms is unnoticed", ALONE)


def _mistakes() -> dict[str, np.ndarray]:
    """Common mistakes with colours, each with what the bars look like then, 8×3 BGR."""
    return {
        "red and blue are swapped": BARS[:, ::-1].astype(float),
        "BT.601 pixels are read as BT.709": _recoded((BT601, LIMITED), (BT709, LIMITED)),
        "BT.709 pixels are read as BT.601": _recoded((BT709, LIMITED), (BT601, LIMITED)),
        "limited range is read as full range": _recoded((BT601, LIMITED), (BT601, FULL)),
        "full range is read as limited range": _recoded((BT601, FULL), (BT601, LIMITED)),
    }


def _recoded(written: tuple[Matrix, bool], read_as: tuple[Matrix, bool]) -> np.ndarray:
    """The bars after they were written to YCbCr in one way and read in another, 8×3 BGR."""
    yuv = _to_yuv(*written) @ BARS.T + _offset(written[1])
    return np.clip(np.linalg.solve(_to_yuv(*read_as), yuv - _offset(read_as[1])), 0, 255).T


def _to_yuv(matrix: Matrix, limited: bool) -> np.ndarray:
    """The 3×3 matrix from BGR to Y, Cb, Cr."""
    red, blue = matrix
    luma = np.array([blue, 1 - red - blue, red])
    rows = [luma, (np.array([1, 0, 0]) - luma) / (2 * (1 - blue)), (np.array([0, 0, 1]) - luma) / (2 * (1 - red))]
    scale = np.array([219, 224, 224]) / 255 if limited else np.ones(3)
    return scale[:, None] * np.array(rows)


def _offset(limited: bool) -> np.ndarray:
    return np.array([[16.0 if limited else 0.0], [128.0], [128.0]])
