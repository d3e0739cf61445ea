"""Makes folders of photographs as people have them: damaged files, odd names, files that are no photographs."""

import os
import struct
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import cv2
import numpy as np

from app.capture.sources.sample_call import portrait
from tests.fuzz.damage_bytes import BYTE_DAMAGES, Rng
from tests.fuzz.seeds import KINDS, make_seed

FolderDamage = Callable[[Path, Rng], None]

# The photograph has this many pixels a side.
SIDE = 256
# Formats of photographs, by their endings. The first two are read; others, which the command does not promise to read,
# get a name that it reads.
FORMATS = (".jpg", ".png", ".webp", ".bmp", ".tiff", ".gif", ".jp2", ".ppm", ".hdr")
# Names that need care: long ones, with what shells and terminals obey, and with bytes that are no UTF-8.
NAMES = (
    *(b"a" * 250 + b".jpg", b"--help.jpg", b"$(id) `id`.jpg", b"\x1b[31m.jpg", b"new\nline.png", b" .jpg", b".jpg"),
    *(
        b"%s%n.jpg",
        b"\xff\xfe.jpg",
        "ü😀\u202e.JPEG".encode(),
        b"a.jpg.png",
        b"CON.jpg",
        b"*?.PNG",
        b"a\\b.jpg",
        b"x.jpg ",
    ),
)
# The sides that a header may claim, in pixels.
SIDES = (0, 1, 20_000, 65_535, 1_000_000, 0x7FFFFFFF)


@cache
def photograph(suffix: str) -> bytes:
    """The sample call's portrait in one of FORMATS."""
    picture = cv2.resize(portrait(), (SIDE, SIDE), interpolation=cv2.INTER_AREA)[:, :, ::-1]
    if suffix == ".hdr":
        return cv2.imencode(suffix, np.float32(picture) / 255)[1].tobytes()
    return cv2.imencode(suffix, picture)[1].tobytes()


def damaged(folder: Path, rng: Rng, names: list[str]) -> None:
    """Write one to three damaged photographs, and sometimes a good one beside them."""
    for index in range(rng.integers(1, 4)):
        form, damage = str(rng.choice(FORMATS)), BYTE_DAMAGES[str(rng.choice(names))]
        suffix = form if form in FORMATS[:2] else str(rng.choice(FORMATS[:2]))
        (folder / f"{index}{suffix}").write_bytes(damage(photograph(form), rng))
    beside(folder, rng)


def of_bytes(name: str) -> FolderDamage:
    """The damage of the bytes in photographs, by its name."""
    return lambda folder, rng: damaged(folder, rng, [name])


def none(folder: Path, rng: Rng) -> None:
    """Write a good photograph of each format, under a name that is read."""
    for form in FORMATS:
        (folder / f"{form[1:]}.png").write_bytes(photograph(form))


def empty(folder: Path, rng: Rng) -> None:
    """Write nothing, an empty file, or a file of a few bytes."""
    for index in range(rng.integers(0, 3)):
        (folder / f"{index}.jpg").write_bytes(rng.bytes(int(rng.integers(0, 4))))


def large_png(folder: Path, rng: Rng) -> None:
    """Write a PNG of huge size, whose pixels are one value and so are packed into few bytes, or are not there."""
    width, height = (int(side) for side in rng.choice(SIDES, 2))
    rows = min(height, 60_000) if rng.random() < 0.5 else 3
    pixels = zlib.compress(bytes(min(rows * (1 + min(width, 60_000) // 8), 300_000_000)), 1)
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = [b"\x89PNG\r\n\x1a\n"]
    for name, data in ((b"IHDR", header), (b"IDAT", pixels), (b"IEND", b"")):
        parts.append(struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)))
    (folder / "large.png").write_bytes(b"".join(parts))
    beside(folder, rng)


def large_headers(folder: Path, rng: Rng) -> None:
    """Claim a huge size in the header of a photograph, wherever the true one is written."""
    form = str(rng.choice(FORMATS))
    data = bytearray(photograph(form))
    for code, largest in (">H", 0xFFFF), ("<H", 0xFFFF), (">I", 0xFFFFFFFF), ("<I", 0xFFFFFFFF):
        at = data.find(struct.pack(code, SIDE))
        if 0 <= at < 400:
            struct.pack_into(code, data, at, min(largest, int(rng.choice(SIDES))))
    (folder / "claims.png").write_bytes(data)
    beside(folder, rng)


def bitmap_bomb(folder: Path, rng: Rng) -> None:
    """Write a really large picture, of one colour, that is small as a file."""
    side = int(rng.choice([4_000, 9_000]))
    picture = np.full((side, side, 3), int(rng.integers(256)), np.uint8)
    (folder / "plain.jpg").write_bytes(cv2.imencode(str(rng.choice([".jpg", ".png"])), picture)[1].tobytes())
    beside(folder, rng)


def links(folder: Path, rng: Rng) -> None:
    """Link in circles, to nowhere, to the folder itself, and to what never ends."""
    (folder / "a.jpg").symlink_to("b.jpg")
    (folder / "b.jpg").symlink_to("a.jpg")
    for index, target in enumerate(rng.choice([".", "..", "nowhere", "/dev/null", "/dev/zero", "/proc/self/mem"], 2)):
        (folder / f"{index}.png").symlink_to(str(target))
    beside(folder, rng)


def waits(folder: Path, rng: Rng) -> None:
    """Put a pipe that nobody writes to, or a socket's name, in place of a photograph."""
    os.mkfifo(folder / "pipe.jpg")
    beside(folder, rng)


def folders(folder: Path, rng: Rng) -> None:
    """Have folders with the names of photographs."""
    (folder / "a.jpg").mkdir()
    (folder / "b.png" / "c.jpg").mkdir(parents=True)
    beside(folder, rng)


def unreadable(folder: Path, rng: Rng) -> None:
    """Have a photograph, and sometimes a folder, that nobody may read. The system's administrator still may."""
    (folder / "a.jpg").write_bytes(photograph(".jpg"))
    (folder / "a.jpg").chmod(0)
    beside(folder, rng)


def names(folder: Path, rng: Rng) -> None:
    """Give photographs, good and damaged, names that need care."""
    for name in rng.choice(len(NAMES), 3, replace=False):
        damage = BYTE_DAMAGES[str(rng.choice(["few bytes", "truncated"]))]
        data = photograph(".jpg")
        path = os.fsencode(folder) + b"/" + NAMES[name]
        with open(path, "wb") as file:  # noqa: PTH123 - a Path has no bytes that are no text
            file.write(damage(data, rng) if rng.random() < 0.5 else data)


def others(folder: Path, rng: Rng) -> None:
    """Give other files the names of photographs: videos, texts, archives, programs."""
    video = make_seed(KINDS[int(rng.integers(len(KINDS)))], folder, 2).path
    video.rename(folder / "video.jpg")
    (folder / "page.png").write_text("<html><body><svg onload=alert(1)></body></html>")
    (folder / "program.jpeg").write_bytes(b"\x7fELF" + rng.bytes(500))
    beside(folder, rng)


def beside(folder: Path, rng: Rng) -> None:
    """Often put a good photograph beside the damaged ones."""
    if rng.random() < 0.5:
        (folder / "good.jpg").write_bytes(photograph(".jpg"))


DAMAGES: Mapping[str, FolderDamage] = {
    "none": none,
    "empty": empty,
    "large PNG": large_png,
    "large headers": large_headers,
    "one colour": bitmap_bomb,
    "links": links,
    "pipe": waits,
    "folders": folders,
    "unreadable": unreadable,
    "names": names,
    "no photographs": others,
    **{name: of_bytes(name) for name in BYTE_DAMAGES},
}
