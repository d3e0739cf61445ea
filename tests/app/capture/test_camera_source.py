"""The camera source on a made camera that decodes a real recording, and on which faults strike."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import cv2
import numpy as np
import pytest

import app.capture.sources.camera as camera_module
import app.capture.sources.device as device_module
from app.capture import cameras
from app.capture.cameras import CameraInfo
from app.capture.frame import Frame
from app.capture.sources.camera import CameraSource, open_camera
from app.capture.sources.device import OpenCVDevice
from app.capture.sources.reader import FrameRate
from app.settings import CameraSettings
from hime_core.errors import UsageError
from tests.app.faulty_device import Fault, FaultyDevice, record

HANG = 60.0  # seconds after which a test gives up waiting


@pytest.fixture(scope="module")
def h264(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return record(tmp_path_factory.mktemp("h264") / "call.mp4")


@pytest.fixture(scope="module")
def mjpeg(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return record(tmp_path_factory.mktemp("mjpeg") / "call.avi")


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine that pauses us is no fault of the camera, where a test is not about stalls."""
    monkeypatch.setattr(camera_module, "STALL_TIMEOUT", HANG)


@contextmanager
def watched(device: FaultyDevice, wanted: threading.Event | None = None) -> Iterator[tuple[CameraSource, list[Frame]]]:
    """A camera that is read in a thread into a list, and that leaves no thread behind and no light on."""
    camera = CameraSource("made", device.open, wanted)
    frames: list[Frame] = []
    failures: list[BaseException] = []

    def read() -> None:
        try:
            frames.extend(camera)
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    try:
        yield camera, frames
    finally:
        camera.close()
        thread.join(HANG)
    assert not failures and not thread.is_alive()
    until(lambda: device.held == 0)
    until(lambda: all(t.name != "camera" for t in threading.enumerate()))


def until(fact: Callable[[], bool]) -> None:
    """Wait for it."""
    end = time.monotonic() + HANG
    while not fact():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


def in_order(frames: list[Frame]) -> bool:
    times = [f.time for f in frames]
    return [f.index for f in frames] == list(range(len(frames))) and bool(np.all(np.diff(times) > 0))


@pytest.mark.parametrize("codec", ["h264", "mjpeg"])
@pytest.mark.usefixtures("patient")
def test_frames_of_a_real_stream_come_in_order(codec: str, request: pytest.FixtureRequest) -> None:
    device = FaultyDevice(request.getfixturevalue(codec))
    with watched(device) as (camera, frames):
        until(lambda: len(frames) > 20)
        assert (camera.width, camera.height, camera.state, camera.live) == (320, 180, "open", True)
    assert in_order(frames) and frames[0].time >= 0
    assert all(f.image.shape == (180, 320, 3) and f.image.dtype == np.uint8 for f in frames)
    assert frames[5].image.std() > 20, "a picture of the call, not an empty one"
    assert (camera.reopened, camera.state, device.opened) == (0, "released", 1)


@pytest.mark.parametrize("kind", ["stall", "disconnect", "corrupt"])
def test_frames_come_again_after_a_fault(kind: str, h264: Path) -> None:
    fault = Fault(kind, at_frame=8, seconds=2.0)
    device = FaultyDevice(h264, [fault])
    with watched(device) as (camera, frames):
        until(lambda: fault in device.ends)
        until(lambda: camera.state == "waiting")
        assert camera.fps == 0
        until(lambda: camera.state == "open")
        back = len(frames)
        assert time.monotonic() > device.ends[fault]
        until(lambda: len(frames) > back + 5)
        assert camera.reopened >= 1 and device.opened >= 2
    assert in_order(frames)
    assert all(f.image.shape == (180, 320, 3) for f in frames)


@pytest.mark.usefixtures("patient")
def test_one_corrupt_frame_is_not_passed_on(h264: Path) -> None:
    device = FaultyDevice(h264, [Fault("corrupt", n, 0) for n in (4, 9, 14, 19)])
    with watched(device) as (camera, frames):
        until(lambda: camera.reopened == 4)
    assert in_order(frames)
    assert all(f.image.shape == (180, 320, 3) and f.image.dtype == np.uint8 for f in frames)


@pytest.mark.usefixtures("patient")
def test_a_new_size_is_passed_on(h264: Path) -> None:
    device = FaultyDevice(h264, [Fault("resize", 8, 2.0)])
    with watched(device) as (camera, frames):
        until(lambda: any(f.image.shape == (90, 160, 3) for f in frames))
        until(lambda: frames[-1].image.shape == (180, 320, 3))
        assert (camera.width, camera.height) == (320, 180)
    assert in_order(frames) and camera.reopened == 0


@pytest.mark.usefixtures("patient")
def test_the_rate_is_measured_and_a_slow_camera_has_not_failed(h264: Path) -> None:
    device = FaultyDevice(h264, [Fault("slow", 30, HANG)])
    with watched(device) as (camera, frames):
        until(lambda: camera.fps > 6)
        until(lambda: 0 < camera.fps < 6)
        assert camera.reopened == 0
    assert in_order(frames)


def test_frames_that_nobody_was_in_time_for_are_counted(h264: Path) -> None:
    camera = CameraSource("slow reader", FaultyDevice(h264).open)
    for _ in islice(camera, 6):
        time.sleep(0.2)
    camera.close()
    assert camera.dropped > 6


def test_rate_is_the_median_of_the_last_two_seconds() -> None:
    rate = FrameRate()
    assert rate.fps == 0
    for time_ in [*np.arange(0, 5, 0.2), *np.arange(5, 8, 0.04), 8.5]:
        rate.add(time_)
    assert rate.fps == pytest.approx(25)


@pytest.mark.usefixtures("patient")
def test_the_wall_clock_may_jump(h264: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = iter([0.0, 7200.0, -7200.0] * 10_000)
    monkeypatch.setattr(time, "time", lambda: 1.8e9 + next(steps))
    with watched(FaultyDevice(h264)) as (camera, frames):
        until(lambda: len(frames) > 20)
        assert camera.reopened == 0
    assert in_order(frames) and frames[-1].time < 3600


def test_time_rises_even_where_the_clock_is_coarse(h264: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = time.perf_counter
    monkeypatch.setattr(time, "perf_counter", lambda: clock() // 0.2 * 0.2)
    with watched(FaultyDevice(h264)) as (_, frames):
        until(lambda: len(frames) > 20)
    assert in_order(frames)


class Even:
    """A device that gives a picture every 20 ms."""

    def read(self) -> np.ndarray:
        time.sleep(0.02)
        return np.zeros((4, 4, 3), np.uint8)

    def release(self) -> None:
        """Nothing to release."""


def test_frames_have_the_times_of_the_live_graph_s_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = time.monotonic
    monkeypatch.setattr(time, "monotonic", lambda: clock() // 0.5 * 0.5)  # coarse, as it is on Windows
    camera = CameraSource("made", Even)
    try:
        begun = time.perf_counter()
        frames = [(frame.time, time.perf_counter() - begun) for frame in islice(camera, 10)]
    finally:
        camera.close()
    assert all(step > 0.015 for step in np.diff([time for time, _ in frames]))
    assert all(time <= taken for time, taken in frames)


@pytest.mark.usefixtures("patient")
def test_nobody_wants_it_and_the_light_goes_off(h264: Path) -> None:
    device, wanted = FaultyDevice(h264), threading.Event()
    wanted.set()
    with watched(device, wanted) as (camera, frames):
        until(lambda: len(frames) > 5)
        wanted.clear()
        until(lambda: device.held == 0)
        assert (camera.state, camera.fps) == ("released", 0)
        seen = len(frames)
        time.sleep(0.3)
        assert len(frames) == seen and device.opened == 1
        wanted.set()
        until(lambda: len(frames) > seen + 5)
        assert (camera.state, camera.reopened, device.opened) == ("open", 1, 2)
    assert in_order(frames)


def test_a_camera_that_is_gone_is_not_looked_for_while_nobody_wants_it(h264: Path) -> None:
    fault, wanted = Fault("disconnect", 5, 1.5), threading.Event()
    device = FaultyDevice(h264, [fault])
    wanted.set()
    with watched(device, wanted) as (camera, _):
        until(lambda: camera.state == "waiting")
        wanted.clear()
        until(lambda: camera.state == "released")
        until(lambda: not device.strikes("disconnect"))
        opened = device.opened
        time.sleep(0.3)
        assert device.opened == opened
        wanted.set()
        until(lambda: camera.state == "open")


def test_close_ends_an_iteration_that_waits(h264: Path) -> None:
    for fault in ("stall", "disconnect"):
        with watched(FaultyDevice(h264, [Fault(fault, 5, HANG)])) as (camera, _):
            until(lambda camera=camera: camera.state == "waiting")


def test_a_driver_that_never_answers_is_not_opened_over_and_over(h264: Path) -> None:
    answer = threading.Event()
    device = FaultyDevice(h264, [Fault("disconnect", 5, 0.0)])
    stuck: list[object] = []

    class Stuck:
        def read(self) -> None:
            answer.wait(HANG)

        def release(self) -> None:
            """Does not end the read."""

    def open_device() -> object:
        if device.opened == 0:
            return device.open()
        stuck.append(Stuck())
        return stuck[-1]

    camera = CameraSource("made", open_device)
    thread = threading.Thread(target=lambda: list(camera), daemon=True)
    thread.start()
    until(lambda: len(stuck) == 3)
    time.sleep(2.5)
    assert len(stuck) == 3
    answer.set()
    until(lambda: len(stuck) > 3)
    camera.close()
    thread.join(HANG)
    assert not thread.is_alive()


def test_a_camera_that_cannot_be_opened_at_first_is_told(h264: Path) -> None:
    device = FaultyDevice(h264, [Fault("disconnect", 0, HANG)])
    with pytest.raises(UsageError, match="camera made cannot be opened"):
        CameraSource("made", device.open)
    with pytest.raises(UsageError, match="unplugged"):
        CameraSource("made", device.open)
    until(lambda: device.held == 0)

    def broken() -> FaultyDevice:
        raise RuntimeError("a driver's own words")

    with pytest.raises(UsageError, match="camera made cannot be opened"):
        CameraSource("made", broken)


@pytest.mark.parametrize("place", ["/dev/video97", 97])
def test_opencv_says_that_a_camera_is_not_there(place: int | str) -> None:
    with pytest.raises(UsageError, match=f"camera {place} cannot be opened"):
        OpenCVDevice(place, CameraSettings())


class Capture:
    """Stands for cv2.VideoCapture of a camera that is plugged in."""

    def __init__(self, *place: object):
        self.asked: list[object] = [place]
        self.thread, self.releasing = threading.get_ident(), []
        self.reading, self.may_end = threading.Event(), threading.Event()
        self.may_end.set()

    def set(self, what: int, value: float) -> bool:
        self.asked.append((what, value))
        return True

    def read(self) -> tuple[bool, np.ndarray]:
        self.reading.set()
        assert self.may_end.wait(HANG)
        return True, np.zeros((720, 1280, 3), np.uint8)

    def release(self) -> None:
        self.asked.append("release")
        self.releasing.append(threading.get_ident())

    def isOpened(self) -> bool:  # noqa: N802
        return True


@pytest.fixture
def captures(monkeypatch: pytest.MonkeyPatch) -> list[Capture]:
    made: list[Capture] = []
    monkeypatch.setattr(cv2, "VideoCapture", lambda *place: made.append(Capture(*place)) or made[-1])
    return made


def test_mjpg_is_asked_for_before_the_size_and_the_rate(captures: list[Capture]) -> None:
    OpenCVDevice("/dev/video2", CameraSettings(width=640, height=480, fps=15))
    OpenCVDevice(cv2.CAP_DSHOW + 1, CameraSettings())
    assert captures[0].asked == [
        ("/dev/video2", cv2.CAP_V4L2),
        (cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG")),
        (cv2.CAP_PROP_FRAME_WIDTH, 640),
        (cv2.CAP_PROP_FRAME_HEIGHT, 480),
        (cv2.CAP_PROP_FPS, 15),
        (cv2.CAP_PROP_BUFFERSIZE, 1),
    ]
    assert captures[1].asked[0] == (1, cv2.CAP_DSHOW)


def test_directshow_is_asked_for_mjpg_last_since_it_forgets_it(captures: list[Capture]) -> None:
    OpenCVDevice(cv2.CAP_DSHOW + 1, CameraSettings(width=640, height=480, fps=15))
    assert captures[0].asked == [
        (1, cv2.CAP_DSHOW),
        (cv2.CAP_PROP_FRAME_WIDTH, 640),
        (cv2.CAP_PROP_FRAME_HEIGHT, 480),
        (cv2.CAP_PROP_FPS, 15),
        (cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG")),
        (cv2.CAP_PROP_BUFFERSIZE, 1),
    ]


def test_only_the_thread_that_opened_a_camera_releases_it(captures: list[Capture]) -> None:
    open_or_close, opened = threading.Barrier(2), []

    def own() -> None:
        opened.append(OpenCVDevice(0, CameraSettings()))
        open_or_close.wait(HANG)
        open_or_close.wait(HANG)
        opened[0].release()

    thread = threading.Thread(target=own, daemon=True)
    thread.start()
    open_or_close.wait(HANG)
    opened[0].release()
    assert "release" not in captures[0].asked
    open_or_close.wait(HANG)
    thread.join(HANG)
    assert captures[0].asked[-1] == "release"


def test_closing_the_source_has_its_own_thread_release_the_camera(captures: list[Capture]) -> None:
    for _ in range(20):
        camera = CameraSource("made", lambda: OpenCVDevice(0, CameraSettings()))
        for _ in islice(camera, 3):
            pass
        camera.close()
        assert captures[-1].releasing == [captures[-1].thread]


def test_macos_opens_a_camera_once_the_person_has_allowed_it(
    captures: list[Capture], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(device_module, "PERMISSION_CHECK", 0.01)
    monkeypatch.setattr(Capture, "isOpened", lambda self: len(captures) > 3)
    monkeypatch.setattr(Capture, "read", lambda self: (len(captures) > 3, np.zeros((4, 4, 3), np.uint8)))
    OpenCVDevice(cv2.CAP_AVFOUNDATION, CameraSettings())
    assert [capture.asked[0] for capture in captures] == 4 * [(0, cv2.CAP_AVFOUNDATION)]
    assert all(capture.asked[1:] == ["release"] for capture in captures[:3]) and "release" not in captures[3].asked


def test_macos_says_where_a_camera_is_allowed(captures: list[Capture], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device_module, "PERMISSION_CHECK", 0.01)
    monkeypatch.setattr(device_module, "PERMISSION_WAIT", 0.05)
    monkeypatch.setattr(Capture, "isOpened", lambda self: False)
    monkeypatch.setattr(Capture, "read", lambda self: (False, None))
    with pytest.raises(UsageError, match="System Settings"):
        OpenCVDevice(cv2.CAP_AVFOUNDATION, CameraSettings())
    assert len(captures) > 1 and captures[-1].asked[-1] == "release"


def test_opencv_is_never_released_under_a_read(captures: list[Capture]) -> None:
    device = OpenCVDevice(0, CameraSettings())
    capture = captures[0]
    capture.reading.clear()
    capture.may_end.clear()
    thread = threading.Thread(target=device.read, daemon=True)
    thread.start()
    assert capture.reading.wait(HANG)
    device.release()
    assert "release" not in capture.asked
    capture.may_end.set()
    thread.join(HANG)
    device.release()
    assert capture.asked[-1] == "release"


def test_a_camera_plugged_in_again_is_followed_to_its_new_number(h264: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = CameraInfo("other-usb-2", "Other", "/dev/video3")
    present = [CameraInfo("c920-usb-1", "C920", "/dev/video0"), other]
    monkeypatch.setattr(cameras, "list_cameras", lambda: list(present))
    monkeypatch.setattr(camera_module, "list_cameras", lambda: list(present))
    device, places = FaultyDevice(h264, [Fault("disconnect", 5, 0.3)]), []

    def open_device(place: str, settings: CameraSettings) -> object:
        places.append(place)
        return device.open()

    monkeypatch.setattr(camera_module, "OpenCVDevice", open_device)
    camera = open_camera(present[0], CameraSettings())
    present[0] = CameraInfo("c920-usb-1", "C920", "/dev/video7")
    for _ in camera:
        if camera.reopened:
            break
    camera.close()
    assert camera.name == "C920"
    assert places[0] == "/dev/video0" and set(places[1:]) == {"/dev/video7"}
