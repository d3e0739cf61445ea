"""Puts damaged model files through `models verify` and `enhance`, in a copy of the folder of models."""

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import numpy as np

from hime_core.assets import models_folder, read_registry
from tests.fuzz.children import Children, Ending
from tests.fuzz.damage_bytes import BYTE_DAMAGES
from tests.fuzz.damage_registry import REGISTRY_DAMAGES
from tests.fuzz.quick import write_settings
from tests.fuzz.result import Result, in_children
from tests.fuzz.seeds import KINDS, make_seed
from tests.fuzz.verdicts import faults_of, lines_of

# The recording that is enhanced has only this many pictures.
FEW = 3
# What is damaged, by turns: networks, weights, cards, and the registry, most often.
KINDS_OF_FILES = (".onnx", "registry.yaml", ".safetensors", "registry.yaml", ".md", "registry.yaml")
# These damages leave no file, or something else than a file.
GONE = ("missing", "a folder", "a link in a circle")


def fuzz_models(numbers: Iterable[int], run: int, jobs: int, folder: Path) -> Iterator[Result]:
    """Yield the result of each case, in order. folder: gets the files of each case with findings."""
    folder.mkdir(parents=True, exist_ok=True)
    recording = make_seed(KINDS[0], folder, FEW).path
    yield from in_children(partial(fuzz_one, run, recording), numbers, jobs, folder)


def fuzz_one(run: int, recording: Path, number: int, children: Children, place: Path) -> Result:
    """Damage one file of a copied folder of models, and use the folder."""
    rng = np.random.default_rng([run, number])
    kind = KINDS_OF_FILES[number % len(KINDS_OF_FILES)]
    models = place / "models"
    linked(models)
    files = sorted(file.name for file in models.iterdir() if file.name.endswith(kind))
    file = models / str(rng.choice(files))
    damages = [*BYTE_DAMAGES, *GONE, *(REGISTRY_DAMAGES if kind == "registry.yaml" else ())]
    damage = damages[number // len(KINDS_OF_FILES) % len(damages)]
    before, registered = file.read_bytes(), file.name in registered_files()
    do_damage(file, damage, before, rng)
    changed = not file.is_file() or file.read_bytes() != before
    settings = write_settings(place / "settings.yaml")
    verify = children.run("tests.fuzz.moved_models:hime", [str(place), ["models", "verify"]], place)
    enhance = children.run(
        "tests.fuzz.moved_models:hime",
        [str(place), ["enhance", str(recording), str(place / "out.mp4"), "--config", str(settings)]],
        place,
    )
    findings = [f"verify: {fault}" for fault in faults_of(verify, (0, 2)) or faults_of_lines(verify, place)]
    findings += [f"enhance: {fault}" for fault in faults_of(enhance, (0, 2)) or faults_of_lines(enhance, place)]
    if registered and changed and (verify.status == 0 or file.name not in verify.stderr):
        findings.append(f"verify: not refused: {file.name}")
    if kind == ".md" and verify.status:
        findings.append("verify: refused for a card")
    if not findings:
        unlink(models)
    counts = {
        "verify 0": verify.status == 0,
        "verify 2": verify.status == 2,
        "enhance 0": enhance.status == 0,
        "enhance 2": enhance.status == 2,
        "seconds": verify.seconds + enhance.seconds,
    }
    return Result(number, kind, damage, counts, findings)


def linked(models: Path) -> None:
    """Make a folder of models whose files are links to the shipped ones."""
    models.mkdir()
    for file in models_folder().iterdir():
        (models / file.name).symlink_to(file)


def unlink(models: Path) -> None:
    """Remove the links, so that only the damaged file is left."""
    for file in models.iterdir():
        if file.is_symlink():
            file.unlink()


def registered_files() -> set[str]:
    """The names of the files that the registry gives a hash of and that ship with HIME."""
    models = read_registry(models_folder()).values()
    return {file.name for model in models for file in model.files if not file.sources}


def do_damage(file: Path, damage: str, before: bytes, rng: np.random.Generator) -> None:
    """Put a damaged file, or something else, in the place of a link."""
    file.unlink()
    if damage == "a folder":
        file.mkdir()
    elif damage == "a link in a circle":
        file.symlink_to(file.name)
    elif damage in REGISTRY_DAMAGES:
        file.write_bytes(REGISTRY_DAMAGES[damage](before.decode(), rng))
    elif damage != "missing":
        file.write_bytes(BYTE_DAMAGES[damage](before, rng))


def faults_of_lines(ending: Ending, place: Path) -> list[str]:
    """What is wrong with the lines on stderr: a refusal is one line, which names a file in the copied folder."""
    lines = [line for line in lines_of(ending.stderr) if line.startswith("hime: ")]
    if ending.status == 2 and len(lines) != 1:
        return [f"refused with {lines}"]
    return []
