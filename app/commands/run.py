"""`hime run`: source -> graph -> sink, live."""

import threading
from argparse import Namespace

from app.commands.common import read_settings, settings_path, tell
from app.comparison import Comparison
from app.files import text_file
from app.live import LiveGraph, Worker
from app.models import check_models, load_live_models
from app.settings_file import SettingsFile
from app.show import Show
from app.sinks import open_sink
from app.sinks.viewers import Viewers
from app.sources import open_source
from hime_core.errors import UsageError


def run(options: Namespace) -> None:
    """Run until the source ends, the seconds are over, or Ctrl-C."""
    settings, path = read_settings(options), settings_path(options)
    settings_file = SettingsFile(path, options.view) if path else None
    check_models(settings)
    comparison = Comparison() if options.compare else None
    wanted = threading.Event()
    wanted.set()
    with text_file(options.trace) as trace:
        source = open_source(options.source, settings.camera, wanted)
        output = settings.output
        show = Show(output, source.width, source.height)
        try:
            sink, note = open_sink(options.sink, *show.size, output.fps, output.device)
        except UsageError:
            source.close()
            raise
        if note:
            print(note)
        print(f"{source.name} -> {sink.name}; Ctrl-C stops")
        viewers = Viewers(sink.name, wanted)  # of a file there are none to tell, and the camera stays on
        worker = Worker(load_live_models, settings)
        live = LiveGraph(source, show, sink, worker, settings, settings_file, wanted)
        try:
            seconds = live.run(options.seconds, trace, comparison)
        finally:
            viewers.close()
    tell(options, live.report(seconds), comparison)
