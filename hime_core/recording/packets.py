"""Opens a recording and reads its packets, past whatever is damaged."""

from collections.abc import Iterator
from pathlib import Path

import av
from av.container import InputContainer
from av.stream import Stream

# With this option a decoder takes a frame of more than 40 million pixels for damage. The largest that cameras make, 8K,
# has 33 million.
PIXEL_LIMIT = {"max_pixels": "40000000"}
# Reading ends when this many attempts in a row to read a packet have failed.
MOST_FAILURES = 50


def file_url(path: Path) -> str:
    """Return the URL of a file for FFmpeg, which would take the "10" of a bare name "10:30.mp4" for a protocol."""
    return f"file:{path}"


def open_recording(path: Path) -> InputContainer:
    """Open a recording, even if its names are no UTF-8. Raises FFmpegError or OSError if it cannot be read."""
    return av.open(file_url(path), metadata_errors="replace")


def read_packets(container: InputContainer, *streams: Stream) -> Iterator[av.Packet]:
    """Give the packets of some streams, or of all. At the end, each stream gives an empty packet.

    Where the file cannot be read, reading goes on after that place. Raises FFmpegError if all attempts fail.
    """
    failures = 0
    while True:
        try:
            for packet in container.demux(*streams):
                failures = 0
                yield packet
            return
        except IndexError:  # PyAV stumbles at the end of a file in which damage looked like one more stream
            return
        except av.FFmpegError:
            failures += 1
            if failures == MOST_FAILURES:
                raise
