"""Damages the registry of models: as any YAML file, and in the fields that HIME reads."""

from collections.abc import Mapping
from typing import Any

import yaml

from tests.fuzz.damage_bytes import Rng
from tests.fuzz.damage_yaml import YAML_DAMAGES, YamlDamage

# Values of other types than the registry's fields have, and texts that are no names of files.
VALUES: tuple[Any, ...] = (
    *(
        None,
        True,
        0,
        -1,
        1.5,
        10**400,
        float("nan"),
        "",
        " ",
        ".",
        "..",
        "/",
        "/etc/passwd",
        "../registry.yaml",
        "a\0b",
    ),
    *(
        [],
        {},
        [1],
        ["a"],
        {"a": 1},
        [[]],
        [None],
        {"name": 1},
        "x" * 300,
        "a\nb",
        "\x1b[2J",
        "😀",
        b"bytes",
        "registry.yaml",
    ),
)


def fields(text: str, rng: Rng) -> bytes:
    """Replace, lose or add one to three fields, anywhere in the registry."""
    registry = yaml.safe_load(text)
    for _ in range(rng.integers(1, 4)):
        place: Any = registry
        while True:
            keys = [*place] if isinstance(place, dict) else [*range(len(place))]
            if not keys:
                break
            key, value = keys[rng.integers(len(keys))], VALUES[rng.integers(len(VALUES))]
            inner = place[key]
            if isinstance(inner, dict | list) and inner and rng.random() < 0.8:
                place = inner
                continue
            if rng.random() < 0.7:
                place[key] = value
            elif isinstance(place, dict) and rng.random() < 0.3 and not isinstance(value, dict | list):
                place[value] = inner
            else:
                del place[key]
            break
    return yaml.safe_dump(registry, allow_unicode=True, sort_keys=False).encode()


REGISTRY_DAMAGES: Mapping[str, YamlDamage] = {
    "fields": fields,
    "more fields": fields,
    "other fields": fields,
    "even more fields": fields,
    **{f"YAML: {name}": YAML_DAMAGES[name] for name in ("lines", "indents", "letters", "values", "keys", "nested")},
}
