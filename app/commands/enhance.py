"""`hime enhance IN OUT`: enhances every frame of a recorded call and keeps its sound."""

import time
from argparse import Namespace
from dataclasses import asdict

from app.capture.sources import VideoFile
from app.commands.common import read_settings, say, tell
from app.exemplars.given import read_exemplars
from app.media.files import text_file
from app.media.paths import exists
from app.models import load_models
from app.output.sinks import VideoSink
from app.report.comparison import SideBySide
from app.run.offline import Graph, enhance_recording
from hime_core.errors import UsageError


def run(options: Namespace) -> None:
    """Enhance a recording into a file."""
    settings = read_settings(options)
    if not exists(options.input):
        raise UsageError(f"{options.input}: no such file")
    if exists(options.output) and options.output.samefile(options.input):
        raise UsageError(f"{options.output}: is the input itself; choose another name")
    comparison = SideBySide() if options.compare else None
    source = VideoFile(options.input)
    try:
        with text_file(options.trace) as trace:
            models = load_models(settings)
            given = read_exemplars(options.exemplars, models.detector) if options.exemplars else []
            graph = Graph(
                models.engine, models.detector, models.recogniser, settings, source.width, source.height, given
            )
            width, height = graph.output_size
            sink = VideoSink(options.output, width, height, audio_from=options.input, audio_start=source.start)
            try:
                busy = time.process_time()
                tally, seconds = enhance_recording(source, graph, sink, trace, comparison)
                busy = time.process_time() - busy
            finally:
                graph.close()
    finally:
        source.close()
    report = tally.report(seconds, models.engine.info, source.name, sink.name)
    report |= {
        "audio": [asdict(track) for track in sink.audio],
        "audio_kept": sink.audio_kept,
        "cpu_cores": round(busy / max(seconds, 1e-9), 3),
    }
    tell(options, report, comparison)
    for track in sink.audio:
        if track.kept == "dropped":
            say(f"{options.output}: sound track {track.track} could not be kept: {track.why}")
