"""Decides what becomes of the sound of a recording."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import av
from av.container import OutputContainer

from app.output.sinks.sound_tracks import CODECS, can_copy, can_decode, codec_for

# FFmpeg writes nothing of a file of these formats until every track has begun.
WAITS_FOR_ALL = {"mp4", "mov", "ipod", "3gp", "3g2", "psp", "f4v", "ismv"}
# In such a file, silence is put before a track that begins more than this many seconds after the first picture.
LATEST = 5.0


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
    if stream.codec_context is None:
        return SoundPlan(SoundTrack(number + 1, "unknown", "dropped", "FFmpeg does not know its codec"), None)
    name, kind = stream.codec_context.codec.canonical_name, Path(target.name).suffix
    copied, codec = can_copy(recording, number, target), codec_for(target)
    waits = late and target.format.name in WAITS_FOR_ALL and codec is not None
    if copied and not (waits and can_decode(recording, number)):
        return SoundPlan(SoundTrack(number + 1, name, "kept", ""), None)
    if copied:
        why = f"it begins late, and a {kind} file needs sound from its beginning"
        return SoundPlan(SoundTrack(number + 1, name, "converted", why), codec)
    if not can_decode(recording, number):
        return SoundPlan(SoundTrack(number + 1, name, "dropped", f"its {name} sound cannot be decoded"), None)
    if codec is None:
        why = f"a {kind} file takes neither {name} nor {', '.join(CODECS.values())}"
        return SoundPlan(SoundTrack(number + 1, name, "dropped", why), None)
    why = f"its {name} sound cannot be copied into a {kind} file"
    return SoundPlan(SoundTrack(number + 1, name, "converted", why), codec)
