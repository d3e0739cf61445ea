"""An H.264 file through PyAV, with the call's audio copied. Written beside its name and renamed when whole."""

import contextlib
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
from av.video.reformatter import ColorRange

from app.media.colours import to_yuv
from app.media.files import check_writable
from hime_core.errors import UsageError
from hime_core.geometry import Image

TIME_BASE = Fraction(1, 90_000)
PRIMING = 0.1  # seconds; codecs put a little sound before zero, to be decoded and not heard
BT709 = 1  # the code of ITU-T H.273 for primaries, transfer and matrix


class VideoSink:
    """Pictures -> PATH. The name appears when `close` has written everything; `abort` leaves no file.

    audio_from: a recording whose first audio stream is copied, packet by packet; audio_start: the time in it,
    in seconds, that is our zero. `audio_kept` tells whether there was one and this format takes it.
    Raises UsageError where the path cannot be written or its ending names no video format.
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
        """preset: x264's; live, encoding shares the cores with the network, and a faster one leaves it more."""
        self.name = str(path)
        self._path = path
        self._partial = path.with_name(f".{path.stem}.partial{path.suffix}")
        check_writable(path)
        try:
            self._container = av.open(str(self._partial.absolute()), "w")  # a name with a colon is no URL
            self._stream = self._container.add_stream("libx264", options={"preset": preset, "crf": "17"})
        except (ValueError, av.FFmpegError, OSError) as error:
            self._partial.unlink(missing_ok=True)
            raise UsageError(
                f"{path}: cannot be written as H.264 video ({error}); use a name such as out.mp4"
            ) from error
        self._stream.width, self._stream.height, self._stream.pix_fmt = width, height, "yuv420p"
        self._stream.codec_context.time_base = TIME_BASE
        context = self._stream.codec_context  # say which colours these are: players guess otherwise
        context.colorspace = context.color_primaries = context.color_trc = BT709
        context.color_range = ColorRange.MPEG
        self._last_pts = -1
        self._audio = self._open_audio(audio_from, audio_start) if audio_from else None
        self.audio_kept = self._audio is not None

    def write(self, image: Image, time: float) -> None:
        frame = to_yuv(image)
        self._last_pts = frame.pts = max(self._last_pts + 1, round(time / TIME_BASE))
        frame.time_base = TIME_BASE
        with self._told():
            for packet in self._stream.encode(frame):
                self._container.mux(packet)
            self._mux_audio(until=time)

    def close(self) -> None:
        """Finish the file and give it its name. Raises UsageError where nothing was written or the disk is full."""
        if self._last_pts < 0:
            self.abort()
            raise UsageError(f"{self._path}: not written; stopped before the first picture")
        with self._told():
            for packet in self._stream.encode():
                self._container.mux(packet)
            self._mux_audio(until=self._last_pts * TIME_BASE)
            self._container.close()
            self._partial.replace(self._path)

    def abort(self) -> None:
        with contextlib.suppress(av.FFmpegError, OSError):  # the reason to abort has been told already
            self._container.close()
        self._partial.unlink(missing_ok=True)

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (av.FFmpegError, OSError) as error:
            self.abort()
            raise UsageError(f"{self._path}: cannot be written ({error}); is the disk full?") from error

    def _open_audio(self, path: Path, start: float) -> Iterator[av.Packet] | None:
        """Audio packets of a recording, set to our zero; None where it has none or this format refuses them."""
        container = av.open(str(path.absolute()))  # a name with a colon is no URL
        if not container.streams.audio:
            container.close()
            return None
        source = container.streams.audio[0]
        try:
            target = self._container.add_stream_from_template(source)
            self._container.start_encoding()
        except (ValueError, av.FFmpegError):
            container.close()
            return None

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
        if self._audio is None:
            return
        for packet in self._audio:
            self._container.mux(packet)
            if packet.dts is not None and packet.time_base is not None and packet.dts * packet.time_base >= until:
                return
        self._audio = None
