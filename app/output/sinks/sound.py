"""Decides what becomes of the sound of a recording."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import av
from av.container import OutputContainer

from app.output.sinks.formats import MP4_FAMILY
from app.output.sinks.sound_tracks import CODECS, can_copy, can_decode, codec_for

# In an MP4 or MOV, silence is put before a track that begins more than this many seconds after the first picture.
LATEST = 5.0
# A file of these formats gives sound no times, so that gaps are lost. Only sound out of such a file fits as it is.
NO_TIMES = {"avi"}
# Players find only the first sound track in a file of these formats.
ONE_TRACK = {"flv"}


@dataclass(frozen=True)
class SoundTrack:
    """What became of one sound track. The commands write it into their figures.

    track: the number of the track in the recording, from 1. codec: FFmpeg's name of the track's codec, such as "opus".
    It is "unknown" if FFmpeg has no decoder for it. kept: how the track got into the new file. why: why it was not
    copied, and what of it is missing. It is empty if the whole track was copied.
    """

    track: int
    codec: str
    kept: Literal["kept", "converted", "dropped"]
    why: str


@dataclass(frozen=True)
class SoundPlan:
    """What becomes of one sound track. codec: a key of CODECS if it is converted, or else None."""

    track: SoundTrack
    codec: str | None


def plan_sound(recording: Path, number: int, stream: av.AudioStream, late: bool, target: OutputContainer) -> SoundPlan:
    """Decide what becomes of a track. number: from 0. late: it begins more than LATEST seconds after the pictures."""
    kind = Path(target.name).suffix
    name = stream.codec_context.codec.canonical_name if stream.codec_context else "unknown"

    def plan(kept: Literal["kept", "converted", "dropped"], why: str, codec: str | None = None) -> SoundPlan:
        return SoundPlan(SoundTrack(number + 1, name, kept, why), codec)

    if name == "unknown":
        return plan("dropped", "FFmpeg does not know its codec")
    if number and target.format.name in ONE_TRACK:
        return plan("dropped", f"a {kind} file takes one sound track")
    copied, codec, why = can_copy(recording, number, target), codec_for(stream, target), _why_anew(stream, late, target)
    decoded = (not copied or bool(why)) and can_decode(recording, number)
    if copied and not (decoded and codec):
        return plan("kept", "")
    if decoded and codec:
        return plan("converted", why if copied else f"its {name} sound cannot be copied into a {kind} file", codec)
    if not decoded:
        return plan("dropped", f"its {name} sound cannot be decoded")
    return plan("dropped", f"a {kind} file takes neither {name} nor {', '.join(CODECS.values())}")


def _why_anew(stream: av.AudioStream, late: bool, target: OutputContainer) -> str:
    """Return why the sound would not keep its place if it were copied. It is empty if it would."""
    name, kind = target.format.name, Path(target.name).suffix
    if late and name in MP4_FAMILY:
        return f"it begins late, and a {kind} file needs sound from its beginning"
    if name in NO_TIMES and stream.container.format.name not in NO_TIMES:
        return f"a {kind} file gives sound no times, so silence was put into gaps"
    return ""
