"""Puts damaged folders of photographs through `enhance --exemplars`."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from tests.fuzz.children import Children, Ending
from tests.fuzz.damage_photographs import DAMAGES
from tests.fuzz.quick import write_settings
from tests.fuzz.result import Result, in_children
from tests.fuzz.seeds import KINDS, make_seed
from tests.fuzz.verdicts import faults_of, lines_of

# OpenCV's libraries write such lines to the terminal themselves, and nothing turns them off.
OF_LIBRARIES = re.compile(
    r"(?m)^(Corrupt JPEG data|Premature end of JPEG|Warning: unknown JFIF|libpng (error|warning)|\[ *WARN:).*\n"
)
# The recording that is enhanced has only this many pictures.
FEW = 3


def fuzz_exemplars(numbers: Iterable[int], run: int, jobs: int, folder: Path) -> Iterator[Result]:
    """Yield the result of each case, in order. folder: gets the files of each case with findings."""
    folder.mkdir(parents=True, exist_ok=True)
    recording = make_seed(KINDS[0], folder, FEW).path
    yield from in_children(partial(fuzz_one, run, recording), numbers, jobs, folder)


def fuzz_one(run: int, recording: Path, number: int, children: Children, place: Path) -> Result:
    """Make a damaged folder, and enhance a recording with it."""
    damage = [*DAMAGES][number % len(DAMAGES)]
    photographs = place / "photographs"
    photographs.mkdir()
    DAMAGES[damage](photographs, np.random.default_rng([run, number]))
    settings = write_settings(place / "settings.yaml")
    ending = children.hime(
        [
            *("enhance", str(recording), str(place / "out.mp4"), "--config", str(settings)),
            *("--exemplars", str(photographs)),
        ],
        place,
    )
    ending = replace(ending, stderr=re.sub(OF_LIBRARIES, "", ending.stderr))
    findings = faults_of(ending, (0, 2)) or faults_of_lines(ending, photographs)
    if ending.status and not ending.killed:
        findings += [f"left {file.name}" for file in place.glob("out*")]
    counts = {"taken": ending.status == 0, "refused": ending.status == 2, "seconds": ending.seconds}
    return Result(number, "photographs", damage, counts, findings)


def faults_of_lines(ending: Ending, photographs: Path) -> list[str]:
    """What is wrong with the lines on stderr: a refusal is one line, which names the folder."""
    lines = [line for line in lines_of(ending.stderr) if line.startswith("hime: ")]
    if ending.status == 2 and not (len(lines) == 1 and str(photographs) in lines[0]):
        return [f"refused with {lines}"]
    return []
