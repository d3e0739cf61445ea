"""Makes identity folders of square headshots from photographs or recorded calls.

Headshots are cut as the app cuts them.
"""

import fnmatch
import random
from contextlib import closing
from pathlib import Path

import cv2
from tqdm import tqdm

from hime_core.assets import write_atomically
from hime_core.detector import FaceDetector
from hime_core.errors import UsageError
from hime_core.geometry import Image, crop, headshot_square
from hime_core.picture_files import read_picture
from hime_core.recording import Recording

# A file is taken for a photograph if its name ends with one of these.
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
    """Make PNG files in OUT/train/<identity>/ and OUT/val/<identity>/ from SOURCE/<identity>/<photo>.

    names: patterns of the file names to take, for sets that have other pictures beside the portraits. margin: the side
    of a picture over the side of the headshot in it. A margin of 1 is the headshot itself; training wants 1.5, so that
    a warp finds pixels around the headshot. size: the largest side that is written, pixels; smaller headshots keep
    their side. hold_out: this many identities with at least min_images photographs go to val, without a margin. seed:
    draws these identities. Returns counts of pictures. Raises UsageError if SOURCE has too few people, or if OUT holds
    something already.
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
    for part in ("train", "val"):  # else a second split would put some people into both parts
        refuse_filled(out / part)
    counts = {"train": 0, "val": 0, "no_face": 0}
    for identity, files in tqdm(identities.items(), desc=source.name, unit="person"):
        part = "val" if identity in held_out else "train"
        for file in files:
            photo = read_picture(file)
            headshot = None if photo is None else headshot_of(photo, detector, 1.0 if part == "val" else margin, size)
            if headshot is None:
                counts["no_face"] += 1
                continue
            target = out / part / identity / f"{file.stem}.png"
            write_picture(target, headshot)
            counts[part] += 1
    return counts


def prepare_call(calls: list[Path], out: Path, detector: FaceDetector, *, every: int, size: int) -> dict[str, int]:
    """Make OUT/<call>/NNNN.png from recorded calls: the headshot in every n-th frame. One call is one identity.

    Damaged and enlarged frames are left out. size: the largest side that is written, pixels. Returns counts of
    pictures. Raises UsageError if a call cannot be read, or if its folder holds something already.
    """
    counts = {"val": 0, "no_face": 0, "frames_damaged": 0}
    for call in calls:
        refuse_filled(out / call.stem)
    for call in tqdm(calls, desc="calls", unit="call"):
        with closing(Recording(call)) as recording:
            for index, picture in enumerate(recording):
                if index % every or not picture.faithful:
                    continue
                headshot = headshot_of(picture.image, detector, 1.0, size)
                if headshot is None:
                    counts["no_face"] += 1
                    continue
                target = out / call.stem / f"{index:04d}.png"
                write_picture(target, headshot)
                counts["val"] += 1
            counts["frames_damaged"] += recording.damaged
    return counts


def refuse_filled(folder: Path) -> None:
    """Raise UsageError if the folder is not empty, or if it is a file."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder}: is not empty; remove it or choose another")


def write_picture(path: Path, image: Image) -> None:
    """Write a BGR picture as PNG, whole or not at all.

    Raises UsageError if the name is taken or the file cannot be written.
    """
    if path.exists():
        raise UsageError(f"{path}: two pictures would get this name; rename one")
    _, data = cv2.imencode(".png", image)
    write_atomically(path, data.tobytes())


def headshot_of(photo: Image, detector: FaceDetector, margin: float, size: int) -> Image | None:
    """The headshot of the largest face, with a margin; None if no face is found. size: the largest side, pixels."""
    faces = detector.detect(photo)
    if not faces:
        return None
    square = max((headshot_square(f) for f in faces), key=lambda s: s.side).scaled(margin)
    return crop(photo, square, min(size, round(square.side)))
