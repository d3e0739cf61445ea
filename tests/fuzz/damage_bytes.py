"""Damages the bytes of a file, whatever is in it. Each function takes the bytes and returns others."""

import struct
from collections.abc import Callable, Mapping

import numpy as np

Rng = np.random.Generator
ByteDamage = Callable[[bytes, Rng], bytes]

# The header of a file has at most this many bytes.
HEADER = 1_000
# Sizes and counts that make readers ask for much memory, or count past their limits.
HUGE = (0x7FFFFFFF, 0xFFFFFFFF, 0x80000000, 0x40000000, 0x10000000, 0x00FFFFFF, 0)
# A piece that is cut out, put in again or zeroed is at most this share of the file.
LARGEST_PIECE = 0.3


def few_bytes(data: bytes, rng: Rng) -> bytes:
    """Overwrite one to eight bytes."""
    return overwritten(data, rng, rng.integers(0, len(data), rng.integers(1, 9)))


def many_bytes(data: bytes, rng: Rng) -> bytes:
    """Overwrite one byte in a hundred, or up to one in ten."""
    share = rng.choice([0.01, 0.03, 0.1])
    return overwritten(data, rng, rng.integers(0, len(data), max(1, int(share * len(data)))))


def burst(data: bytes, rng: Rng) -> bytes:
    """Overwrite up to 2,000 bytes in a row."""
    start = int(rng.integers(0, len(data)))
    return overwritten(data, rng, np.arange(start, min(len(data), start + int(rng.integers(16, 2_000)))))


def header_bits(data: bytes, rng: Rng) -> bytes:
    """Turn one to twelve bits around in the header."""
    return turned(data, rng, min(HEADER, len(data)), int(rng.integers(1, 13)))


def any_bits(data: bytes, rng: Rng) -> bytes:
    """Turn one to sixty-four bits around, anywhere."""
    return turned(data, rng, len(data), int(rng.integers(1, 65)))


def truncated(data: bytes, rng: Rng) -> bytes:
    """Keep only the beginning, which may be nothing, or almost everything."""
    return data[: int(len(data) * rng.choice([0, rng.random() / 50, rng.random(), 1 - rng.random() / 50]))]


def beheaded(data: bytes, rng: Rng) -> bytes:
    """Lose the beginning."""
    return data[int(rng.integers(1, max(2, len(data) // 2))) :]


def zeroed(data: bytes, rng: Rng) -> bytes:
    """Lose one to three blocks, as of a disk, which are now zero."""
    changed = bytearray(data)
    for _ in range(rng.integers(1, 4)):
        start, end = piece(data, rng)
        changed[start:end] = bytes(end - start)
    return bytes(changed)


def cut_out(data: bytes, rng: Rng) -> bytes:
    """Lose a piece of the middle."""
    start, end = piece(data, rng)
    return data[:start] + data[end:]


def doubled(data: bytes, rng: Rng) -> bytes:
    """Have a piece twice, the second time anywhere."""
    start, end = piece(data, rng)
    at = int(rng.integers(0, len(data)))
    return data[:at] + data[start:end] + data[at:]


def swapped(data: bytes, rng: Rng) -> bytes:
    """Have two neighbouring pieces in the wrong order."""
    first, middle, last = sorted(int(at) for at in rng.integers(0, len(data), 3))
    return data[:first] + data[middle:last] + data[first:middle] + data[last:]


def huge_sizes(data: bytes, rng: Rng) -> bytes:
    """Make one to four sizes or counts huge, or zero: those beside names of four letters, as in MP4, AVI and ASF."""
    names = [at for at in range(4, len(data) - 12) if data[at : at + 4].isalnum() and data[at - 4 : at - 2] == b"\0\0"]
    names += [at for at in range(min(HEADER, len(data) - 12)) if data[at : at + 4].isalnum()]
    changed = bytearray(data)
    for _ in range(rng.integers(1, 5)):
        at = int(rng.choice(names)) if names else int(rng.integers(0, max(1, len(data) - 12)))
        place = at + int(rng.choice([-4, 4, 8]))  # the size before the name, or the size or count after it
        if 0 <= place <= len(data) - 4:
            struct.pack_into(rng.choice([">I", "<I"]), changed, place, int(rng.choice(HUGE)))
    return bytes(changed)


def noise(data: bytes, rng: Rng) -> bytes:
    """Keep nothing but the first bytes, by which a reader knows the format."""
    kept = int(rng.integers(4, 64))
    return data[:kept] + rng.bytes(int(rng.integers(0, 20_000)))


def overwritten(data: bytes, rng: Rng, places: np.ndarray) -> bytes:
    """The data with random bytes at some places."""
    changed = np.frombuffer(data, np.uint8).copy()
    changed[places] = rng.integers(0, 256, len(places), np.uint8)
    return changed.tobytes()


def turned(data: bytes, rng: Rng, until: int, bits: int) -> bytes:
    """The data with some bits turned around before a place."""
    changed = bytearray(data)
    for at in rng.integers(0, until, bits):
        changed[at] ^= 1 << int(rng.integers(0, 8))
    return bytes(changed)


def piece(data: bytes, rng: Rng) -> tuple[int, int]:
    """The beginning and the end of a piece of the data."""
    start = int(rng.integers(0, len(data)))
    return start, min(len(data), start + 1 + int(rng.random() ** 2 * LARGEST_PIECE * len(data)))


BYTE_DAMAGES: Mapping[str, ByteDamage] = {
    "few bytes": few_bytes,
    "many bytes": many_bytes,
    "burst": burst,
    "header bits": header_bits,
    "any bits": any_bits,
    "truncated": truncated,
    "beheaded": beheaded,
    "zeroed": zeroed,
    "cut out": cut_out,
    "doubled": doubled,
    "swapped": swapped,
    "huge sizes": huge_sizes,
    "noise": noise,
}
