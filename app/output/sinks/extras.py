"""What a recording holds besides pictures, sound and subtitles: its chapters, its names, and what cannot be kept."""

import av
from av.container import InputContainer, OutputContainer
from av.stream import AttachmentStream, Stream

from hime_core.recording.streams import is_cover, pictures
from hime_core.shown_text import harmless

# These are the keys of a recording's metadata that the new file gets too.
NAMES = ("title", "creation_time")


def carry_names(recording: InputContainer, target: OutputContainer) -> None:
    """Give a file without packets the title of a recording, and the time when it was made."""
    target.metadata.update({name: recording.metadata[name] for name in NAMES if name in recording.metadata})


def carry_chapters(recording: InputContainer, target: OutputContainer, later: float) -> None:
    """Give a file without packets the chapters of a recording.

    later: how many seconds later they are in the new file. What lies before time zero is cut.
    """
    chapters = []
    for chapter in recording.chapters():
        ticks = round(later / (chapter["time_base"] or 1))
        chapter["start"], chapter["end"] = max(0, chapter["start"] + ticks), chapter["end"] + ticks
        if chapter["end"] > chapter["start"]:
            chapters.append(chapter)
    target.set_chapters(chapters)


def left_out(recording: InputContainer) -> list[str]:
    """Return in plain words which streams are neither the pictures nor sound or subtitles."""
    chosen = pictures(recording)
    others = [stream for stream in recording.streams if stream.type not in ("audio", "subtitle") and stream != chosen]
    return [harmless(_name(stream)) for stream in others]


def _name(stream: Stream) -> str:
    number = stream.index + 1
    if isinstance(stream, av.VideoStream):
        return "cover art" if is_cover(stream) else f"another video (track {number})"
    if isinstance(stream, AttachmentStream):
        return f"an attachment ({stream.mimetype or 'of unknown kind'})"
    kind = stream.name or stream.metadata.get("handler_name") or stream.type
    return f"data track {number} ({kind.strip()})"
