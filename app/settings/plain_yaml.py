"""Reads a YAML file that a person wrote, or that claims to be one."""

from pathlib import Path
from typing import Any

import yaml

# A settings file has at most this many bytes. The shipped one has 3,000, and a larger file would take seconds to read.
LARGEST_FILE = 100_000


class _PlainLoader(yaml.SafeLoader):
    """Refuses aliases such as *a: a few lines of them can stand for more values than the memory holds."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "aliases are not allowed", self.peek_event().start_mark)
        return super().compose_node(parent, index)


def read_plain_yaml(path: Path) -> Any:
    """Return the values in a file. Raises OSError, ValueError or yaml.YAMLError if it cannot be read."""
    with path.open("rb") as file:
        data = file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise ValueError(f"it has more than {LARGEST_FILE // 1000} kB, too many for settings")
    try:
        return yaml.load(data.decode(), _PlainLoader)
    except RecursionError as error:
        raise ValueError("its values are nested too deeply") from error
    except (LookupError, AttributeError, TypeError) as error:  # PyYAML raises them for values such as !!int ""
        raise ValueError("a value is not what its tag says") from error
