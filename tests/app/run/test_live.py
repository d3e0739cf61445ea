import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Literal, cast

import numpy as np
import pytest

from app.capture.fit import fitted
from app.capture.frame import Frame
from app.capture.mailbox import Slot
from app.capture.sources import FrameSource, VideoFile
from app.enhance import EnhancedFace, Enhancer
from app.exemplars.bank import make_exemplar
from app.faces import Track
from app.faces.tracks import looks_of
from app.models import Models
from app.output.sinks import Sink, VideoSink
from app.people import People
from app.people.look import Look, Scene
from app.picture.show import Show
from app.run.live import LiveGraph, Seen, Worker
from app.run.live.capture import Captured
from app.run.live.process import Processed
from app.run.live.worker import _same_person
from app.run.offline import Graph
from app.settings import EnhanceSettings, ExemplarSettings, OutputSettings, Settings, load_settings
from app.settings.watch import SettingsFile
from hime_core.detector import FaceDetector
from hime_core.errors import UsageError
from hime_core.geometry import Image, KeyPoints, Square
from hime_core.recogniser import Recogniser, load_recogniser
from hime_core.runtime import Engine, EngineInfo
from tests.conftest import place, wall


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


def numbered(i: int) -> Image:
    """A frame's picture. It is green, for dark pictures are brightened before a detector sees them."""
    return np.full((48, 64, 3), (i, 255, 0), np.uint8)


class Camera:
    """So many frames at a rate; the frame's number is how blue it is. Then, where asked, an unplugging."""

    name, width, height, live = "made", 64, 48, True

    def __init__(self, frames: int, fps: float = 50, unplugged: bool = False, waits: float = 0.0):
        self.frames, self.fps, self.unplugged, self.waits = frames, fps, unplugged, waits

    def __iter__(self) -> Iterator[Frame]:
        start = time.monotonic() + self.waits
        for i in range(self.frames):
            time.sleep(max(0.0, start + i / self.fps - time.monotonic()))
            yield Frame(numbered(i), i / self.fps, i)
        if self.unplugged:
            raise UsageError("camera gone")

    def close(self) -> None:
        self.closed = True


class SlowDetector:
    """Stands where the detector is: finds nobody, takes its time, may fail or hang."""

    def __init__(self, seconds: float = 0.0, fails_from: int = 256, hangs: threading.Event | None = None):
        self.seconds, self.fails_from, self.hangs = seconds, fails_from, hangs

    def detect(self, image: Image) -> list[KeyPoints]:
        time.sleep(self.seconds)
        if image[0, 0, 0] >= self.fails_from:
            raise RuntimeError("a stage failed")
        if self.hangs and image[0, 0, 0] == 5:
            self.hangs.wait(20)
        return []

    spot = detect


SETTINGS = Settings(output=OutputSettings(view="full", scale=1, fps=50))


def live_graph(
    source: FrameSource,
    sink: Sink,
    engine: Engine,
    detector: SlowDetector | None = None,
    output: OutputSettings = SETTINGS.output,
    seen: Slot[Seen] | None = None,
) -> LiveGraph:
    """The live graph around made ends."""
    models, settings = Models(engine, detector or SlowDetector(), load_recogniser()), replace(SETTINGS, output=output)
    worker = Worker(lambda settings: models, settings)
    show = Show(output, source.width, source.height)
    return LiveGraph(source, show, sink, worker, settings, seen=seen)


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


def test_the_sender_keeps_its_rate_and_repeats_while_the_stages_are_slow(engine: Engine) -> None:
    sink = Collector()
    live = live_graph(Camera(40), sink, engine, SlowDetector(seconds=0.1))
    live.run(None, None, None)
    numbers = [int(p[0, 0, 0]) for p in sink.pictures]
    assert numbers == sorted(numbers)  # never out of order
    assert len(numbers) > len(set(numbers))  # repeated
    assert numbers[-1] == 39  # the last frame is not lost
    assert live.tally.frames_in == 40
    assert live.tally.frames_dropped >= 40 - len(set(numbers))
    assert sink.state == "closed"


def test_latency_does_not_grow(engine: Engine) -> None:
    live = live_graph(Camera(100), Collector(), engine, SlowDetector(seconds=0.06))
    live.run(None, None, None)
    latency = live.tally.latency.values
    assert len(latency) > 4
    half = len(latency) // 2
    assert np.median(latency[half:]) < np.median(latency[:half]) + 300  # a queue would add 40 ms with every frame


def test_people_see_the_plain_picture_where_a_stage_fails(
    caplog: pytest.LogCaptureFixture, tmp_path: Path, engine: Engine
) -> None:
    sink = Collector()
    live = live_graph(Camera(10, fps=10), sink, engine, SlowDetector(fails_from=4))
    with (tmp_path / "trace").open("w") as trace:
        live.run(None, trace, None)
    rows = [json.loads(line) for line in (tmp_path / "trace").read_text().splitlines()]
    assert [r["index"] for r in rows] == list(range(len(sink.pictures)))  # a row for every picture, failed or not
    assert [p[0, 0, 0] for p in sink.pictures] == [r["source_index"] for r in rows]
    assert caplog.text.count("the plain picture is shown") == 1
    assert {int(p[0, 0, 0]) for p in sink.pictures} & set(range(4, 10))
    assert live.tally.frames_failed > 0


def test_an_unplugged_camera_is_told_and_what_was_recorded_plays(tmp_path: Path, engine: Engine) -> None:
    camera, sink = Camera(25, unplugged=True), VideoSink(tmp_path / "out.mp4", 64, 48)
    with pytest.raises(UsageError, match="camera gone"):
        live_graph(camera, sink, engine).run(None, None, None)
    assert camera.closed
    assert [p.name for p in tmp_path.iterdir()] == ["out.mp4"]
    assert len(list(VideoFile(tmp_path / "out.mp4"))) > 5


def test_a_recording_that_breaks_leaves_no_file(tmp_path: Path, engine: Engine) -> None:
    recording, sink = Camera(25, unplugged=True), VideoSink(tmp_path / "out.mp4", 64, 48)
    recording.live = False
    with pytest.raises(UsageError, match="camera gone"):
        live_graph(recording, sink, engine).run(None, None, None)
    assert list(tmp_path.iterdir()) == []


class FullDisk(Collector):
    """A sink that fails on its third picture, and can then not be finished."""

    def write(self, image: Image, time: float) -> None:
        super().write(image, time)
        if len(self.pictures) == 3:
            raise UsageError("disk full")

    def close(self) -> None:
        raise UsageError("disk full")


def test_a_failing_sink_ends_every_thread_before_anything_is_freed(engine: Engine) -> None:
    camera, sink = Camera(10_000), FullDisk()
    before = threading.active_count()
    with pytest.raises(UsageError, match="disk full"):
        live_graph(camera, sink, engine).run(None, None, None)
    assert sink.state == "aborted" and camera.closed
    assert threading.active_count() == before


def test_stopped_before_the_first_picture_is_told_and_leaves_nothing(tmp_path: Path, engine: Engine) -> None:
    sink = VideoSink(tmp_path / "out.mp4", 64, 48)
    with pytest.raises(UsageError, match="stopped before the first picture"):
        live_graph(Camera(3, waits=1.0), sink, engine).run(0.1, None, None)
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


def test_after_a_stall_the_clock_goes_on_without_a_burst(engine: Engine) -> None:
    sink = Stalling()
    live_graph(Camera(60), sink, engine).run(None, None, None)
    gaps = np.diff(sink.times)
    assert gaps.max() > 0.4  # the pictures of the stall are skipped, not sent late
    assert len(sink.pictures) < 50


def test_it_stops_after_the_seconds_asked_for(engine: Engine) -> None:
    sink = Collector()
    seconds = live_graph(Camera(10_000), sink, engine).run(0.5, None, None)
    assert seconds >= 0.5
    assert len(sink.pictures) <= 27


def test_the_first_picture_does_not_wait_for_the_models(engine: Engine) -> None:
    sink, loading = Collector(), threading.Event()

    def load(settings: Settings) -> Models:
        loading.wait(20)
        return Models(engine, SlowDetector(), load_recogniser())

    live = LiveGraph(Camera(10_000), Show(SETTINGS.output, 64, 48), sink, Worker(load, SETTINGS), SETTINGS)
    threading.Timer(1.0, loading.set).start()
    live.run(1.5, None, None)
    assert int(sink.pictures[0][0, 0, 0]) < 50  # a camera of 50 fps; the models came after a second
    assert live.tally.frames_failed == 0


def test_without_models_the_call_goes_on_plain(caplog: pytest.LogCaptureFixture) -> None:
    def load(settings: Settings) -> Models:
        raise RuntimeError("no engine works")

    sink = Collector()
    LiveGraph(Camera(30), Show(SETTINGS.output, 64, 48), sink, Worker(load, SETTINGS), SETTINGS).run(None, None, None)
    assert len({int(p[0, 0, 0]) for p in sink.pictures}) > 3
    assert caplog.text.count("no engine works") == 1


def test_another_detector_is_loaded_while_the_call_goes_on(engine: Engine) -> None:
    asked: list[tuple[str, Models]] = []

    def load(settings: Settings) -> Models:
        asked.append((settings.detection.engine, Models(engine, SlowDetector(), load_recogniser())))
        return asked[-1][1]

    sink = Collector()
    live = LiveGraph(Camera(10_000), Show(SETTINGS.output, 64, 48), sink, Worker(load, SETTINGS), SETTINGS)

    def other(settings: Settings) -> Settings:
        return replace(settings, detection=replace(settings.detection, engine="mediapipe"))

    threading.Timer(0.6, live.change, (other,)).start()
    live.run(1.6, None, None)
    assert [name for name, _ in asked] == ["onnxruntime", "mediapipe"]
    assert live._process.models is asked[-1][1]
    assert live.tally.frames_failed == 0


def test_where_a_stage_hangs_people_see_the_plain_picture(engine: Engine) -> None:
    sink, hang = Collector(), threading.Event()
    live = live_graph(Camera(100), sink, engine, SlowDetector(hangs=hang))
    threading.Timer(1.6, hang.set).start()
    live.run(None, None, None)
    numbers = [int(p[0, 0, 0]) for p in sink.pictures]
    assert numbers == sorted(numbers)
    during = [n for n in numbers if 35 < n < 75]  # sent while frame 5 is still being looked at
    assert len(set(during)) > 1


def test_after_a_gap_of_the_camera_the_stages_pictures_are_shown_again(engine: Engine) -> None:
    class Gap(Camera):
        def __iter__(self) -> Iterator[Frame]:
            for frame in super().__iter__():
                time.sleep(0.8 if frame.index == 10 else 0.0)
                yield frame

    live = live_graph(Gap(60, fps=20), Collector(), engine, SlowDetector(seconds=0.04))
    live.run(None, None, None)
    assert live.tally.frames_failed < 8  # plain pictures in place of the stages' are counted too


def test_detail_made_with_one_person_s_exemplars_is_not_carried_to_another(
    photo: Image, square: Square, face: KeyPoints
) -> None:
    exemplar = make_exemplar(photo, square, face, 0.0)
    made = EnhancedFace(1, 7, 0, 0, 8, square, 0.0, photo, photo, 1.0, 1.0, [exemplar], np.zeros((1, 8, 8)), 1.0)

    def shown(who: dict[int, int]) -> bool:
        return _same_person(made, Scene(Frame(photo, 0.1, 1), [], {}, who, 0, {}))

    assert shown({1: 7})
    assert not shown({1: 8}) and not shown({2: 7})
    assert not shown({})  # it is not certain who that is now


def test_a_round_begun_before_a_wipe_leaves_no_face(photo: Image, square: Square, engine: Engine) -> None:
    made = EnhancedFace(1, 7, 0, 0, 8, square, 0.0, photo, photo, 1.0, 1.0, [], np.zeros((0, 8, 8)), 1.0)
    begun, go_on = threading.Event(), threading.Event()

    class Slow:
        """Stands where the enhancer is: a round takes as long as it is told to."""

        def demands(self, scene: Scene) -> list[object]:
            return []

        def enhance(self, scene: Scene, grants: object) -> list[EnhancedFace]:
            begun.set()
            go_on.wait(20)
            return [made]

    worker = Worker(lambda settings: Models(engine, SlowDetector(), load_recogniser()), SETTINGS)
    worker._load_and_tune()
    assert worker.governor
    scene = Scene(Frame(photo, 0.0, 0), [], {}, {}, 0, {})
    under_way = threading.Thread(target=worker._round, args=(scene, Slow(), worker.governor, worker._wipes))
    under_way.start()
    assert begun.wait(20)
    worker.forget()
    go_on.set()
    under_way.join(20)
    assert not worker._newest
    worker._round(scene, cast(Enhancer, Slow()), worker.governor, worker._wipes)
    assert worker._newest == {1: made}  # of a round begun after it


def test_sizes_are_made_ready_while_nobody_is_far(photo: Image, square: Square, face: KeyPoints) -> None:
    ready: list[tuple[int, int, int]] = []

    class Ready:
        """An engine of which only what it is made ready for counts."""

        info, scale, remembers = EngineInfo("ready", "none", "test", 1.0), 4, False

        def warm(self, side: int, references: int, headshots: int = 1) -> None:
            ready.append((side, references, headshots))
            if side == 40:
                raise RuntimeError("no room on the device")

        def forget(self) -> None:
            pass

    settings = Settings(enhance=EnhanceSettings(max_side=40), exemplars=ExemplarSettings(references=2))
    worker = Worker(lambda s: Models(cast(Engine, Ready()), SlowDetector(), load_recogniser()), settings)
    near = Track(1, face, square, "near", 0.0, 1.0, 10, looks_of(photo, square))

    def give(state: Literal["near", "far"], index: int) -> None:
        worker.give(Scene(Frame(photo, 0.0, index), [replace(near, state=state)], {}, {}, 0, {}))
        wait_until(lambda: worker._done >= index)
        time.sleep(0.05)

    worker.start()
    give("far", 0)
    assert not ready
    for index in range(1, 9):
        give("near", index)
    worker.stop()
    assert ready == [(side, 2, faces) for faces in (1, 2) for side in (48, 40, 32, 24)]


def test_another_engine_is_loaded_when_the_settings_ask_for_it(engine: Engine) -> None:
    asked: list[str] = []

    def load(settings: Settings) -> Models:
        asked.append(settings.enhance.engine)
        return Models(engine, SlowDetector(), load_recogniser())

    worker = Worker(load, SETTINGS)
    worker.start()
    wait_until(lambda: asked == ["auto"])
    worker.apply(replace(SETTINGS, enhance=replace(SETTINGS.enhance, engine="cpu")))
    wait_until(lambda: asked == ["auto", "cpu"])
    worker.stop()


def wait_until(true: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_while_nobody_watches_the_picture_is_beyond_recognition(engine: Engine) -> None:
    class Halves(Camera):
        def __iter__(self) -> Iterator[Frame]:
            for frame in super().__iter__():
                yield replace(frame, image=np.tile(np.uint8([0, 255]), (48, 32))[..., None].repeat(3, 2))

    wanted, sink = threading.Event(), Collector()
    wanted.set()
    camera = Halves(50)
    worker = Worker(lambda settings: Models(engine, SlowDetector(), load_recogniser()), SETTINGS)
    live = LiveGraph(camera, Show(SETTINGS.output, 64, 48), sink, worker, SETTINGS, wanted=wanted)
    threading.Timer(0.5, wanted.clear).start()
    live.run(None, None, None)
    sharp = [picture.std() > 100 for picture in sink.pictures]
    assert sharp[0] and sink.pictures[-1].std() < 10
    assert sharp == sorted(sharp, reverse=True), "a sharp picture after nobody watched"


def test_while_nobody_watches_hardly_anything_is_sent_and_whoever_comes_sees_live_pictures(engine: Engine) -> None:
    class Timed(Collector):
        def write(self, image: Image, time_: float) -> None:
            super().write(image, time_)
            times.append(time.perf_counter())

    wanted, times, sink = threading.Event(), list[float](), Timed()
    wanted.set()
    worker = Worker(lambda settings: Models(engine, SlowDetector(), load_recogniser()), SETTINGS)
    live = LiveGraph(Camera(200), Show(SETTINGS.output, 64, 48), sink, worker, SETTINGS, wanted=wanted)
    begun = time.perf_counter()
    threading.Timer(0.5, wanted.clear).start()
    threading.Timer(2.5, wanted.set).start()
    live.run(None, None, None)
    moments = np.array(times) - begun
    assert ((moments > 0.8) & (moments < 2.4)).sum() <= 8
    blue = np.array([int(picture[0, 0, 0]) for picture in sink.pictures])  # the number of the frame
    later = blue[moments > 2.6]
    assert len(later) >= 0.5 * SETTINGS.output.fps
    assert (np.diff(later) >= 0).all() and len(set(later)) > 0.8 * len(later)


@pytest.mark.parametrize(("captured", "sent"), [(True, True), (False, False)])
def test_a_picture_is_waited_for_a_little_while_its_frame_is_being_processed(
    engine: Engine, captured: bool, sent: bool
) -> None:
    live = live_graph(Camera(1), Collector(), engine)
    shown = live._process.show.plain(Frame(numbered(0), 0.0, 0))
    current, late = Processed(shown, 1.0, 1.0, []), Processed(shown, 2.0, 2.0, [])
    live._capture.latest = Captured(Frame(numbered(1), 0.0, 1), 2.0 if captured else 1.0)
    threading.Timer(0.03, lambda: live._process.processed.put(late)).start()
    expected = live._send._expected(current)
    newer = live._send._newer(current, patience=0.5 if expected else 0.0)
    assert (expected, newer is late) == (captured, sent)


def test_what_is_asked_for_is_done_between_frames_and_a_fault_in_it_ends_nothing(engine: Engine) -> None:
    seen: Slot[Seen] = Slot()
    zoom = OutputSettings(width=64, height=64, fps=50)
    live = live_graph(Camera(100), Collector(), engine, output=zoom, seen=seen)
    live.frame_by_hand(cast(tuple[float, float, float], "nonsense"))
    live.frame_by_hand((32.0, 24.0, 24.0))
    live.run(None, None, None)
    last = seen.take(timeout=0)
    assert last is not None and last.latency_ms > 0
    assert last.result.view.scale == pytest.approx(64 / 24, abs=0.05)


def test_pictures_made_before_a_wipe_are_not_sent_after_it(engine: Engine) -> None:
    live = live_graph(Camera(1), Collector(), engine)
    live._process.look = cast(Look, SimpleNamespace(people=People(SETTINGS.exemplars, load_recogniser())))
    picture = live._process.show.plain(Frame(np.zeros((48, 64, 3), np.uint8), 0.0, 0))
    for _ in range(2):
        live._process.processed.put(Processed(picture, 1.0, 1.0, []))
    live.clear()
    live._process.between_frames()
    assert live._process.processed.take(timeout=0) is None


def test_stop_ends_a_camera_that_never_ends(engine: Engine) -> None:
    live = live_graph(Camera(10_000), Collector(), engine)
    threading.Timer(0.5, live.stop).start()
    assert live.run(None, None, None) < 20
    assert not [t for t in threading.enumerate() if t.name.startswith("hime-")]


def test_frames_of_another_size_are_fitted(engine: Engine) -> None:
    class Changing(Camera):
        def __iter__(self) -> Iterator[Frame]:
            for frame in super().__iter__():
                image = frame.image if frame.index < 10 else np.full((120, 120, 3), frame.index, np.uint8)
                yield replace(frame, image=image)

    sink = Collector()
    live_graph(Changing(30), sink, engine).run(None, None, None)
    assert {p.shape for p in sink.pictures} == {(48, 64, 3)}
    assert int(sink.pictures[-1][0, 0, 0]) == 29


def test_fitting_keeps_the_middle_and_the_shape() -> None:
    tall = np.zeros((100, 40, 3), np.uint8)
    tall[40:60] = 200
    out = fitted(tall, 80, 40)
    assert out.shape == (40, 80, 3) and (out == 200).all()
    same = np.zeros((40, 80, 3), np.uint8)
    assert fitted(same, 80, 40) is same


def test_a_far_face_is_enhanced_live_with_what_was_banked_near(
    photo: Image, square: Square, engine: Engine, detector: FaceDetector
) -> None:
    room = wall(360, 640)

    class Call(Camera):
        width, height = 640, 360

        def __iter__(self) -> Iterator[Frame]:
            for frame in super().__iter__():
                side = 110 * (56 / 110) ** min(max((frame.index - 60) / 40, 0), 1)  # walks away
                yield replace(frame, image=place(photo, square, side, 320, 180, room))

    settings = Settings(enhance=EnhanceSettings(max_side=70), exemplars=ExemplarSettings(min_side=90))
    asked: list[int] = []

    class Listening:
        """The real engine; how many references each face came with is noted."""

        info, scale, encode, forget, warm = engine.info, engine.scale, engine.encode, engine.forget, engine.warm
        remembers = False

        def enhance(self, lr: list[Image], references: list[np.ndarray]) -> tuple[list[Image], list[np.ndarray]]:
            asked.extend(len(r) for r in references)
            return engine.enhance(lr, references)

    kept = Models(Listening(), detector, load_recogniser())
    live = LiveGraph(
        Call(150, fps=20),
        Show(settings.output, 640, 360),
        Collector(),
        Worker(lambda s: kept, settings),
        settings,
    )
    live.run(None, None, None)
    assert live.tally.exemplars_banked > 0 and live.tally.faces_enhanced == len(asked)
    assert max(asked) > 0
    assert live.report(1.0)["engine"] == {
        "name": "onnxruntime",
        "provider": "CPUExecutionProvider",
        "reason": "test",
        "model": "",
    }


def test_edits_of_the_settings_apply_while_running(tmp_path: Path, engine: Engine) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("exemplars: {capacity: 4}\n")
    settings = load_settings(path)
    models = Models(engine, SlowDetector(), load_recogniser())
    live = LiveGraph(
        Camera(100), Show(SETTINGS.output, 64, 48), Collector(), Worker(lambda s: models, SETTINGS), settings,
        SettingsFile(path),
    )  # fmt: skip
    threading.Timer(0.4, path.write_text, ("exemplars: {capacity: 7}\n",)).start()
    live.run(None, None, None)
    assert live._process.settings.exemplars.capacity == 7


def test_the_real_graph_passes_a_frame_without_faces_through(
    engine: Engine, detector: FaceDetector, recogniser: Recogniser
) -> None:
    graph = Graph(engine, detector, recogniser, Settings(), 320, 240)
    result = graph.process(Frame(wall(240, 320), 0.0, 0))
    assert result.image.shape == (720, 1280, 3)
    assert result.tracks == [] and result.faces == [] and result.banked == 0
    assert set(result.stages_ms) == {"detect", "track", "bank", "enhance", "compose"}
