import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from app.compose import View
from app.frames import Frame
from app.graph import Graph, Result
from app.live import LiveGraph
from app.settings import Settings
from app.sinks import VideoSink
from app.slot import Slot
from app.sources import VideoFile
from hime_core.detector import FaceDetector
from hime_core.errors import UsageError
from hime_core.geometry import Image
from hime_core.runtime import Engine
from tests.conftest import wall

VIEW = View(1, 0, 0, 64, 48)


class Collector:
    """A sink that keeps what it is sent."""

    name = "collector"

    def __init__(self) -> None:
        self.pictures: list[Image] = []
        self.state = "open"

    def write(self, image: Image, time: float) -> None:
        self.pictures.append(image)

    def close(self) -> None:
        self.state = "closed"

    def abort(self) -> None:
        self.state = "aborted"


class Camera:
    """So many frames at a rate; the frame's number is its brightness. Then, where asked, an unplugging."""

    name, width, height, live = "made", 64, 48, True

    def __init__(self, frames: int, fps: float = 50, unplugged: bool = False):
        self.frames, self.fps, self.unplugged = frames, fps, unplugged

    def __iter__(self) -> Iterator[Frame]:
        start = time.monotonic()
        for i in range(self.frames):
            time.sleep(max(0.0, start + i / self.fps - time.monotonic()))
            yield Frame(np.full((48, 64, 3), i, np.uint8), i / self.fps, i)
        if self.unplugged:
            raise UsageError("camera gone")

    def close(self) -> None:
        self.closed = True


class SlowGraph:
    """Stands where the stages are: takes its time, and may fail."""

    def __init__(self, seconds: float = 0.0, fails_on: int | None = None):
        self.seconds, self.fails_on = seconds, fails_on

    def process(self, frame: Frame) -> Result:
        time.sleep(self.seconds)
        if frame.index == self.fails_on:
            raise RuntimeError("a stage failed")
        return Result(frame.image + 100, frame, VIEW, [], [], 0, False, {"detect": 1.0})

    def plain(self, frame: Frame) -> Result:
        return Result(frame.image, frame, VIEW, [], [], 0, True)


def test_slot_keeps_the_latest_and_counts_the_lost() -> None:
    slot: Slot[int] = Slot()
    for i in range(5):
        slot.put(i)
    assert slot.take() == 4 and slot.dropped == 4
    assert slot.take(timeout=0.01) is None and not slot.done


def test_slot_wakes_who_waits_when_closed() -> None:
    slot: Slot[int] = Slot()
    threading.Timer(0.05, slot.close).start()
    assert slot.take() is None and slot.done


def test_closing_does_not_lose_the_last_value() -> None:
    slot: Slot[int] = Slot()
    slot.put(1)
    slot.close()
    assert not slot.done and slot.take() == 1 and slot.done


def test_the_sender_keeps_its_rate_and_repeats_while_the_stages_are_slow() -> None:
    sink = Collector()
    live = LiveGraph(Camera(40), SlowGraph(seconds=0.1), sink, fps=50)
    live.run(None, None, None)
    numbers = [int(p[0, 0, 0]) - 100 for p in sink.pictures]
    assert numbers == sorted(numbers)  # never out of order
    assert len(numbers) > 2 * len(set(numbers))  # each shown several times
    assert numbers[-1] == 39  # the last frame is not lost
    assert live.tally.frames_in == 40
    assert live.tally.frames_dropped == 40 - len(set(numbers))
    assert sink.state == "closed"


def test_latency_does_not_grow() -> None:
    live = LiveGraph(Camera(60), SlowGraph(seconds=0.06), Collector(), fps=50)
    live.run(None, None, None)
    latency = list(live.tally.latency)
    assert len(latency) > 10
    assert np.mean(latency[-5:]) < 2 * np.mean(latency[:5]) + 50  # a queue would add 40 ms with every frame


def test_people_see_the_plain_picture_where_a_stage_fails(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    sink = Collector()
    live = LiveGraph(Camera(10, fps=10), SlowGraph(fails_on=4), sink, fps=50)  # slow enough that none is dropped
    with (tmp_path / "trace").open("w") as trace:
        live.run(None, trace, None)
    rows = [json.loads(line) for line in (tmp_path / "trace").read_text().splitlines()]
    assert [r["index"] for r in rows] == list(range(len(sink.pictures)))  # a row for every picture, failed or not
    assert [p[0, 0, 0] - (100 if r["source_index"] != 4 else 0) for p, r in zip(sink.pictures, rows, strict=True)] == [
        r["source_index"] for r in rows
    ]
    assert capsys.readouterr().err.count("the plain picture is shown") == 1
    brightness = {int(p[0, 0, 0]) for p in sink.pictures}
    assert 4 in brightness and 104 not in brightness
    assert live.tally.frames_failed == 1


def test_an_unplugged_camera_is_told_and_what_was_recorded_plays(tmp_path: Path) -> None:
    camera, sink = Camera(25, unplugged=True), VideoSink(tmp_path / "out.mp4", 64, 48)
    with pytest.raises(UsageError, match="camera gone"):
        LiveGraph(camera, SlowGraph(), sink, fps=50).run(None, None, None)
    assert camera.closed
    assert [p.name for p in tmp_path.iterdir()] == ["out.mp4"]
    assert len(list(VideoFile(tmp_path / "out.mp4"))) > 5


def test_a_recording_that_breaks_leaves_no_file(tmp_path: Path) -> None:
    recording, sink = Camera(25, unplugged=True), VideoSink(tmp_path / "out.mp4", 64, 48)
    recording.live = False
    with pytest.raises(UsageError, match="camera gone"):
        LiveGraph(recording, SlowGraph(), sink, fps=50).run(None, None, None)
    assert list(tmp_path.iterdir()) == []


class FullDisk(Collector):
    """A sink that fails on its third picture."""

    def write(self, image: Image, time: float) -> None:
        super().write(image, time)
        if len(self.pictures) == 3:
            raise UsageError("disk full")


def test_a_failing_sink_ends_every_thread_before_anything_is_freed() -> None:
    camera, sink = Camera(10_000), FullDisk()
    before = threading.active_count()
    with pytest.raises(UsageError, match="disk full"):
        LiveGraph(camera, SlowGraph(), sink, fps=50).run(None, None, None)
    assert sink.state == "aborted" and camera.closed
    assert threading.active_count() == before


def test_stopped_before_the_first_picture_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    sink = VideoSink(tmp_path / "out.mp4", 64, 48)
    with pytest.raises(UsageError, match="stopped before the first picture"):
        LiveGraph(Camera(3), SlowGraph(seconds=0.3), sink, fps=50).run(0.1, None, None)
    assert list(tmp_path.iterdir()) == []


class Stalling(Collector):
    """A sink that blocks once for half a second, as a sleeping machine does."""

    def __init__(self) -> None:
        super().__init__()
        self.times: list[float] = []

    def write(self, image: Image, time_: float) -> None:
        super().write(image, time_)
        self.times.append(time_)
        if len(self.pictures) == 5:
            time.sleep(0.5)


def test_after_a_stall_the_clock_goes_on_without_a_burst() -> None:
    sink = Stalling()
    LiveGraph(Camera(60), SlowGraph(), sink, fps=50).run(None, None, None)
    gaps = np.diff(sink.times)
    assert gaps.max() > 0.4  # the pictures of the stall are skipped, not sent late
    assert len(sink.pictures) < 50


def test_it_stops_after_the_seconds_asked_for() -> None:
    sink = Collector()
    seconds = LiveGraph(Camera(10_000), SlowGraph(), sink, fps=50).run(0.5, None, None)
    assert 0.5 <= seconds < 3
    assert 5 < len(sink.pictures) <= 26


def test_the_real_graph_passes_a_frame_without_faces_through(engine: Engine, detector: FaceDetector) -> None:
    graph = Graph(engine, detector, Settings(), 320, 240)
    result = graph.process(Frame(wall(240, 320), 0.0, 0))
    assert result.image.shape == (720, 1280, 3)
    assert result.tracks == [] and result.faces == [] and result.banked == 0
    assert set(result.stages_ms) == {"detect", "track", "bank", "enhance", "compose"}
