"""Counts the frames that FFmpeg decodes of a damaged recording, as its command line does."""

from pathlib import Path

import av
from av.codec.context import Flags


def count_frames(path: str, answer: str) -> int:
    """Write into the file `answer` how many frames FFmpeg decodes of a recording. Returns 0, an exit status."""
    Path(answer).write_text(str(decodable(Path(path))))
    return 0


def decodable(path: Path) -> int:
    """How many frames of the best video stream FFmpeg decodes.

    FFmpeg's command line goes on after a packet that cannot be decoded. It ends where no further packet can be read.
    """
    try:
        container = av.open(f"file:{path}", metadata_errors="ignore")
    except (av.FFmpegError, OSError):
        return 0
    with container:
        stream = container.streams.best("video")
        if stream is None:
            return 0
        if stream.codec_context.name != "h264":  # the command line gives no H.264 before the first key frame
            stream.codec_context.flags |= Flags.output_corrupt
        frames, packets = 0, container.demux(stream)
        while True:
            try:
                packet = next(packets, None)
            except av.FFmpegError:
                break
            if packet is None:
                break
            try:
                frames += len(packet.decode())
            except av.FFmpegError:
                continue
    return frames
