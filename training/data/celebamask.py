"""Makes identity folders of CelebAMask-HQ, split by identity, and the fixed evaluation list (paper, section 5.1).

The set's own files are linked. They are never encoded or resampled again.
"""

import hashlib
import json
import re
import shutil
from pathlib import Path

from tqdm import tqdm

from hime_core.assets import write_atomically
from hime_core.errors import UsageError
from training.data.complete_files import is_whole
from training.data.parsing_maps import write_maps
from training.data.prepare import refuse_filled
from training.data.trials import LIST, make_trials, write_trials

# CelebAMask-HQ has its pictures in a folder of this name.
IMAGES = "CelebA-HQ-img"
# CelebAMask-HQ names each picture's original in CelebA in a table of this name.
MAPPING = "CelebA-HQ-to-CelebA-mapping.txt"
# The table of originals has this heading.
MAPPING_COLUMNS = "idx orig_idx orig_file"
# A line of the table of originals looks like this. The groups are the picture's number and the original's name.
MAPPING_LINE = re.compile(r"\s*([0-9]+)\s+[0-9]+\s+(\S+)\s*")
# CelebA's table of identities has this heading, if it has one.
IDENTITY_COLUMNS = "image identity"
# A line of the table of identities looks like this. The groups are the original's name and the identity's number.
IDENTITY_LINE = re.compile(r"\s*(\S+)\s+([0-9]+)\s*")
# An error about CelebAMask-HQ's files ends with this.
FROM_AUTHORS = "get it from the CelebAMask-HQ download page of its authors"
# An error about CelebA's table ends with this.
FROM_CELEBA = "get identity_CelebA.txt from CelebA's download, folder Anno"
# An identity is taken if it has at least this many pictures: a target and the paper's three references.
MIN_IMAGES = 4


def prepare_celebamask(
    root: Path,
    identities: Path,
    out: Path,
    *,
    seed: int,
    evaluation: int = 287,
    training: int | None = None,
    references: int = 3,
) -> dict[str, int]:
    """Make OUT/train/<identity>/<idx>.jpg and OUT/val/<identity>/<idx>.jpg from ROOT, CelebAMask-HQ as downloaded.

    identities: CelebA's identity_CelebA.txt. Identities with fewer than 4 pictures are dropped. The seed draws
    `evaluation` of the other identities for val. At most `training` of the rest are for train. Pictures are hard links
    to the originals if the file system has such links, else copies.

    Two more files are written. OUT/split.json holds the seed, counts, and the identities of each part.
    OUT/val/evaluation.json is the list that every method is scored on. It has every val picture once as target, with
    `references` other pictures of its identity, or with all of them if there are fewer.

    Everything is checked first, and OUT appears whole or not at all. Raises UsageError if something is missing or
    broken; its line names the thing and says where to get it. Returns counts of pictures and identities.
    """
    refuse_filled(out)
    people = _people(root, identities)
    large = {identity: images for identity, images in people.items() if len(images) >= MIN_IMAGES}
    train, val = _split(root, sorted(large), seed, evaluation, training)
    for image in tqdm([i for identity in train + val for i in large[identity]], desc="check", unit="image"):
        if not is_whole(image):
            raise UsageError(f"{image}: cannot be read or is cut short; {FROM_AUTHORS}")
    counts = {
        "train": sum(len(large[i]) for i in train),
        "val": sum(len(large[i]) for i in val),
        "train_identities": len(train),
        "val_identities": len(val),
        "dropped_identities": len(people) - len(large),
    }
    partial = out.absolute().with_name(f"{out.absolute().name}.partial")
    try:
        partial.mkdir(parents=True)
    except FileExistsError as error:
        raise UsageError(f"{partial}: is left of a preparation that was cut off; remove it") from error
    except OSError as error:
        raise UsageError(f"{out}: cannot be written ({error.strerror})") from error
    try:
        for part, members in (("train", train), ("val", val)):
            for identity in tqdm(members, desc=part, unit="person"):
                (partial / part / identity).mkdir(parents=True)
                for image in large[identity]:
                    _link(image, partial / part / identity / image.name)
        write_trials(make_trials(partial / "val", references, seed), partial / "val" / LIST)
        split = {"seed": seed, "counts": counts, "train": train, "val": val}
        write_atomically(partial / "split.json", (json.dumps(split, indent=1) + "\n").encode())
        if out.exists():  # it is empty, but not every system renames over an empty folder
            out.rmdir()
        partial.rename(out)
    except OSError as error:
        raise UsageError(f"{out}: cannot be written ({error.strerror})") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    write_maps(root, out / "train")
    return counts


def _people(root: Path, identities: Path) -> dict[str, list[Path]]:
    """The set's pictures by identity. Raises UsageError if the tables and the pictures do not fit together."""
    folder = root / IMAGES
    if not folder.is_dir():
        raise UsageError(f"{folder}: is missing; {FROM_AUTHORS}")
    originals = _table(root / MAPPING, MAPPING_LINE, MAPPING_COLUMNS, FROM_AUTHORS)
    identity_of = _table(identities, IDENTITY_LINE, IDENTITY_COLUMNS, FROM_CELEBA)
    found = {f.stem for f in folder.iterdir() if f.suffix == ".jpg" and f.stem.isdigit()}
    if missing := sorted(originals.keys() - found, key=int):
        raise UsageError(
            f"{folder / missing[0]}.jpg: is missing, one of {len(missing)} that {MAPPING} names; {FROM_AUTHORS}"
        )
    if unnamed := sorted(found - originals.keys()):
        raise UsageError(
            f"{root / MAPPING}: does not name {unnamed[0]}.jpg, one of {len(unnamed)} in {IMAGES}; {FROM_AUTHORS}"
        )
    if strange := sorted(set(originals.values()) - identity_of.keys()):
        raise UsageError(
            f"{identities}: does not name {strange[0]}, one of {len(strange)} in {MAPPING}: is it of another set? "
            f"{FROM_CELEBA}"
        )
    people: dict[str, list[Path]] = {}
    for image, original in originals.items():
        people.setdefault(identity_of[original], []).append(folder / f"{image}.jpg")
    return people


def _table(path: Path, line: re.Pattern[str], columns: str, source: str) -> dict[str, str]:
    """A text table as a dictionary, from the first group of `line` to the second one. The table may have a heading.

    Raises UsageError if a line does not match `line`, or if a first group comes twice.
    """
    if not path.is_file():
        raise UsageError(f"{path}: is missing; {source}")
    try:
        lines = path.read_text().splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read as a text table; {source}") from error
    table: dict[str, str] = {}
    for number, text in enumerate(lines, 1):
        if not text.strip() or text.split() == columns.split():
            continue
        match = line.fullmatch(text)
        if match is None or match[1] in table:
            raise UsageError(f"{path}: line {number} is not `{columns}`, each image once; {source}")
        table[match[1]] = match[2]
    if not table:
        raise UsageError(f"{path}: has no lines; {source}")
    return table


def _split(
    root: Path, people: list[str], seed: int, evaluation: int, training: int | None
) -> tuple[list[str], list[str]]:
    """The identities of train and of val. Which ones are in val does not depend on `training`."""
    if min(evaluation, len(people) - evaluation) < 2:
        raise UsageError(
            f"{root}: {len(people)} identities have {MIN_IMAGES} images; with {evaluation} for evaluation, "
            "training and evaluation do not have 2 each; choose another --evaluation"
        )
    # A hash draws them, not a random generator, so that every version of Python and NumPy makes the same split.
    drawn = sorted(people, key=lambda identity: hashlib.sha256(f"{seed} {identity}".encode()).digest())
    return sorted(drawn[evaluation:][:training]), sorted(drawn[:evaluation])


def _link(source: Path, target: Path) -> None:
    """Make a hard link, or a copy if a link is not possible."""
    try:
        target.hardlink_to(source.resolve())
    except OSError:  # the target is on another disk, or its file system has no links
        shutil.copyfile(source, target)
