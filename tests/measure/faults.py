"""What a viewer sees while a camera fails: a line per fault."""

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
AT, LASTS, AFTER = 90, 3.0, 5.0  # frame; seconds
BIN = 0.25  # seconds of the timeline per character


def timeline(viewer: Viewer, begun: float, ends: float) -> str:
    """Per BIN: `#` live pictures, `=` the last one repeated, ` ` none; `|` the fault's beginning and end."""
    fresh = viewer.fresh_after(begun)
    line = ""
    for at in np.arange(begun, viewer.pictures[-1][0], BIN):
        for mark in (ends - LASTS, ends):
            line += "|" if at - BIN < mark <= at else ""
        sent = any(at <= t < at + BIN for t, _ in viewer.pictures)
        line += "#" if any(at <= t < at + BIN for t in fresh) else "=" if sent else " "
    return line


def main() -> None:
    """Run each fault on H.264 and Motion JPEG and print."""
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
