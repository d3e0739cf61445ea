"""Writes an H.264 file with PyAV, with the sound and the subtitles of a recording."""

import contextlib
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
from av.codec.context import Flags
from av.video.frame import PictureType
from av.video.reformatter import ColorRange

from app.media.colours import to_yuv
from app.media.files import UnfinishedFile, reason
from app.output.sinks.carried import Carried
from app.output.sinks.formats import MP4_FAMILY
from app.output.sinks.sound import SoundTrack
from app.output.sinks.subtitles import SubtitleTrack
from hime_core.errors import UsageError
from hime_core.geometry import Image
from hime_core.recording import file_url

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
    # FFmpeg holds packets back until each track has one, but no longer than this many microseconds. Subtitles are rare.
    "max_interleave_delta": "1000000",
}
# While sound goes on after the last picture, it is written in steps of this many seconds. At each step the picture is
# repeated, except in the MP4 family, which says how long it stands.
STILL = 1.0
# A picture that comes alone is shown for this many seconds.
ONLY_SHOWN = 0.04
# With these options x264 writes the video, besides the preset.
ENCODER_OPTIONS = {
    "crf": "17",  # x264's constant rate factor; smaller is better
    # Each colour is the mean of four pixels and lies in their middle. Without this option a reader would take it for
    # one that lies beside the left pixels, as the standard says, and colours would move to the left by half a pixel.
    "chroma_sample_location": "center",
}
# Key frames are at most this many seconds apart. A run that goes on from an unfinished file makes anew what comes after
# its last key frame.
KEY_FRAMES_APART = 2.0
# Where it is unknown how many pictures come in a second, so many are assumed.
USUAL_RATE = 30.0
# These options are added for a format. An AVI cannot say that pictures are shown in another order than they are stored.
FORMAT_OPTIONS = {"avi": {"bf": "0"}}


class VideoSink:
    """Writes pictures into a file. `close` gives the finished file its name, and `abort` removes the file.

    An unfinished "call.mp4" is called "call.partial.mp4" (see UnfinishedFile). It can be played at any time, except for
    its last one or two seconds. It stays on the disk if the program is killed. It also stays if, after the first
    picture, the disk is full or the system refuses the final name. The error then names the unfinished file.

    audio_from: the file gets the sound, the subtitles and the chapters of this recording (see Carried). audio_start:
    the time of the first picture on the recording's corrected clock, in seconds. Sound that begins before the first
    picture is kept: the file then begins with it, and with the first picture, which stands until the second one is due.
    Raises UsageError if the path cannot be written, if its ending names no format, or if the recording cannot be read.
    """

    def __init__(
        self,
        path: Path,
        width: int,
        height: int,
        audio_from: Path | None = None,
        audio_start: float = 0.0,
        preset: str = "veryfast",
        fps: float | None = None,
    ):
        """preset: the preset of x264. A faster preset leaves the network more of the processor in a live call.

        fps: the usual rate of the pictures per second, which the file names if it is known.
        """
        self.name = str(path)
        self._path = path
        self._unfinished = UnfinishedFile(path)
        try:
            url = file_url(self._unfinished.partial)
            self._container = av.open(url, "w", container_options=CONTAINER_OPTIONS)
            apart = {"g": str(max(1, round(KEY_FRAMES_APART * (fps or USUAL_RATE))))}
            options = apart | ENCODER_OPTIONS | FORMAT_OPTIONS.get(self._container.format.name, {}) | {"preset": preset}
            rate = None if fps is None else Fraction(fps).limit_denominator(1001)
            self._stream = self._container.add_stream("libx264", rate=rate, options=options)
        except (ValueError, av.FFmpegError, OSError) as error:
            raise self._no_video(error) from error
        self._stream.width, self._stream.height, self._stream.pix_fmt = width, height, "yuv420p"
        context = self._stream.codec_context
        context.time_base = TIME_BASE
        context.flags |= Flags.frame_duration.value  # the file gets the length of each picture
        # The file names its colour standard, because players would guess it otherwise.
        context.colorspace = context.color_primaries = context.color_trc = BT709
        context.color_range = ColorRange.MPEG
        self._waiting: av.Packet | None = None  # an encoded picture that is written when the next one is there
        # The last picture waits until it is known how long it is shown. Times are in units of TIME_BASE.
        self._last: av.VideoFrame | None = None
        self._shown = round(ONLY_SHOWN / TIME_BASE)  # how long the picture before the last one was shown
        self._carried: Carried | None = None
        self._carried = self._open_recording(audio_from, audio_start) if audio_from else None
        self._sound_ended = False
        try:
            self._container.start_encoding()
        except (ValueError, av.FFmpegError, OSError) as error:
            self._close_container()
            raise (self._unfinished.lost(error) if isinstance(error, OSError) else self._no_video(error)) from error

    @property
    def audio(self) -> list[SoundTrack]:
        """What has become of each sound track of the recording so far. It is complete after `close`."""
        return self._carried.sounds if self._carried else []

    @property
    def audio_kept(self) -> bool:
        """Whether the recording has sound, and no track of it was dropped."""
        return bool(self.audio) and all(track.kept != "dropped" for track in self.audio)

    @property
    def subtitles(self) -> list[SubtitleTrack]:
        """What has become of each track of subtitles so far. It is complete after `close`."""
        return self._carried.subtitles if self._carried else []

    @property
    def left_out(self) -> list[str]:
        """In plain words, the streams of the recording that are neither the pictures nor sound or subtitles."""
        return self._carried.left_out if self._carried else []

    def write(self, image: Image, time: float) -> None:
        """Write one picture at its time in seconds. Raises UsageError if it cannot be written."""
        frame = to_yuv(image)
        frame.time_base = TIME_BASE
        with self._raising_usage_errors():
            if self._last is None:
                frame.pts = 0 if self._lead else max(0, round(time / TIME_BASE))
            else:
                frame.pts = max(self._last_pts + 1, round((self._lead + time) / TIME_BASE))
                self._shown = frame.pts - self._last_pts
                self._encode_last(self._shown)
            self._last = frame

    def write_rest_of_sound(self) -> None:
        """Write the sound that goes on after the last picture. Otherwise it ends with the last picture.

        The last picture then stands until the sound ends.
        """
        if self._carried is None or self._last is None:
            return
        with self._raising_usage_errors():
            time = float((self._last_pts + self._shown) * TIME_BASE)
            while (end := self._carried.ends_before(time + STILL)) is None:
                time += STILL
                if self._says_lengths:
                    self._carried.write(time)
                else:
                    self._repeat_last(round(time / TIME_BASE))
            if self._says_lengths:
                self._carried.write(max(end, time) + STILL)
                self._finish_sound()
                end = self._carried.ends
            missing = round(end / TIME_BASE) - self._last_pts - self._shown
            if missing > self._shown and not self._says_lengths:
                self._repeat_last(self._last_pts + missing)
            if missing > 0 and self._says_lengths:
                self._shown += missing

    def close(self) -> None:
        """Finish the file and give it its name. Raises UsageError if nothing was written or the disk is full."""
        if self._last is None:
            self.abort()
            raise UsageError(f"{self._path}: not written; stopped before the first picture")
        with self._raising_usage_errors():
            # Then no picture is decoded after it. Otherwise FFmpeg may give an MP4 the end of the picture before it.
            self._last.pict_type = PictureType.I
            self._encode_last(self._shown)
            self._mux(self._encode(None))
            if self._waiting is not None:
                self._mux_one(self._waiting)
            if self._carried and not self._sound_ended:
                self._carried.write(float((self._last_pts + self._shown) * TIME_BASE))
                self._finish_sound()
            if self._carried:
                self._carried.close()
            with self._counting_refusals():
                self._container.close()
        self._unfinished.finish()

    def abort(self) -> None:
        """Remove the unfinished file, unless an error has named it as kept."""
        self._close_container()
        self._unfinished.remove()

    @property
    def _last_pts(self) -> int:
        assert self._last is not None and self._last.pts is not None
        return self._last.pts

    @property
    def _lead(self) -> float:
        """How many seconds the file begins before the second that the first picture belongs to."""
        return self._carried.lead if self._carried else 0.0

    @property
    def _says_lengths(self) -> bool:
        return self._container.format.name in MP4_FAMILY

    def _encode_last(self, shown: int) -> None:
        """Give the last picture to the encoder. shown: how long it is shown."""
        assert self._last is not None
        self._last.duration = shown
        self._mux(self._encode(self._last))

    def _encode(self, frame: av.VideoFrame | None) -> list[av.Packet]:
        """Return what the encoder makes of a picture, or of those that it still holds if the picture is None."""
        return self._stream.encode(frame)

    def _repeat_last(self, pts: int) -> None:
        """Show the last picture again from a later time."""
        self._encode_last(pts - self._last_pts)
        assert self._last is not None
        self._last.pts = pts

    def _finish_sound(self) -> None:
        assert self._carried is not None
        self._carried.finish()
        self._sound_ended = True

    def _mux(self, packets: list[av.Packet]) -> None:
        """Write pictures, each when the next one is there, and the sound up to them."""
        for packet in packets:
            before, self._waiting = self._waiting, packet
            if before is not None:
                if self._says_lengths and packet.dts is not None and before.dts is not None:
                    # Otherwise FFmpeg shows the first picture of a fragment where the one before it ends by its length.
                    before.duration = packet.dts - before.dts
                self._mux_one(before)

    def _mux_one(self, packet: av.Packet) -> None:
        """Write a picture, and the sound up to it. So the sound is never ahead of the pictures that x264 holds."""
        time = float((packet.dts or 0) * packet.time_base)
        with self._counting_refusals():
            self._container.mux(packet)
        if self._carried and not self._sound_ended:
            self._carried.write(time)

    @contextlib.contextmanager
    def _counting_refusals(self) -> Iterator[None]:
        """Let the file refuse a packet that has waited for this one.

        It is damaged sound, because the encoder's packets are whole. A full disk is another error.
        """
        try:
            yield
        except ValueError:
            if self._carried is None:
                raise
            self._carried.refused += 1

    def _close_container(self) -> None:
        with contextlib.suppress(av.FFmpegError, OSError):  # the error that led here is raised and says enough
            self._container.close()
        if self._carried:
            self._carried.close()

    @contextlib.contextmanager
    def _raising_usage_errors(self) -> Iterator[None]:
        """Close the file and raise UsageError if the block cannot write. The file is kept if it has a picture."""
        try:
            yield
        except (av.FFmpegError, OSError) as error:
            self._close_container()
            give_up = self._unfinished.lost if self._last is None else self._unfinished.kept
            raise give_up(error) from error

    def _no_video(self, error: Exception) -> UsageError:
        """Remove the file. Returns the error to raise if its format takes no such video."""
        self._unfinished.remove()
        return UsageError(
            f"{self._path}: cannot be written as H.264 video ({reason(error)}); use a name such as out.mp4"
        )

    def _open_recording(self, recording: Path, start: float) -> Carried:
        try:
            return Carried(recording, start, self._container)
        except (av.FFmpegError, OSError) as error:
            self._close_container()
            self._unfinished.remove()
            raise UsageError(f"{recording}: its sound cannot be read ({reason(error)})") from error
