"""Writes an H.264 file with PyAV, and copies the audio of a recording into it."""

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

# The file gives the times of pictures as multiples of this fraction of a second.
TIME_BASE = Fraction(1, 90_000)
# Audio up to this many seconds before time zero is copied too. Codecs need it for decoding, but players do not play it.
PRIMING = 0.1
# ITU-T H.273 gives BT.709 this code, both as primaries, as transfer function and as matrix.
BT709 = 1
# With these options FFmpeg writes each second as soon as it is over, so that the file plays however the program ends.
# When an MP4 or MOV is closed, its fragments become one ordinary file. A format ignores options that it does not know.
CONTAINER_OPTIONS = {
    "movflags": "+hybrid_fragmented+delay_moov",
    "frag_duration": "1000000",  # MP4 and MOV write a fragment after this many microseconds.
    "cluster_time_limit": "1000",  # Matroska writes a cluster after this many milliseconds.
    "flush_packets": "1",
}

# With these options x264 writes the video, besides the preset.
ENCODER_OPTIONS = {
    "crf": "17",  # x264's constant rate factor; smaller is better
    # Each colour is the mean of four pixels and lies in their middle. Without this option a reader would take it for
    # one that lies beside the left pixels, as the standard says, and colours would move to the left by half a pixel.
    "chroma_sample_location": "center",
}


class VideoSink:
    """Writes pictures into a file. `close` gives the finished file its name, and `abort` removes the file.

    An unfinished "call.mp4" is called "call.partial.mp4" (see UnfinishedFile). It can be played at any time, except for
    its last one or two seconds. It stays on the disk if the program is killed. It also stays if,
    after the first picture, the disk is full or the system refuses the final name. The error then names the unfinished
    file.

    audio_from: the first audio stream of this recording is copied, packet by packet. audio_start: the pictures begin at
    this time of the recording, in seconds. The attribute `audio_kept` is True if audio is copied. It is False if no
    recording is given, if the recording has no audio, or if the format does not take that audio. Raises UsageError if
    the path cannot be written or its ending names no format.
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
        """preset: the preset of x264. A faster preset leaves the network more of the processor in a live call."""
        self.name = str(path)
        self._path = path
        self._unfinished = UnfinishedFile(path)
        try:
            url = ffmpeg_url(self._unfinished.partial)
            self._container = av.open(url, "w", container_options=CONTAINER_OPTIONS)
            self._stream = self._container.add_stream("libx264", options=ENCODER_OPTIONS | {"preset": preset})
        except (ValueError, av.FFmpegError, OSError) as error:
            self._unfinished.remove()
            raise UsageError(
                f"{path}: cannot be written as H.264 video ({reason(error)}); use a name such as out.mp4"
            ) from error
        self._stream.width, self._stream.height, self._stream.pix_fmt = width, height, "yuv420p"
        context = self._stream.codec_context
        context.time_base = TIME_BASE
        # The file names its colour standard, because players would guess it otherwise.
        context.colorspace = context.color_primaries = context.color_trc = BT709
        context.color_range = ColorRange.MPEG
        self._last_pts = -1
        self._audio = self._open_audio(audio_from, audio_start) if audio_from else None
        self.audio_kept = self._audio is not None

    def write(self, image: Image, time: float) -> None:
        """Write one picture at its time in seconds. Raises UsageError if the disk is full."""
        frame = to_yuv(image)
        frame.pts = max(self._last_pts + 1, round(time / TIME_BASE))
        frame.time_base = TIME_BASE
        with self._raising_usage_errors():
            for packet in self._stream.encode(frame):
                self._container.mux(packet)
            self._mux_audio(until=time)
        self._last_pts = frame.pts

    def close(self) -> None:
        """Finish the file and give it its name. Raises UsageError if nothing was written or the disk is full."""
        if self._last_pts < 0:
            self.abort()
            raise UsageError(f"{self._path}: not written; stopped before the first picture")
        with self._raising_usage_errors():
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
        with contextlib.suppress(av.FFmpegError, OSError):  # the error that led here is raised and says enough
            self._container.close()

    @contextlib.contextmanager
    def _raising_usage_errors(self) -> Iterator[None]:
        """Close the file and raise UsageError if the block cannot write. The file is kept if it has a picture."""
        try:
            yield
        except (av.FFmpegError, OSError) as error:
            self._close_container()
            give_up = self._unfinished.lost if self._last_pts < 0 else self._unfinished.kept
            raise give_up(error) from error

    def _open_audio(self, path: Path, start: float) -> Iterator[av.Packet] | None:
        """Return a recording's audio packets with `start` seconds subtracted from their times.

        Return None if the recording has no audio or the format does not take it.
        """
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
        """Write the audio packets up to a time in seconds, and the first packet after that time."""
        if self._audio is None:
            return
        for packet in self._audio:
            self._container.mux(packet)
            if packet.dts is not None and packet.time_base is not None and packet.dts * packet.time_base >= until:
                return
        self._audio = None


def _takes_audio(form: str, path: Path) -> bool:
    """Return whether a recording has audio that a format takes.

    One packet is tried with a file in memory, because a refusal would spoil the real file.
    """
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
