"""Makes identity folders of headshots from VoxCeleb's videos (VoxCeleb2) or pictures of faces (VoxCeleb1)."""

from contextlib import closing
from pathlib import Path

from tqdm import tqdm

from hime_core.detector import FaceDetector
from hime_core.errors import UsageError
from hime_core.geometry import Image
from hime_core.picture_files import read_picture
from hime_core.recording import Recording
from training.data.prepare import PHOTOGRAPHS, held_out, keep_headshot
from training.data.whole_folder import whole_folder

# VoxCeleb2 has its clips in files whose names end like this.
VIDEO = ".mp4"


def prepare_voxceleb(
    source: Path,
    out: Path,
    detector: FaceDetector,
    *,
    every: int,
    margin: float,
    size: int,
    hold_out: int,
    development: int,
    seed: int,
) -> dict[str, int]:
    """Make PNG files in OUT/<part>/<identity>/ from SOURCE/<identity>/.../<clip>.mp4 or <frame>.jpg.

    VoxCeleb2 has <identity>/<video>/<clip>.mp4, of which every n-th frame is taken. VoxCeleb1 has
    <identity>/1.6/<video>/<frame>.jpg. A picture's name is the rest of its path. The other arguments are as for
    `prepare_folder`. Clips that cannot be read are left out. OUT appears whole or not at all. Returns counts of
    pictures and of clips that cannot be read.
    """
    if not source.is_dir():
        raise UsageError(f"{source}: no such folder")
    wanted = {VIDEO, *PHOTOGRAPHS}
    people = {p.name: sorted(f for f in p.rglob("*") if f.suffix.lower() in wanted) for p in source.iterdir()}
    people = {name: files for name, files in sorted(people.items()) if files}
    if not people:
        raise UsageError(f"{source}: no clips found; give VoxCeleb2's folder dev/mp4, or VoxCeleb1's unzippedFaces")
    part_of = held_out(source, people, hold_out, development, 2, seed)
    counts = {"train": 0, "dev": 0, "val": 0, "no_face": 0, "unreadable": 0}
    with whole_folder(out) as partial:
        for identity, files in tqdm(people.items(), desc=source.name, unit="person"):
            part = part_of.get(identity, "train")
            for file in files:
                name = "_".join(file.relative_to(source / identity).with_suffix("").parts)
                try:
                    pictures = _pictures(file, every)
                except UsageError:
                    counts["unreadable"] += 1
                    continue
                for number, image in pictures:
                    target = partial / part / identity / f"{name}{number}.png"
                    kept = keep_headshot(image, detector, margin if part == "train" else 1.0, size, target)
                    counts[part if kept else "no_face"] += 1
    return counts


def _pictures(file: Path, every: int) -> list[tuple[str, Image | None]]:
    """The picture of a picture file, or every n-th sound frame of a clip, each with the end of its name."""
    if file.suffix.lower() != VIDEO:
        return [("", read_picture(file))]
    with closing(Recording(file)) as recording:
        numbered = enumerate(recording)
        return [(f"_{i:04d}", picture.image) for i, picture in numbered if i % every == 0 and picture.faithful]
