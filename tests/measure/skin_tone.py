"""Whether HIME works worse for some skin tones: gains by the skin tone that the pictures show, if a set names none.

python -m tests.measure.skin_tone REPORT.json DATA, with the report of `hime-train evaluate --json REPORT.json` on DATA.

The tone is the individual typology angle (ITA, Chardon et al. 1991) of the median colour of nose and cheeks. It is the
mean over a person's pictures, and the groups are the usual ones. The tone is true to the person only in even light, so
trust it only for studio sets.
"""

import argparse
import json
from pathlib import Path

import cv2
import numpy as np

from training.data.pictures import pictures, read_rgb

# Nose and cheeks are at these shares of a headshot's height and width.
NOSE_AND_CHEEKS = slice(0.48, 0.60), slice(0.36, 0.64)
# A person is in the first group whose number is below the person's ITA, in degrees.
GROUPS = {"very light": 55, "light": 41, "intermediate": 28, "tan": 10, "brown": -30, "dark": -91}


def angle(path: Path) -> float:
    """The ITA of a headshot, in degrees: 90 is lightest, -90 darkest."""
    image = read_rgb(path)
    rows, columns = (
        slice(round(side * part.start), round(side * part.stop))
        for side, part in zip(image.shape[:2], NOSE_AND_CHEEKS, strict=True)
    )
    lab = cv2.cvtColor(image[rows, columns].astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    lightness, _, yellow = np.median(lab.reshape(-1, 3), axis=0)
    return float(np.degrees(np.arctan2(lightness - 50, max(yellow, 1e-3))))


def main() -> None:
    """Print the table."""
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    p.add_argument("report", type=Path)
    p.add_argument("data", type=Path)
    options = p.parse_args()
    people = json.loads(options.report.read_text())["per_identity"]
    gains: dict[str, list[float]] = {name: [] for name in GROUPS}
    for identity, row in people.items():
        tone = float(np.mean([angle(path) for path in pictures(options.data / identity)]))
        group = next(name for name, least in GROUPS.items() if tone > least)
        gains[group].append(row["psnr"] - row["psnr_bicubic"])
    everybody = np.mean([gain for group in gains.values() for gain in group])
    print(f"{len(people)} people   gain {everybody:+.2f} dB")
    for name, group in gains.items():
        if group:
            print(f"{name:<13} {len(group):3}   {np.mean(group):+.2f}   to all {np.mean(group) - everybody:+.2f}")


if __name__ == "__main__":
    main()
