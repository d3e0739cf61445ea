"""A camera that fails in every way, from the device to what is sent: the pictures go on."""

import time
from itertools import pairwise
from pathlib import Path
from typing import Literal

import numpy as np
import pytest

from app.capture.sources import CameraSource
from app.models import Models
from app.picture.show import Show
from app.run.live import LiveGraph, Worker
from app.settings import OutputSettings, Settings
from hime_core.detector import FaceDetector
from hime_core.geometry import Image
from hime_core.recogniser import load_recogniser
from hime_core.runtime import Engine
from tests.app.faulty_device import Fault, FaultyDevice, record

SETTINGS = Settings(output=OutputSettings(view="full", scale=1, fps=30))
SECONDS = 4.0


class Viewer:
    """What is sent, and when."""

    name = "viewer"

    def __init__(self) -> None:
        self.pictures: list[tuple[float, Image]] = []

    def write(self, image: Image, time_: float) -> None:
        self.pictures.append((time.monotonic(), image))

    def close(self) -> None:
        """Nothing to free."""

    def abort(self) -> None:
        """Nothing to take back."""

    def fresh_after(self, moment: float) -> list[float]:
        """Times after a moment at which another picture was sent than before."""
        return [
            at
            for (_, before), (at, picture) in pairwise(self.pictures)
            if at > moment and not np.array_equal(before, picture)
        ]


@pytest.fixture(scope="module")
def recordings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("camera")
    return {kind: record(folder / f"camera.{kind}") for kind in ("mp4", "avi")}


@pytest.mark.parametrize(
    ("format", "kind"),
    [("mp4", "stall"), ("avi", "disconnect"), ("mp4", "resize"), ("avi", "corrupt"), ("mp4", "slow")],
)
def test_the_output_goes_on_through_a_fault_and_is_live_again_after_it(
    recordings: dict[str, Path],
    format: str,
    kind: Literal["stall", "disconnect", "resize", "corrupt", "slow"],
    engine: Engine,
    detector: FaceDetector,
) -> None:
    fault = Fault(kind, at_frame=20, seconds=1.0)
    device, viewer = FaultyDevice(recordings[format], [fault]), Viewer()
    models = Models(engine, detector, load_recogniser())
    camera = CameraSource("made", device.open)
    live = LiveGraph(
        camera, Show(SETTINGS.output, 320, 180), viewer, Worker(lambda settings: models, SETTINGS), SETTINGS
    )
    live.run(SECONDS, None, None)
    assert {picture.shape for _, picture in viewer.pictures} == {(180, 320, 3)}
    assert all(picture.max() > 0 for _, picture in viewer.pictures)  # never black
    during = [at for at, _ in viewer.pictures if device.ends[fault] - fault.seconds < at < device.ends[fault]]
    assert len(during) > 1  # a gap would show none
    assert viewer.fresh_after(device.ends[fault])
    assert device.held == 0  # the light is off in the end
    assert live.tally.frames_failed == 0
