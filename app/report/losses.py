"""What of a recording did not get into its enhanced file as it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from app.capture.sources import VideoFile
from app.output.sinks import VideoSink


class Track(Protocol):
    """What became of one track of sound or subtitles."""

    @property
    def track(self) -> int:
        """The number of the track among those of its kind, from 1."""

    @property
    def codec(self) -> str:
        """FFmpeg's name of its codec in the recording."""

    @property
    def kept(self) -> str:
        """How it got into the file: "kept", "converted" or "dropped"."""

    @property
    def why(self) -> str:
        """Why it was not copied, and what of it is missing. Empty if the whole track was copied."""


@dataclass(frozen=True)
class Losses:
    """What is lost of a recording. Tracks that are whole are listed too."""

    damaged: int  # frames that could not be decoded, or are visibly damaged
    sound: Sequence[Track]
    subtitles: Sequence[Track]
    left_out: Sequence[str]  # the names of other streams that could not be kept, such as "data track 3 (gpmd)"
    missing: float  # how many seconds of the recording's end could not be read
    shrunk: int = 0  # frames that were made smaller, to the size of the recording

    @property
    def sound_kept(self) -> bool:
        """Whether the recording has sound, and no track of it was dropped."""
        return bool(self.sound) and all(track.kept != "dropped" for track in self.sound)


def losses_of(source: VideoFile, sink: VideoSink) -> Losses:
    """Return what is lost of a recording. source: has been read. sink: is closed, and has written its frames."""
    return Losses(source.damaged, sink.audio, sink.subtitles, sink.left_out, source.missing, source.shrunk)


def as_json(losses: Losses) -> dict[str, object]:
    """Return the part of a report that tells what is lost."""
    return {
        "frames_damaged": losses.damaged,
        "audio": [_row(track) for track in losses.sound],
        "subtitles": [_row(track) for track in losses.subtitles],
        "left_out": list(losses.left_out),
        "seconds_missing": round(losses.missing, 2),
        "frames_shrunk": losses.shrunk,
    }


def in_words(losses: Losses) -> str:
    """Return one line for people, such as "3 frames were damaged; sound track 1 was converted from pcm_mulaw (why)".

    It is empty if nothing is lost.
    """
    said = [damaged_in_words(losses.damaged)] if losses.damaged else []
    said += [missing_in_words(losses.missing)] if losses.missing else []
    said += [f"frames that are larger than the others were made smaller: {losses.shrunk}"] if losses.shrunk else []
    said += [words for track in losses.sound if (words := _in_words("sound track", track))]
    said += [words for track in losses.subtitles if (words := _in_words("subtitle track", track))]
    said += [f"not kept: {', '.join(losses.left_out)}"] if losses.left_out else []
    return "; ".join(said)


def damaged_in_words(count: int) -> str:
    """Return how many frames were damaged, at least one."""
    return "1 frame was damaged" if count == 1 else f"{count} frames were damaged"


def missing_in_words(seconds: float) -> str:
    """Return how much of a recording's end is missing."""
    return f"its last {seconds:.1f} s cannot be read"


def _row(track: Track) -> dict[str, object]:
    return {"track": track.track, "codec": track.codec, "kept": track.kept, "why": track.why}


def _in_words(kind: str, track: Track) -> str:
    """Return what is lost of a track, or nothing."""
    why = f" ({track.why})" if track.why else ""
    if track.kept == "dropped":
        return f"{kind} {track.track} ({track.codec}) could not be kept" + (f": {track.why}" if track.why else "")
    if track.kept == "converted":
        return f"{kind} {track.track} was converted from {track.codec}{why}"
    return f"{kind} {track.track}: {track.why}" if track.why else ""
