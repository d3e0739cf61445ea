"""Decodes and compares the sound tracks of two files, with the system's ffmpeg."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

# Sound is compared at this rate, in samples a second.
RATE = 16_000
# A shift of sound is looked for up to this many seconds.
LARGEST_SHIFT = 4.0
# Times of sound that differ by less than this many seconds are the same, and rounded.
ROUNDING = 0.003
# Longer sound is not compared, in seconds.
LONGEST = 120.0
# The time, the number of samples and the channels of a frame, in the lines of ffmpeg's filter `ashowinfo`.
FRAME = re.compile(r"ashowinfo.*? pts_time:(-?[\d.e+]+) .*? channels:(\d+) .*? nb_samples:(\d+)")
# A decoder that takes longer than this many seconds has failed.
LONGEST_DECODING = 120


@dataclass(frozen=True)
class Sound:
    """A decoded track. samples: channels × time, from `first` on, with silence in gaps. first, end: in seconds from the
    beginning of the file. rate: of the track itself. packets: what the file holds, as hashes."""

    codec: str
    rate: int
    samples: np.ndarray
    first: float
    end: float
    packets: list[str]


def decode(path: Path, stream: dict[str, Any]) -> Sound | None:
    """Decode a track. None if nothing of it can be decoded."""
    layout = stream.get("channel_layout") or {1: "mono", 2: "stereo", 6: "5.1"}.get(stream.get("channels", 0), "mono")
    layout = {"5.1(side)": "5.1"}.get(layout, layout)
    one_form = f"aresample={RATE},aformat=sample_fmts=flt:sample_rates={RATE}:channel_layouts={layout},ashowinfo"
    command = ["ffmpeg", "-nostdin", "-hide_banner", "-i", str(path), "-map", f"0:{stream['index']}", "-af", one_form]
    done = subprocess.run([*command, "-f", "f32le", "-"], check=False, capture_output=True, timeout=LONGEST_DECODING)
    frames = [(float(a), int(b), int(c)) for a, b, c in FRAME.findall(done.stderr.decode(errors="replace"))]
    if not frames:
        return None
    channels, first = frames[0][1], frames[0][0]
    raw = np.frombuffer(done.stdout[: len(done.stdout) // (4 * channels) * 4 * channels], np.float32)
    raw = raw.reshape(-1, channels).T
    end = max(time + count / RATE for time, _, count in frames)
    samples = np.zeros((channels, round(min(end - first, LONGEST) * RATE) + 1), np.float32)
    at = start = 0
    for time, _, count in frames:
        # Containers round times, some of them to milliseconds. Sound that follows on is not moved for that.
        if abs(start / RATE + first - time) > ROUNDING:
            start = round((time - first) * RATE)
        part = raw[:, at : at + count]
        at += count
        fitting = max(0, min(part.shape[1], samples.shape[1] - start))
        if start >= 0:
            samples[:, start : start + fitting] = part[:, :fitting]
        start += count
    return Sound(
        stream.get("codec_name", "unknown"), int(stream["sample_rate"]), samples, first, end, _packets(path, stream)
    )


def _packets(path: Path, stream: dict[str, Any]) -> list[str]:
    raw = ["-bsf:a", "aac_adtstoasc"] if stream.get("codec_name") == "aac" else []
    command = ["ffmpeg", "-nostdin", "-v", "error", "-i", str(path), "-map", f"0:{stream['index']}", "-c", "copy", *raw]
    done = subprocess.run(
        [*command, "-f", "framehash", "-hash", "md5", "-"], check=False, capture_output=True, timeout=60
    )
    lines = done.stdout.decode(errors="replace").splitlines()
    # The fields are the stream, three times, the size, and the hash. What follows them is not the packet's content.
    return [line.split(",")[5].strip() for line in lines if line and not line.startswith("#")]


def shift(before: Sound, after: Sound) -> tuple[float, float]:
    """Return by how many seconds `after` is later than `before` on their files' clocks, and how alike they then are.

    The likeness is the least correlation of all channels, or of their mean if the numbers of channels differ.
    """
    a, b = before.samples, after.samples
    if len(a) != len(b):
        a, b = a.mean(0, keepdims=True), b.mean(0, keepdims=True)
    size = 1 << (a.shape[1] + b.shape[1]).bit_length()
    mean_a, mean_b = a.mean(0), b.mean(0)
    products = np.fft.irfft(np.fft.rfft(mean_b, size) * np.conj(np.fft.rfft(mean_a, size)), size)
    reach = min(round(LARGEST_SHIFT * RATE), size // 2 - 1)
    lags = np.arange(-reach, reach + 1)
    # Of lags that fit equally well, the one that leaves the sound where it was is the right one.
    moved = np.abs(lags / RATE + after.first - before.first)
    lag = int(lags[np.argmax(products[lags] * (1 - 0.01 * moved / LARGEST_SHIFT))])
    likeness = min(_correlation(x, y, lag) for x, y in zip(a, b, strict=True))
    return lag / RATE + after.first - before.first, likeness


def _correlation(a: np.ndarray, b: np.ndarray, lag: int) -> float:
    a, b = (a, b[lag:]) if lag >= 0 else (a[-lag:], b)
    size = min(len(a), len(b))
    a, b = a[:size].astype(np.float64), b[:size].astype(np.float64)
    norm = np.sqrt((a * a).sum() * (b * b).sum())
    return float((a * b).sum() / norm) if norm else 0.0
