"""Chooses when a decoded frame is shown."""

import math

import av


class FrameTimes:
    """Gives each frame of a stream its time of showing, or that of decoding where this is the better one.

    An AVI has no times of showing, and FFmpeg guesses them badly. In other files, times that do not rise are faults.
    The kind of time with fewer faults so far is taken, as FFmpeg's command line does it.
    """

    def __init__(self, form: str):
        """form: FFmpeg's name of the file's format."""
        self._never_shown = form == "avi"
        self._shown = self._decoded = -math.inf  # the last times, in units of the frames' time base
        self._shown_faults = self._decoded_faults = 0

    def settle(self, frame: av.VideoFrame) -> None:
        """Set the time of a frame. Frames come in the order in which they are shown."""
        if self._never_shown:
            frame.pts = frame.dts
        if frame.dts is None:
            return
        self._decoded_faults += frame.dts <= self._decoded
        self._decoded = frame.dts
        if frame.pts is not None:
            self._shown_faults += frame.pts <= self._shown
            self._shown = frame.pts
        if frame.pts is None or self._shown_faults > self._decoded_faults:
            frame.pts = frame.dts
