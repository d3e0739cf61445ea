"""Keeps decoded pictures in a memory-mapped file.

So a set may be larger than the memory and still be read fast, and all processes share one copy.
"""

import hashlib
import json
import os
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from hime_core.errors import UsageError
from hime_core.geometry import Image
from training.data.complete_files import is_whole
from training.data.pictures import pictures, read_rgb, shrink

# This many pictures are decoded at once, before they are written.
DECODED_AHEAD = 64
# A store ends with the length of its index, which takes this many bytes.
INDEX_LENGTH_BYTES = 8


class StoreNotWrittenError(UsageError):
    """A store cannot be written."""


def open_store(folder: Path, size: int | None) -> list[list[Image]]:
    """The square RGB pictures of a folder of identity folders: a list for each identity with pictures, by name.

    The pictures are read-only views into one file beside the folder, `<folder>.<size>.store`. The first call makes this
    file. A later call makes it again if names, sizes or times of the pictures have changed. Pictures larger than
    size×size are reduced to this size by antialiased bicubic and rounded. Smaller pictures keep their side. If size is
    None, all pictures keep their side, in `<folder>.full.store`.

    One process alone must make the store. A worker process must open the store itself, since views that are sent to it
    would be copied. Raises UsageError if a picture cannot be read, is cut short or is not square, and
    StoreNotWrittenError if the store cannot be written.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder; make it with `hime-train prepare`")
    people = files_of(folder)
    store = folder.absolute().with_name(f"{folder.absolute().name}.{size or 'full'}.store")
    fingerprint = _fingerprint(people)
    index = _read_index(store)
    if index is None or index["fingerprint"] != fingerprint:
        _make(store, people, size, fingerprint)
        index = _read_index(store)
        assert index is not None
    pixels = np.asarray(np.memmap(store, np.uint8, "r"))
    images, start = [], 0
    for sides in index["sides"]:
        person = []
        for side in sides:
            stop = start + 3 * side**2
            person.append(pixels[start:stop].reshape(side, side, 3))
            start = stop
        images.append(person)
    return images


def files_of(folder: Path) -> list[list[Path]]:
    """The picture files of a folder of identity folders, in the store's order."""
    return [files for p in sorted(folder.iterdir()) if p.is_dir() and (files := pictures(p))]


def _fingerprint(people: list[list[Path]]) -> str:
    """A hash of the pictures' names, sizes and times."""
    digest = hashlib.sha256()
    for file in (f for files in people for f in files):
        status = file.stat()
        digest.update(f"{file.parent.name}/{file.name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _read_index(store: Path) -> dict[str, Any] | None:
    """The store's index; None if there is no complete store.

    It has "fingerprint" and "sides", the pictures' sides by person.
    """
    try:
        with store.open("rb") as file:
            file.seek(-INDEX_LENGTH_BYTES, os.SEEK_END)
            length = int.from_bytes(file.read(INDEX_LENGTH_BYTES), "little")
            file.seek(-INDEX_LENGTH_BYTES - length, os.SEEK_END)
            return json.loads(file.read(length))
    except (OSError, ValueError):
        return None


def _make(store: Path, people: list[list[Path]], size: int | None, fingerprint: str) -> None:
    """Write a store: the pictures' bytes one after another, then the index as JSON, then the index's length."""
    files = [f for person in people for f in person]
    temporary = store.with_name(f".{store.name}.{uuid.uuid4().hex}.tmp")
    try:
        with temporary.open("wb") as out:
            sides = []
            for image in tqdm(_decoded(files, size), desc=f"decode {store.stem}", unit="image", total=len(files)):
                out.write(image.data)
                sides.append(len(image))
            rest = iter(sides)
            index = {"fingerprint": fingerprint, "sides": [[next(rest) for _ in person] for person in people]}
            text = json.dumps(index).encode()
            out.write(text + len(text).to_bytes(INDEX_LENGTH_BYTES, "little"))
        temporary.replace(store)
    except OSError as error:
        raise StoreNotWrittenError(
            f"{store}: the store of decoded pictures cannot be written ({error.strerror}); make room, or put a link to "
            "the pictures' folder into a place that can be written and give that"
        ) from error
    finally:
        temporary.unlink(missing_ok=True)


def _decoded(files: list[Path], size: int | None) -> Iterator[Image]:
    with ThreadPoolExecutor() as pool:
        for start in range(0, len(files), DECODED_AHEAD):
            yield from pool.map(lambda file: _read(file, size), files[start : start + DECODED_AHEAD])


def _read(file: Path, size: int | None) -> Image:
    image = read_rgb(file)
    height, width = image.shape[:2]
    if file.suffix.lower() != ".png" and not is_whole(file):
        raise UsageError(f"{file}: is cut short; get it anew")
    if height != width:
        raise UsageError(f"{file}: {width}x{height} is not square; make it with `hime-train prepare`")
    if size is None or height <= size:
        return image
    return shrink(image, size)
