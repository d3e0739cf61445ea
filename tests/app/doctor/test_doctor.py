"""Each check on a real tree of files, or on this very installation; a fault must be named, with its cure."""

import json
import os
import shlex
import shutil
import socket
import subprocess
import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from types import SimpleNamespace

import pytest
import pyvirtualcam

import app.capture.cameras
from app import engine_wheel
from app.capture.cameras import CameraInfo
from app.cli import main
from app.doctor import (
    Check,
    camera,
    cuda,
    device_choice,
    engine,
    examine,
    exclusive_caps,
    models,
    nothing_sent,
    obs,
    onnx_runtime,
    opencv,
    permissions,
    pipewire,
    qt,
    trial,
    virtual_camera,
)
from app.output.pipewire import library
from app.output.v4l2loopback import loopbacks, ours
from app.settings import EnhanceSettings, OutputSettings, Settings
from hime_core import assets
from hime_core.runtime import EngineInfo
from tests.app.loopback_tree import loopback_tree

RELEASE = "6.1.0-test"
MODPROBE = "sudo modprobe v4l2loopback exclusive_caps=1 card_label=HIME"


def put(path: Path, data: str | bytes = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def built(root: Path) -> Path:
    """v4l2loopback built for the kernel, and not loaded."""
    put(root / f"lib/modules/{RELEASE}/modules.dep", "updates/dkms/v4l2loopback.ko.zst: kernel/v4l2.ko\n")
    put(root / "usr/src/v4l2loopback-0.15.0/Kbuild")
    return root


def test_loopback_devices_are_told_from_other_virtual_ones(tmp_path: Path) -> None:
    assert loopbacks(tmp_path) == []
    found = loopbacks(loopback_tree(tmp_path, {9: "Other", 10: "HIME"}, exclusive="Y,N,N"))
    assert [(d.number, d.label, d.exclusive) for d in found] == [(9, "Other", True), (10, "HIME", False)]
    assert found[1].path == tmp_path / "dev/video10" and ours(found) == found[1]
    assert ours(found[:1]) is None


def test_exclusive_caps_follow_the_numbers_that_were_asked_for(tmp_path: Path) -> None:
    root = loopback_tree(tmp_path, {4: "a", 7: "b"}, exclusive="N,Y,N", video_nr="7,4,-1")
    assert [(d.number, d.exclusive) for d in loopbacks(root)] == [(4, True), (7, False)]
    shutil.rmtree(root / "sys/module/v4l2loopback/parameters")
    assert [d.exclusive for d in loopbacks(root)] == [None, None]


def test_virtual_camera_there(tmp_path: Path) -> None:
    check = virtual_camera.check(loopback_tree(tmp_path, {10: "HIME"}), RELEASE)
    assert check == Check("virtual camera", True, f"{tmp_path}/dev/video10 (HIME)")


@pytest.mark.parametrize(
    ("system", "fix"),
    [
        ('ID=ubuntu\nID_LIKE="debian"\n', "sudo apt install v4l2loopback-dkms linux-headers-$(uname -r)"),
        ("ID=debian\n", "sudo apt install v4l2loopback-dkms linux-headers-$(uname -r)"),
        ("ID=fedora\n", "sudo dnf install akmod-v4l2loopback"),
        ('ID="manjaro"\nID_LIKE=arch\n', "sudo pacman -S v4l2loopback-dkms linux-headers"),
        ('ID="opensuse-leap"\nID_LIKE="suse opensuse"\n', "sudo zypper install v4l2loopback-kmp-default"),
        ("", "sudo apt install v4l2loopback-dkms"),
    ],
)
def test_not_installed(tmp_path: Path, system: str, fix: str) -> None:
    put(tmp_path / "etc/os-release", system)
    put(tmp_path / f"lib/modules/{RELEASE}/modules.dep", "kernel/drivers/media/v4l2-core/videodev.ko:\n")
    check = virtual_camera.check(tmp_path, RELEASE)
    assert not check.ok and "not installed" in check.detail
    assert check.fix and check.fix.startswith(fix) and MODPROBE in check.fix


def test_not_built_for_want_of_headers_or_of_a_build(tmp_path: Path) -> None:
    put(tmp_path / "etc/os-release", "ID=debian\n")
    put(tmp_path / "usr/src/v4l2loopback-0.15.0/Kbuild")
    put(tmp_path / f"lib/modules/{RELEASE}/modules.dep")
    check = virtual_camera.check(tmp_path, RELEASE)
    assert "headers are missing" in check.detail
    assert check.fix == f"sudo apt install linux-headers-$(uname -r) && sudo dkms autoinstall && {MODPROBE}"
    put(tmp_path / f"lib/modules/{RELEASE}/build/Makefile")
    check = virtual_camera.check(tmp_path, RELEASE)
    assert "not built for this kernel" in check.detail and check.fix == f"sudo dkms autoinstall && {MODPROBE}"


def test_built_and_not_loaded(tmp_path: Path) -> None:
    check = virtual_camera.check(built(tmp_path), RELEASE)
    assert check == Check("virtual camera", False, "v4l2loopback is not loaded", MODPROBE, remedy="load")


@pytest.mark.parametrize("key", ["var/lib/shim-signed/mok/MOK.der", "var/lib/dkms/mok.pub"])
def test_secure_boot(tmp_path: Path, key: str) -> None:
    put(built(tmp_path) / key)
    variable = put(tmp_path / virtual_camera.SECURE_BOOT, b"\x06\0\0\0\x01")
    check = virtual_camera.check(tmp_path, RELEASE)
    assert "Secure Boot" in check.detail and check.fix and f"mokutil --import /{key}" in check.fix
    assert check.remedy == "load"  # the key may be enrolled already
    variable.write_bytes(b"\x06\0\0\0\0")
    assert virtual_camera.check(tmp_path, RELEASE).fix == MODPROBE


def test_loaded_without_a_device(tmp_path: Path) -> None:
    check = virtual_camera.check(loopback_tree(tmp_path, {}), RELEASE)
    assert "no device" in check.detail and check.fix == f"sudo modprobe -r v4l2loopback && {MODPROBE}"
    assert check.remedy == "reload"


def test_exclusive_caps(tmp_path: Path) -> None:
    assert exclusive_caps.check(tmp_path).skipped
    assert exclusive_caps.check(loopback_tree(tmp_path, {10: "HIME"})).ok
    check = exclusive_caps.check(loopback_tree(tmp_path, {10: "HIME"}, exclusive="N,N,N"))
    assert not check.ok and "video10" in check.detail and "Chrome" in check.detail
    assert check.fix == f"sudo modprobe -r v4l2loopback && {MODPROBE}"
    shutil.rmtree(tmp_path / "sys/module/v4l2loopback/parameters")
    check = exclusive_caps.check(tmp_path)
    assert check.skipped and "does not say" in check.detail


@pytest.mark.parametrize(
    ("labels", "wanted", "ok", "detail"),
    [
        ({}, None, True, "no device yet"),
        ({4: "Dummy"}, None, True, "/dev/video4, the only one"),
        ({4: "OBS", 7: "HIME"}, None, True, "/dev/video7, labelled HIME"),
        ({4: "OBS", 7: "Other"}, None, False, "2 devices, none labelled HIME"),
        ({4: "OBS", 7: "Other"}, "/dev/video4", True, "/dev/video4, named by output.device"),
        ({4: "OBS"}, "/dev/video0", False, "output.device is /dev/video0"),
        ({}, "/dev/video0", False, "output.device is /dev/video0"),
    ],
)
def test_which_device(tmp_path: Path, labels: dict[int, str], wanted: str | None, ok: bool, detail: str) -> None:
    check = device_choice.check(loopback_tree(tmp_path, labels), wanted)
    assert check.ok == ok and check.detail.startswith(detail)
    assert (check.fix is None) == ok and check.skipped == (detail == "no device yet")
    if not ok:
        assert check.fix and (MODPROBE in check.fix or "/dev/video4" in check.fix)


def test_pipewire_is_a_fault_only_if_the_settings_name_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = {"XDG_RUNTIME_DIR": str(tmp_path)}
    assert pipewire.check(place, None).skipped and pipewire.check({}, None).skipped
    fault = pipewire.check(place, "pipewire")
    assert not fault.ok and fault.fix == "in config.yaml, set output.device to null"
    monkeypatch.chdir(tmp_path)  # the path of a local socket may have only 108 bytes
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("pipewire-0")
        for wanted in (None, "pipewire"):
            monkeypatch.setattr(library, "NAME", "libc.so.6")
            assert pipewire.check(place, wanted).ok and not pipewire.check(place, wanted).skipped
            monkeypatch.setattr(library, "NAME", "libnone.so.0")
            check = pipewire.check(place, wanted)
            assert "libnone.so.0 is not installed" in check.detail and check.ok == (wanted is None)


def test_who_chose_pipewire_needs_no_kernel_module() -> None:
    names = [check.name for check in examine(Settings(output=OutputSettings(device="pipewire")))]
    assert pipewire.NAME in names and virtual_camera.NAME not in names


def test_permissions(tmp_path: Path) -> None:
    assert permissions.check(tmp_path) == Check("permissions", True, "no video device to open", skipped=True)
    root = loopback_tree(tmp_path, {10: "HIME"})
    assert permissions.check(root).ok and not permissions.check(root).skipped
    check = permissions.check(root, access=lambda path, mode: path.name != "video10")
    assert not check.ok and "/dev/video10" in check.detail and "/dev/video0" not in check.detail
    assert check.fix and check.fix.startswith("sudo usermod -aG video $USER")


def test_obs(tmp_path: Path) -> None:
    check = obs.check("darwin", tmp_path)
    assert not check.ok and check.fix and check.fix.startswith("brew install --cask obs")
    extension = "com.obsproject.obs-studio.mac-camera-extension.systemextension"
    put(tmp_path / "Library/SystemExtensions/1F2E" / extension / "Contents/Info.plist")
    assert obs.check("darwin", tmp_path).ok
    if sys.platform != "win32":  # no registry, no OBS in it
        check = obs.check("win32", tmp_path)
        assert not check.ok and check.fix == "winget install OBSProject.OBSStudio"


def test_camera(monkeypatch: pytest.MonkeyPatch) -> None:
    real, own = CameraInfo("a", "Logitech C920", "/dev/video0"), CameraInfo("b", "HIME", "/dev/video10", virtual=True)
    monkeypatch.setattr(app.capture.cameras, "list_cameras", lambda: [real, own])
    assert camera.check() == Check("camera", True, "Logitech C920")
    monkeypatch.setattr(app.capture.cameras, "list_cameras", lambda: [own])
    fixes = [camera.check(platform).fix for platform in ("linux", "win32", "darwin")]
    assert all(fixes) and len(set(fixes)) == 3
    assert not camera.check().ok


@pytest.mark.parametrize(("milliseconds", "model"), [(1.0, 0), (60.0, 1)])
def test_the_engine_is_that_of_a_call(monkeypatch: pytest.MonkeyPatch, milliseconds: float, model: int) -> None:
    def chosen(graphs: object, threads: int, wanted: str) -> SimpleNamespace:
        return SimpleNamespace(info=EngineInfo("onnxruntime", "CPUExecutionProvider", "", milliseconds))

    monkeypatch.setattr("app.models.choose_engine", chosen)
    monkeypatch.setattr("app.models.cores", lambda: 2)
    check = engine.check(EnhanceSettings(), {"onnxruntime"}, None)
    assert check.detail.startswith(f"CPUExecutionProvider: A call gets {EnhanceSettings().candidates[model]}. ")


def test_engine_of_this_installation() -> None:
    check = engine.check(EnhanceSettings(), {"onnxruntime"}, None)
    assert check.ok and "ExecutionProvider" in check.detail and " ms" in check.detail
    unknown = engine.check(EnhanceSettings(model="no_such_model"), {"onnxruntime"}, None)
    assert not unknown.ok and unknown.blocks and "no_such_model" in unknown.detail and unknown.fix


FELL = (
    "fastest: CUDAExecutionProvider, float16 failed: CUDAExecutionProvider fell back to CPUExecutionProvider, "
    "CUDAExecutionProvider, float32 failed: CUDAExecutionProvider fell back to CPUExecutionProvider, "
    "CPUExecutionProvider 9.0 ms"
)


def test_the_reason_of_a_real_choice_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    """CUDA is offered and does not run, as with the GPU's wheel where there is none."""
    monkeypatch.setattr(
        "onnxruntime.get_available_providers", lambda: ["CUDAExecutionProvider", "CPUExecutionProvider"]
    )
    check = engine.check(EnhanceSettings(), {"onnxruntime-gpu"}, "580.65.06")
    assert not check.ok and check.fix and "the GPU wheel is installed but the CPU is used" in check.detail
    assert engine.check(EnhanceSettings(engine="cpu"), {"onnxruntime-gpu"}, "580.65.06").ok


def test_a_gpu_wheel_that_fell_back_is_a_fault_and_a_faster_cpu_is_not() -> None:
    check = engine.judge("CPUExecutionProvider", FELL, {"onnxruntime-gpu"}, "580.65.06", 13)
    assert not check.ok and not check.blocks and check.fix and "nvidia-smi" in check.fix and FELL in check.detail
    assert engine.judge("CPUExecutionProvider", FELL, {"onnxruntime"}, "580.65.06", 13).ok
    measured = "CUDAExecutionProvider, float16, recorded 12 ms, CUDAExecutionProvider, float32 14 ms, CPU 9 ms"
    assert engine.judge("CPUExecutionProvider", measured, {"onnxruntime-gpu"}, "580.65.06", 13).ok
    assert engine.judge("CUDAExecutionProvider", "CUDAExecutionProvider 2 ms", {"onnxruntime-gpu"}, "590.1", 13).ok


@pytest.mark.parametrize(
    ("driver", "needed", "failure", "detail", "fix"),
    [
        (None, 13, FELL, "driver is not here", 'uninstall -y onnxruntime-gpu && {pip} install "onnxruntime"'),
        ("550.54.14", 13, FELL, "550.54.14 is too old for CUDA 13, which needs 580", "[cuda,cudnn]<1.27"),
        ("470.256", 13, FELL, "470.256 is too old", 'uninstall -y onnxruntime-gpu && {pip} install "onnxruntime"'),
        ("470.256", 12, FELL, "too old for CUDA 12, which needs 525", "or update NVIDIA's driver"),
        ("550.54.14", 12, FELL, "CUDA failed", "nvidia-smi"),
        (
            "580.65.06",
            13,
            "CUDAExecutionProvider, float16 failed: Failed to load libcublas.so.13: no such file, CPU 9.0 ms",
            "libraries are missing",
            '{pip} install "onnxruntime-gpu[cuda,cudnn]"',
        ),
    ],
)
def test_why_cuda_does_not_run(driver: str | None, needed: int, failure: str, detail: str, fix: str) -> None:
    check = engine.judge("CPUExecutionProvider", failure, {"onnxruntime-gpu"}, driver, needed)
    assert not check.ok and detail in check.detail and failure in check.detail
    assert check.fix and fix.format(pip=f"{sys.executable} -m pip") in check.fix


def test_cuda_of_a_wheel() -> None:
    assert cuda.version_of(["numpy", 'nvidia-cudnn-cu12~=9.0; extra == "cudnn"']) == 12
    assert cuda.version_of(['nvidia-cuda-runtime~=13.0; extra == "cuda"', "nvidia-cudnn-cu13~=9.0"]) == 13


PROC = """NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  {version}  Release Build
GCC version:  gcc version 12.2.0 (Debian 12.2.0-14)
"""


def test_the_driver_is_read_from_linux(tmp_path: Path) -> None:
    put(tmp_path / "proc/driver/nvidia/version", PROC.format(version="580.65.06"))
    assert engine_wheel.driver(tmp_path) == "580.65.06"


@pytest.mark.skipif(sys.platform == "win32", reason="a shell's script stands for nvidia-smi")
def test_the_driver_is_asked_of_nvidia_smi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert engine_wheel.driver(tmp_path) is None
    script = put(tmp_path / "nvidia-smi", "#!/bin/sh\necho 591.44\necho 591.44\n")
    script.chmod(0o755)
    assert engine_wheel.driver(tmp_path) == "591.44"
    put(script, "#!/bin/sh\necho No devices were found: 591.44\nexit 6\n")
    assert engine_wheel.driver(tmp_path) is None
    put(script, "#!/bin/sh\n")
    assert engine_wheel.driver(tmp_path) is None


@pytest.mark.parametrize(
    ("driver", "system", "machine", "extra"),
    [
        ("580.65.06", "linux", "x86_64", "gpu"),
        ("591.44", "win32", "AMD64", "gpu"),
        ("580.65.06", "linux", "aarch64", "cpu"),
        ("591.44", "win32", "ARM64", "cpu"),
        ("387.10", "darwin", "x86_64", "cpu"),
        ("579.99", "linux", "x86_64", "cpu"),
        (None, "linux", "x86_64", "cpu"),
    ],
)
def test_which_engine_wheel(driver: str | None, system: str, machine: str, extra: str) -> None:
    assert engine_wheel.extra(driver, system, machine) == extra


def test_the_engine_wheel_is_told_before_anything_is_installed() -> None:
    root = Path(engine_wheel.__file__).parents[1]
    command = [sys.executable, "-S", "-m", "app.engine_wheel"]  # -S: without what pip installed
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.strip() == engine_wheel.extra(engine_wheel.driver())
    assert "NVIDIA's driver" in done.stderr


def test_an_engine_that_cannot_be_loaded_is_a_finding() -> None:
    without = "import sys; sys.modules['onnxruntime'] = None; from app.doctor import engine; "
    code = without + "from app.settings import EnhanceSettings; check = engine.check(EnhanceSettings(), [], None); "
    code += "print(check.ok, check.blocks, check.fix)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.startswith("False True ") and "install" in done.stdout, done.stderr


def test_an_opencv_that_cannot_be_loaded_is_a_finding(tmp_path: Path) -> None:
    put(tmp_path / "cv2.py", "raise ImportError('libGL.so.1: cannot open shared object file')")
    code = "from app.doctor import examine; from app.settings import Settings; print(*examine(Settings()), sep='\\n')"
    places = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=places)
    (found,) = (line for line in done.stdout.splitlines() if "name='OpenCV'" in line)
    assert "ok=False" in found and "libGL.so.1" in found and "blocks=True" in found, done.stderr


def test_wheels() -> None:
    assert opencv.check({"opencv-contrib-python", "numpy"}) == Check("OpenCV", True, "opencv-contrib-python")
    two = opencv.check({"opencv-contrib-python", "opencv-python"})
    assert not two.ok and not two.blocks and "overwrite each other" in two.detail
    assert two.fix and "uninstall -y opencv-contrib-python opencv-python" in two.fix
    assert two.fix.endswith('pip install "opencv-contrib-python"')


def test_an_opencv_that_does_not_load_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opencv, "why_not", lambda module: "ImportError: libGL.so.1: cannot open shared object file")
    check = opencv.check({"opencv-contrib-python"})
    assert not check.ok and check.blocks and check.fix == "sudo apt install libgl1"
    assert opencv.check({"opencv-contrib-python", "opencv-python"}).blocks


def test_one_wheel_of_onnx_runtime_and_the_one_for_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_wheel, "extra", lambda driver: "gpu" if driver == "580.65.06" else "cpu")
    pip = f"{sys.executable} -m pip"
    assert onnx_runtime.check({"onnxruntime-gpu"}, "580.65.06").ok
    assert onnx_runtime.check({"onnxruntime"}, None) == Check("ONNX Runtime", True, "onnxruntime")
    plain = onnx_runtime.check({"onnxruntime"}, "580.65.06")
    assert not plain.ok and "580.65.06" in plain.detail
    assert plain.fix == f'{pip} uninstall -y onnxruntime && {pip} install "onnxruntime-gpu[cuda,cudnn]"'
    old = onnx_runtime.check({"onnxruntime"}, "550.54.14")
    assert old.ok and "580 or newer, here is 550.54.14" in old.detail
    assert onnx_runtime.check({"onnxruntime"}, "591.44") == Check("ONNX Runtime", True, "onnxruntime")  # no wheel
    for driver, wheel in (("580.65.06", "onnxruntime-gpu[cuda,cudnn]"), (None, "onnxruntime")):
        both = onnx_runtime.check({"onnxruntime", "onnxruntime-gpu"}, driver)
        assert not both.ok
        assert both.fix == f'{pip} uninstall -y onnxruntime-gpu onnxruntime && {pip} install "{wheel}"'
    chosen = onnx_runtime.check({"onnxruntime", "onnxruntime-directml"}, "580.65.06")
    assert not chosen.ok and chosen.fix and chosen.fix.endswith('pip install "onnxruntime-directml"')
    none = onnx_runtime.check({"numpy"}, None)
    assert not none.ok and none.blocks and none.fix == f'{pip} install "onnxruntime"'
    assert not plain.blocks and not both.blocks
    assert onnx_runtime.reinstall({"onnxruntime-gpu"}).endswith('"onnxruntime-gpu[cuda,cudnn]"')


def test_model_files(tmp_path: Path) -> None:
    settings = Settings()
    folder, cache = tmp_path / "models", tmp_path / "cache"
    shutil.copytree(assets.models_folder(), folder)
    check = models.check(settings, folder, cache)
    assert check.ok and "not needed by default: face_detection_short_range.tflite" in check.detail
    shipped = folder / "hime_small_x4_webcam.enhance.onnx"
    shipped.write_bytes(shipped.read_bytes()[:-10] + bytes(10))
    check = models.check(settings, folder, cache)
    assert not check.ok and "hime_small_x4_webcam.enhance.onnx is corrupt" in check.detail
    assert not check.blocks  # the files of this installation, with which a call begins, are whole
    unknown = Settings(enhance=EnhanceSettings(model="no_such_model"))
    assert models.check(unknown, folder, cache).blocks
    assert check.fix and "pip install" in check.fix and "models fetch" not in check.fix
    (tmp_path / ".git").mkdir()
    check = models.check(settings, folder, cache)
    assert check.fix == f"git -C {tmp_path} checkout -- models"
    cache.mkdir()
    (cache / "face_detection_short_range.tflite").write_bytes(b"half of i")
    check = models.check(settings, folder, cache)
    assert "range.tflite is corrupt" in check.detail and check.fix and check.fix.endswith("&& hime models fetch")
    shipped.unlink()
    assert "hime_small_x4_webcam.enhance.onnx is missing" in models.check(settings, folder, cache).detail


def test_whether_anything_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    check = nothing_sent.check("onnxruntime")
    assert check.ok and "ORT_DISABLE_TELEMETRY=1" in check.detail
    google = nothing_sent.check("mediapipe")
    assert not google.ok and "reports its use to Google" in google.detail and google.fix
    monkeypatch.setenv("ORT_DISABLE_TELEMETRY", "0")
    check = nothing_sent.check("onnxruntime")
    assert not check.ok and "may report" in check.detail and check.fix


def test_an_old_device_id_is_named_and_not_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    assert not nothing_sent.check_old(str(tmp_path), "linux").skipped
    assert nothing_sent.check_old(str(tmp_path), "win32").skipped
    linux = put(tmp_path / ".cache/Microsoft/DeveloperTools/.onnxruntime/deviceid")
    mac = put(tmp_path / "Library/Application Support/Microsoft/DeveloperTools/.onnxruntime/deviceid")
    for platform, file in (("linux", linux), ("darwin", mac)):
        check = nothing_sent.check_old(str(tmp_path), platform)
        assert not check.ok and str(file.parent) in check.detail
        assert check.fix and shlex.split(check.fix, comments=True) == ["rm", "-r", str(file.parent)]
        assert file.exists()
    assert nothing_sent.check_old(None, "linux").skipped
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "elsewhere"))
    assert nothing_sent.check_old(str(tmp_path), "linux").ok


def test_qt_that_is_absent_or_kills_this_python(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(qt, "version", absent)
    check = qt.check("linux", python=(3, 13))
    assert not check.ok and check.fix and check.fix.endswith("pip install PySide6-Essentials")
    monkeypatch.setattr(qt, "version", lambda name: "6.12.1")
    check = qt.check("linux", python=(3, 11))
    assert not check.ok and "crashes" in check.detail and check.fix and check.fix.endswith("'PySide6-Essentials<6.12'")
    monkeypatch.delenv("DISPLAY", raising=False)
    assert qt.check("linux", python=(3, 12)).ok


def test_qt_that_does_not_load_names_the_missing_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "PySide6/__init__.py")
    fault = "raise ImportError('libEGL.so.1: cannot open shared object file: No such file or directory')\n"
    module = put(tmp_path / "PySide6/QtWidgets.py", fault)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("LD_LIBRARY_PATH", ".:/lib")
    check = qt.check("linux")
    assert not check.ok and "libEGL.so.1" in check.detail and check.fix == "sudo apt install libegl1"
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/other/lib:")
    module.write_text("raise ImportError('/opt/other/lib/libQt6DBus.so.6: undefined symbol')\n")
    check = qt.check("linux")
    assert not check.ok and "another Qt" in check.detail and check.fix == "unset LD_LIBRARY_PATH"
    monkeypatch.delenv("LD_LIBRARY_PATH")
    module.write_text("import os; os.abort()\n")
    check = qt.check("linux")
    assert not check.ok and check.fix and "pip install --force-reinstall" in check.fix
    module.write_text("")
    monkeypatch.delenv("DISPLAY", raising=False)
    assert qt.check("linux").ok
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(qt.ctypes.util, "find_library", lambda name: None)
    check = qt.check("linux")
    assert not check.ok and check.fix and check.fix.startswith("sudo apt install libxcb-cursor0 ")
    assert qt.check("darwin").ok


def test_trial() -> None:
    assert trial.why_not("json") is None
    assert "no_such_module" in (trial.why_not("no_such_module") or "")


def test_every_failing_check_of_this_machine_has_a_fix_and_no_other_has() -> None:
    checks = examine(Settings(output=OutputSettings(device="/dev/video99")))
    assert len({check.name for check in checks}) == len(checks)
    assert all((check.fix is None) == check.ok for check in checks)
    assert not any(check.skipped and not check.ok for check in checks)
    assert {"camera", "virtual camera", "engine", "model files", "OpenCV", "ONNX Runtime", "Qt"} <= {
        check.name for check in checks
    }


def test_the_command_tells_of_faults_and_ends_with_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(pyvirtualcam.camera, "BACKENDS", {})
    put(tmp_path / "config.yaml", "outptu: {}\nlgo: {}\n")
    assert main(["doctor", "--loopback", "--json", "report.json"]) == 1
    checks = json.loads((tmp_path / "report.json").read_text())["checks"]
    assert all(set(check) == {"name", "ok", "detail", "fix", "skipped", "blocks", "remedy"} for check in checks)
    by_name = {check["name"]: check for check in checks}
    assert not by_name["settings"]["ok"] and "outptu" in by_name["settings"]["detail"]
    assert by_name["model files"]["ok"] and not by_name["loopback"]["ok"]
    told, errors = capsys.readouterr()
    assert all(check["name"] in told and (check["fix"] or "") in told for check in checks)
    failed = sum(not check["ok"] for check in checks)
    assert f"{len(checks)} checks, {failed} failed, " in told and errors == ""
    assert "FAIL  settings: config.yaml: outptu: unknown key; did you mean output?\n      config.yaml: lgo: " in told
    assert main(["doctor", "--json", "no/such/folder.json"]) == 2


def test_the_command_ends_with_0_if_no_check_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    found = [Check("camera", True, "a camera"), Check("permissions", True, "no video device to open", skipped=True)]
    monkeypatch.setattr("app.commands.doctor.examine", lambda settings: found)
    assert main(["doctor", "--json", "report.json"]) == 0
    told = capsys.readouterr().out
    assert "ok    camera: a camera\nskip  permissions: no video device to open\n" in told
    assert told.endswith("3 checks, 0 failed, 1 skipped\n")
    found.append(Check("virtual camera", False, "none", "install one"))
    assert main(["doctor", "--json", "report.json"]) == 1
    assert len(json.loads((tmp_path / "report.json").read_text())["checks"]) == 4
