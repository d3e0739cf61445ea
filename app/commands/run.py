"""`hime run`: source -> graph -> sink, live."""

from argparse import Namespace

from app.commands.common import engine_and_detector, read_settings, tell
from app.comparison import Comparison
from app.files import text_file
from app.graph import Graph
from app.live import LiveGraph
from app.sinks import open_sink
from app.sources import open_source
from hime_core.errors import UsageError


def run(options: Namespace) -> None:
    """Run until the source ends, the seconds are over, or Ctrl-C."""
    settings = read_settings(options)
    comparison = Comparison() if options.compare else None
    with text_file(options.trace) as trace, engine_and_detector(settings) as (engine, detector):
        source = open_source(options.source, settings.camera)
        budget = settings.enhance.budget_ms
        graph = Graph(engine, detector, settings, source.width, source.height, budget_ms=budget)
        width, height = graph.output_size
        try:
            sink, note = open_sink(options.sink, width, height, settings.output.fps)
        except UsageError:
            source.close()
            raise
        if note:
            print(note)
        live = LiveGraph(source, graph, sink, settings.output.fps)
        seconds = live.run(options.seconds, trace, comparison)
    tell(options, live.tally.report(seconds, engine.info, source.name, sink.name), comparison)
