"""One call: everything between a source and a sink opened, run, and closed."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TextIO

from app.capture.mailbox import Slot
from app.capture.sources import FrameSource, open_source
from app.models import load_live_models
from app.output.sinks import Sink, open_sink
from app.output.sinks.viewers import Viewers
from app.picture.show import Show
from app.report.comparison import Comparison
from app.run.live import LiveGraph, Seen, Worker
from app.settings import Settings
from app.settings.check import check_models
from app.settings.watch import SettingsFile


@dataclass(frozen=True)
class Session:
    """A call that is ready to run, once."""

    source: FrameSource
    sink: Sink
    note: str | None  # where the sink is not what was hoped for: why, and what to install
    show: Show
    worker: Worker
    live: LiveGraph
    viewers: Viewers

    def run(
        self, seconds: float | None = None, trace: TextIO | None = None, comparison: Comparison | None = None
    ) -> float:
        """Until the source ends, seconds have passed, `live.stop()` or Ctrl-C. Returns the seconds it took.

        Closes everything. Raises what ended it, where that was an error.
        """
        try:
            return self.live.run(seconds, trace, comparison)
        finally:
            self.viewers.close()


def open_session(
    settings: Settings,
    source: str,
    sink: str,
    file: SettingsFile | None = None,
    seen: Slot[Seen] | None = None,
    say: Callable[[str], None] | None = None,
) -> Session:
    """Check the models, open source and sink. source, sink: as `open_source` and `open_sink` take them.

    file: settings to take edits over from. seen: gets every new picture that was sent. say: told who comes, a line
    each. Raises UsageError, with nothing left open.
    """
    check_models(settings)
    wanted = threading.Event()
    wanted.set()
    opened = open_source(source, settings.camera, wanted)
    output = settings.output
    try:
        show = Show(output, opened.width, opened.height)
        goal, note = open_sink(sink, *show.size, output.fps, output.device)
    except BaseException:
        opened.close()
        raise
    viewers = Viewers(goal.name, wanted)  # of a file there are none to tell, and the camera stays on
    worker = Worker(load_live_models, settings)
    live = LiveGraph(opened, show, goal, worker, settings, file, wanted, seen, say)
    return Session(opened, goal, note, show, worker, live, viewers)
