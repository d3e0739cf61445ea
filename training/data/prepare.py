"""Photographs or recorded calls -> identity folders of square headshots, with the crop that the app uses."""

import fnmatch
import random
from collections.abc import Iterator
from pathlib import Path

import av
import cv2
import numpy as np
from tqdm import tqdm

from hime_core.assets import write_atomically
from hime_core.detector import FaceDetector
from hime_core.errors import UsageError
from hime_core.geometry import Image, crop, headshot_square
from training.data.pictures import read_bgr

PHOTOGRAPHS = (".jpg", ".jpeg", ".png")


def prepare_folder(
    source: Path,
    out: Path,
    detector: FaceDetector,
    *,
    names: list[str],
    margin: float,
    size: int,
    hold_out: int,
    min_images: int,
    seed: int,
) -> dict[str, int]:
    """SOURCE/<identity>/<photo> -> OUT/train/<identity>/ and OUT/val/<identity>/, as PNG.

    names: file patterns to take (for sets that keep other pictures beside the portraits). margin: side of what is
    kept over the headshot's side; 1 is the headshot itself, training wants 1.5 so that a warp has something to
    sample. size: largest side written; smaller headshots keep their own. hold_out: so many identities with at least
    min_images photographs go to val, written without margin. Returns counts.
    """
    if not source.is_dir():
        raise UsageError(f"{source}: no such folder")
    identities = {}
    for folder in sorted(p for p in source.iterdir() if p.is_dir()):
        files = [f for f in sorted(folder.iterdir()) if f.suffix.lower() in PHOTOGRAPHS]
        files = [f for f in files if any(fnmatch.fnmatch(f.name, n) for n in names)]
        if files:
            identities[folder.name] = files
    if not identities:
        raise UsageError(f"{source}: no photographs found; expected one folder per identity with JPEG or PNG files")
    eligible = [i for i, files in identities.items() if len(files) >= min_images]
    if hold_out > len(eligible):
        raise UsageError(f"{source}: {hold_out} identities to hold out, but {len(eligible)} have {min_images} photos")
    held_out = set(random.Random(seed).sample(eligible, hold_out))
    for part in ("train", "val"):  # another split over an old one would put a person into both
        refuse_filled(out / part)
    counts = {"train": 0, "val": 0, "no_face": 0}
    for identity, files in tqdm(identities.items(), desc=source.name, unit="person"):
        part = "val" if identity in held_out else "train"
        for file in files:
            photo = read_bgr(file)
            headshot = None if photo is None else headshot_of(photo, detector, 1.0 if part == "val" else margin, size)
            if headshot is None:
                counts["no_face"] += 1
                continue
            target = out / part / identity / f"{file.stem}.png"
            write_picture(target, headshot)
            counts[part] += 1
    return counts


def prepare_call(calls: list[Path], out: Path, detector: FaceDetector, *, every: int, size: int) -> dict[str, int]:
    """Recorded calls -> OUT/<call>/NNNN.png: the headshot of every n-th frame; one call is one identity."""
    counts = {"val": 0, "no_face": 0}
    for call in calls:
        refuse_filled(out / call.stem)
    for call in tqdm(calls, desc="calls", unit="call"):
        for index, frame in _frames(call, every):
            headshot = headshot_of(frame, detector, 1.0, size)
            if headshot is None:
                counts["no_face"] += 1
                continue
            target = out / call.stem / f"{index:04d}.png"
            write_picture(target, headshot)
            counts["val"] += 1
    return counts


def refuse_filled(folder: Path) -> None:
    """Raise UsageError for a folder with something in it, or a file of its name."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder}: is not empty; remove it or choose another")


def write_picture(path: Path, image: Image) -> None:
    """As PNG, whole or not at all. Raises UsageError where the name is taken or cannot be written."""
    if path.exists():
        raise UsageError(f"{path}: two pictures would get this name; rename one")
    _, data = cv2.imencode(".png", image)
    write_atomically(path, data.tobytes())


def headshot_of(photo: Image, detector: FaceDetector, margin: float, size: int) -> Image | None:
    """The headshot of the largest face, with a margin, at most size² pixels; None where no face is found."""
    faces = detector.detect(photo)
    if not faces:
        return None
    square = max((headshot_square(f) for f in faces), key=lambda s: s.side).scaled(margin)
    return crop(photo, square, min(size, round(square.side)))


def _frames(call: Path, every: int) -> Iterator[tuple[int, Image]]:
    """Every n-th frame, turned upright where the file asks for it, as those of phones do."""
    try:
        with av.open(str(call.absolute())) as container:  # a relative "http:/…" or "10:30.mp4" would be a URL
            for index, frame in enumerate(container.decode(video=0)):
                if index % every == 0:
                    image = np.asarray(frame.to_ndarray(format="bgr24"), np.uint8)
                    turns = round(frame.rotation / 90) % 4  # counter-clockwise
                    yield index, np.ascontiguousarray(np.rot90(image, turns))
    except (av.FFmpegError, IndexError) as error:
        raise UsageError(f"{call}: cannot be read as a video ({error})") from error
