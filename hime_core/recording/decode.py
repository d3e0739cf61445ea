"""Decodes the pictures of a recording, and leaves out what is damaged."""

from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction

import av
from av.codec.context import Flags
from av.container import InputContainer
from av.video.stream import VideoStream

from hime_core.recording.clock import RecordingClock
from hime_core.recording.frame_times import FrameTimes
from hime_core.recording.packets import PIXEL_LIMIT, read_packets
from hime_core.recording.pixel_shape import PixelShape
from hime_core.recording.streams import played

# Damage may show for this many seconds in the frames after it, if no key frame ends it.
DAMAGE_LASTS = 5.0
# At most this many packets are kept to decode the last frames again. Key frames are mostly closer together.
MOST_RECENT = 300
# With these codecs, FFmpeg tells at once which packet is damaged only if it decodes one frame at a time. Otherwise it
# tells it some frames later, or shows green.
ONE_AT_A_TIME = ("vp8", "vp9")
# FFmpeg does not conceal damage in frames of these codecs. They are grey, or green, or of blocks in wrong places.
NOT_CONCEALED = ("vp8", "vp9", "hevc", "av1")


@dataclass(frozen=True)
class Decoded:
    """A decoded frame, with its time on the recording's clock.

    shape: how many times a pixel is as wide as high. spoilt: whether damage may show. unsightly: whether that damage is
    such that an earlier frame is better to look at.
    """

    frame: av.VideoFrame
    shape: Fraction
    spoilt: bool
    unsightly: bool


class Decoder:
    """Decodes one stream of a recording.

    damaged: the number of frames so far that could not be decoded, or that show damage. packets: how many packets of
    the stream were read, most of which have one frame.
    """

    def __init__(self, container: InputContainer, stream: VideoStream):
        self.damaged = 0
        self.packets = 0
        self._container, self._stream = container, stream
        self._codec = stream.codec_context.codec.canonical_name
        self._shape = PixelShape(stream)
        self._clock = RecordingClock(container)
        self._times = FrameTimes(container.format.name)
        self._played = {each.index for each in played(container)}
        self._others_end = 0.0  # the end of the last packet of other streams, such as subtitles, in seconds
        self._damaged_at: float | None = None  # when damage was seen last, in seconds of the clock
        self._before_key = 0  # packets before the first key frame, without which FFmpeg cannot decode most codecs
        self._latest = 0.0  # the time of the last frame, in seconds of the clock
        self._frames = self._failures = 0  # frames that were decoded, and packets that could not be
        self._recent: deque[av.Packet] = deque(maxlen=MOST_RECENT)  # from the last key frame on
        stream.thread_type = "SLICE" if self._codec in ONE_AT_A_TIME else "AUTO"
        stream.codec_context.options |= PIXEL_LIMIT
        if self._codec != "h264":  # in H.264 this would also give grey ghosts before the first key frame
            stream.codec_context.flags |= int(Flags.output_corrupt.value)

    @property
    def end(self) -> float | None:
        """The end of all packets that were read, of any stream, in seconds. None if the file's clock was wrong."""
        return None if self._clock.corrected else max(self._clock.shown_end, self._others_end)

    def __iter__(self) -> Iterator[Decoded]:
        frame: av.VideoFrame | None = None
        for packet in self._packets():
            if packet.is_keyframe:
                self._recent.clear()
            elif self._before_key == self.packets - 1:
                self._before_key = self.packets
            self._recent.append(packet)
            try:
                frames = self._stream.decode(packet)
            except av.FFmpegError:
                self._fail()
                if frame is not None and packet.pts is not None and self._codec in ONE_AT_A_TIME:
                    frame.pts = packet.pts  # the last frame stands for the one that is lost
                    yield self._decoded(frame)
                continue
            for frame in frames:
                yield self._take(frame)
        if self._frames + self._failures < self.packets:
            yield from self._last_ones()

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

    def _last_ones(self) -> Iterator[Decoded]:
        """Give the last frames that FFmpeg's threads held when damage ended their work. Decodes without threads."""
        context = self._stream.codec_context
        alone = av.CodecContext.create(context.codec.name, "r")
        assert isinstance(alone, av.VideoCodecContext)
        alone.extradata, alone.flags, alone.thread_type = context.extradata, context.flags, "NONE"
        alone.options = PIXEL_LIMIT
        after = self._latest
        for packet in self._recent:
            with suppress(av.FFmpegError):
                for frame in alone.decode(packet if packet.size else None):
                    frame.time_base = packet.time_base
                    if frame.time is not None and frame.time > after:
                        yield self._take(frame)

    def _take(self, frame: av.VideoFrame) -> Decoded:
        """Note a frame that comes from FFmpeg."""
        self._times.settle(frame)
        if self._frames == 0 and frame.key_frame:
            self.damaged += self._before_key
        self._frames += 1
        self._latest = self._latest if frame.time is None else frame.time
        if frame.is_corrupt:
            self.damaged += 1
            self._damaged_at = self._latest
        elif frame.key_frame or (self._damaged_at is not None and self._latest > self._damaged_at + DAMAGE_LASTS):
            self._damaged_at = None
        return self._decoded(frame)

    def _fail(self) -> None:
        """Note that a frame could not be decoded."""
        self.damaged += 1
        self._failures += 1
        self._damaged_at = self._latest

    def _decoded(self, frame: av.VideoFrame) -> Decoded:
        spoilt = self._damaged_at is not None
        return Decoded(frame, self._shape.now, spoilt, spoilt and self._codec in NOT_CONCEALED)
