"""Makes identity folders of CelebAMask-HQ, split by identity, and the fixed evaluation lists (paper, section 5.1)."""

import re
from pathlib import Path

from hime_core.errors import UsageError
from training.data.parsing_maps import write_maps
from training.data.split import Split, prepare_split
from training.data.text_table import read_table
from training.data.whole_folder import refuse_filled

# CelebAMask-HQ has its pictures in a folder of this name.
IMAGES = "CelebA-HQ-img"
# CelebAMask-HQ names each picture's original in CelebA in a table of this name.
MAPPING = "CelebA-HQ-to-CelebA-mapping.txt"
# A line of the table of originals looks like this. The groups are the picture's number and the original's name.
MAPPING_LINE = re.compile(r"\s*([0-9]+)\s+[0-9]+\s+(\S+)\s*")
# A line of CelebA's table of identities looks like this. The groups are the original's name and the identity's number.
IDENTITY_LINE = re.compile(r"\s*(\S+)\s+([0-9]+)\s*")
# An error about CelebAMask-HQ's files ends with this.
FROM_AUTHORS = "get it from the CelebAMask-HQ download page of its authors"
# An error about CelebA's table ends with this.
FROM_CELEBA = "get identity_CelebA.txt from CelebA's download, folder Anno"


def prepare_celebamask(
    root: Path,
    identities: Path,
    out: Path,
    *,
    seed: int,
    evaluation: int = 287,
    development: int | None = None,
    training: int | None = None,
    references: int = 3,
) -> dict[str, int]:
    """Make OUT/<part>/<identity>/<idx>.jpg from ROOT, CelebAMask-HQ as downloaded, for train, dev and val.

    If ROOT has masks, OUT/train_maps/<identity>/<idx>.png are the parsing maps of train's pictures.

    identities: CelebA's identity_CelebA.txt. The other arguments are those of `Split`. `prepare_split` tells of the
    parts, and of the files beside them. Raises UsageError if something is missing or broken; its line names the thing
    and says where to get it.
    """
    refuse_filled(out)
    split = Split(seed, evaluation, development, training, references)
    people = _people(root, identities)
    return prepare_split(root, people, out, split, FROM_AUTHORS, lambda made: write_maps(root, made / "train"))


def _people(root: Path, identities: Path) -> dict[str, list[Path]]:
    """The set's pictures by identity. Raises UsageError if the tables and the pictures do not fit together."""
    folder = root / IMAGES
    if not folder.is_dir():
        raise UsageError(f"{folder}: is missing; {FROM_AUTHORS}")
    originals = read_table(root / MAPPING, MAPPING_LINE, "idx orig_idx orig_file", FROM_AUTHORS)
    identity_of = read_table(identities, IDENTITY_LINE, "image identity", FROM_CELEBA)
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
