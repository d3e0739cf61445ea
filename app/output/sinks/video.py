"""An H.264 file through PyAV, with the audio of a recording copied into it."""

import contextlib
import io
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
from av.video.reformatter import ColorRange

from app.media.colours import to_yuv
from app.media.files import UnfinishedFile, ffmpeg_url, reason
from hime_core.errors import UsageError
from hime_core.geometry import Image

# The times of pictures are counted in this fraction of a second.
TIME_BASE = Fraction(1, 90_000)
# Sound up to this many seconds before zero is copied too: codecs need it for decoding, and players do not play it.
PRIMING = 0.1
# ITU-T H.273 has this code for BT.709, for the primaries, the transfer and the matrix.
BT709 = 1
# With these options FFmpeg writes each second as soon as it is over, so that the file plays however the program ends.
# Closing turns the fragments of an MP4 or MOV into an ordinary file with one index. A format ignores what it has not.
CONTAINER_OPTIONS = {
    "movflags": "+hybrid_fragmented+delay_moov",
    "frag_duration": "1000000",  # microseconds, of MP4 and MOV
    "cluster_time_limit": "1000",  # milliseconds, of Matroska
    "flush_packets": "1",
}


class VideoSink:
    """Pictures -> PATH. The name appears when `close` has written everything; `abort` leaves no file.

    Until then the file is "call.partial.mp4", beside "call.mp4" (see UnfinishedFile). It plays at any time but for its
    last one or two seconds. It stays where the program is killed, and where the disk is full or the name is refused
    after the first picture; the error then names it.

    audio_from: a recording whose first audio stream is copied, packet by packet. audio_start: the time in it, in
    seconds, that is zero here. `audio_kept` tells whether there was one and this format takes it. Raises UsageError
    where the path cannot be written or its ending names no video format.
    """

    def __init__(
        self,
        path: Path,
        width: int,
        height: int,
        audio_from: Path | None = None,
        audio_start: float = 0.0,
        preset: str = "veryfast",
    ):
        """preset: of x264. A faster one leaves the network more of the processor in a live call."""
        self.name = str(path)
        self._path = path
        self._unfinished = UnfinishedFile(path)
        try:
            url = ffmpeg_url(self._unfinished.partial)
            self._container = av.open(url, "w", container_options=CONTAINER_OPTIONS)
            self._stream = self._container.add_stream("libx264", options={"preset": preset, "crf": "17"})
        except (ValueError, av.FFmpegError, OSError) as error:
            self._unfinished.remove()
            raise UsageError(
                f"{path}: cannot be written as H.264 video ({reason(error)}); use a name such as out.mp4"
            ) from error
        self._stream.width, self._stream.height, self._stream.pix_fmt = width, height, "yuv420p"
        context = self._stream.codec_context
        context.time_base = TIME_BASE
        # The file says which colours these are, because players guess otherwise.
        context.colorspace = context.color_primaries = context.color_trc = BT709
        context.color_range = ColorRange.MPEG
        self._last_pts = -1
        self._audio = self._open_audio(audio_from, audio_start) if audio_from else None
        self.audio_kept = self._audio is not None

    def write(self, image: Image, time: float) -> None:
        """Write one picture at its time in seconds. Raises UsageError where the disk is full."""
        frame = to_yuv(image)
        frame.pts = max(self._last_pts + 1, round(time / TIME_BASE))
        frame.time_base = TIME_BASE
        with self._faults_told():
            for packet in self._stream.encode(frame):
                self._container.mux(packet)
            self._mux_audio(until=time)
        self._last_pts = frame.pts

    def close(self) -> None:
        """Finish the file and give it its name. Raises UsageError where nothing was written or the disk is full."""
        if self._last_pts < 0:
            self.abort()
            raise UsageError(f"{self._path}: not written; stopped before the first picture")
        with self._faults_told():
            for packet in self._stream.encode():
                self._container.mux(packet)
            self._mux_audio(until=self._last_pts * TIME_BASE)
            self._container.close()
        self._unfinished.finish()

    def abort(self) -> None:
        """Remove the unfinished file, unless an error has named it as kept."""
        self._close_container()
        self._unfinished.remove()

    def _close_container(self) -> None:
        with contextlib.suppress(av.FFmpegError, OSError):  # the reason to close it has been told already
            self._container.close()

    @contextlib.contextmanager
    def _faults_told(self) -> Iterator[None]:
        try:
            yield
        except (av.FFmpegError, OSError) as error:
            self._close_container()
            told = self._unfinished.lost if self._last_pts < 0 else self._unfinished.kept
            raise told(error) from error

    def _open_audio(self, path: Path, start: float) -> Iterator[av.Packet] | None:
        """The audio packets of a recording, moved to our zero; None where it has none or this format refuses them."""
        if not _takes_audio(self._container.format.name, path):
            return None
        container = av.open(ffmpeg_url(path))
        source = container.streams.audio[0]
        target = self._container.add_stream_from_template(source)

        def packets() -> Iterator[av.Packet]:
            with container:
                for packet in container.demux(source):
                    if packet.dts is None or packet.time_base is None:
                        continue
                    shift = round(start / packet.time_base)
                    packet.dts -= shift
                    packet.pts = None if packet.pts is None else packet.pts - shift
                    if packet.dts * packet.time_base >= -PRIMING:
                        packet.stream = target
                        yield packet

        return packets()

    def _mux_audio(self, until: Fraction | float) -> None:
        """Write the packets up to a time in seconds, and the first one after it."""
        if self._audio is None:
            return
        for packet in self._audio:
            self._container.mux(packet)
            if packet.dts is not None and packet.time_base is not None and packet.dts * packet.time_base >= until:
                return
        self._audio = None


def _takes_audio(form: str, path: Path) -> bool:
    """Whether a recording has audio that a format takes: tried in memory, since a refusal would spoil the file."""
    with av.open(ffmpeg_url(path)) as recording:
        if not recording.streams.audio:
            return False
        source = recording.streams.audio[0]
        try:
            with av.open(io.BytesIO(), "w", format=form) as trial:
                target = trial.add_stream_from_template(source)
                packet = next(packet for packet in recording.demux(source) if packet.size)
                packet.stream = target
                trial.mux(packet)
        except (ValueError, StopIteration, av.FFmpegError):
            return False
    return True
