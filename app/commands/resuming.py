"""Finds the file that `hime enhance --resume` goes on from."""

from pathlib import Path

import av

from app.media.paths import exists
from app.output.sinks.unfinished import Unfinished, read_unfinished, unfinished_of
from hime_core.recording import RecordingClock, open_recording, read_packets
from hime_core.recording.streams import pictures, played

# A file is whole if its pictures last as long as those of its recording, but for this many seconds. Damaged frames may
# be missing at the end.
MISSING = 2.0


def left_of(out: Path, recording: Path) -> Unfinished | None:
    """Return what an earlier run has left of the file to write. None if it left nothing of use.

    It is an unfinished file, or the file itself if Ctrl-C has ended it early.
    """
    return unfinished_of(out) or (read_unfinished(out) if exists(out) and not is_whole(out, recording) else None)


def is_whole(out: Path, recording: Path) -> bool:
    """Return whether a file has the pictures of a recording to its end."""
    return seconds_of_pictures(out) >= seconds_of_pictures(recording) - MISSING


def seconds_of_pictures(path: Path) -> float:
    """Return how many seconds lie between the first picture of a video and the last. Nothing is decoded."""
    first, last = None, 0.0
    try:
        with open_recording(path) as container:
            stream, clock = pictures(container), RecordingClock(container)
            for packet in read_packets(container, *played(container)):
                clock.correct(packet)
                if stream and packet.stream_index == stream.index and packet.size and packet.pts is not None:
                    time = float(packet.pts * packet.time_base)
                    first = time if first is None else min(first, time)
                    last = max(last, time)
    except (av.FFmpegError, OSError):
        pass  # what was read before counts
    return last - first if first is not None else 0.0
