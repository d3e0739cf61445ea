"""Where pictures go: a virtual camera, a video file, nowhere."""

from functools import partial
from pathlib import Path

from app.output.sinks.base import NoSink, Sink
from app.output.sinks.steady import SteadySink
from app.output.sinks.video import VideoSink
from app.output.sinks.virtual import VirtualCamera
from app.output.sinks.y4m import Y4mSink
from hime_core.errors import UsageError

__all__ = ["NoSink", "Sink", "SteadySink", "VideoSink", "VirtualCamera", "Y4mSink", "open_sink"]

FALLBACK = Path("out/hime.mp4")
LIVE_PRESET = "ultrafast"


def open_sink(spec: str, width: int, height: int, fps: float, device: str | None = None) -> tuple[Sink, str | None]:
    """`auto` (virtual camera, else out/hime.mp4), `virtual or none`, `virtual`, `none`, or a path to write.

    device: which virtual camera. Returns the sink and, where it had to fall back, one line that says why and what to
    install.
    """
    if spec == "none":
        return NoSink(), None
    if spec in ("virtual", "virtual or none", "auto"):
        try:
            camera = VirtualCamera(width, height, fps, device)
            return SteadySink(partial(VirtualCamera, width, height, fps, camera.name), camera), None
        except UsageError as error:
            if spec == "virtual":
                raise
            if spec == "virtual or none":
                return NoSink(), str(error)
            try:
                FALLBACK.parent.mkdir(exist_ok=True)
            except OSError as fault:
                raise UsageError(f"{FALLBACK}: cannot be written ({fault.strerror}); name a --sink") from fault
            return VideoSink(
                FALLBACK, width, height, preset=LIVE_PRESET
            ), f"{error}; writing {FALLBACK} instead (Ctrl-C stops)"
    if Path(spec).suffix.lower() == ".y4m":
        return Y4mSink(Path(spec), width, height, fps), None
    return VideoSink(Path(spec), width, height, preset=LIVE_PRESET), None
