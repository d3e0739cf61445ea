"""How often the recogniser confuses people, and whether it works worse for some skin tones.

python -m tests.measure.recogniser WEIGHTS DATA [--margin 1.5], with weights of `hime-train recogniser` and a folder of
identity folders. The pictures show the skin tone, which is measured as in tests/measure/skin_tone.py. It is only true
to the person in even light.
"""

import argparse
from pathlib import Path

from tests.measure.skin_tone import GROUPS, angle
from training.data.pictures import pictures
from training.recogniser.evaluate import Likeness, compared, everybody
from training.recogniser.export import load_recogniser
from training.recogniser.fit import coder

WRONG = 1e-3  # The threshold is chosen so that this share of other people's glances is wrongly accepted.


def row(name: str, count: int, glances: Likeness, tracks: Likeness) -> str:
    """A line of the table."""
    ends = [f"{float(likeness.other.max()):.3f}" for likeness in (glances, tracks)]
    accepted = [f"{glances.accepted(WRONG):.4f}", *(f"{likeness.accepted(0):.4f}" for likeness in (glances, tracks))]
    return f"{name:<13} {count:4}   {'   '.join([*accepted, *ends])}"


def main() -> None:
    """Print the table."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("weights", type=Path)
    p.add_argument("data", type=Path)
    p.add_argument("--margin", type=float, default=1.0, help="side of the pictures over the headshot's")
    options = p.parse_args()
    people = everybody(coder(load_recogniser(options.weights)), options.data, options.margin)
    print("people            glances at 1e-3, with none wrong, tracks with none wrong; likest other glance, track")
    print(row("all", len(people), *compared(people, people)))
    tones = {one.name: angle(pictures(options.data / one.name)[0]) for one in people}
    for name in GROUPS:
        group = [one for one in people if next(g for g, a in GROUPS.items() if tones[one.name] > a) == name]
        if len(group) > 1:
            print(row(name, len(group), *compared(group, people)))


if __name__ == "__main__":
    main()
