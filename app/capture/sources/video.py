"""Gives the pictures of a recorded call as frames."""

from collections.abc import Iterator
from pathlib import Path

from app.capture.frame import Frame
from hime_core.recording import Recording


class VideoFile:
    """The frames of a recording, which `hime_core.recording.Recording` makes upright, square and of one size.

    start: the time of the first frame on the recording's clock, in seconds. frames, length: the number of frames and
    how many seconds the file lasts, each None if the file does not say it. Creating a VideoFile raises UsageError if
    the file is no video.
    """

    live = False

    def __init__(self, path: Path):
        self.path = path
        self.name = str(path)
        self._recording = Recording(path)
        self.width, self.height = self._recording.width, self._recording.height
        self.fps, self.start = self._recording.fps, self._recording.start
        self.frames, self.length = self._recording.frames, self._recording.length

    @property
    def damaged(self) -> int:
        """How many frames so far could not be decoded, or show damage."""
        return self._recording.damaged

    @property
    def shrunk(self) -> int:
        """How many frames so far were made smaller, to the size of the recording."""
        return self._recording.shrunk

    @property
    def missing(self) -> float:
        """How many seconds of its end could not be read. 0 if nothing is missing, or not all was read yet."""
        return self._recording.missing

    def __iter__(self) -> Iterator[Frame]:
        for index, picture in enumerate(self._recording):
            yield Frame(picture.image, picture.time, index, picture.faithful)

    def close(self) -> None:
        """Close the file."""
        self._recording.close()
