"""One call: opens its source, its sink and everything in between, runs them and closes them."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TextIO

from app.capture.mailbox import Slot
from app.capture.sources import FrameSource, SampleCall, open_source
from app.models import load_live_models
from app.output.sinks import Sink, SteadySink, open_sink
from app.output.viewers import Viewers
from app.picture.show import Show
from app.report.comparison import SideBySide
from app.run.live import LiveGraph, Seen, Worker
from app.settings import Settings
from app.settings.check_models import check_models
from app.settings.watch import SettingsFile


@dataclass(frozen=True)
class Session:
    """A call that is ready to run, once."""

    source: FrameSource
    sink: Sink
    note: str | None  # why there is no virtual camera, or who sees the one in PipeWire, as `open_sink` returns it
    show: Show
    worker: Worker
    live: LiveGraph
    viewers: Viewers

    def run(
        self, seconds: float | None = None, trace: TextIO | None = None, comparison: SideBySide | None = None
    ) -> float:
        """Run until the source ends, the seconds have passed, `live.stop()` is called, or Ctrl-C is pressed.

        Closes everything in the end. Returns the seconds that the call took. If an error ended the call, raises it.
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
    endless: bool = False,
) -> Session:
    """Check the models, then open the source and the sink.

    source, sink: as `open_source` and `open_sink` take them. file: a settings file whose edits take effect while the
    call runs. seen: gets every new picture that was sent. say: called with a line about each person who comes into
    view. endless: whether the sample call begins anew when it is over. It is then shown to nobody but in the window,
    unless `source` names it: a meeting must not get it by surprise. If this raises UsageError, nothing is left open.
    """
    check_models(settings)
    wanted = threading.Event()
    wanted.set()
    opened = open_source(source, settings.camera, wanted, endless)
    output = settings.output
    try:
        if endless and source == "auto" and isinstance(opened, SampleCall):
            sink = "none"
        show = Show(output, opened.width, opened.height)
        goal, note = open_sink(sink, *show.size, output.fps, output.device)
    except BaseException:
        opened.close()
        raise
    # Nothing can tell who watches a file, so the camera then stays on.
    viewers = Viewers(goal.name, wanted, watched=_watched(goal))
    worker = Worker(load_live_models, settings)
    live = LiveGraph(opened, show, goal, worker, settings, file, wanted, seen, say)
    return Session(opened, goal, note, show, worker, live, viewers)


def _watched(sink: Sink) -> Callable[[], bool | None] | None:
    """Return what asks the sink whether somebody watches, or None if the sink cannot be asked."""
    return (lambda: sink.watched) if isinstance(sink, SteadySink) else None
