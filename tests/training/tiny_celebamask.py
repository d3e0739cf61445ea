"""A tiny set in CelebAMask-HQ's exact layout, from drawn faces or from given photographs.

python tests/training/tiny_celebamask.py OUT [--people N] [--images N] [--side N] [--photographs FOLDER]
"""

import argparse
from pathlib import Path

import cv2
import numpy as np

from hime_core.geometry import Image
from tests.training.drawn_faces import drawn_person
from training.data.moments import Photograph, bent, lit, mild, relight, render
from training.data.pictures import pictures, read_rgb


def make_celebamask(root: Path, people: int, images: int, side: int, photographs: Path | None = None) -> None:
    """ROOT/CelebA-HQ-img/<i>.jpg, ROOT/CelebA-HQ-to-CelebA-mapping.txt, and CelebA's ROOT/identity_CelebA.txt.

    people × images pictures of side×side pixels, always the same ones. As in the real files, an identity's images lie
    anywhere in the numbering, and the identity file also names images that CelebAMask-HQ does not have, of these
    people and of others. photographs: a folder of identity folders to take pictures from in place of drawn faces.
    """
    rng = np.random.default_rng(0)
    albums = albums_of(photographs, people) if photographs else []
    count = people * images
    identities = rng.choice(np.arange(1, 10178), 2 * people, replace=False)
    numbers = rng.permutation(count)  # in CelebAMask-HQ
    originals = rng.choice(2 * count, count, replace=False)  # in CelebA
    identity_of = rng.choice(identities, 2 * count)
    (root / "CelebA-HQ-img").mkdir(parents=True)
    for person in range(people):
        made = photographed(albums[person], images, side) if albums else drawn_person(person, images, side)
        mine = slice(person * images, (person + 1) * images)
        identity_of[originals[mine]] = identities[person]
        for number, image in zip(numbers[mine], made, strict=True):
            file = root / "CelebA-HQ-img" / f"{number}.jpg"
            cv2.imwrite(str(file), image[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 95])
    pairs = sorted(zip(numbers, originals, strict=True))
    rows = [f"{i:<11}{original:<11}{original + 1:06d}.jpg\n" for i, original in pairs]
    (root / "CelebA-HQ-to-CelebA-mapping.txt").write_text("idx        orig_idx   orig_file\n" + "".join(rows))
    rows = [f"{original:06d}.jpg {identity}\n" for original, identity in enumerate(identity_of, 1)]
    (root / "identity_CelebA.txt").write_text("".join(rows))


def albums_of(folder: Path, people: int) -> list[list[Path]]:
    """The photographs of the first so many identity folders."""
    albums = [files for p in sorted(folder.iterdir()) if p.is_dir() and (files := pictures(p))]
    if len(albums) < people:
        raise ValueError(f"{folder}: {len(albums)} identity folders with photographs, {people} are wanted")
    return albums[:people]


def photographed(album: list[Path], count: int, side: int) -> list[Image]:
    """Photographs made square, and mildly moved and relit versions of them where they are too few."""
    rng = np.random.default_rng(1)
    shots = [square(read_rgb(file), side) for file in album[:count]]
    for i in range(count - len(shots)):
        moved = render(Photograph(shots[i], 1.0), mild(1.0, rng), side, bent(0.003, rng))
        shots.append(relight(moved, lit(0.4, rng)))
    return shots


def square(image: Image, side: int) -> Image:
    """The middle of a picture, side×side."""
    height, width = image.shape[:2]
    n = min(height, width)
    y, x = (height - n) // 2, (width - n) // 2
    return cv2.resize(image[y : y + n, x : x + n], (side, side), interpolation=cv2.INTER_AREA)


def main() -> None:
    p = argparse.ArgumentParser(description="A tiny set in CelebAMask-HQ's layout, for trying commands out.")
    p.add_argument("out", type=Path)
    p.add_argument("--people", type=int, default=10)
    p.add_argument("--images", type=int, default=4, help="of each")
    p.add_argument("--side", type=int, default=160, help="pixels")
    p.add_argument("--photographs", type=Path, help="a folder of identity folders to take in place of drawn faces")
    options = p.parse_args()
    make_celebamask(options.out, options.people, options.images, options.side, options.photographs)


if __name__ == "__main__":
    main()
