"""Asks the system's ffprobe what a file contains."""

import json
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# Players take untagged colours of pictures with at least this many lines for BT.709.
HD_LINES = 720
# ffprobe's names of what HDR needs.
HDR_CURVES = ("arib-std-b67", "smpte2084")
# ffprobe's names of matrices, and those of the filter `scale`. Others are the filter's own business.
MATRICES = {"bt709": "bt709", "smpte170m": "bt601", "bt470bg": "bt601", "bt2020nc": "bt2020"}
# ffprobe's name of the time of a picture, in seconds.
TIME = "best_effort_timestamp_time"
# What ffprobe is asked about each picture.
FRAME = ("width", "height", "sample_aspect_ratio", "pix_fmt", "color_space", "color_transfer", "interlaced_frame", TIME)


@dataclass(frozen=True)
class Video:
    """The video stream that a player shows.

    shown_width, shown_height: the largest size, upright, in square pixels, and even. frames: how many pictures can be
    decoded. packets: how many there are, decoded or not. times: of each picture that has one, in seconds of the file's
    own clock.
    """

    index: int
    codec: str
    shown_width: int
    shown_height: int
    interlaced: bool
    hdr: bool
    matrix: str  # the name for the filter `scale`; empty if it decides
    frames: int
    packets: int
    times: tuple[float, ...]


@dataclass(frozen=True)
class File:
    """What a file contains. video: None if it has none. The others are ffprobe's streams."""

    video: Video | None
    sounds: list[dict[str, Any]] = field(default_factory=list)
    subtitles: list[str] = field(default_factory=list)
    chapters: int = 0
    data: int = 0
    videos: int = 0


def probe(path: Path) -> File:
    """Return what a file contains. A file that cannot be read contains nothing."""
    found = _ffprobe(path, "-show_streams", "-show_chapters")
    streams = found.get("streams", [])
    of = {kind: [s for s in streams if s.get("codec_type") == kind] for kind in ("video", "audio", "subtitle", "data")}
    films = [s for s in of["video"] if not s["disposition"]["attached_pic"]]
    return File(
        video=_video(path, films[0]) if films else None,
        sounds=of["audio"],
        subtitles=[s.get("codec_name", "unknown") for s in of["subtitle"]],
        chapters=len(found.get("chapters", [])),
        data=len(of["data"]),
        videos=len(films),
    )


def _video(path: Path, stream: dict[str, Any]) -> Video:
    select = ("-select_streams", str(stream["index"]))
    frames = _ffprobe(path, *select, "-show_entries", f"frame={','.join(FRAME)}").get("frames", [])
    decoded = [frame for frame in frames if "width" in frame]
    frames = decoded or [stream]
    first = frames[0]
    space, lines = first.get("color_space", "unknown"), first["height"]
    matrix = MATRICES.get(space, "")
    if space == "unknown" and not first.get("pix_fmt", "").startswith("gbr"):
        matrix = "bt709" if lines >= HD_LINES else "bt601"
    turned = any(abs(int(data.get("rotation", 0))) == 90 for data in stream.get("side_data_list", []))
    width, height = max((_square(frame) for frame in frames), key=lambda size: size[0] * size[1])
    width, height = (height, width) if turned else (width, height)
    return Video(
        index=stream["index"],
        codec=stream.get("codec_name", "unknown"),
        shown_width=2 * round(width / 2),
        shown_height=2 * round(height / 2),
        interlaced=any(frame.get("interlaced_frame") for frame in frames),
        hdr=first.get("color_transfer") in HDR_CURVES,
        matrix=matrix,
        frames=len(decoded),
        packets=len(_ffprobe(path, *select, "-show_entries", "packet=pts").get("packets", [])),
        times=tuple(float(frame[TIME]) for frame in decoded if frame.get(TIME, "N/A") != "N/A"),
    )


def _square(frame: dict[str, Any]) -> tuple[int, int]:
    """Return width and height of a frame in square pixels, none of which is smaller than one of the frame."""
    across, down = (int(n) for n in frame.get("sample_aspect_ratio", "1:1").replace("N/A", "1:1").split(":"))
    shape = across / down if across and down else 1.0
    return round(frame["width"] * max(shape, 1)), round(frame["height"] / min(shape, 1))


def _ffprobe(path: Path, *arguments: str) -> dict[str, Any]:
    command = ["ffprobe", "-v", "error", *arguments, "-of", "json", str(path)]
    done = subprocess.run(command, check=False, capture_output=True, timeout=60)
    try:
        return json.loads(done.stdout)
    except ValueError:
        return {}
