"""Reads the text tables that come with sets of pictures."""

import re
from pathlib import Path

from hime_core.errors import UsageError

# Lines like these may stand before the entries: how many there are, and the names of the columns.
BEFORE_THE_ENTRIES = re.compile(r"\s*([0-9]+|[A-Za-z_][A-Za-z_ \t]*)\s*")


def read_table(path: Path, line: re.Pattern[str], columns: str, source: str) -> dict[str, str]:
    """A text table as a dictionary, from the first group of `line` to the second one.

    The table may begin with a byte order mark, with the number of its entries and with a heading. An entry may come
    again. columns: what an entry looks like, for people. source: the end of an error's line, which says where to get
    the table. Raises UsageError if a line is no entry, or if two entries contradict each other.
    """
    if not path.is_file():
        raise UsageError(f"{path}: is missing; {source}")
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read as a text table; {source}") from error
    table: dict[str, str] = {}
    for number, text in enumerate(lines, 1):
        if not text.strip() or (not table and BEFORE_THE_ENTRIES.fullmatch(text)):
            continue
        match = line.fullmatch(text)
        if match is None:
            raise UsageError(f"{path}: line {number} is not `{columns}`; {source}")
        name, value = match[1], match[2]
        if table.setdefault(name, value) != value:
            raise UsageError(f"{path}: line {number} has {value} for {name}, an earlier line {table[name]}; {source}")
    if not table:
        raise UsageError(f"{path}: has no lines; {source}")
    return table
