"""Puts damaged settings files through `enhance`, which reads them before anything else."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

import numpy as np

from tests.fuzz.children import PROJECT, Children, Ending
from tests.fuzz.damage_yaml import YAML_DAMAGES
from tests.fuzz.result import Result, in_children
from tests.fuzz.seeds import KINDS, make_seed
from tests.fuzz.verdicts import faults_of, lines_of

# Settings files at odd places, by the name of the damage. They are read as they are, and not written.
PLACES: Mapping[str, str] = {"a folder": "/", "endless": "/dev/zero", "empty": "/dev/null", "missing": "/none.yaml"}
# Some settings make enhancing slow, so the recording has only this many pictures.
FEW = 3
DAMAGES = (*YAML_DAMAGES, *PLACES)


def whole_settings() -> str:
    """The shipped settings with every key set, quick ones."""
    text = re.sub(r"(?m)^( +)# ", r"\1", (PROJECT / "config.yaml").read_text())
    text = re.sub(r"view: zoom", "view: full ", text).replace("scale: 2.0", "scale: 1.0")
    return text.replace("model: auto", "model: hime_small_x4").replace("engine: auto", "engine: cpu ")


def fuzz_settings(numbers: Iterable[int], run: int, jobs: int, folder: Path) -> Iterator[Result]:
    """Yield the result of each case, in order. folder: gets the files of each case with findings."""
    folder.mkdir(parents=True, exist_ok=True)
    recording = make_seed(KINDS[0], folder, FEW).path
    yield from in_children(partial(fuzz_one, run, whole_settings(), recording), numbers, jobs, folder)


def fuzz_one(run: int, text: str, recording: Path, number: int, children: Children, place: Path) -> Result:
    """Damage the settings and enhance a recording with them."""
    damage = DAMAGES[number % len(DAMAGES)]
    path = Path(PLACES.get(damage, place / "settings.yaml"))
    if damage in YAML_DAMAGES:
        path.write_bytes(YAML_DAMAGES[damage](text, np.random.default_rng([run, number])))
    ending = children.hime(
        ["enhance", str(recording), str(place / "out.mp4"), "--config", str(path)],
        place,
    )
    findings = faults_of(ending, (0, 2)) or faults_of_lines(ending, path)
    counts = {"taken": ending.status == 0, "refused": ending.status == 2, "seconds": ending.seconds}
    return Result(number, "config.yaml", damage, counts, findings)


def faults_of_lines(ending: Ending, path: Path) -> list[str]:
    """What is wrong with the lines on stderr.

    If the settings are refused, each line names the file, and no line comes twice. If they are taken, there may be one
    line about what they name, such as a model that does not exist.
    """
    lines = [line for line in lines_of(ending.stderr) if line.startswith("hime: ")]
    faults = [f"the same line twice: {line}" for line in set(lines) if lines.count(line) > 1]
    if ending.status == 2 and len(lines) > 1:
        faults += [f"a line without the file's name: {line}" for line in lines if f"hime: {path}: " not in line]
    return faults
