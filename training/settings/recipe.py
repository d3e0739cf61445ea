"""Reads a recipe: one file that says how weights are made, stage by stage."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from hime_core.errors import UsageError
from training.settings.config import read_yaml, typed

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


def load_recipe(path: Path, kind: type[T], out: Path) -> list[Stage[T]]:
    """All stages of a recipe, in the order in which they are trained. The last stage makes the recipe's weights.

    A stage takes the weights and the settings of the stage before it, and changes the settings that it names. Its
    folder is OUT/<stage>. A recipe without stages is trained in OUT itself. If the recipe has `begin_with:
    <recipe>/<stage>`, the other recipe's stages up to this stage come first. They are trained in the other recipe's
    folder beside OUT, where further recipes find them too.

    kind: the type of a stage's settings. Raises UsageError if the recipe is wrong, and its line names the key at fault.
    Raises it also if two stages have one folder, or if OUT is the folder of a recipe that this recipe begins with.
    """
    stages = _load(path, kind, out, (path.stem,))
    _check_folders(stages, out)
    return stages


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
    settings = read_yaml(path)
    if not isinstance(settings, dict):
        raise UsageError(f"{path}: is no recipe: it holds no settings")
    begin_with, changes = settings.pop("begin_with", None), settings.pop("stages", None)
    if begin_with is not None and "start_from" in settings:
        raise UsageError(f"{path}: start_from: the weights to begin with are those of begin_with; name one of the two")
    stages = [] if begin_with is None else _before(path, begin_with, kind, out, recipes)
    for name, changed in [("", {})] if changes is None else _named(path, changes):
        settings = _merged(settings, changed)
        if stages:
            settings["start_from"] = str(stages[-1].out / "last.pt")
        run = typed(settings, kind, f"{path}: {name}" if name else str(path))
        stages.append(Stage(name, run, out / name, path.stem))
    return stages


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


def _merged(settings: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """The settings, after these changes."""
    return settings | {key: _changed(settings.get(key), value) for key, value in changes.items()}


def _changed(old: Any, new: Any) -> Any:
    """A setting's new value.

    A group keeps the settings that the change does not name, unless the change names another kind.
    """
    if not isinstance(old, dict) or not isinstance(new, dict) or new.get("kind", old.get("kind")) != old.get("kind"):
        return new
    return old | new
