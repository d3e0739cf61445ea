"""Shows warnings in the terminal and keeps a small log file, which a person can attach to a report of a fault.

Every module uses the standard `logging` and passes all values as arguments: `log.warning("%s: too dark", path)`. So the
log file can leave out private values, such as names of files (see app/report/private.py).
"""

import logging
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from platformdirs import user_log_path

from app.report.private import PrivateFormatter
from hime_core.shown_text import harmless

# Only these loggers are shown and kept. HIME leaves the messages of other libraries alone.
LOGGERS = ("app", "hime_core")
# The log file holds at most this many bytes. Then it becomes the older log file, and a new file begins.
LARGEST_FILE = 1_000_000
# Each message has this form in the log file.
LINE = "%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"
# This message is logged with an exception that nobody expected.
FAULT = "this is a fault of HIME; `hime doctor --report FILE` writes a file to report it with"

log = logging.getLogger(__name__)


def log_files() -> tuple[Path, Path]:
    """Return the paths of the log file and of the older log file. Either file may be missing."""
    folder = user_log_path("hime", appauthor=False)
    return folder / "hime.log", folder / "hime.log.1"


@contextmanager
def logging_to(file: Path | None, verbose: bool = False) -> Iterator[None]:
    """Show warnings in the terminal and keep a log file, until the block ends.

    file: every message is written to this log file, whose folder is made if needed. None keeps no log file. verbose:
    the terminal shows every message too, with tracebacks. An exception that ends the block, a thread or a slot of Qt is
    logged. Then it is raised or shown as usual.
    """
    handlers = [_Terminal(verbose), *([_open(file)] if file else [])]
    loggers = [logging.getLogger(name) for name in LOGGERS]
    before = [(logger.handlers, logger.level) for logger in loggers]
    hooks = sys.excepthook, threading.excepthook
    for logger in loggers:
        logger.handlers = handlers
        logger.setLevel(logging.DEBUG)
    sys.excepthook, threading.excepthook = _hook(hooks[0]), _thread_hook(hooks[1])
    try:
        yield
    except Exception:
        log.critical(FAULT, exc_info=True)
        raise
    finally:
        log.info("the end")
        sys.excepthook, threading.excepthook = hooks
        for logger, (old, level) in zip(loggers, before, strict=True):
            logger.handlers = old
            logger.setLevel(level)
        for handler in handlers:
            handler.close()


class _Terminal(logging.Handler):
    """Writes lines such as "hime: too dark" to stderr. It looks up sys.stderr anew for each message.

    A message may hold names of files, which may hold what a terminal obeys.
    """

    def __init__(self, verbose: bool):
        super().__init__(logging.DEBUG if verbose else logging.WARNING)
        self._verbose = verbose

    def emit(self, record: logging.LogRecord) -> None:
        try:
            if self._verbose:  # the lines of a traceback belong to the message
                text = "hime: " + "\n".join(map(harmless, self.format(record).split("\n")))
            else:
                text = "\n".join(f"hime: {harmless(line)}" for line in record.getMessage().split("\n"))
            print(text, file=sys.stderr)
        except Exception:
            self.handleError(record)


class _File(RotatingFileHandler):
    """A log file that only its owner may read.

    Says nothing if it cannot write, because a full disk must neither end a call nor fill the terminal.
    """

    def _open(self) -> TextIOWrapper:
        path = Path(self.baseFilename)
        path.touch(0o600)
        with suppress(OSError):  # some file systems know no modes
            path.chmod(0o600)  # the file may be from an earlier run and have another mode
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        pass


def _open(path: Path) -> logging.Handler:
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
    handler = _File(path, maxBytes=LARGEST_FILE, backupCount=1, encoding="utf-8", delay=True)
    handler.setFormatter(PrivateFormatter(LINE))
    return handler


# This is the type of sys.excepthook.
Hook = Callable[[type[BaseException], BaseException, TracebackType | None], object]
# This is the type of threading.excepthook.
ThreadHook = Callable[[threading.ExceptHookArgs], object]


def _hook(usual: Hook) -> Hook:
    """Return a sys.excepthook that logs an exception and then calls `usual`. Qt calls it if a slot raises."""

    def hook(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
        if isinstance(error, Exception):
            log.critical(FAULT, exc_info=(kind, error, traceback))
        usual(kind, error, traceback)

    return hook


def _thread_hook(usual: ThreadHook) -> ThreadHook:
    """Return a threading.excepthook that logs an exception and then calls `usual`."""

    def hook(ended: threading.ExceptHookArgs) -> None:
        if isinstance(ended.exc_value, Exception):
            log.critical(FAULT, exc_info=(ended.exc_type, ended.exc_value, ended.exc_traceback))
        usual(ended)

    return hook
