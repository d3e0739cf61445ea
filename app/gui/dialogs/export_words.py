"""What the export dialog says when the file is written."""

from collections.abc import Sequence

from app.gui.words.language import tr
from app.report.losses import Losses, Track


def saved(losses: Losses) -> str:
    """Return that the file is saved, and what of the recording is lost or changed in it."""
    said = [tr("Saved."), *([_damaged(losses.damaged)] if losses.damaged else [])]
    if losses.missing:
        said.append(_missing(round(losses.missing)))
    if dropped := [*_tracks(losses, "dropped"), *losses.left_out]:
        said.append(tr("Not kept: {which}.").format(which=", ".join(dropped)))
    if converted := _tracks(losses, "converted"):
        said.append(tr("Converted: {which}.").format(which=", ".join(converted)))
    if in_part := _tracks(losses, "kept"):
        said.append(tr("Kept in part: {which}.").format(which=", ".join(in_part)))
    return " ".join(said)


def _damaged(count: int) -> str:
    if count == 1:
        return tr("One picture of the recording is damaged.")
    return tr("{count} pictures of the recording are damaged.").format(count=count)


def _missing(seconds: int) -> str:
    if seconds == 1:
        return tr("The last second of the recording cannot be read.")
    return tr("The last {seconds} seconds of the recording cannot be read.").format(seconds=seconds)


def _tracks(losses: Losses, kept: str) -> list[str]:
    """Return in words the tracks with that fate, each with the reason. A track that is whole has no reason."""
    return [
        *_in_words(losses.sound, kept, tr("sound track {number} ({why})")),
        *_in_words(losses.subtitles, kept, tr("subtitle track {number} ({why})")),
    ]


def _in_words(tracks: Sequence[Track], kept: str, form: str) -> list[str]:
    told = [track for track in tracks if track.kept == kept and (track.why or kept != "kept")]
    return [form.format(number=track.track, why=track.why or track.codec) for track in told]
