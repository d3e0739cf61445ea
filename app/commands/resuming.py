"""Finds the file that `hime enhance --resume` goes on from."""

from pathlib import Path

import av

from app.capture.sources import VideoFile
from app.media.paths import is_taken
from app.output.sinks.unfinished import Unfinished, read_unfinished, unfinished_of
from hime_core.errors import UsageError
from hime_core.recording import RecordingClock, open_recording, read_packets
from hime_core.recording.streams import pictures, played

# A file is whole if its pictures end at most this many seconds before those of its recording. The last frame of a
# recording is often damaged.
MISSING = 0.1
# A whole file has at least this share of the pictures of its recording. The others are damaged.
LEAST_PICTURES = 0.9


def left_of(out: Path) -> Unfinished | None:
    """Return what earlier runs have left of the file to write, which is not whole. None if there is nothing of use.

    It is an unfinished file, or the file itself if Ctrl-C has ended it early. Raises UsageError if a file of that name
    is there that is of no use, because it would be replaced.
    """
    own = read_unfinished(out) if is_taken(out) else None
    if own is None and is_taken(out):
        raise UsageError(f"{out}: is not whole, and cannot be gone on from; move it away")
    return max((each for each in (own, unfinished_of(out)) if each), key=lambda each: len(each.times), default=None)


def is_whole(out: Path, source: VideoFile) -> bool:
    """Return whether a file is there and has the pictures of a recording to its end.

    Raises UsageError if the file goes on after the end of the recording.
    """
    made, _ = times_of(out)
    wanted, end = times_of(source.path)
    wanted = [time for time in wanted if time > source.start - MISSING / 2]
    if not made or not wanted:
        return False
    # The first picture of a file may come early, because it begins with the sound.
    length, begin = made[-1] - made[:2][-1], wanted[:2][-1]
    if length > end - begin + MISSING:
        raise UsageError(f"{out}: is longer than {source.path}, so it is of another recording; move it away")
    return length >= wanted[-1] - begin - MISSING and len(made) >= LEAST_PICTURES * len(wanted)


def times_of(path: Path) -> tuple[list[float], float]:
    """Return when the pictures of a video are shown, in order, and when the last of its streams ends, in seconds.

    Nothing is decoded. There are no times if the file cannot be read.
    """
    times, end = [], 0.0
    try:
        with open_recording(path) as container:
            stream, clock = pictures(container), RecordingClock(container)
            for packet in read_packets(container, *played(container)):
                clock.correct(packet)
                end = clock.end
                stamp = packet.dts if packet.pts is None else packet.pts
                ours = stream is not None and packet.stream_index == stream.index
                if ours and packet.size and stamp is not None and not packet.is_discard:
                    times.append(float(stamp * packet.time_base))
    except (av.FFmpegError, OSError):
        pass  # what was read before counts
    return sorted(times), end
