"""Makes identity folders of sets whose pictures are framed as headshots already: FFHQ and CelebRef-HQ."""

from pathlib import Path

from hime_core.errors import UsageError
from training.data.pictures import pictures
from training.data.split import Split, link_parts, prepare_split

# FFHQ has its aligned pictures in one of these folders, each with folders of a thousand pictures.
FFHQ_FOLDERS = ("images1024x1024", "thumbnails128x128")
# The authors of FFHQ appointed the pictures from this number on for validation.
FFHQ_VALIDATION = 60_000


def prepare_ffhq(root: Path, out: Path) -> dict[str, int]:
    """Make OUT/train/<number>/<number>.png and OUT/val/<number>/<number>.png from ROOT, FFHQ as downloaded.

    FFHQ does not tell who is in a picture, so every picture is a person of its own. The authors' split is taken.
    The larger pictures are taken if both sizes are there. Returns counts of pictures. OUT appears whole or not at all.
    """
    folder = next((root / name for name in FFHQ_FOLDERS if (root / name).is_dir()), None)
    source = "get it from the FFHQ download page of its authors"
    if folder is None:
        raise UsageError(f"{root}: has neither {FFHQ_FOLDERS[0]} nor {FFHQ_FOLDERS[1]}; {source}")
    files = [file for thousand in sorted(folder.iterdir()) if thousand.is_dir() for file in pictures(thousand)]
    if strange := [file for file in files if not file.stem.isdecimal()]:
        raise UsageError(f"{strange[0]}: is not named by a number as FFHQ's pictures are; remove it")
    if not files:
        raise UsageError(f"{folder}: has no pictures in folders of a thousand; {source}")
    parts: dict[str, dict[str, list[Path]]] = {"train": {}, "val": {}}
    for file in files:
        parts["train" if int(file.stem) < FFHQ_VALIDATION else "val"][file.stem] = [file]
    counts = {part: len(members) for part, members in parts.items()}
    link_parts(parts, out, 0, 0, {"counts": counts}, source)
    return counts


def prepare_celebref(root: Path, out: Path, split: Split) -> dict[str, int]:
    """Make OUT/<part>/<identity>/<picture> from ROOT/<identity>/<picture>, CelebRef-HQ, for train, dev and val."""
    if not root.is_dir():
        raise UsageError(f"{root}: no such folder")
    people = {p.name: pictures(p) for p in sorted(root.iterdir()) if p.is_dir()}
    source = "get it from the CelebRef-HQ download page of its authors"
    if not any(people.values()):
        raise UsageError(f"{root}: no folders of people with pictures; {source}")
    return prepare_split(root, {name: files for name, files in people.items() if files}, out, split, source)
