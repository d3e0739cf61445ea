"""Changes settings: those that a stage or a recipe takes from another one, and those that a command line names."""

from collections.abc import Sequence
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter

from hime_core.errors import UsageError
from training.settings.config import typed

T = TypeVar("T")


def apply_overrides(settings: T, overrides: Sequence[str], where: str) -> T:
    """Settings, after the changes that a command line names.

    settings: a typed configuration. overrides: each is KEY=VALUE. In a key, dots join the names of nested groups, as in
    `optimiser.steps=100`. A value is YAML, so `samples={kind: photographs}` changes a whole group. where: begins the
    line of an error. Raises UsageError if an override is wrong; its line names the key.
    """
    if not overrides:
        return settings
    plain = TypeAdapter(type(settings)).dump_python(settings)
    for override in overrides:
        plain = _overridden(plain, override)
    return typed(plain, type(settings), f"{where}, with {' '.join(overrides)}")


def key_and_value(override: str) -> tuple[str, Any]:
    """The key and the value of an override. Raises UsageError if it is not KEY=VALUE."""
    key, is_one, text = override.partition("=")
    if not (is_one and key):
        raise UsageError(f"{override}: must be KEY=VALUE, such as optimiser.steps=100")
    try:
        return key, yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise UsageError(f"{override}: the value is no YAML ({' '.join(str(error).split())})") from error


def merged(settings: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """The settings, after these changes."""
    return settings | {key: _changed(settings.get(key), value) for key, value in changes.items()}


def _changed(old: Any, new: Any) -> Any:
    """A setting's new value.

    A group keeps the settings that the change does not name, unless the change names another kind.
    """
    if not isinstance(old, dict) or not isinstance(new, dict) or new.get("kind", old.get("kind")) != old.get("kind"):
        return new
    return old | new


def _overridden(settings: dict[str, Any], override: str) -> dict[str, Any]:
    key, value = key_and_value(override)
    top, *names = key.split(".")
    if not names:
        return merged(settings, {top: value})
    if names == ["kind"]:
        return merged(settings, {top: {"kind": value}})
    group: Any = settings.get(top)
    for name in names[:-1]:
        group = _inside(group, name, override)
    _inside(group, names[-1], override)  # a place in a list must exist, and what holds the setting must be a group
    group[_place(group, names[-1])] = value
    return settings


def _inside(group: Any, name: str, override: str) -> Any:
    """What a group or a list holds under a name; None if a group holds nothing there."""
    if isinstance(group, list) and name.isdecimal() and int(name) < len(group):
        return group[int(name)]
    if isinstance(group, dict):
        return group.get(_place(group, name))
    raise UsageError(f"{override}: there is no such setting; `{name}` has nothing that it could be part of")


def _place(group: Any, name: str) -> str | int:
    """A name as the group's key: LR sizes, numbers of references and places in a list are numbers."""
    return int(name) if name.isdecimal() else name
