"""The read-back self-test of the virtual camera: each fault it is for, made with real conversions, is named rightly."""

import queue
from collections.abc import Callable
from typing import Any

import av
import cv2
import numpy as np
import pytest
import pyvirtualcam
from av.video.reformatter import ColorRange, Colorspace

from app.doctor import loopback
from app.doctor.bars import COUNTERS, draw, read
from app.doctor.check import Check
from app.doctor.judge import judge
from app.media.colours import to_i420, to_yuv
from app.settings import OutputSettings
from hime_core.geometry import Image
from hime_core.recording.to_bgr import ACCURATE, to_bgr

WIDTH, HEIGHT, FPS = 640, 360, 30
SENT = [100 + i / FPS for i in range(80)]

Change = Callable[[Image], Image]


def planar(picture: Image) -> np.ndarray:
    """As our sink writes it."""
    out = np.empty((picture.shape[0] * 3 // 2, picture.shape[1]), np.uint8)
    to_i420(picture, out)
    return out


def as_sent(picture: Image) -> Image:
    """Our planes, read as OpenCV's V4L2 reader does."""
    return cv2.cvtColor(planar(picture), cv2.COLOR_YUV2BGR_I420)


def read_as(space: Colorspace, levels: ColorRange) -> Change:
    """Our planes, read by a consumer that takes them for something else."""

    def change(picture: Image) -> Image:
        frame = av.VideoFrame.from_ndarray(planar(picture), format="yuv420p")
        frame.colorspace, frame.color_range = space, levels
        return to_bgr(frame)

    return change


def bt709_written(picture: Image) -> Image:
    return cv2.cvtColor(to_yuv(picture).to_ndarray(), cv2.COLOR_YUV2BGR_I420)


def full_range_written(picture: Image) -> Image:
    frame = av.VideoFrame.from_ndarray(picture, format="bgr24")
    form = {"format": "yuv420p", "dst_colorspace": Colorspace.ITU601, "dst_color_range": ColorRange.JPEG}
    return cv2.cvtColor(frame.reformat(**form, interpolation=ACCURATE).to_ndarray(), cv2.COLOR_YUV2BGR_I420)


def mjpeg(picture: Image) -> Image:
    done, data = cv2.imencode(".jpg", as_sent(picture), [cv2.IMWRITE_JPEG_QUALITY, 70])
    assert done
    return cv2.imdecode(data, cv2.IMREAD_COLOR)


def back(change: Change = as_sent, first: int = 3, count: int = 64, step: int = 1, delay: float = 0.03) -> list:
    """Times and pictures of a reader that joins at picture `first` and gets every `step`th."""
    numbers = range(first, first + count, step)
    return [(SENT[i] + delay, change(draw(i, WIDTH, HEIGHT))) for i in numbers]


def verdict(frames: list) -> dict[str, Check]:
    return {check.name: check for check in judge(frames, SENT, WIDTH, HEIGHT, FPS)}


def failed(frames: list) -> dict[str, Check]:
    return {name: check for name, check in verdict(frames).items() if not check.ok}


@pytest.mark.parametrize("change", [as_sent, mjpeg, read_as(Colorspace.ITU601, ColorRange.MPEG)])
def test_what_is_right_passes(change: Change) -> None:
    checks = verdict(back(change))
    assert list(checks) == [f"loopback {n}" for n in ("size", "rate", "colours", "mirroring", "order", "latency")]
    assert all(check.ok and check.fix is None for check in checks.values()), checks
    assert "640x360" in checks["loopback size"].detail
    assert "30.00 fps" in checks["loopback rate"].detail
    assert "p50 30.0 ms, p95 30.0 ms" in checks["loopback latency"].detail


@pytest.mark.parametrize(
    ("change", "name", "told"),
    [
        (lambda p: as_sent(p)[:, ::-1], "mirroring", "mirrored left to right"),
        (lambda p: as_sent(p)[::-1], "mirroring", "upside down"),
        (lambda p: as_sent(p)[:, :, ::-1], "colours", "red and blue are swapped"),
        (read_as(Colorspace.ITU709, ColorRange.MPEG), "colours", "BT.601 pixels are read as BT.709"),
        (read_as(Colorspace.ITU601, ColorRange.JPEG), "colours", "limited range is read as full range"),
        (bt709_written, "colours", "BT.709 pixels are read as BT.601"),
        (full_range_written, "colours", "full range is read as limited range"),
        (lambda p: cv2.resize(as_sent(p), (480, 270)), "size", "480x270, asked for 640x360"),
        (lambda p: cv2.resize(as_sent(p), (640, 480)), "size", "640x480, asked for 640x360"),
        (lambda p: cv2.add(as_sent(p), (0, 12, 0, 0)), "colours", "off by up to 1"),
    ],
)
def test_a_wrong_picture_is_named_and_nothing_else_is(change: Change, name: str, told: str) -> None:
    checks = failed(back(change))
    assert list(checks) == [f"loopback {name}"]
    assert told in checks[f"loopback {name}"].detail
    assert checks[f"loopback {name}"].fix


def test_a_tint_is_not_called_a_matrix() -> None:
    tinted = failed(back(lambda p: cv2.add(as_sent(p), (0, 40, 0, 0))))
    assert "BT." not in tinted["loopback colours"].detail and "range" not in tinted["loopback colours"].detail


def test_half_the_rate_is_told() -> None:
    checks = failed(back(step=2))
    assert list(checks) == ["loopback rate"]
    assert "15.00 fps, asked for 30" in checks["loopback rate"].detail


def test_pictures_that_come_twice_do_not_hide_half_the_rate() -> None:
    frames = [(t + wait, p) for t, p in back(step=2) for wait in (0, 1 / FPS)]
    assert list(failed(frames)) == ["loopback rate"]


def test_a_rate_within_half_a_frame_passes() -> None:
    frames = [(SENT[0] + 0.03 + i / 29.6, as_sent(draw(i, WIDTH, HEIGHT))) for i in range(30)]
    assert "29.60 fps" in verdict(frames)["loopback rate"].detail and not failed(frames)


def test_order() -> None:
    frames = back()
    frames[10], frames[11] = (frames[10][0], frames[11][1]), (frames[11][0], frames[10][1])
    checks = failed(frames)
    assert list(checks) == ["loopback order"] and "1 out of order" in checks["loopback order"].detail


def test_late_pictures_are_told() -> None:
    checks = failed(back(delay=0.25))
    assert list(checks) == ["loopback latency"] and "p50 250.0 ms" in checks["loopback latency"].detail


@pytest.mark.parametrize(("frames", "told"), [([], "no picture came back"), (None, "none of them ours")])
def test_somebody_else_s_pictures_are_not_judged(frames: list | None, told: str, photo: Image) -> None:
    strangers = [(t, photo) for t in SENT] if frames is None else frames
    checks = judge(strangers, SENT, WIDTH, HEIGHT, FPS)
    assert [check.name for check in checks] == ["loopback"] and not checks[0].ok and told in checks[0].detail


def test_a_torn_picture_is_counted_not_believed() -> None:
    frames = back()
    torn = frames[20][1].copy()
    torn[HEIGHT * 7 // 8 :] = frames[30][1][HEIGHT * 7 // 8 :]  # the lower half of the code, of a later picture
    frames[20] = (frames[20][0], torn)
    assert "1 unreadable" in verdict(frames)["loopback order"].detail


@pytest.mark.parametrize(("width", "height"), [(64, 64), (320, 240), (1280, 720), (1920, 1080)])
def test_every_picture_tells_its_number_through_mjpeg_in_every_size(width: int, height: int) -> None:
    numbers = [0, 1, 2, 511, 512, 2730, COUNTERS - 1]
    readings = [read(mjpeg(draw(number, width, height))) for number in numbers]
    assert [reading and (reading.counter, reading.turned) for reading in readings] == [
        (n, "not at all") for n in numbers
    ]


class Device:
    """A virtual camera that can be read: pyvirtualcam's backend at one end, cv2.VideoCapture at the other."""

    def __init__(self, fault: Exception | None = None) -> None:
        self.planes: queue.Queue[np.ndarray] = queue.Queue(maxsize=4)
        self.fault = fault
        self.released = self.closed = False

    def __call__(self, *, width: int, height: int, **_: Any) -> "Device":
        self.shape = (height * 3 // 2, width)
        return self

    def device(self) -> str:
        return "made camera"

    def native_fourcc(self) -> None:
        return None

    def send(self, frame: np.ndarray) -> None:
        if self.fault:
            raise self.fault
        if not self.planes.full():
            self.planes.put(frame.copy())

    def close(self) -> None:
        self.closed = True

    def open(self, name: str) -> "Device":
        assert name == "made camera"
        return self

    def read(self) -> tuple[bool, Image | None]:
        try:
            planes = self.planes.get(timeout=0.2)
        except queue.Empty:
            return False, None
        return True, cv2.cvtColor(planes.reshape(self.shape), cv2.COLOR_YUV2BGR_I420)

    def release(self) -> None:
        self.released = True


def test_our_own_sink_s_pictures_come_back_right(monkeypatch: pytest.MonkeyPatch) -> None:
    device = Device()
    monkeypatch.setattr(pyvirtualcam.camera, "BACKENDS", {"test": device})
    checks = {c.name: c for c in loopback.check(OutputSettings(width=320, height=240, fps=15), 1.5, device.open)}
    for name in ("size", "colours", "mirroring", "order"):  # rate and latency are this machine's
        assert checks[f"loopback {name}"].ok, checks
    assert "p50" in checks["loopback latency"].detail
    assert device.released and device.closed


def test_a_device_that_refuses_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    device = Device(RuntimeError("refused"))
    monkeypatch.setattr(pyvirtualcam.camera, "BACKENDS", {"test": device})
    checks = loopback.check(OutputSettings(width=320, height=240), 0.2, device.open)
    assert [c.name for c in checks if not c.ok] == ["loopback", "loopback writing"]
    assert "refused" in checks[-1].detail and device.closed


def test_no_virtual_camera_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pyvirtualcam.camera, "BACKENDS", {})
    checks = loopback.check(OutputSettings())
    assert [c.ok for c in checks] == [False] and "install" in checks[0].detail


def test_a_camera_in_pipewire_is_not_read_back() -> None:
    (check,) = loopback.check(OutputSettings(device="pipewire"))
    assert check.ok and check.skipped and "PipeWire" in check.detail
