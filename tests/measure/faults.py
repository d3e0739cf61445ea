"""Shows what a viewer sees while a camera fails. There is a line for each fault."""

import itertools
import tempfile
from pathlib import Path

import numpy as np

from app.capture.sources import CameraSource
from app.models import load_live_models
from app.picture.show import Show
from app.run.live import LiveGraph, Worker
from app.settings import OutputSettings, Settings
from tests.app.faulty_device import Fault, FaultyDevice, record
from tests.app.run.test_live_faults import Viewer

SETTINGS = Settings(output=OutputSettings(view="full", scale=1, fps=30))
AT = 90  # The fault begins at this frame.
LASTS, AFTER = 3.0, 5.0  # The fault lasts this many seconds. The call goes on for this many seconds after it.
BIN = 0.25  # A character of the timeline stands for this many seconds.


def timeline(viewer: Viewer, begun: float, ends: float) -> str:
    """A character for each BIN: `#` for live pictures, `=` for the last picture repeated, ` ` for none.

    `|` marks the beginning and the end of the fault.
    """
    fresh = viewer.fresh_after(begun)
    line = ""
    for at in np.arange(begun, viewer.pictures[-1][0], BIN):
        for mark in (ends - LASTS, ends):
            line += "|" if at - BIN < mark <= at else ""
        sent = any(at <= t < at + BIN for t, _ in viewer.pictures)
        line += "#" if any(at <= t < at + BIN for t in fresh) else "=" if sent else " "
    return line


def main() -> None:
    """Run each fault on a camera with H.264 and one with Motion JPEG, and print a line for each."""
    print("fault       camera  live after s  longest gap ms  frames repeated  timeline")
    with tempfile.TemporaryDirectory() as folder:
        for format, kind in itertools.product(("mp4", "avi"), ("stall", "disconnect", "resize", "corrupt", "slow")):
            fault = Fault(kind, AT, LASTS)  # type: ignore[arg-type]
            device, viewer = FaultyDevice(record(Path(folder) / f"camera.{format}"), [fault]), Viewer()
            camera = CameraSource("made", device.open)
            show = Show(SETTINGS.output, camera.width, camera.height)
            LiveGraph(camera, show, viewer, Worker(load_live_models, SETTINGS), SETTINGS).run(
                AT / 30 + LASTS + AFTER, None, None
            )
            ends, times = device.ends[fault], [at for at, _ in viewer.pictures]
            fresh = viewer.fresh_after(ends)
            repeated = len(times) - 1 - len(viewer.fresh_after(0))
            print(
                f"{kind:<12}{format:<8}{fresh[0] - ends:>12.2f}{1000 * max(np.diff(times)):>16.0f}{repeated:>17}  "
                f"{timeline(viewer, times[0], ends)}",
                flush=True,
            )


if __name__ == "__main__":
    main()
