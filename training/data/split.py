"""Splits the people of a set into parts, and makes the folders of each part.

The set's own files are linked. They are never encoded or resampled again.
"""

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from hime_core.assets import write_atomically
from hime_core.errors import UsageError
from training.data.complete_files import is_whole
from training.data.trials import LIST, make_trials, write_trials
from training.data.whole_folder import whole_folder

# An identity is taken if it has at least this many pictures: a target and the paper's three references.
MIN_IMAGES = 4
# Of the identities that are not for evaluation, one in so many is for development, unless a person gives a number.
ONE_IN = 20
# Fewer identities than these are no part: a target is also enhanced with a stranger's references.
FEWEST = 2

# Every part has the pictures of its identities.
Parts = Mapping[str, Mapping[str, list[Path]]]


@dataclass(frozen=True)
class Split:
    """How people are split.

    seed: draws the identities of every part, and the references of the evaluation lists. evaluation: so many are in
    val. development: so many are in dev; None: one in twenty of the others. training: at most so many are in train;
    None: all others. references: of every target in the evaluation lists; identities with fewer get all they have.
    """

    seed: int
    evaluation: int = 287
    development: int | None = None
    training: int | None = None
    references: int = 3


def prepare_split(
    root: Path,
    people: Mapping[str, list[Path]],
    out: Path,
    split: Split,
    source: str,
    add: Callable[[Path], None] | None = None,
) -> dict[str, int]:
    """Make OUT/train, OUT/dev and OUT/val with <identity>/<picture> from the pictures of ROOT, by identity.

    Identities with fewer than 4 pictures are dropped. OUT/split.json holds the seed, counts, and the identities of each
    part. dev and val each have an evaluation.json, on which methods are scored: during training on dev's, at the end on
    val's. It has every picture once as target, with references of its identity.

    Everything is checked first, and OUT appears whole or not at all. source: the end of an error's line, which says
    where to get a broken picture. add: writes more into the folder that becomes OUT. Returns counts of pictures and
    identities.
    """
    large = {identity: images for identity, images in people.items() if len(images) >= MIN_IMAGES}
    drawn = draw_parts(root, sorted(large), split)
    parts = {part: {identity: large[identity] for identity in members} for part, members in drawn.items()}
    counts = {part: sum(map(len, members.values())) for part, members in parts.items()}
    counts |= {f"{part}_identities": len(members) for part, members in parts.items()}
    counts["dropped_identities"] = len(people) - len(large)
    told = {"seed": split.seed, "counts": counts, **drawn}
    link_parts(parts, out, split.references, split.seed, told, source, add)
    return counts


def draw_parts(root: Path, people: list[str], split: Split) -> dict[str, list[str]]:
    """The identities of train, dev and val. Which ones are in val depends on the seed and on `evaluation` alone."""
    rest = len(people) - split.evaluation
    development = split.development
    if development is None:
        development = rest // ONE_IN if rest // ONE_IN >= FEWEST else 0
    training = rest - development if split.training is None else min(split.training, rest - development)
    if min(split.evaluation, training) < FEWEST or development == 1:
        raise UsageError(
            f"{root}: every part needs at least {FEWEST} of the {len(people)} identities with {MIN_IMAGES} images; "
            f"{split.evaluation} would be for evaluation, {development} for development and {training} for training; "
            "choose other numbers"
        )
    # A hash draws them, not a random generator, so that every version of Python and NumPy makes the same split.
    drawn = sorted(people, key=lambda identity: hashlib.sha256(f"{split.seed} {identity}".encode()).digest())
    val, others, dev = drawn[: split.evaluation], drawn[split.evaluation :], drawn[len(drawn) - development :]
    return {"train": sorted(others[:training]), "dev": sorted(dev), "val": sorted(val)}


def link_parts(
    parts: Parts,
    out: Path,
    references: int,
    seed: int,
    told: Mapping[str, object],
    source: str,
    add: Callable[[Path], None] | None = None,
) -> None:
    """Make OUT/<part>/<identity>/<picture>, the evaluation lists of all parts but train, and OUT/split.json of `told`.

    A part without identities gets no folder. Raises UsageError, before anything is written, if a picture is broken.
    """
    with whole_folder(out) as partial:
        everything = [image for members in parts.values() for images in members.values() for image in images]
        for image in tqdm(everything, desc="check", unit="image"):
            if not is_whole(image):
                raise UsageError(f"{image}: cannot be read or is cut short; {source}")
        for part, members in parts.items():
            for identity, images in tqdm(members.items(), desc=part, unit="person"):
                (partial / part / identity).mkdir(parents=True)
                for image in images:
                    _link(image, partial / part / identity / image.name)
            if members and part != "train":
                write_trials(make_trials(partial / part, references, seed), partial / part / LIST)
        if add is not None:
            add(partial)
        write_atomically(partial / "split.json", (json.dumps(told, indent=1) + "\n").encode())


def _link(source: Path, target: Path) -> None:
    """Make a hard link, or a copy if a link is not possible."""
    try:
        target.hardlink_to(source.resolve())
    except OSError:  # the target is on another disk, or its file system has no links
        shutil.copyfile(source, target)
