"""Writes a video file anew from the pictures of an unfinished one, and goes on from there."""

import contextlib
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import Interpolation

from app.output.sinks.unfinished import Unfinished, parameter_sets
from app.output.sinks.video import TIME_BASE, VideoSink
from hime_core.errors import UsageError

# If x264 stores pictures in another order than they are shown in, it lets each be decoded at the time of the picture
# this many places before.
DELAY = 2
# Pictures are compared in this size. What the encoder changes averages out in it, and so does the detail of faces.
COMPARED = 32, 16
# Two pictures show different scenes if a value of the small ones, 0..255, differs by more than this. The encoder makes
# differences up to 3. In 1280x720, a face 80 pixels wide that is 10 pixels elsewhere makes 15.
LARGEST_DIFFERENCE = 12


class ResumedSink(VideoSink):
    """A VideoSink that takes its first pictures from an unfinished file.

    All pictures are written to it from the first one on, but in place of the first ones it uses those of the unfinished
    file, which are encoded already. Their times must be the same. The sound and the rest are written anew. When the new
    file has its name, the unfinished one is removed. If anything fails before, it stays.

    Raises UsageError if the unfinished file has another size of picture, or other settings of the encoder.
    """

    def __init__(
        self,
        path: Path,
        width: int,
        height: int,
        unfinished: Unfinished,
        audio_from: Path,
        audio_start: float,
        fps: float | None = None,
        compared_from: int = 0,
    ):
        """unfinished: the file to go on from. The others are those of VideoSink.

        compared_from: the pictures from this number on are compared with those of the unfinished file. Those before may
        be any.
        """
        super().__init__(path, width, height, audio_from, audio_start, fps=fps)
        self._old = unfinished
        self._old_packets = unfinished.packets()
        self._compared_from = compared_from
        self._old_pictures = unfinished.pictures(compared_from)
        self._differences: list[float] = []  # of each picture that was compared
        self._times = [round(time / TIME_BASE) for time in unfinished.times]  # in units of TIME_BASE
        self._offset = 0  # what to add to the times of the unfinished file; Matroska moves all times
        self._taken = 0  # how many pictures of the unfinished file were written
        self._decoded = 0  # the time at which the last packet is decoded, in units of TIME_BASE
        self._delay = 0  # each picture is decoded at the time of the picture this many places before
        try:
            if (width, height) != (unfinished.width, unfinished.height):
                size = f"{unfinished.width}x{unfinished.height} and not {width}x{height}"
                raise self._not_fit(f"its pictures have {size} pixels")
            context = self._stream.codec_context
            if parameter_sets(context.extradata or b"") != unfinished.parameters:
                raise self._not_fit("it was encoded with other settings")
            self._delay = max(unfinished.delay, DELAY if context.has_b_frames else 0)
        except UsageError:
            self.abort()
            raise

    def close(self) -> None:
        """Finish the file, give it its name, and remove the unfinished file. Raises UsageError."""
        if self._taken == len(self._times):
            self._close_old()  # Windows does not let an open file be replaced or removed
        super().close()
        if self._old.path != self._path:
            with contextlib.suppress(OSError):  # the new file is whole, and the old one can be deleted by hand
                self._old.path.unlink()

    def abort(self) -> None:
        """Remove the new file. The unfinished file stays."""
        self._close_old()
        super().abort()

    def _encode(self, frame: av.VideoFrame | None) -> list[av.Packet]:
        """Return the next packet of the unfinished file, or what the encoder makes if there is none left."""
        if self._taken < len(self._times):
            if frame is None:
                raise self._not_fit("it holds more pictures than the recording")
            packet = self._take(frame.pts or 0)
            self._compare(frame)
            return [packet]
        packets = super()._encode(frame)
        for packet in packets:
            # The encoder begins anew here, and does not know which packets were decoded before.
            assert packet.dts is not None
            packet.dts = self._decoded = max(packet.dts, self._decoded + 1)
        return packets

    def _close_old(self) -> None:
        self._old_packets.close()
        self._old_pictures.close()

    def _take(self, pts: int) -> av.Packet:
        """Return the next packet of the unfinished file. pts: the time of the picture that is due."""
        number = self._taken
        if number == 0:
            self._offset = pts - self._times[0]
            self._times = [time + self._offset for time in self._times]
        if abs(self._times[number] - pts) > 1 + self._old.step / TIME_BASE / 2:
            raise self._not_fit(f"its picture {number + 1} is at another time than the recording's")
        packet = next(self._old_packets, None)
        if packet is None:
            raise self._not_fit("it changed meanwhile")
        self._taken += 1
        packet.stream = self._stream
        assert packet.pts is not None
        packet.pts = round(packet.pts * packet.time_base / TIME_BASE) + self._offset
        packet.duration = round((packet.duration or 0) * packet.time_base / TIME_BASE)
        packet.time_base = TIME_BASE
        packet.dts = self._decoded = self._decoding_time(number)
        return packet

    def _compare(self, frame: av.VideoFrame) -> None:
        """Compare the picture that was taken last with the one that is due. Raises UsageError after the last one."""
        if self._taken <= self._compared_from:
            return
        old = next(self._old_pictures, None)
        if old is None:
            raise self._not_fit("it cannot be decoded")
        self._differences.append(difference(old, frame))
        if self._taken == len(self._times) and np.median(self._differences) > LARGEST_DIFFERENCE:
            raise self._not_fit("it shows another recording")

    def _decoding_time(self, number: int) -> int:
        """Return when a packet is decoded, in units of TIME_BASE, as x264 says it."""
        if number >= self._delay:
            return self._times[number - self._delay]
        ahead = self._times[min(self._delay, len(self._times) - 1)] - self._times[number]
        return self._times[0] - max(ahead, self._delay - number)

    def _not_fit(self, why: str) -> UsageError:
        return UsageError(f"{self._old.path}: cannot be gone on from: {why}; start anew without --resume")


def difference(one: av.VideoFrame, other: av.VideoFrame) -> float:
    """Return by how much two pictures differ where they differ most, 0..255."""
    small = [f.reformat(*COMPARED, "yuv420p", interpolation=Interpolation.AREA).to_ndarray() for f in (one, other)]
    return float(np.abs(small[0].astype(int) - small[1]).max())
