"""Says in ordinary words what is wrong with the values of a settings file."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, get_type_hints

from pydantic import TypeAdapter, ValidationError

from hime_core.shown_text import harmless

# A text of the file is shown up to this many characters.
LONGEST_TEXT = 40
# At most this many mistakes are told. A file with more is no settings file.
MOST_MISTAKES = 20
# For each type of JSON Schema that the settings have, these words say what a value must be.
KINDS = {
    "string": "text",
    "null": "null",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
}

# For each section, and for each key in it, the JSON Schema of the values that are allowed.
Known = Mapping[str, Mapping[str, Mapping[str, Any]]]


def mistakes(error: ValidationError, settings: type) -> list[str]:
    """Return a line for each mistake: the key, what is wrong, and how to fix it.

    error: what validating the file's values against `settings` raised. settings: a dataclass whose fields are the
    sections, which are dataclasses themselves.
    """
    sections = get_type_hints(settings).items()
    known = {section: TypeAdapter(kind).json_schema()["properties"] for section, kind in sections}
    # Further parts of `loc` are types that pydantic tried. A person need not know them.
    found = {tuple(one["loc"][:2]): one["input"] for one in error.errors()}
    told = [_mistake(place, value, known) for place, value in [*found.items()][:MOST_MISTAKES]]
    more = len(found) - len(told)
    return [*told, f"and {more} more mistakes"] if more else told


def in_one_line(text: str) -> str:
    """Return a text of the file without ends of lines, and with codes for what a terminal would obey."""
    return harmless(" ".join(text.split()))


def _mistake(place: tuple[int | str, ...], value: object, known: Known) -> str:
    key = ".".join(_short(str(part)) for part in place)
    if not place:
        return f"the file: must hold sections with keys below them, such as {next(iter(known))}, but is {_shown(value)}"
    section = known.get(str(place[0]))
    if section is None:
        elsewhere = [f"{name}.{key}" for name, keys in known.items() if key in keys]
        return _unknown(key, get_close_matches(key, known) or elsewhere)
    if len(place) == 1:
        return f"{key}: must have keys below it, such as {next(iter(section))}, but is {_shown(value)}"
    allowed = section.get(str(place[1]))
    if allowed is None:
        return _unknown(key, [f"{place[0]}.{match}" for match in get_close_matches(str(place[1]), section)])
    return f"{key}: must be {_described(allowed)}, is {_shown(value)}"


def _unknown(key: str, similar: list[str]) -> str:
    return f"{key}: unknown key; {f'did you mean {similar[0]}?' if similar else 'remove it'}"


def _described(allowed: Mapping[str, Any]) -> str:
    """Return which values a JSON Schema allows, in words."""
    if "anyOf" in allowed:
        return " or ".join(_described(one) for one in allowed["anyOf"])
    if "const" in allowed:
        return str(allowed["const"])
    if "enum" in allowed:
        *others, last = allowed["enum"]
        return f"{', '.join(others)} or {last}"
    kind = f"a multiple of {allowed['multipleOf']}" if "multipleOf" in allowed else KINDS[allowed["type"]]
    return " ".join([kind, *_range(allowed)])


def _range(allowed: Mapping[str, Any]) -> list[str]:
    low, high = allowed.get("minimum"), allowed.get("maximum")
    above, below = allowed.get("exclusiveMinimum"), allowed.get("exclusiveMaximum")
    if low is not None and high is not None:
        return [f"between {low:g} and {high:g}"]
    if above is not None and below is not None:
        return [f"above {above:g} and below {below:g}"]
    if low is not None:
        return [f"from {low:g} up"]
    return [] if above is None else [f"above {above:g}"]


def _shown(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict | list):
        return "a list" if isinstance(value, list) else "a section"
    try:
        text = _short(str(value))
    except ValueError:  # Python writes no number of more than 4,300 digits
        return "a number of thousands of digits"
    return f'"{text}"' if isinstance(value, str) else text


def _short(text: str) -> str:
    line = in_one_line(text)
    return line if len(line) <= LONGEST_TEXT else f"{line[:LONGEST_TEXT]}…"
