"""Enhances a recording into a file, as `hime enhance` does. This module does not use Qt."""

from collections.abc import Callable
from pathlib import Path

from app.capture.sources import VideoFile
from app.media.files import free_name
from app.media.paths import exists
from app.models import load_models
from app.output.sinks import VideoSink
from app.run.offline import CancelledError, Graph, enhance_recording
from app.settings import Settings
from hime_core.errors import UsageError


def export(recording: Path, to: Path, settings: Settings, go_on: Callable[[int, int | None], bool]) -> bool:
    """Enhance a recording into a file. Returns whether the file was written: it is not if go_on stops the export.

    go_on: a function that is called before the first picture and after each. It gets the number of pictures that are
    done and the number of all pictures, or None if that is unknown. It returns whether to continue. Raises UsageError.
    """
    if exists(to) and to.samefile(recording):
        raise UsageError(f"{to}: is the recording itself; choose another name")
    source = VideoFile(recording)
    try:
        models = load_models(settings)
        graph = Graph(models.engine, models.detector, models.recogniser, settings, source.width, source.height)
        try:
            if not go_on(0, source.frames):
                return False
            sink = VideoSink(to, *graph.output_size, audio_from=recording, audio_start=source.start)
            enhance_recording(source, graph, sink, None, None, lambda done: go_on(done, source.frames))
        finally:
            graph.close()
    except CancelledError:
        return False
    finally:
        source.close()
    return True


def export_name(recording: Path) -> Path:
    """Return a name beside the recording that no file has yet."""
    return free_name(recording.with_name(f"{recording.stem} HIME.mp4"))
