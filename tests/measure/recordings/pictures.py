"""Decodes the pictures of a recording as a player shows them, with the system's ffmpeg."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.measure.recordings.probe import Video

# Pictures are compared at this many pixels a side, each of which is the mean of an area.
SIDE = 96
# A time in the lines of ffmpeg's filter `showinfo`.
PICTURE_TIME = re.compile(r"showinfo.*? pts_time:(-?[\d.]+)")
# What makes SDR of HDR. Players differ in how they bend bright colours, so that two ways are allowed.
CURVES = ("clip", "mobius")
# A decoder that takes longer than this many seconds has failed.
LONGEST_DECODING = 120


@dataclass(frozen=True)
class Pictures:
    """images: N×SIDE×SIDE×3, BGR. times: of each picture, in seconds from the beginning of the file."""

    images: np.ndarray
    times: np.ndarray


def decode(path: Path, video: Video, curve: str = "clip") -> Pictures:
    """Decode all pictures, upright, square, deinterlaced, in SDR, and shrunk. curve: one of CURVES, for HDR."""
    filters = ",".join((*_filters(video, curve), "showinfo"))
    command = ["ffmpeg", "-nostdin", "-hide_banner", "-i", str(path), "-map", f"0:{video.index}", "-vf", filters]
    command += ["-fps_mode", "passthrough", "-pix_fmt", "bgr24", "-f", "rawvideo", "-"]
    done = subprocess.run(command, check=False, capture_output=True, timeout=LONGEST_DECODING)
    images = np.frombuffer(done.stdout, np.uint8)
    count = len(images) // (SIDE * SIDE * 3)
    images = images[: count * SIDE * SIDE * 3].reshape(count, SIDE, SIDE, 3)
    times = [float(found.group(1)) for found in PICTURE_TIME.finditer(done.stderr.decode(errors="replace"))]
    return Pictures(images, np.array(times[:count]))


def _filters(video: Video, curve: str) -> list[str]:
    filters = ["bwdif=mode=send_frame:deint=interlaced"] if video.interlaced else []
    if video.hdr:
        # Width and height must be even for zscale. White has 203 cd/m², as BT.2408 recommends.
        filters.append("zscale=t=linear:npl=203,format=gbrpf32le,zscale=p=bt709")
        filters.append(f"tonemap={curve}:desat=0,zscale=t=bt709:m=bt709:r=tv,format=yuv444p")
        matrix = "bt709"
    else:
        matrix = video.matrix
    # Other sizes are fitted into the largest one, with black beside them. Any frame may have pixels of
    # another shape.
    width, height = video.shown_width, video.shown_height
    colours = f":in_color_matrix={matrix}" if matrix else ""
    filters.append(f"scale=w='iw*max(sar,1)':h='ih/if(sar,min(sar,1),1)':eval=frame{colours},setsar=1")
    filters.append(f"scale={width}:{height}:force_original_aspect_ratio=decrease:flags=area:eval=frame")
    filters.append(f"pad={width}:{height}:-1:-1:eval=frame,format=gbrp,scale={SIDE}:{SIDE}:flags=area,setsar=1")
    return filters
