"""Compares the settings of a run with those that its checkpoint was trained with."""

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from hime_core.errors import UsageError
from training.settings.config import typed

# If only one of two configurations has a value, this stands in the place of the missing value.
NOTHING = "nothing"


def check_unchanged(
    checkpoint: Path, held: object, wanted: object, free: frozenset[str], elsewhere: str = "choose another --out"
) -> None:
    """Raise UsageError if the settings in a checkpoint differ from the settings of the run that would go on from it.

    The error names every setting that differs, with both values, and then says `elsewhere`. For the arguments see
    `changes`.
    """
    if told := in_words(changes(checkpoint, held, wanted, free, elsewhere)):
        raise UsageError(f"{checkpoint}: was trained with {told}; {elsewhere}, or set the old values again")


def changes(
    checkpoint: Path, held: object, wanted: object, free: frozenset[str], elsewhere: str = "choose another --out"
) -> dict[str, str]:
    """What differs between the settings in a checkpoint and those of the run that would go on from it, by setting.

    held: the checkpoint's settings as plain values. A setting that is missing there has its default. wanted: the run's
    configuration. free: names of settings that may differ. elsewhere: says how the run gets another folder. Paths are
    equal if they lead to the same place from the current folder. Raises UsageError if `held` is of another version.
    """
    try:
        then = _plain(typed(held, type(wanted), "its settings"))
    except UsageError as error:
        raise UsageError(f"{checkpoint}: is of another version of HIME ({error}); {elsewhere}") from error
    now = _plain(wanted)
    told = {setting: _told(then[setting], now[setting]) for setting in sorted(now.keys() - free)}
    return {setting: differences for setting, differences in told.items() if differences}


def in_words(told: dict[str, str]) -> str:
    """Changes in one line; empty if there are none."""
    return " and ".join(f"another `{setting}` ({differences})" for setting, differences in told.items())


def _told(then: Any, now: Any) -> str:
    """The differences in a setting, in words; empty if there are none."""
    return "; ".join(
        f"{f'{key}: ' if key else ''}{old} then, {new} now" for key, old, new in _differences("", then, now)
    )


def _plain(settings: object) -> dict[str, Any]:
    """A configuration as dictionaries, lists and values."""
    return TypeAdapter(type(settings)).dump_python(settings)


def _differences(key: str, then: Any, now: Any) -> Iterator[tuple[str, Any, Any]]:
    """Yields (key, old value, new value) for everything that differs.

    In a key, dots join the names of nested groups.
    """
    inside = f"{key}." if key else ""
    if isinstance(then, dict) and isinstance(now, dict):
        # Two kinds have few keys in common. So if the kinds differ, only the kinds are named.
        if then.get("kind") != now.get("kind"):
            yield f"{inside}kind", then.get("kind"), now.get("kind")
            return
        for name in then | now:
            yield from _differences(f"{inside}{name}", then.get(name, NOTHING), now.get(name, NOTHING))
    elif isinstance(then, list) and isinstance(now, list):
        for place, (old, new) in enumerate(zip_longest(then, now, fillvalue=NOTHING)):
            yield from _differences(f"{inside}{place}", old, new)
    elif _value(then) != _value(now):
        yield key, then, now


def _value(value: Any) -> Any:
    """A value as it is compared: a path is the place to which it leads, and anything else is unchanged."""
    return value.resolve() if isinstance(value, Path) else value
