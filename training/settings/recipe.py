"""Reads a recipe: one file that says how weights are made, stage by stage."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Generic, TypeVar

from hime_core.errors import UsageError
from training.settings.config import read_yaml, typed
from training.settings.overrides import apply_overrides, key_and_value, merged

T = TypeVar("T")
# The name of a stage looks like this, since it is also the name of the stage's folder.
STAGE_NAME = re.compile(r"[a-z0-9_]+")


@dataclass(frozen=True)
class Stage(Generic[T]):
    """A part of a recipe's training."""

    name: str  # empty if the recipe has no stages
    run: T  # the settings of the stage
    out: Path  # the folder of the stage's checkpoints and logs
    recipe: str = ""  # the recipe that has the stage; empty if the stage is of no recipe


def load_recipe(path: Path, kind: type[T], out: Path, overrides: Sequence[str] = ()) -> list[Stage[T]]:
    """All stages of a recipe, in the order in which they are trained. The last stage makes the recipe's weights.

    A stage takes the weights and the settings of the stage before it, and changes the settings that it names. Its
    folder is OUT/<stage>. A recipe without stages is trained in OUT itself. If the recipe has `begin_with:
    <recipe>/<stage>`, the other recipe's stages up to this stage come first. They are trained in the other recipe's
    folder beside OUT, where further recipes find them too. If the recipe has `base: <file>`, that file's settings come
    first, and the recipe changes what it names.

    kind: the type of a stage's settings. overrides: changes of the settings of every stage, each KEY=VALUE. Only the
    first stage takes `start_from`. Raises UsageError if the recipe is wrong, and its line names the key at fault.
    Raises it also if two stages have one folder, or if OUT is the folder of a recipe that this recipe begins with.
    """
    stages = _load(path, kind, out, (path.stem,))
    _check_folders(stages, out)
    later = [override for override in overrides if key_and_value(override)[0] != "start_from"]
    return [
        replace(stage, run=apply_overrides(stage.run, later if i else overrides, f"{path}: {stage.name}".rstrip(": ")))
        for i, stage in enumerate(stages)
    ]


def _check_folders(stages: list[Stage[T]], out: Path) -> None:
    """Raise UsageError if two stages have one folder, or if OUT is the folder of another recipe's stages."""
    stage_of: dict[Path, Stage[T]] = {}
    for stage in stages:
        if stage.recipe != stages[-1].recipe and stage.out.parent.resolve() == out.resolve():
            raise UsageError(f"--out {out}: the stages of {stage.recipe} go there; choose another name")
        other = stage_of.setdefault(stage.out.resolve(), stage)
        if other is not stage:
            raise UsageError(
                f"{stage.out} is the folder of the stage {other.name} of {other.recipe}; choose another --out"
            )


def _load(path: Path, kind: type[T], out: Path, recipes: tuple[str, ...]) -> list[Stage[T]]:
    """`load_recipe`. recipes: the names of this recipe and of all recipes that begin with it."""
    settings = _read(path, ())
    begin_with, changes = settings.pop("begin_with", None), settings.pop("stages", None)
    if begin_with is not None and settings.get("start_from") is not None:
        raise UsageError(f"{path}: start_from: the weights to begin with are those of begin_with; name one of the two")
    stages = [] if begin_with is None else _before(path, begin_with, kind, out, recipes)
    for name, changed in [("", {})] if changes is None else _named(path, changes):
        settings = merged(settings, changed)
        if stages:
            settings["start_from"] = str(stages[-1].out / "last.pt")
        run = typed(settings, kind, f"{path}: {name}" if name else str(path))
        stages.append(Stage(name, run, out / name, path.stem))
    return stages


def _read(path: Path, above: tuple[Path, ...]) -> dict[str, Any]:
    """The settings in a recipe's file, with those of its base. above: the files whose base this file is."""
    settings = read_yaml(path)
    if not isinstance(settings, dict):
        raise UsageError(f"{path}: is no recipe: it holds no settings")
    base = settings.pop("base", None)
    if base is None:
        return settings
    if not isinstance(base, str):
        raise UsageError(f"{path}: base: must be the name of a file, not {base}")
    files = (*above, path.resolve())
    if (path.parent / base).resolve() in files:
        raise UsageError(f"{path}: base: {base} itself is based on {path.name}")
    return merged(_read(path.parent / base, files), settings)


def _before(path: Path, begin_with: Any, kind: type[T], out: Path, recipes: tuple[str, ...]) -> list[Stage[T]]:
    """The stages of another recipe, up to the stage that `begin_with` names."""
    recipe, _, last = str(begin_with).partition("/")
    if not (STAGE_NAME.fullmatch(recipe) and STAGE_NAME.fullmatch(last)):
        raise UsageError(f"{path}: begin_with: must be <recipe>/<stage>, not {begin_with}")
    if recipe in recipes:
        raise UsageError(f"{path}: begin_with: {recipe} itself begins with {path.stem}")
    beside = out.parent / recipe
    stages = _load(path.with_name(f"{recipe}.yaml"), kind, beside, (*recipes, recipe))
    places = [i for i, stage in enumerate(stages) if stage.out == beside / last]
    if not places:
        raise UsageError(f"{path}: begin_with: {recipe} has no stage {last}")
    return stages[: places[0] + 1]


def _named(path: Path, changes: Any) -> list[tuple[str, dict[str, Any]]]:
    """The name of each stage, and the settings that it changes."""
    if not isinstance(changes, list) or not changes or not all(isinstance(stage, dict) for stage in changes):
        raise UsageError(f"{path}: stages: must be a list of stages, each with a name and what it changes")
    names = [stage.pop("name", None) for stage in changes]
    for i, name in enumerate(names):
        if not isinstance(name, str) or not STAGE_NAME.fullmatch(name):
            raise UsageError(f"{path}: stages.{i}.name: must be small letters, digits and underscores, not {name}")
        if name in names[:i]:
            raise UsageError(f"{path}: stages.{i}.name: there are two stages {name}")
        if "start_from" in changes[i]:
            raise UsageError(f"{path}: stages.{i}.start_from: only the first stage has a choice; put it above `stages`")
    return list(zip(names, changes, strict=True))
