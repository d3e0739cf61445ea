"""Lets a recording say that its pictures are huge, for which a careless reader takes gigabytes of memory."""

import struct

from tests.fuzz.damage_bytes import Rng
from tests.fuzz.seeds import HEIGHT, WIDTH

# Sides that FFmpeg may still accept, and one that it does not.
SIDES = (4_096, 8_192, 16_384, 32_000, 65_500)


def large_pictures(data: bytes, rng: Rng) -> bytes:
    """Replace the size of the picture, in some or in all places where the file gives it.

    MP4 and JPEG write sizes with the high byte first, AVI, ASF and VP8 with the low byte first. A place counts if
    width and height stand beside each other, within a few bytes.
    """
    size = int(rng.choice(SIDES)), int(rng.choice(SIDES))
    changed, every = bytearray(data), rng.random() < 0.5
    for order in "<>":
        for kind in "HI":
            width, height = struct.pack(order + kind, WIDTH), struct.pack(order + kind, HEIGHT)
            step = struct.calcsize(kind)
            for first, second, new in ((width, height, size), (height, width, size[::-1])):
                at = data.find(first + second)
                while at >= 0:
                    if every or rng.random() < 0.5:
                        struct.pack_into(f"{order}2{kind}", changed, at, *new)
                    at = data.find(first + second, at + step)
    return bytes(changed)
