"""Removes private parts from the log file: names of people's files, the path of their home, and parts of pictures."""

import copy
import logging
import re
import traceback
from collections.abc import Iterator
from pathlib import Path, PurePath

from hime_core.errors import UsageError
from hime_core.paths_in_text import paths_in

# The log file shows arguments of these types as they are.
PLAIN = (str, int, float, type(None))
# A private text with fewer characters than this is not removed from the log. So few characters name nobody, and many
# words contain them.
SHORTEST_SECRET = 3
# This pattern matches a number as Python prints it. Like the next two patterns, it never goes back over characters
# that it has matched. If it did, a long line could take seconds.
NUMBER = r"[-+]?+(?:\d[\d.]*+(?:e[-+]?\d++)?+|(?:nan|inf)\b)"
# This pattern matches the text that Python and NumPy print between two numbers of a list.
BETWEEN = r"(?:[\s,;()\[\]]|\\+n|\.\.\.|np\.\w+\()++"
# This pattern matches six or more numbers in a row, which may be part of a picture or of a person's face embedding.
NUMBERS = re.compile(rf"(?<![\d.]){NUMBER}(?:{BETWEEN}{NUMBER}){{5,}}")
# This pattern matches bytes as Python prints them, and the rest of their line.
BYTES = re.compile(r"(?<!\S)\S*\\x[0-9a-f]{2}.*")


class PrivateFormatter(logging.Formatter):
    """Formats messages without private values.

    An argument that is a string, a number or None is shown as it is. An exception is shown without the names of files
    in its message, and so is a traceback. A UsageError is shown only as the place in the code that raised it. Any other
    argument is shown as its type, such as <PosixPath>.
    """

    def format(self, record: logging.LogRecord) -> str:
        shown = copy.copy(record)
        shown.exc_text = None  # another formatter may have stored its text of the exception here
        if isinstance(shown.args, tuple):
            shown.args = tuple(_shown(value) for value in shown.args)
        return without_pictures(super().format(shown))

    def formatException(self, exc_info: object) -> str:  # noqa: N802
        assert isinstance(exc_info, tuple)
        return _without_secrets("".join(traceback.format_exception(*exc_info)).rstrip(), exc_info[1])


def without_pictures(text: str) -> str:
    """Return the text without long rows of numbers and without bytes, and with ~ in place of the home folder."""
    return BYTES.sub("<bytes>", NUMBERS.sub("<numbers>", _without_home(text)))


def _without_home(text: str) -> str:
    """Return the text with ~ in place of the home folder. A home such as "/" says nothing of a person and stays."""
    home = Path.home()
    return re.sub(rf"{re.escape(str(home))}(?!\w)", "~", text) if len(home.parts) > 1 else text


def _shown(value: object) -> object:
    if isinstance(value, UsageError):
        return f"<{_raised_at(value)}>"
    if isinstance(value, BaseException):
        return _without_secrets(repr(value), value)
    return value if isinstance(value, PLAIN) else f"<{type(value).__name__}>"


def _raised_at(error: UsageError) -> str:
    """Return where an error was raised, such as "UsageError at app/capture/sources/video.py:31"."""
    last = traceback.extract_tb(error.__traceback__)[-1:]
    return "".join(f"UsageError at {'/'.join(Path(f.filename).parts[-3:])}:{f.lineno}" for f in last) or "UsageError"


def _without_secrets(text: str, error: BaseException | None) -> str:
    for secret in sorted(set(_secrets(error)), key=len, reverse=True):
        if len(secret) >= SHORTEST_SECRET:
            text = text.replace(secret, "<left out>")
    return text


def _secrets(error: BaseException | None) -> Iterator[str]:
    """Yield the texts that must be left out of the description of an exception.

    The texts come from the exception and from all exceptions that led to it. For each of these exceptions, they are the
    paths in the message and the names of the files. If an exception is a UsageError, or has an argument that is not
    PLAIN, they are also its whole message and all its arguments.
    """
    while error is not None:
        texts = (str(error), *getattr(error, "__notes__", ()))
        if isinstance(error, UsageError) or not all(isinstance(value, PLAIN) for value in error.args):
            yield from (*texts, *map(repr, error.args))
        for path in paths_in(BYTES.sub("", "\n".join(texts))):
            yield from (path, repr(path)[1:-1])  # the path as text, and as `repr` of the error shows it
        for name in (getattr(error, "filename", None), getattr(error, "filename2", None)):
            if isinstance(name, str | PurePath) and str(name):
                yield str(name)
        error = error.__cause__ or error.__context__
