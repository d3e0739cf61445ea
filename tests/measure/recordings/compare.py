"""Compares what HIME wrote with what a player shows of the recording."""

import re
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from tests.measure.recordings import pictures, sounds
from tests.measure.recordings.pictures import CURVES, Pictures
from tests.measure.recordings.probe import File, Video, probe
from tests.measure.recordings.sounds import Sound

# The mean colour is also compared in so many rows and columns.
GRID = 4
# Two times that differ by less than this many seconds count as the same.
SAME_TIME = 0.05
# The smallest gap between two pictures may be this many seconds shorter than the recording's, because files round.
SAME_GAP = 0.005
# The mean colour may differ by this many levels.
COLOUR = 2.0
# Converted sound must be at least this alike.
ALIKE = 0.95
# Converted sound ends with a whole AAC frame, which has this many samples.
AAC_FRAME = 1024
# Sound and pictures that begin more than this many seconds apart have damaged times, and belong together.
LONGEST_APART = 3600.0
# What a picture can be turned into. The first is the right one.
TURNED = ("turned left", "turned by half", "turned right")
ORIENTATIONS = ("upright", *TURNED, "mirrored", *(f"mirrored, {turned}" for turned in TURNED))
# How the line that HIME prints for people names each thing that it lost. It has no words for chapters, which it keeps.
TOLD = {
    "subtitles": re.compile(r"subtitle track \d+ \([^)]*\) could not be kept"),
    "chapters": re.compile(r"chapter"),
    "other video": re.compile(r"another video \(track \d+\)"),
    "data": re.compile(r"data track \d+ \("),
}


@dataclass(frozen=True)
class Row:
    """One recording. Times are in seconds from the beginning of each file. Pairs are of the recording and of ours."""

    name: str
    status: int
    said: str
    sizes: tuple[str, str] = ("", "")
    frames: tuple[int, int] = (0, 0)
    picture_times: tuple[str, str] = ("", "")
    gaps: tuple[str, str] = ("", "")  # from the smallest to the largest one between two pictures
    sound_times: tuple[str, str] = ("", "")
    sound: str = ""
    apart: float | None = None  # by how much sound and pictures moved against each other, in seconds
    colour: tuple[float, ...] = ()  # of the whole picture: B, G, R
    worst_colour: float | None = None  # of the 4×4 parts
    orientation: str = ""
    other: str = ""  # subtitles, chapters and so on
    report: dict[str, Any] = field(default_factory=dict)
    faults: tuple[str, ...] = ()


def compare(name: str, recording: Path, ours: Path | None, status: int, said: str, report: dict[str, Any]) -> Row:
    """Compare a recording with our file, which is None if there is none."""
    if status or ours is None:
        ended = [f"exit status {status}"] if status else []
        result = "nothing written" if ours is None else "what was written is not measured"
        return Row(name, status, said, report=report, faults=(*ended, result))
    before = probe(recording)
    if before.video is None:
        return Row(name, status, said, report=report, faults=("the recording has no pictures",))
    after = probe(ours)
    if after.video is None:
        return Row(name, status, said, report=report, faults=("no pictures written",))
    shown, written = pictures.decode(recording, before.video), pictures.decode(ours, after.video)
    if not len(shown.times) or not len(written.times):
        return Row(name, status, said, report=report, faults=("no pictures to compare",))
    moved = _moved(shown, written)
    colour, worst = _colours(shown, written, moved)
    if before.video.hdr:
        other = pictures.decode(recording, before.video, CURVES[1])
        colour, worst = min((colour, worst), _colours(other, written, moved), key=lambda c: np.abs(c[0]).max())
    tracks = [_track(recording, ours, k, before, after) for k in range(len(before.sounds))]
    tracks = [(_near(a, float(shown.times[0])), b) for a, b in tracks]
    pairs = [pair for pair in tracks if pair[0] is not None]
    sound, sound_faults, sound_moved = _sound(tracks, len(after.sounds))
    size = (before.video.shown_width, before.video.shown_height), (after.video.shown_width, after.video.shown_height)
    turned = _orientation(shown, written, moved)
    faults = _picture_faults(shown, written, moved, float(np.abs(colour).max()), size, turned)
    faults += _extra(before.video.packets, len(written.times))
    held = written.times[0] - moved < shown.times[0] - SAME_TIME
    faults += _gap_faults(before.video, after.video, held) + sound_faults
    if before.video.interlaced and pictures.has_combs(ours, after.video):
        faults.append("combs")
    apart = None if sound_moved is None else sound_moved - moved
    if apart is not None and abs(apart) > SAME_TIME:
        faults.append(f"sound and pictures {apart:+.2f} s apart")
    lost = _lost(before, after, said.replace(recording.name, ""))
    return Row(
        name,
        status,
        said,
        sizes=(f"{size[0][0]}×{size[0][1]}", f"{size[1][0]}×{size[1][1]}"),
        frames=(len(shown.times), len(written.times)),
        picture_times=(_span(shown.times[0], shown.times.max()), _span(written.times[0], written.times.max())),
        gaps=(_gap_range(before.video), _gap_range(after.video)),
        sound_times=(_ends([a for a, _ in pairs]), _ends([b for _, b in pairs])),
        sound=sound,
        apart=None if apart is None else round(apart, 3),
        colour=tuple(round(float(c), 1) for c in colour),
        worst_colour=round(worst, 1),
        orientation=turned,
        other="; ".join(lost),
        report={key: report[key] for key in ("frames_damaged", "audio", "subtitles", "left_out") if key in report},
        faults=(*faults, *(text for text in lost if "not told" in text)),
    )


def as_json(row: Row) -> dict[str, Any]:
    """Return a row for a JSON file."""
    return asdict(row)


def _pairs(shown: Pictures, written: Pictures, moved: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the indices of pictures that are shown at the same time. moved: by how much ours are later, in seconds."""
    order = np.argsort(shown.times, kind="stable")
    at = np.searchsorted(shown.times[order], written.times - moved + SAME_TIME / 5, side="right") - 1
    ours = np.flatnonzero(at >= 0)
    return order[at[ours]], ours


def _moved(shown: Pictures, written: Pictures) -> float:
    """Return by how much our pictures are later than a player's: the likeliest of a few reasons."""
    start = float(written.times[0] - shown.times[0])
    # Our pictures begin at zero, or where the recording's do; a held picture may come before them.
    candidates = {0.0, start, -float(shown.times[0])}
    return min(candidates, key=lambda moved: (round(_difference(shown, written, moved), 1), abs(moved)))


def _difference(shown: Pictures, written: Pictures, moved: float) -> float:
    a, b = _pairs(shown, written, moved)
    if len(a) < 0.5 * min(len(shown.times), len(written.times)):
        return 255.0
    x, y = (images.astype(np.float32) for images in (shown.images[a], written.images[b]))
    # Colours may be wrong as a whole; only their changes tell the time.
    x, y = x - x.mean((1, 2), keepdims=True), y - y.mean((1, 2), keepdims=True)
    return float(np.abs(x - y).mean())


def _colours(shown: Pictures, written: Pictures, moved: float) -> tuple[np.ndarray, float]:
    """Return the mean difference of B, G and R, and the largest one of the parts of the picture."""
    a, b = _pairs(shown, written, moved)
    mean = (written.images[b].astype(np.float32) - shown.images[a].astype(np.float32)).mean(0)
    side = mean.shape[0] // GRID
    parts = mean.reshape(GRID, side, GRID, side, 3).mean((1, 3))
    return mean.mean((0, 1)), float(np.abs(parts).max())


def _orientation(shown: Pictures, written: Pictures, moved: float) -> str:
    a, b = _pairs(shown, written, moved)
    x, y = shown.images[a].mean((0, 3)), written.images[b].mean((0, 3))
    turned = [np.rot90(z, k) for z in (x, x[:, ::-1]) for k in range(4)]
    return ORIENTATIONS[int(np.argmax([np.corrcoef(z.ravel(), y.ravel())[0, 1] for z in turned]))]


def _picture_faults(
    shown: Pictures,
    written: Pictures,
    moved: float,
    colour: float,
    size: tuple[tuple[int, int], tuple[int, int]],
    turned: str,
) -> list[str]:
    faults = []
    if len(written.times) < len(shown.times):
        faults.append(f"{len(shown.times) - len(written.times)} pictures missing")
    if written.times[0] - moved > shown.times[0] + SAME_TIME:
        faults.append("pictures begin late")
    if written.times.max() - moved < shown.times.max() - SAME_TIME:
        faults.append("pictures end early")
    if colour > COLOUR:
        faults.append(f"colours {colour:.1f} levels off")
    if max(abs(p - q) for p, q in zip(*size, strict=True)) > 2:
        faults.append("wrong shape")
    if turned != ORIENTATIONS[0]:
        faults.append(turned)
    return faults


def _extra(most: int, written: int) -> list[str]:
    """Say how many pictures were written that the recording does not have. most: how many it has."""
    extra = written - most
    return [f"{extra} picture{'s' if extra > 1 else ''} that a player does not show"] if extra > 0 else []


def _gap_faults(before: Video, after: Video, held: bool) -> list[str]:
    """Say where pictures are closer together or farther apart than in the recording.

    held: whether the first picture stands from an earlier time on, because sound begins there.
    """
    theirs, ours = np.diff(before.times), np.diff(after.times)
    forward = theirs[theirs >= 0]
    if not len(forward) or not len(ours):
        return []
    # Where the recording's clock goes back, it does not say how long a picture stands.
    known = theirs >= 0 if len(theirs) == len(ours) else np.full(len(ours), True)
    known[0] &= not held
    faults = []
    # ffprobe leaves out pictures whose time is not after the one before.
    if len(ours) <= len(theirs) and ours.min() < forward.min() - SAME_GAP:
        faults.append(f"pictures {1000 * ours.min():.0f} ms apart instead of {1000 * forward.min():.0f} ms")
    longest = ours[known].max(initial=0)
    if abs(longest - forward.max()) > SAME_TIME:
        faults.append(f"a picture stands for {longest:.2f} s instead of {forward.max():.2f} s")
    return faults


def _gap_range(video: Video) -> str:
    gaps = np.diff(video.times)
    return f"{gaps.min():.3f}–{gaps.max():.3f}" if len(gaps) else ""


def _track(recording: Path, ours: Path, k: int, before: File, after: File) -> tuple[Sound | None, Sound | None]:
    return (
        sounds.decode(recording, before.sounds[k]),
        sounds.decode(ours, after.sounds[k]) if k < len(after.sounds) else None,
    )


def _near(sound: Sound | None, time: float) -> Sound | None:
    """Return sound that begins with the pictures, if it begins impossibly far from them."""
    if sound is None or abs(sound.first - time) < LONGEST_APART:
        return sound
    return replace(sound, first=time, end=time + sound.end - sound.first)


def _sound(tracks: list[tuple[Sound | None, Sound | None]], count: int) -> tuple[str, list[str], float | None]:
    """Return what became of the sound in words, what is wrong, and by how much it is later."""
    words: list[str] = []
    faults: list[str] = []
    moved = None
    for number, (a, b) in enumerate(tracks, start=1):
        if a is None:
            words.append("cannot be decoded")
            continue
        if b is None:
            words.append(f"{a.codec}: lost")
            faults.append(f"sound track {number} lost")
            continue
        later, likeness = sounds.shift(a, b)
        moved = later if moved is None else moved
        if a.packets and a.packets == b.packets:
            words.append(f"{a.codec}: bit-exact")
        elif b.packets and a.codec == b.codec and set(b.packets) <= set(a.packets):
            words.append(f"{a.codec}: {len(b.packets)} of {len(a.packets)} packets")
        else:
            words.append(f"{a.codec} → {b.codec}, r = {likeness:.2f}")
            if likeness < ALIKE:
                faults.append(f"sound track {number} differs (r = {likeness:.2f})")
        if abs((b.end - b.first) - (a.end - a.first)) > max(SAME_TIME, AAC_FRAME / b.rate):
            faults.append(f"sound track {number}: {b.end - b.first:.2f} s instead of {a.end - a.first:.2f} s")
        if len(a.samples) != len(b.samples):
            faults.append(f"sound track {number}: {len(b.samples)} instead of {len(a.samples)} channels")
    if count > len(tracks):
        faults.append("more sound tracks than the recording")
    return "; ".join(words) or "none", faults, moved


def _lost(before: File, after: File, said: str) -> list[str]:
    """Say what became of subtitles, chapters and other streams, and whether HIME told of each that it lost.

    said: what HIME printed, without the name of the recording.
    """
    texts = []
    for kind, had, kept in (
        ("subtitles", len(before.subtitles), len(after.subtitles)),
        ("chapters", before.chapters, after.chapters),
        ("other video", before.videos - 1, after.videos - 1),
        ("data", before.data, after.data),
    ):
        if had:
            told = len(TOLD[kind].findall(said)) >= had - kept
            name = f"{kind} ({', '.join(before.subtitles)})" if kind == "subtitles" else kind
            texts.append(f"{name}: {'kept' if kept >= had else 'lost, told' if told else 'lost, not told'}")
    return texts


def _span(first: float, last: float) -> str:
    return f"{first:.2f}–{last:.2f}"


def _ends(tracks: list[Sound | None]) -> str:
    return "; ".join(_span(track.first, track.end) if track else "–" for track in tracks)
