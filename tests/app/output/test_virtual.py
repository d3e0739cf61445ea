"""The virtual camera, with real frames, through pyvirtualcam's own extension point: a backend in place of a device."""

import sys
from collections.abc import Callable
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
import pyvirtualcam
from av.video.reformatter import ColorRange, Colorspace

from app.media.colours import to_i420, to_nv12
from app.output.sinks import virtual
from app.output.sinks.virtual import SinkError, VirtualCamera
from app.output.v4l2loopback import loopbacks
from hime_core.errors import UsageError
from hime_core.geometry import Image
from hime_core.recording.to_bgr import to_bgr
from tests.app.loopback_tree import loopback_tree

FOURCC = {"I420": 0x30323449, "NV12": 0x3231564E}


class Device:
    """What pyvirtualcam asks of a backend. Keeps what it was opened with and every frame."""

    def __init__(self, name: str = "device0"):
        self.name, self.opened, self.frames = name, {}, []
        self.fault: Exception | None = None
        self.closed = 0

    def __call__(self, **asked: object) -> "Device":
        self.opened = asked
        self.name = str(asked["device"] or self.name)
        return self

    def device(self) -> str:
        return self.name

    def native_fourcc(self) -> None:
        return None

    def send(self, frame: np.ndarray) -> None:
        if self.fault:
            raise self.fault
        self.frames.append(frame.copy())

    def close(self) -> None:
        self.closed += 1


@pytest.fixture
def device(monkeypatch: pytest.MonkeyPatch) -> Device:
    made = Device()
    monkeypatch.setattr(pyvirtualcam.camera, "BACKENDS", {"test": made})
    return made


def as_601(planes: np.ndarray, form: str) -> Image:
    """Pixels as a consumer that is told nothing reads them, here PyAV's swscale: BT.601, limited range."""
    frame = av.VideoFrame.from_ndarray(planes, format=form)
    frame.colorspace, frame.color_range = Colorspace.ITU601, ColorRange.MPEG
    return to_bgr(frame)


def exact(image: Image) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """BT.601, limited range, in floating point, from the standard's own definition; chroma of the mean of four."""
    b, g, r = (image[..., i].astype(float) for i in range(3))
    y = 16 + 219 / 255 * (0.299 * r + 0.587 * g + 0.114 * b)
    mean = image.reshape(image.shape[0] // 2, 2, image.shape[1] // 2, 2, 3).mean((1, 3))
    b, g, r = (mean[..., i] for i in range(3))
    luma = 0.299 * r + 0.587 * g + 0.114 * b
    return y, 128 + 224 / 255 * (b - luma) / 1.772, 128 + 224 / 255 * (r - luma) / 1.402


def test_conversion_is_within_a_level_of_exact_for_any_pixels() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (90, 128, 3)).astype(np.uint8)  # 90: U ends within a row of `out`
    planar, semi = np.empty((135, 128), np.uint8), np.empty((135, 128), np.uint8)
    to_i420(noise, planar)
    to_nv12(noise, semi)
    for ours, truth in zip((planar[:90], *planar[90:].reshape(2, 45, 64)), exact(noise), strict=True):
        assert np.abs(ours - truth).max() < 1.1  # two roundings: of the mean of four, and of the result
        assert abs((ours - truth).mean()) < 0.1
    np.testing.assert_array_equal(semi[:90], planar[:90])
    np.testing.assert_array_equal(semi[90:].reshape(45, 64, 2).transpose(2, 0, 1), planar[90:].reshape(2, 45, 64))


@pytest.mark.parametrize(("platform", "form"), [("linux", "I420"), ("darwin", "I420"), ("win32", "NV12")])
def test_a_consumer_sees_the_picture_unmirrored_in_its_colours(
    device: Device, monkeypatch: pytest.MonkeyPatch, photo: Image, platform: str, form: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    camera = VirtualCamera(512, 512, 30)
    camera.write(photo, 0.0)
    camera.close()
    assert camera.name == "device0" and device.closed == 1
    assert (device.opened["width"], device.opened["height"], device.opened["fps"]) == (512, 512, 30)
    assert device.opened["fourcc"] == FOURCC[form]
    seen = as_601(device.frames[0].reshape(768, 512), {"I420": "yuv420p", "NV12": "nv12"}[form])
    difference = cv2.GaussianBlur(seen, (0, 0), 4).astype(float) - cv2.GaussianBlur(photo, (0, 0), 4)
    assert np.abs(difference).max() < 3  # blurred: 4:2:0 softens the edges of colours, and no more
    assert np.abs(difference.mean((0, 1))).max() < 0.5


def test_every_picture_is_its_own_though_the_buffer_is_one(device: Device) -> None:
    camera = VirtualCamera(64, 64, 30)
    for level in (16, 128, 235):
        camera.write(np.full((64, 64, 3), level, np.uint8), 0.0)
    levels = [int(as_601(frame.reshape(96, 64), "yuv420p").mean()) for frame in device.frames]
    np.testing.assert_allclose(levels, [16, 128, 235], atol=1)


def test_a_view_into_a_larger_picture_is_sent_right(device: Device, photo: Image) -> None:
    part = photo[100:228, 200:328]
    camera = VirtualCamera(128, 128, 30)
    camera.write(part, 0.0)
    camera.write(part.copy(), 0.0)
    np.testing.assert_array_equal(device.frames[0], device.frames[1])


def test_the_size_is_fixed(device: Device) -> None:
    with pytest.raises(ValueError, match="64"):
        VirtualCamera(64, 64, 30).write(np.zeros((64, 66, 3), np.uint8), 0.0)
    assert device.frames == []


@pytest.mark.parametrize("wanted", [None, "/dev/video3"])
def test_the_device_is_the_named_one_else_the_one_labelled_hime(
    device: Device, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, wanted: str | None
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    root = loopback_tree(tmp_path, {2: "OBS", 3: "Other", 10: "HIME"})
    monkeypatch.setattr(virtual, "loopbacks", lambda: loopbacks(root))
    VirtualCamera(64, 64, 30, wanted)
    assert device.opened["device"] == (wanted or str(root / "dev/video10"))


def test_without_a_label_the_backend_takes_the_first(
    device: Device, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    root = loopback_tree(tmp_path, {2: "OBS", 3: "Other"})
    monkeypatch.setattr(virtual, "loopbacks", lambda: loopbacks(root))
    VirtualCamera(64, 64, 30)
    assert device.opened["device"] is None


def test_a_device_that_cannot_be_opened_sends_to_the_doctor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def busy(**_: object) -> None:
        raise RuntimeError("Device or resource busy\nmore")

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(pyvirtualcam.camera, "BACKENDS", {"test": busy})
    monkeypatch.setattr(virtual, "loopbacks", lambda: loopbacks(loopback_tree(tmp_path, {2: "HIME"})))
    with pytest.raises(UsageError, match=r"busy.*hime doctor") as error:
        VirtualCamera(64, 64, 30)
    assert "\n" not in str(error.value)


def vanish(device: Device) -> None:
    Path(device.name).unlink()


def refuse(device: Device) -> None:
    device.fault = RuntimeError("No such device\nsecond line")


@pytest.mark.parametrize("break_it", [vanish, refuse])
def test_a_device_that_goes_is_a_sink_error_and_may_come_back(
    device: Device, tmp_path: Path, break_it: Callable[[Device], None]
) -> None:
    file = tmp_path / "video10"
    file.touch()
    black = np.zeros((64, 64, 3), np.uint8)
    camera = VirtualCamera(64, 64, 30, str(file))
    camera.write(black, 0.0)
    break_it(device)
    with pytest.raises(SinkError, match="video10") as error:
        camera.write(black, 0.1)
    assert "\n" not in str(error.value)
    camera.close()
    file.touch()
    device.fault = None
    VirtualCamera(64, 64, 30, str(file)).write(black, 0.2)
    assert len(device.frames) == 4  # each time one more, with which the device becomes a camera
