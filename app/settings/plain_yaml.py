"""Reads a YAML file that a person wrote, or that claims to be one."""

import os
import select
import stat
import time
from pathlib import Path
from typing import Any

import yaml

# A settings file has at most this many bytes. The shipped one has 3,000, and a larger file would take seconds to read.
LARGEST_FILE = 100_000
# A pipe must give all of the settings within this many seconds. Otherwise a command would wait for ever for somebody
# who writes to it.
LONGEST_WAIT = 5.0
# What was read from each pipe, by its device and number: a command reads its settings several times, and a pipe gives
# them only once.
_piped: dict[tuple[int, int], bytes] = {}


class _PlainLoader(yaml.SafeLoader):
    """Refuses aliases such as *a: a few lines of them can stand for more values than the memory holds."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "aliases are not allowed", self.peek_event().start_mark)
        return super().compose_node(parent, index)


def read_plain_yaml(path: Path) -> Any:
    """Return the values in a file. Raises OSError, ValueError or yaml.YAMLError if it cannot be read."""
    found = path.stat()
    if stat.S_ISFIFO(found.st_mode):
        data = _read_pipe(path, (found.st_dev, found.st_ino))
    else:
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


def _read_pipe(path: Path, identity: tuple[int, int]) -> bytes:
    """Return what a pipe gives, up to one byte more than LARGEST_FILE. Raises OSError or ValueError."""
    if identity in _piped:
        return _piped[identity]
    data, until = b"", time.monotonic() + LONGEST_WAIT
    pipe = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        while len(data) <= LARGEST_FILE:
            if not select.select([pipe], [], [], max(0.0, until - time.monotonic()))[0]:
                raise ValueError("it is a pipe, and nobody writes to it")
            part = os.read(pipe, LARGEST_FILE + 1 - len(data))
            if not part:
                break
            data += part
    finally:
        os.close(pipe)
    _piped[identity] = data
    return data
