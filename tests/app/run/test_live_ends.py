"""A thread of a live call that breaks down ends the call, with one line that says so."""

import os
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import app
from app.capture.frame import Frame
from app.capture.sources import VideoFile
from app.models import Models
from app.output.sinks import VideoSink
from app.picture.show import Show, ShownFrame
from app.run.live import LiveGraph, StageDiedError, Worker
from hime_core.geometry import Image
from hime_core.recogniser import load_recogniser
from hime_core.runtime import Engine
from tests.app.run.test_live import SETTINGS, Camera, Collector, SlowDetector, live_graph

BREAKS_AT = 10


class BreakingShow(Show):
    """Cannot make even the plain picture from a frame on."""

    def plain(self, frame: Frame, failed: bool = False) -> ShownFrame:
        if frame.index >= BREAKS_AT:
            raise RuntimeError("no picture can be made")
        return super().plain(frame, failed)


def breaking_graph(camera: Camera, sink: Collector | VideoSink, engine: Engine) -> LiveGraph:
    models = Models(engine, SlowDetector(fails_from=BREAKS_AT), load_recogniser())
    show = BreakingShow(SETTINGS.output, camera.width, camera.height)
    return LiveGraph(camera, show, sink, Worker(lambda settings: models, SETTINGS), SETTINGS)


def test_a_thread_that_processes_and_dies_ends_the_call_and_what_was_recorded_plays(
    tmp_path: Path, engine: Engine
) -> None:
    camera, sink = Camera(60), VideoSink(tmp_path / "out.mp4", 64, 48)
    with pytest.raises(StageDiedError, match="no picture can be made") as told:
        breaking_graph(camera, sink, engine).run(None, None, None)
    assert "\n" not in str(told.value) and isinstance(told.value.__cause__, RuntimeError)
    assert camera.closed
    assert not [t for t in threading.enumerate() if t.name.startswith("hime-")]
    assert [p.name for p in tmp_path.iterdir()] == ["out.mp4"]
    assert len(list(VideoFile(tmp_path / "out.mp4"))) > 2


def test_a_recording_whose_stage_dies_leaves_no_file(tmp_path: Path, engine: Engine) -> None:
    recording, sink = Camera(60), VideoSink(tmp_path / "out.mp4", 64, 48)
    recording.live = False
    with pytest.raises(StageDiedError, match="no picture can be made"):
        breaking_graph(recording, sink, engine).run(None, None, None)
    assert list(tmp_path.iterdir()) == []


def test_a_thread_that_enhances_and_dies_ends_the_call(engine: Engine) -> None:
    class Unforgetting:
        """An engine that cannot overwrite what it keeps."""

        info, scale, remembers = engine.info, engine.scale, False

        def forget(self) -> None:
            raise RuntimeError("nothing can be overwritten")

        def warm(self, side: int, references: int, headshots: int = 1) -> None:
            """Nothing to get ready."""

    camera, sink = Camera(10_000), Collector()
    models = Models(Unforgetting(), SlowDetector(), load_recogniser())  # type: ignore[arg-type]
    live = LiveGraph(camera, Show(SETTINGS.output, 64, 48), sink, Worker(lambda settings: models, SETTINGS), SETTINGS)
    threading.Timer(0.5, live.clear).start()
    with pytest.raises(StageDiedError, match="nothing can be overwritten"):
        live.run(5.0, None, None)
    assert camera.closed and sink.state == "closed" and len(sink.pictures) < 200


def test_a_source_that_breaks_down_is_told_as_a_stage_is(engine: Engine) -> None:
    class Breaking(Camera):
        def __iter__(self):  # type: ignore[no-untyped-def]
            for frame in super().__iter__():
                yield replace(frame, image=self._picture(frame.image))

        @staticmethod
        def _picture(image: Image) -> Image:
            if image[0, 0, 0] == BREAKS_AT:
                raise RuntimeError("no frame can be read")
            return np.asarray(image)

    sink = Collector()
    models = Models(engine, SlowDetector(), load_recogniser())
    live = LiveGraph(
        Breaking(60), Show(SETTINGS.output, 64, 48), sink, Worker(lambda settings: models, SETTINGS), SETTINGS
    )
    with pytest.raises(StageDiedError, match="no frame can be read"):
        live.run(None, None, None)
    assert sink.state == "closed" and len(sink.pictures) > 2


def test_the_command_ends_with_one_line_and_exit_code_1(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from app.cli import main\n"
        "from app.report.summary import Tally\n"
        "def add(self, result):\n"
        "    if result.frame.index >= 5: raise RuntimeError('nothing can be counted')\n"
        "Tally.add = add\n"
        "sys.exit(main(['run', '--headless', '--source', 'sample', '--sink', 'out.mp4', '--trace', 'trace.jsonl']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(app.__file__).parents[1])},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1
    told = [line for line in done.stderr.splitlines() if "nothing can be counted" in line]
    assert len(told) == 1 and told[0].startswith("hime: ")
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.glob("out*"))


class BreaksLate(Collector):
    """A sink that fails after its third picture."""

    def write(self, image: Image, time: float) -> None:
        super().write(image, time)
        if len(self.pictures) == 3:
            raise RuntimeError("a fault of HIME")


def test_what_a_camera_gave_is_kept_if_sending_fails(engine: Engine) -> None:
    sink = BreaksLate()
    with pytest.raises(RuntimeError, match="a fault of HIME"):
        live_graph(Camera(200), sink, engine).run(20, None, None)
    assert sink.state == "closed"
