"""`hime cameras`: lists the cameras."""

from argparse import Namespace
from dataclasses import asdict
from itertools import groupby

from app.capture.cameras import CameraInfo, list_cameras
from app.media.files import check_writable, write_json
from hime_core.shown_text import harmless


def run(options: Namespace) -> None:
    """List every camera's number, name, id and modes. `--source` and camera.device take one of the first three."""
    check_writable(options.json)
    cameras = list_cameras()
    for camera in cameras:
        print("\n".join(map(harmless, _lines(camera))))
    if not cameras:
        print("no camera is there; plug one in, and see that you may read it")
    if options.json:
        write_json(options.json, {"cameras": [asdict(c) | {"number": c.number} for c in cameras]})


def _lines(camera: CameraInfo) -> list[str]:
    virtual = "  (virtual; not for auto)" if camera.virtual else ""
    lines = [f"{camera.number}  {camera.name}{virtual}", f"   id {camera.id}"]
    for (fourcc, width, height), modes in groupby(camera.modes, lambda m: (m.fourcc, m.width, m.height)):
        lines.append(f"   {fourcc} {width}×{height} at {', '.join(f'{m.fps:g}' for m in modes)} fps")
    return lines
