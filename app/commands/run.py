"""`hime run`: the live virtual camera, in a window or in the terminal."""

import logging
import os
import sys
import time
from argparse import Namespace
from pathlib import Path

from app.commands.common import check_apart, read_settings, say, tell
from app.media.files import text_file
from app.media.paths import is_file
from app.report.comparison import SideBySide
from app.report.log import FAULT
from app.run.live import StageDiedError
from app.run.session import open_session
from app.settings import find_settings
from app.settings.watch import SettingsFile
from hime_core.errors import UsageError

log = logging.getLogger(__name__)


def run(options: Namespace) -> int:
    """Run until the window is closed. Return the exit status.

    Without a window, run until the source ends, the seconds are over, or a person presses Ctrl-C.
    """
    check_apart(options, [path for path in [Path(options.source)] if is_file(path)], _file(options.sink))
    scripted = options.headless or options.seconds or options.json or options.trace or options.compare
    if not scripted and _display():
        return _in_window(options)
    _in_terminal(options)
    return 0


def _file(sink: str) -> list[Path]:
    """Return the file that a sink writes, as a list of one, or of none if it writes no file that is named."""
    return [] if sink in ("auto", "virtual", "virtual or none", "none") else [Path(sink)]


def _display() -> bool:
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _in_window(options: Namespace) -> int:
    try:
        from app.gui.main import open_window, tell_fault
    except ImportError as error:
        raise UsageError(
            f"the window cannot be opened ({error}); `hime doctor` tells what to install, or use --headless"
        ) from error

    try:
        settings, path = read_settings(options), find_settings(options.config)
        open_window(settings, path, options.source, options.sink, options.view, options.minimised)
    except UsageError as error:
        log.error("%s", error)  # at once, because the box may stay open for long
        if not (sys.stderr and sys.stderr.isatty()):  # there is no terminal that a person reads
            tell_fault(str(error))
        return 2
    return 0


def _in_terminal(options: Namespace) -> None:
    settings, path = read_settings(options), find_settings(options.config)
    file = SettingsFile(path, options.view) if path else None
    comparison = SideBySide() if options.compare else None
    with text_file(options.trace) as trace:
        session = open_session(settings, options.source, options.sink, file, say=say)
        if session.note:
            say(session.note)
        say(f"{session.source.name} -> {session.sink.name}; Ctrl-C stops")
        begun, fault = time.perf_counter(), None
        try:
            seconds = session.run(options.seconds, trace, comparison)
        except StageDiedError as error:
            seconds, fault = time.perf_counter() - begun, error
    tell(options, session.live.report(seconds), comparison)
    if fault:
        log.critical(FAULT, exc_info=fault)
        kept = f"; what was recorded is in {session.sink.name}" if is_file(Path(session.sink.name)) else ""
        raise SystemExit(f"hime: {fault}{kept}") from fault  # the exit status is 1
