"""Makes identity folders of square headshots from photographs or recorded calls.

Headshots are cut as the app cuts them.
"""

import fnmatch
import random
from collections.abc import Mapping
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
from training.data.whole_folder import refuse_filled

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
    development: int = 0,
) -> dict[str, int]:
    """Make PNG files in OUT/<part>/<identity>/ from SOURCE/<identity>/<photo>, for train, val and dev.

    names: patterns of the file names to take, for sets that have other pictures beside the portraits. margin: the side
    of a picture over the side of the headshot in it. A margin of 1 is the headshot itself; training wants 1.5, so that
    a warp finds pixels around the headshot. size: the largest side that is written, pixels; smaller headshots keep
    their side. hold_out: this many identities with at least min_images photographs go to val, without a margin.
    development: so many more go to dev, in the same way. seed: draws these identities. Returns counts of pictures.
    Raises UsageError if SOURCE has too few people, or if OUT holds something already.
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
    part_of = held_out(source, identities, hold_out, development, min_images, seed)
    for part in ("train", "dev", "val"):  # else a second split would put some people into two parts
        refuse_filled(out / part)
    counts = {"train": 0, "dev": 0, "val": 0, "no_face": 0}
    for identity, files in tqdm(identities.items(), desc=source.name, unit="person"):
        part = part_of.get(identity, "train")
        for file in files:
            target = out / part / identity / f"{file.stem}.png"
            kept = keep_headshot(read_picture(file), detector, margin if part == "train" else 1.0, size, target)
            counts[part if kept else "no_face"] += 1
    return counts


def held_out(
    source: Path, identities: Mapping[str, list[Path]], hold_out: int, development: int, min_images: int, seed: int
) -> dict[str, str]:
    """The identities that are not for training, each with its part, "val" or "dev".

    They have at least min_images files. Who is in val does not depend on `development`.
    """
    eligible = [i for i, files in identities.items() if len(files) >= min_images]
    if (wanted := hold_out + development) > len(eligible):
        raise UsageError(f"{source}: {wanted} identities to hold out, but {len(eligible)} have {min_images} photos")
    generator = random.Random(seed)
    val = generator.sample(eligible, hold_out)
    dev = generator.sample([i for i in eligible if i not in set(val)], development)
    return dict.fromkeys(val, "val") | dict.fromkeys(dev, "dev")


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
                kept = keep_headshot(picture.image, detector, 1.0, size, out / call.stem / f"{index:04d}.png")
                counts["val" if kept else "no_face"] += 1
            counts["frames_damaged"] += recording.damaged
    return counts


def keep_headshot(photo: Image | None, detector: FaceDetector, margin: float, size: int, target: Path) -> bool:
    """Write the headshot of a photograph's largest face, as `headshot_of` cuts it. Returns whether there is one."""
    headshot = None if photo is None else headshot_of(photo, detector, margin, size)
    if headshot is not None:
        write_picture(target, headshot)
    return headshot is not None


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
