"""Finds the streams of a recording that are played."""

from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream


def pictures(container: InputContainer) -> VideoStream | None:
    """Return the stream of pictures that a player would choose. None if there is none but a cover."""
    best = container.streams.best("video")
    videos = [stream for stream in container.streams.video if not is_cover(stream)]
    return best if best in videos else next(iter(videos), None)


def is_cover(stream: VideoStream) -> bool:
    """Return whether a stream of pictures is just one picture for a list of files."""
    return bool(stream.disposition & (Disposition.attached_pic | Disposition.timed_thumbnails))


def played(container: InputContainer) -> list[VideoStream | AudioStream]:
    """Return the streams whose packets decide the clock of a recording: the chosen pictures, and every sound."""
    chosen = pictures(container)
    return [*([chosen] if chosen else []), *container.streams.audio]
