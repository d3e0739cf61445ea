"""Writes an H.264 file with PyAV, with the sound of a recording."""

import contextlib
import math
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
from av.video.reformatter import ColorRange

from app.media.colours import to_yuv
from app.media.files import UnfinishedFile, ffmpeg_url, reason
from app.output.sinks.sound import Sound, SoundTrack
from hime_core.errors import UsageError
from hime_core.geometry import Image

# The file gives the times of pictures as multiples of this fraction of a second.
TIME_BASE = Fraction(1, 90_000)
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

    audio_from: the file gets the sound of this recording. audio_start: the pictures begin at this time of the
    recording, in seconds. Raises UsageError if the path cannot be written, if its ending names no format, or if the
    recording cannot be read.
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
        self._shown = 0  # how long the picture before the last one was shown, in units of TIME_BASE
        self._sound: Sound | None = None
        self._sound = self._open_sound(audio_from, audio_start) if audio_from else None

    @property
    def audio(self) -> list[SoundTrack]:
        """What has become of each sound track of the recording so far. It is complete after `close`."""
        return self._sound.tracks if self._sound else []

    @property
    def audio_kept(self) -> bool:
        """Whether the recording has sound, and no track of it was dropped."""
        return bool(self.audio) and all(track.kept != "dropped" for track in self.audio)

    def write(self, image: Image, time: float) -> None:
        """Write one picture at its time in seconds. Raises UsageError if the disk is full."""
        frame = to_yuv(image)
        frame.pts = max(self._last_pts + 1, round(time / TIME_BASE))
        frame.time_base = TIME_BASE
        with self._raising_usage_errors():
            self._mux(self._stream.encode(frame))
            if self._sound:
                self._sound.write(until=time)
        self._shown = frame.pts - max(self._last_pts, 0)
        self._last_pts = frame.pts

    def write_rest_of_sound(self) -> None:
        """Write the sound that goes on after the last picture. Otherwise it ends with the last picture."""
        if self._sound:
            with self._raising_usage_errors():
                self._sound.write(until=math.inf)

    def close(self) -> None:
        """Finish the file and give it its name. Raises UsageError if nothing was written or the disk is full."""
        if self._last_pts < 0:
            self.abort()
            raise UsageError(f"{self._path}: not written; stopped before the first picture")
        with self._raising_usage_errors():
            self._mux(self._stream.encode())
            if self._sound:
                self._sound.write(until=float((self._last_pts + self._shown) * TIME_BASE))
                self._sound.finish()
                self._sound.close()
            with self._counting_refusals():
                self._container.close()
        self._unfinished.finish()

    def abort(self) -> None:
        """Remove the unfinished file, unless an error has named it as kept."""
        self._close_container()
        self._unfinished.remove()

    def _mux(self, packets: list[av.Packet]) -> None:
        for packet in packets:
            with self._counting_refusals():
                self._container.mux(packet)

    @contextlib.contextmanager
    def _counting_refusals(self) -> Iterator[None]:
        """Let the file refuse a packet that has waited for this one.

        It is damaged sound, because the encoder's packets are whole. A full disk is another error.
        """
        try:
            yield
        except ValueError:
            if self._sound is None:
                raise
            self._sound.refused += 1

    def _close_container(self) -> None:
        with contextlib.suppress(av.FFmpegError, OSError):  # the error that led here is raised and says enough
            self._container.close()
        if self._sound:
            self._sound.close()

    @contextlib.contextmanager
    def _raising_usage_errors(self) -> Iterator[None]:
        """Close the file and raise UsageError if the block cannot write. The file is kept if it has a picture."""
        try:
            yield
        except (av.FFmpegError, OSError) as error:
            self._close_container()
            give_up = self._unfinished.lost if self._last_pts < 0 else self._unfinished.kept
            raise give_up(error) from error

    def _open_sound(self, recording: Path, start: float) -> Sound:
        try:
            return Sound(recording, start, self._container)
        except (av.FFmpegError, OSError) as error:
            self._close_container()
            self._unfinished.remove()
            raise UsageError(f"{recording}: its sound cannot be read ({reason(error)})") from error
