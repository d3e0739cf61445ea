"""Decodes the pictures of a recording, and leaves out what is damaged."""

from collections.abc import Iterator
from contextlib import suppress

import av
from av.codec.context import Flags
from av.container import InputContainer
from av.video.stream import VideoStream

from hime_core.recording.clock import RecordingClock
from hime_core.recording.packets import read_packets
from hime_core.recording.streams import played

# A frame of more than this many pixels is taken for damage. The largest that cameras make, 8K, has 33 million.
MOST_PIXELS = 40_000_000
# Damage may show for this many seconds in the frames after it, if no key frame ends it.
DAMAGE_LASTS = 5.0


class Decoder:
    """Decodes one stream of a recording, with the times of the recording's clock.

    damaged: the number of frames so far that could not be decoded, or that show damage. spoilt: whether damage may show
    in the frame that was given last. packets: how many packets of the stream were read, most of which have one frame.
    """

    def __init__(self, container: InputContainer, stream: VideoStream):
        self.damaged = 0
        self.spoilt = False
        self.packets = 0
        self._container, self._stream = container, stream
        self._clock = RecordingClock(container)
        self._played = {each.index for each in played(container)}
        self._others_end = 0.0  # the end of the last packet of other streams, such as subtitles, in seconds
        self._damaged_at: float | None = None  # when damage was seen last, in seconds of the clock
        stream.thread_type = "AUTO"
        stream.codec_context.options |= {"max_pixels": str(MOST_PIXELS)}
        # Frames with damage are given too, as players show them.
        stream.codec_context.flags |= int(Flags.output_corrupt.value)

    @property
    def end(self) -> float:
        """The end of the last packet that was read, of any stream, in seconds of the clock."""
        return max(self._clock.end, self._others_end)

    def __iter__(self) -> Iterator[av.VideoFrame]:
        latest = 0.0
        for packet in self._packets():
            try:
                frames = self._stream.decode(packet)
            except av.FFmpegError:
                self.damaged += 1
                self._damaged_at = latest
                continue
            for frame in frames:
                latest = latest if frame.time is None else frame.time
                self._notice(frame, latest)
                yield frame

    def _packets(self) -> Iterator[av.Packet]:
        """Give the packets of the stream, on the clock."""
        with suppress(av.FFmpegError):  # the rest of the file cannot be read; `end` tells where it ends
            for packet in read_packets(self._container):
                if packet.stream.index in self._played:
                    self._clock.correct(packet)
                elif packet.pts is not None:
                    end = float((packet.pts + (packet.duration or 0)) * packet.time_base)
                    self._others_end = max(self._others_end, end)
                if packet.stream.index == self._stream.index:
                    self.packets += packet.size > 0
                    yield packet

    def _notice(self, frame: av.VideoFrame, time: float) -> None:
        """Note whether damage shows in a frame."""
        if frame.is_corrupt:
            self.damaged += 1
            self._damaged_at = time
        elif frame.key_frame or (self._damaged_at is not None and time > self._damaged_at + DAMAGE_LASTS):
            self._damaged_at = None
        self.spoilt = self._damaged_at is not None
