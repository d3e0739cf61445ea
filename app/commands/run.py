"""`hime run`: source -> graph -> sink, live."""

from argparse import Namespace

from app.commands.common import read_settings, settings_path, tell
from app.comparison import Comparison
from app.files import text_file
from app.session import open_session
from app.settings_file import SettingsFile


def run(options: Namespace) -> None:
    """Run until the source ends, the seconds are over, or Ctrl-C."""
    settings, path = read_settings(options), settings_path(options)
    file = SettingsFile(path, options.view) if path else None
    comparison = Comparison() if options.compare else None
    with text_file(options.trace) as trace:
        session = open_session(settings, options.source, options.sink, file)
        if session.note:
            print(session.note)
        print(f"{session.source.name} -> {session.sink.name}; Ctrl-C stops")
        seconds = session.run(options.seconds, trace, comparison)
    tell(options, session.live.report(seconds), comparison)
