"""What the log file leaves out: names of people's files, the path of their home, and what may be of a picture."""

import copy
import logging
import re
import traceback
from collections.abc import Iterator
from pathlib import Path, PurePath

from hime_core.errors import UsageError

PLAIN = (str, int, float, type(None))  # the kinds of arguments that a message shows as they are
NUMBER = r"[-+]?\d[\d.]*(?:e[-+]?\d+)?"  # a number as Python prints it
BETWEEN = r"(?:[\s,;()\[\]]|\\+n|\.\.\.|np\.\w+\()+"  # what Python and NumPy print between the numbers of a list
# Six numbers or more in a row. A fault's message may hold a picture's, or those by which somebody is recognised.
NUMBERS = re.compile(f"(?:{NUMBER}{BETWEEN}){{5,}}{NUMBER}")
# A path, and the rest of its line: names may hold spaces. Before it stands no letter, as in "and/or".
PATH = re.compile(r"(?<![\w.~:/\\])(?:~?/|[A-Za-z]:[/\\]|\\\\)[^\s/\\].*")
BYTES = re.compile(r"\S*\\x[0-9a-f]{2}.*")  # bytes as Python prints them, and the rest of their line


class PrivateFormatter(logging.Formatter):
    """Shows strings, numbers and exceptions among a message's arguments, of a UsageError only where it was raised, and
    of anything else its type, such as <PosixPath>.

    Exceptions and tracebacks lose names of files in their messages.
    """

    def format(self, record: logging.LogRecord) -> str:
        shown = copy.copy(record)
        shown.exc_text = None  # what another formatter made of the exception
        if isinstance(shown.args, tuple):
            shown.args = tuple(_shown(value) for value in shown.args)
        return without_pictures(super().format(shown))

    def formatException(self, exc_info: object) -> str:  # noqa: N802
        assert isinstance(exc_info, tuple)
        return _without_secrets("".join(traceback.format_exception(*exc_info)).rstrip(), exc_info[1])


def without_pictures(text: str) -> str:
    """The text without long runs of numbers, without bytes, and with ~ for the home folder."""
    return BYTES.sub("<bytes>", NUMBERS.sub("<numbers>", text.replace(str(Path.home()), "~")))


def _shown(value: object) -> object:
    if isinstance(value, UsageError):
        return f"<{_place(value)}>"
    if isinstance(value, BaseException):
        return _without_secrets(repr(value), value)
    return value if isinstance(value, PLAIN) else f"<{type(value).__name__}>"


def _place(error: UsageError) -> str:
    """Where an error was raised, such as "UsageError at app/capture/sources/video.py:31"."""
    last = traceback.extract_tb(error.__traceback__)[-1:]
    return "".join(f"UsageError at {'/'.join(Path(f.filename).parts[-3:])}:{f.lineno}" for f in last) or "UsageError"


def _without_secrets(text: str, error: BaseException | None) -> str:
    for secret in sorted(set(_secrets(error)), key=len, reverse=True):
        text = text.replace(secret, "<left out>")
    return text


def _secrets(error: BaseException | None) -> Iterator[str]:
    """What an exception and those that led to it say of files and of anything that is no string or number."""
    while error is not None:
        if isinstance(error, UsageError) or not all(isinstance(value, PLAIN) for value in error.args):
            yield from (str(error), *map(repr, error.args))
        for path in PATH.findall(BYTES.sub("", str(error))):
            yield from (path, repr(path)[1:-1])  # the second as `repr` of the error shows it
        for name in (getattr(error, "filename", None), getattr(error, "filename2", None)):
            if isinstance(name, str | PurePath) and str(name):
                yield str(name)
        error = error.__cause__ or error.__context__
