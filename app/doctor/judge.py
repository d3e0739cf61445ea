"""What the pictures read back from the virtual camera say about it. Pure: pictures and times in, findings out."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from app.doctor.bars import BARS, COUNTERS, NAMES, Reading, read
from app.doctor.check import Check
from hime_core.geometry import Image

LEVELS = 4.0  # a bar may be off by so many of 255
RATE = 0.5  # frames per second either way
LATENCY = 0.090  # seconds at the 95th percentile; ITU-R BT.1359's limit for sound ahead of its picture

SIZE, FPS, COLOURS, MIRROR, ORDER, DELAY = (
    f"loopback {name}" for name in ("size", "rate", "colours", "mirroring", "order", "latency")
)
ALONE = "close every other program that uses the virtual camera, then run `hime doctor --loopback` again"
REPORT = "hime doctor --loopback --json doctor.json  # and report it with that file"

Matrix = tuple[float, float]  # weights of red and blue in luma
BT601, BT709 = (0.299, 0.114), (0.2126, 0.0722)
LIMITED, FULL = True, False


def judge(
    frames: Iterable[tuple[float, Image]], sent: Sequence[float], width: int, height: int, fps: float
) -> list[Check]:
    """Size, rate, colours, mirroring, order and latency of what came back.

    frames: time of arrival (seconds) and picture; taken one by one, so that none need be kept. sent: when picture
    number i was sent, on the same clock; looked at after the last frame, and no longer than COUNTERS. width, height,
    fps: as asked of the camera.
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
        return Check(SIZE, True, told)
    return Check(SIZE, False, f"{told}, asked for {asked[0]}x{asked[1]}", ALONE)


def _rate(times: list[float], counters: list[int], fps: float) -> Check:
    """Of different pictures: a reader that is quicker than the camera may get one twice."""
    fresh = [times[0]] + [t for t, before, now in zip(times[1:], counters, counters[1:], strict=False) if now != before]
    rate = (len(fresh) - 1) / (fresh[-1] - fresh[0]) if fresh[-1] > fresh[0] else 0.0
    told = f"{rate:.2f} fps, asked for {fps:g}"
    if abs(rate - fps) <= RATE:
        return Check(FPS, True, told)
    return Check(FPS, False, told, "lower output.fps or output.width and output.height in config.yaml, or " + ALONE)


def _colours(readings: list[Reading]) -> Check:
    colours = np.array([reading.colours for reading in readings])
    if np.isnan(colours).all(axis=0).any():  # a bar is whole in most pictures, not in every one
        return Check(COLOURS, False, "too few pictures came to see every bar", ALONE)
    seen = np.nanmedian(colours, axis=0)
    error = np.abs(seen - BARS).max(axis=1)
    worst = int(error.argmax())
    told = f"off by up to {error[worst]:.1f} of 255 ({NAMES[worst]})"
    if error[worst] <= LEVELS:
        return Check(COLOURS, True, told)
    likely = {name: np.abs(seen - wrong).max() for name, wrong in _mistakes().items()}
    name = min(likely, key=lambda key: likely[key])
    return Check(COLOURS, False, f"{told}: {name}" if likely[name] <= 2 * LEVELS else told, REPORT)


def _mirroring(readings: list[Reading]) -> Check:
    turned = sorted({reading.turned for reading in readings})
    if turned == ["not at all"]:
        return Check(MIRROR, True, "not mirrored")
    return Check(MIRROR, False, f"pictures arrive turned: {', '.join(turned)}", REPORT)


def _order(counters: list[int], strange: int) -> Check:
    back = sum(now < before for before, now in pairwise(counters))
    missing = counters[-1] - counters[0] + 1 - len(set(counters))
    told = f"{len(counters)} pictures, {missing} left out, {strange} unreadable, {back} out of order"
    return Check(ORDER, not back, told, REPORT if back else None)


def _latency(delays: list[float]) -> Check:
    p50, p95 = np.percentile(delays, [50, 95])
    told = f"p50 {1000 * p50:.1f} ms, p95 {1000 * p95:.1f} ms"
    if p95 <= LATENCY:
        return Check(DELAY, True, told)
    return Check(DELAY, False, f"{told}; at most {1000 * LATENCY:.0f} ms is unnoticed", ALONE)


def _mistakes() -> dict[str, np.ndarray]:
    """What the bars turn into by each mistake that is made with colours; 8×3 BGR."""
    return {
        "red and blue are swapped": BARS[:, ::-1].astype(float),
        "BT.601 pixels are read as BT.709": _recoded((BT601, LIMITED), (BT709, LIMITED)),
        "BT.709 pixels are read as BT.601": _recoded((BT709, LIMITED), (BT601, LIMITED)),
        "limited range is read as full range": _recoded((BT601, LIMITED), (BT601, FULL)),
        "full range is read as limited range": _recoded((BT601, FULL), (BT601, LIMITED)),
    }


def _recoded(written: tuple[Matrix, bool], read_as: tuple[Matrix, bool]) -> np.ndarray:
    """The bars, written to YCbCr in one way and read in another."""
    yuv = _to_yuv(*written) @ BARS.T + _offset(written[1])
    return np.clip(np.linalg.solve(_to_yuv(*read_as), yuv - _offset(read_as[1])), 0, 255).T


def _to_yuv(matrix: Matrix, limited: bool) -> np.ndarray:
    """3×3, from BGR to Y, Cb, Cr."""
    red, blue = matrix
    luma = np.array([blue, 1 - red - blue, red])
    rows = [luma, (np.array([1, 0, 0]) - luma) / (2 * (1 - blue)), (np.array([0, 0, 1]) - luma) / (2 * (1 - red))]
    scale = np.array([219, 224, 224]) / 255 if limited else np.ones(3)
    return scale[:, None] * np.array(rows)


def _offset(limited: bool) -> np.ndarray:
    return np.array([[16.0 if limited else 0.0], [128.0], [128.0]])
