"""Cameras listed, found and found again. V4L2's drivers are played by a stand-in for `ioctl`, the rest is real."""

import json
import struct
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import cv2
import pytest

from app.capture import cameras, sources
from app.capture.cameras import CameraInfo, Mode, find_again, find_camera, v4l2
from app.capture.cameras.base import make_id, with_unique_ids
from app.capture.sources import SampleCall, VideoFile, open_source
from app.cli import main
from app.settings import CameraSettings, load_settings
from hime_core.errors import UsageError
from tests.conftest import wall, write_video

C920 = CameraInfo("hd-pro-webcam-c920-usb-1", "HD Pro Webcam C920", "/dev/video0", (Mode("MJPG", 1280, 720, 30),))
BUILT_IN = CameraInfo("integrated-camera-usb-2", "Integrated Camera", "/dev/video2")
LOOPBACK = CameraInfo("hime-platform-v4l2loopback-010", "HIME", "/dev/video10", virtual=True)


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> list[CameraInfo]:
    """The cameras of the machine, to be changed by the test."""
    present = [C920, BUILT_IN, LOOPBACK]
    monkeypatch.setattr(cameras, "list_cameras", lambda: list(present))
    monkeypatch.setattr(sources, "list_cameras", lambda: list(present))
    return present


# What the drivers of four nodes know: driver, card, bus, what the camera can do, what this node can do, modes.
CAPTURE, METADATA, OUTPUT, HAS_NODE_CAPS = 0x1, 0x800000, 0x2, 0x80000000
MJPG, YUYV = (int.from_bytes(name, "little") for name in (b"MJPG", b"YUYV"))
DRIVERS = {
    "video0": (b"uvcvideo", b"HD Pro Webcam C920", b"usb-0000:00:14.0-5", CAPTURE | METADATA, CAPTURE),
    "video1": (b"uvcvideo", b"HD Pro Webcam C920", b"usb-0000:00:14.0-5", CAPTURE | METADATA, METADATA),
    "video2": (b"uvcvideo", b"Integrated Camera: Integrated C", b"usb-0000:00:14.0-8", CAPTURE, CAPTURE),
    "video10": (b"v4l2 loopback", b"HIME", b"platform:v4l2loopback-010", CAPTURE, CAPTURE),
    "video11": (b"v4l2 loopback", b"idle", b"platform:v4l2loopback-011", OUTPUT, OUTPUT),
}
SIZES = {MJPG: [(1280, 720), (640, 480)], YUYV: [(640, 480)]}


def driver(file: int, code: int, argument: bytearray, mutate: bool) -> int:
    """Answers as uvcvideo does, in the layouts of linux/videodev2.h, written here by their offsets."""
    assert mutate
    name = Path(f"/proc/self/fd/{file}").readlink().name
    if name == "video3":
        raise OSError(25, "not a video device")
    index, first, second, third = struct.unpack_from("=4I", argument)
    if code == 0x80685600:  # VIDIOC_QUERYCAP
        kind, card, bus, can, node_can = DRIVERS[name]
        struct.pack_into("=16s32s32sIII", argument, 0, kind, card, bus, 0x60000, can | HAS_NODE_CAPS, node_can)
    elif name != "video0":
        raise OSError(22, "no modes")
    elif code == 0xC0405602 and first == 1 and index < 2:  # VIDIOC_ENUM_FMT of capture
        struct.pack_into("=I", argument, 44, [MJPG, YUYV][index])
    elif code == 0xC02C564A and first in SIZES and index < len(SIZES[first]):  # VIDIOC_ENUM_FRAMESIZES
        struct.pack_into("=III", argument, 8, 1, *SIZES[first][index])
    elif code == 0xC034564B and (second, third) in SIZES[first] and index < 2:  # VIDIOC_ENUM_FRAMEINTERVALS
        struct.pack_into("=III", argument, 16, 1, 1001 if index else 1, 15000 if index else 30)
    else:
        raise OSError(22, "no more")
    return 0


@pytest.mark.skipif(sys.platform != "linux", reason="V4L2 is Linux's")
def test_v4l2_cameras_with_names_ids_and_modes(tmp_path: Path) -> None:
    for name in (*DRIVERS, "video3", "videoX", "media0"):
        (tmp_path / name).touch()
    found = v4l2.list_cameras(tmp_path, driver)
    assert [(c.number, c.name, c.virtual) for c in found] == [
        (0, "HD Pro Webcam C920", False),
        (2, "Integrated Camera: Integrated C", False),
        (10, "HIME", True),
    ]
    assert found[0].index_or_path == str(tmp_path / "video0")
    assert [c.id for c in found[:2]] == [
        "hd-pro-webcam-c920-usb-0000-00-14.0-5",
        "integrated-camera-integrated-c-usb-0000-00-14.0-8",
    ]
    assert found[0].modes == (
        Mode("MJPG", 1280, 720, 30),
        Mode("MJPG", 1280, 720, 14.99),
        Mode("MJPG", 640, 480, 30),
        Mode("MJPG", 640, 480, 14.99),
        Mode("YUYV", 640, 480, 30),
        Mode("YUYV", 640, 480, 14.99),
    )
    assert found[1].modes == ()


@pytest.mark.skipif(sys.platform != "linux", reason="V4L2 is Linux's")
def test_v4l2_a_range_of_sizes_gives_its_largest_and_fastest(tmp_path: Path) -> None:
    def ranges(file: int, code: int, argument: bytearray, mutate: bool) -> int:
        if code in (0x80685600, 0xC0405602):
            return driver(file, code, argument, mutate)
        if struct.unpack_from("=I", argument)[0]:
            raise OSError(22, "no more")
        if code == 0xC02C564A:  # stepwise: min, max, step of the width, then of the height
            struct.pack_into("=7I", argument, 8, 3, 48, 1920, 16, 32, 1080, 8)
        else:  # continuous: shortest and longest interval
            assert struct.unpack_from("=II", argument, 8) == (1920, 1080)
            struct.pack_into("=5I", argument, 16, 2, 1, 60, 1, 5)
        return 0

    (tmp_path / "video0").touch()
    assert v4l2.list_cameras(tmp_path, ranges)[0].modes == (Mode("MJPG", 1920, 1080, 60), Mode("YUYV", 1920, 1080, 60))


@pytest.mark.skipif(sys.platform != "linux", reason="V4L2 is Linux's")
def test_v4l2_a_driver_that_never_ends_its_lists_is_cut_short(tmp_path: Path) -> None:
    def endless(file: int, code: int, argument: bytearray, mutate: bool) -> int:
        if code == 0xC034564B:
            struct.pack_into("=III", argument, 16, 1, 1, 30)
            return 0
        return driver(file, code, argument, mutate)

    (tmp_path / "video0").touch()
    assert len(v4l2.list_cameras(tmp_path, endless)[0].modes) == 3 * v4l2.MOST_ENTRIES


@pytest.mark.skipif(sys.platform != "linux", reason="V4L2 is Linux's")
def test_v4l2_files_that_are_no_cameras_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "video0").write_bytes(b"no device")
    assert v4l2.list_cameras(tmp_path) == []
    assert v4l2.list_cameras(tmp_path / "nowhere") == []


@pytest.mark.parametrize(("system", "backend"), [("win32", cv2.CAP_DSHOW), ("darwin", cv2.CAP_AVFOUNDATION)])
def test_cameras_of_other_systems(system: str, backend: int, monkeypatch: pytest.MonkeyPatch) -> None:
    guid = "{65e8773d-8f56-11d0-a3b9-00a0c9223196}"
    paths = [rf"\\?\usb#vid_046d&pid_082d&mi_00#7&1a#{guid}\global", rf"\\?\root#camera#{guid}\1", None]
    rows = [
        SimpleNamespace(index=i, name=name, path=path)
        for i, (name, path) in enumerate(zip(["C920", "OBS Virtual Camera", "C920"], paths, strict=True))
    ]
    library = ModuleType("cv2_enumerate_cameras")
    library.enumerate_cameras = lambda asked: rows if asked == backend else []  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, library.__name__, library)
    monkeypatch.setattr(sys, "platform", system)
    found = cameras.list_cameras()
    assert [(c.number, c.index_or_path, c.virtual) for c in found] == [
        (0, backend, False),
        (1, backend + 1, True),
        (2, backend + 2, False),
    ]
    assert [c.id for c in found] == ["c920-usb-vid_046d-pid_082d-mi_00-7-1a", "obs-virtual-camera-root-camera", "c920"]


def test_ids_need_no_quotes_and_tell_twins_apart(tmp_path: Path) -> None:
    made = make_id("Caméra: [HD] #1 & *", "usb-0000:00:14.0-5")
    (tmp_path / "config.yaml").write_text(f"camera: {{device: {made}}}")
    assert load_settings(tmp_path / "config.yaml").camera.device == made == "caméra-hd-1-usb-0000-00-14.0-5"
    twins = [CameraInfo("ir-usb-1", "IR", f"/dev/video{n}") for n in (4, 10, 2)]
    expected = [("ir-usb-1", 2), ("ir-usb-1-2", 4), ("ir-usb-1-3", 10)]
    assert [(c.id, c.number) for c in with_unique_ids(twins)] == expected


def test_a_number_in_the_settings_needs_no_quotes(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("camera: {device: 2}")
    assert load_settings(tmp_path / "config.yaml").camera.device == "2"


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("0", C920),
        ("2", BUILT_IN),
        ("10", LOOPBACK),
        ("/dev/video2", BUILT_IN),
        ("hd-pro-webcam-c920-usb-1", C920),
        ("HD Pro Webcam C920", C920),
        ("integrated", BUILT_IN),
        ("c920", C920),
        ("hime", LOOPBACK),
    ],
)
def test_a_camera_is_found_by_id_name_or_number(wanted: str, found: CameraInfo, there: list[CameraInfo]) -> None:
    assert find_camera(wanted) == found


@pytest.mark.parametrize("wanted", ["1", "logitech", "amera c"])
def test_a_camera_that_is_not_there_is_told_with_those_that_are(wanted: str, there: list[CameraInfo]) -> None:
    with pytest.raises(UsageError) as error:
        find_camera(wanted)
    assert wanted in str(error.value) and "\n" not in str(error.value)
    assert all(c.id in str(error.value) and c.name in str(error.value) for c in there)


def test_a_name_that_fits_two_cameras_is_told(there: list[CameraInfo]) -> None:
    there.append(CameraInfo("hd-pro-webcam-c920-usb-9", "HD Pro Webcam C920", "/dev/video4"))
    with pytest.raises(UsageError, match="several") as error:
        find_camera("c920")
    assert "usb-1" in str(error.value) and "usb-9" in str(error.value) and "Integrated" not in str(error.value)


def test_no_camera_at_all_is_told(there: list[CameraInfo]) -> None:
    there.clear()
    with pytest.raises(UsageError, match="nor any other"):
        find_camera("c920")


def test_a_camera_is_found_again_by_who_it_is(there: list[CameraInfo]) -> None:
    others = {BUILT_IN.id, LOOPBACK.id}
    moved = CameraInfo(C920.id, C920.name, "/dev/video7")
    there[:] = [BUILT_IN, moved]
    assert find_again(C920, others) == moved
    elsewhere = CameraInfo("hd-pro-webcam-c920-usb-3", C920.name, "/dev/video1")
    there[:] = [BUILT_IN, elsewhere]
    assert find_again(C920, others) == elsewhere


def test_another_camera_is_never_given_in_its_place(there: list[CameraInfo]) -> None:
    twin = CameraInfo("hd-pro-webcam-c920-usb-9", C920.name, "/dev/video4")
    there[:] = [BUILT_IN, twin]
    with pytest.raises(UsageError, match="plug it in again"):
        find_again(C920, {BUILT_IN.id, twin.id})
    there[:] = [BUILT_IN]
    with pytest.raises(UsageError, match="plug it in again"):
        find_again(C920, {BUILT_IN.id})


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stands where cameras are opened: keeps their names, and lets the built-in one alone open."""
    names: list[str] = []

    def open_camera(info: CameraInfo, *_: object) -> str:
        names.append(info.name)
        if info != BUILT_IN:
            raise UsageError(f"camera {info.name} cannot be opened")
        return "opened"

    monkeypatch.setattr(sources, "open_camera", open_camera)
    return names


@pytest.mark.parametrize(
    ("spec", "device", "tried"),
    [
        ("auto", "auto", ["HD Pro Webcam C920", "Integrated Camera"]),
        ("auto", "integrated", ["Integrated Camera"]),
        ("2", "auto", ["Integrated Camera"]),
        ("integrated", "c920", ["Integrated Camera"]),
    ],
)
def test_which_camera_a_source_is(
    spec: str, device: str, tried: list[str], there: list[CameraInfo], opened: list[str]
) -> None:
    assert open_source(spec, CameraSettings(device=device)) == "opened"
    assert opened == tried


def test_auto_without_a_camera_is_the_sample_call_and_never_a_virtual_one(
    there: list[CameraInfo], opened: list[str]
) -> None:
    there[:] = [LOOPBACK]
    assert isinstance(open_source("auto", CameraSettings()), SampleCall)
    assert opened == []
    with pytest.raises(UsageError, match="there are: 10 HIME"):
        open_source("auto", CameraSettings(device="integrated"))


def test_a_camera_that_cannot_be_opened_is_told_and_no_sample_call_goes_to_the_meeting(
    there: list[CameraInfo], opened: list[str]
) -> None:
    there[:] = [LOOPBACK, C920]
    with pytest.raises(UsageError, match="cannot be opened"):
        open_source("auto", CameraSettings())
    assert opened == [C920.name]


def test_a_file_is_a_recording_even_where_a_camera_has_its_name(
    there: list[CameraInfo], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_video(tmp_path / "c920.mp4", [wall(48, 64)] * 3).rename(tmp_path / "c920")
    monkeypatch.chdir(tmp_path)
    source = open_source("c920", CameraSettings())
    assert isinstance(source, VideoFile)
    source.close()


def test_the_command_lists_them(
    there: list[CameraInfo], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.commands import cameras as command

    monkeypatch.setattr(command, "list_cameras", lambda: list(there))
    assert main(["cameras", "--json", str(tmp_path / "cameras.json")]) == 0
    told = capsys.readouterr().out
    assert all(c.name in told and c.id in told for c in there) and "MJPG 1280×720 at 30 fps" in told
    rows = json.loads((tmp_path / "cameras.json").read_text())["cameras"]
    assert [(r["id"], r["name"], r["number"], r["virtual"]) for r in rows] == [
        (c.id, c.name, c.number, c.virtual) for c in there
    ]
    assert rows[0]["modes"] == [{"fourcc": "MJPG", "width": 1280, "height": 720, "fps": 30}]
    assert rows[0]["index_or_path"] == "/dev/video0"


def test_the_command_where_there_is_none(
    there: list[CameraInfo], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.commands import cameras as command

    monkeypatch.setattr(command, "list_cameras", list)
    assert main(["cameras", "--json", str(tmp_path / "none.json")]) == 0
    assert "no camera" in capsys.readouterr().out
    assert json.loads((tmp_path / "none.json").read_text()) == {"cameras": []}
    assert main(["cameras", "--json", str(tmp_path / "nowhere" / "none.json")]) == 2


def test_this_machine_is_listed_without_fault() -> None:
    found = cameras.list_cameras()
    assert len({c.id for c in found}) == len(found)
    assert all(Path(c.index_or_path).exists() for c in found if isinstance(c.index_or_path, str))
