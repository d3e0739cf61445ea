"""A recording, enhanced into a file as `hime enhance` does it. Without Qt."""

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
    """Enhance a recording into a file: whole (True), or, once go_on says False, not at all (False).

    go_on: told the pictures done, and how many there are if that is known. Raises UsageError.
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
    """Beside the recording, a name that nothing has yet."""
    return free_name(recording.with_name(f"{recording.stem} HIME.mp4"))
