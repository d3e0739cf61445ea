"""Reads what an interrupted run has left of a video file, so that another run can go on from there."""

import contextlib
import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

import av
from av.video.stream import VideoStream

from hime_core.recording import open_recording

# MP4, MOV and Matroska give the length of each part of a picture in this many bytes.
LENGTH_BYTES = 4
# In the encoder's own form, each part of a picture begins with these bytes.
START_CODE = b"\x00\x00\x00\x01"
# H.264 gives these numbers to the kinds of parts that hold its parameter sets.
PARAMETER_SETS = (7, 8)


@dataclass(frozen=True)
class Unfinished:
    """A file that holds the first pictures of a video.

    The pictures up to its last key frame count. Those after it may be incomplete.
    """

    path: Path
    width: int
    height: int
    times: list[float]  # of each picture that counts, in seconds, in the order in which they are shown
    step: float  # the file gives times as multiples of this number of seconds
    parameters: frozenset[bytes]  # the parameter sets of its pictures
    delay: int  # a picture is stored at most this many places after the one in whose place it is shown

    def packets(self) -> Generator[av.Packet, None, None]:
        """Give the packets of the pictures that count, in the order of the file and in the encoder's own form."""
        with open_recording(self.path) as container:
            for packet in islice(_whole(container, container.streams.video[0]), len(self.times)):
                made = av.Packet(b"".join(START_CODE + part for part in parts_of(bytes(packet))))
                made.pts, made.duration, made.time_base = packet.pts, packet.duration, packet.time_base
                made.is_keyframe = packet.is_keyframe
                yield made

    def pictures(self, first: int) -> Generator[av.VideoFrame, None, None]:
        """Give the pictures that count from a number on, decoded. Only the key frame's pictures before are decoded."""
        with open_recording(self.path) as container:
            stream = container.streams.video[0]
            kept: list[av.Packet] = []  # from the last key frame before the first picture on
            for number, packet in enumerate(islice(_whole(container, stream), len(self.times))):
                if packet.is_keyframe and number <= first:
                    kept = []
                kept.append(packet)
            frames = chain.from_iterable(map(stream.codec_context.decode, [*kept, None]))
            yield from islice(frames, max(0, len(kept) - (len(self.times) - first)), None)


def partials_of(out: Path) -> list[Path]:
    """Return the files that runs which were interrupted have left of `out`.

    Several runs may have left one each: "call.partial.mp4", "call.partial 2.mp4" and so on.
    """
    form = re.compile(rf"{re.escape(out.stem)}\.partial( \d+)?{re.escape(out.suffix)}")
    with contextlib.suppress(OSError):
        return sorted(path for path in out.parent.iterdir() if form.fullmatch(path.name))
    return []


def unfinished_of(out: Path) -> Unfinished | None:
    """Return the unfinished file of `out` that holds the most pictures. None if there is none with a picture."""
    found = [read_unfinished(path) for path in partials_of(out)]
    return max((each for each in found if each), key=lambda each: len(each.times), default=None)


def read_unfinished(path: Path) -> Unfinished | None:
    """Return what a file holds. None if no picture of it counts, or if it is no video of the kind that HIME writes."""
    try:
        with open_recording(path) as container:
            stream = container.streams.video[0]
            if stream.codec_context.name != "h264":
                return None
            times, count = [], 0
            for number, packet in enumerate(_whole(container, stream)):
                count = number if packet.is_keyframe else count
                times.append(float((packet.pts or 0) * packet.time_base))
            if not count:
                return None
            shown = sorted(times[:count])
            places = {time: place for place, time in enumerate(shown)}
            delay = max(stored - places[time] for stored, time in enumerate(times[:count]))
            parameters = parameter_sets(stream.codec_context.extradata or b"")
            step = float(stream.time_base or 0)
            return Unfinished(path, stream.width, stream.height, shown, step, parameters, delay)
    except (av.FFmpegError, OSError, IndexError, ValueError):
        return None


def parts_of(packet: bytes) -> list[bytes]:
    """Return the parts of a picture (H.264 calls them NAL units). Raises ValueError if the packet is not whole."""
    parts, at = [], 0
    while at < len(packet):
        end = at + LENGTH_BYTES + int.from_bytes(packet[at : at + LENGTH_BYTES], "big")
        if end > len(packet) or end == at + LENGTH_BYTES:
            raise ValueError("the packet is not whole")
        parts.append(packet[at + LENGTH_BYTES : end])
        at = end
    return parts


def parameter_sets(extradata: bytes) -> frozenset[bytes]:
    """Return the parameter sets of H.264, from the head of a file or from an encoder. Raises ValueError."""
    if extradata[:1] != b"\x01":
        parts = [part.rstrip(b"\x00") for part in re.split(rb"\x00\x00\x01", extradata)]
        return frozenset(part for part in parts if part and part[0] & 31 in PARAMETER_SETS)
    # The head of a file (ISO 14496-15) has 5 bytes, then the number of sequence sets and these, and then the number of
    # picture sets and these. Each set has its length before it, in two bytes.
    sets, at = [], 5
    for mask in (31, 255):
        count, at = extradata[at] & mask, at + 1
        for _ in range(count):
            end = at + 2 + int.from_bytes(extradata[at : at + 2], "big")
            sets.append(extradata[at + 2 : end].rstrip(b"\x00"))
            at = end
    return frozenset(sets)


def _whole(container: av.container.InputContainer, stream: VideoStream) -> Iterator[av.Packet]:
    """Give the packets of a stream up to the first that is not whole."""
    with contextlib.suppress(av.FFmpegError, ValueError):
        for packet in container.demux(stream):
            if not packet.size:
                return
            if packet.pts is None or packet.is_corrupt or not parts_of(bytes(packet)):
                return
            yield packet
