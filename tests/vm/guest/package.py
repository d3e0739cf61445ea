"""The cases of HIME's package for Debian: it is installed, tried and removed. They run one after the other."""

import json
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2

PACKAGES = Path("/project/dist")
FILES_BEFORE = Path("/tmp/files_before.json")
# dpkg and kmod keep these up to date themselves, with and without HIME.
KEPT_BY_OTHERS = (
    "/var/lib/dpkg/",
    "/var/log/",
    "/var/cache/",
    "/tmp",
    "/proc",
    "/sys",
    "/dev",
    "/run",
    "/project",
    "/site",
)
# The package's program must not find the Python and the packages of this guest.
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
# An emulated machine is slow: the pictures are small, and no time is spent on choosing a model.
SETTINGS = "output: {width: 160, height: 120, fps: 5}\nenhance: {model: hime_fast_x4}\n"
PATIENCE = 900.0  # seconds, for what takes some seconds on a real machine

Say = Callable[[str], None]


def package() -> Path | None:
    """The package that is tried, if there is one."""
    return max(PACKAGES.glob("hime_*_amd64.deb"), key=lambda path: path.stat().st_mtime, default=None)


def installs(say: Say) -> None:
    """The package is installed without a network, and brings the virtual camera with the right options."""
    file = package()
    assert file
    subprocess.run(["mount", "-o", "remount,rw", "/"], check=True)
    subprocess.run(["modprobe", "-r", "v4l2loopback"], check=True)
    FILES_BEFORE.write_text(json.dumps(sorted(files())))
    say(f"{file.name}: {file.stat().st_size} bytes")
    done = subprocess.run(["dpkg", "-i", file], capture_output=True, text=True, check=False)
    say(f"dpkg -i ends with {done.returncode} {done.stderr.strip()}")
    assert done.returncode == 0
    say(f"virtual cameras: {', '.join(names())}")
    assert names() == ["HIME"]
    caps = Path("/sys/module/v4l2loopback/parameters/exclusive_caps").read_text()
    say(f"exclusive_caps: {caps.strip()}")
    assert caps.startswith("Y")
    version = subprocess.run(["hime", "--version"], capture_output=True, text=True, check=True, env=ENVIRONMENT)
    say(version.stdout.strip())
    subprocess.run(["hime", "models", "verify"], check=True, env=ENVIRONMENT, stdout=subprocess.DEVNULL)
    say("hime models verify: fine")


def doctor(say: Say) -> None:
    """`hime doctor` finds nothing to do. The camera is one that the kernel plays."""
    Path("config.yaml").write_text(SETTINGS)
    subprocess.run(["modprobe", "vivid", "n_devs=1"], check=True)
    try:
        command = ["hime", "doctor", "--json", "package.json"]
        done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=False, timeout=PATIENCE)
        for line in (done.stdout + done.stderr).splitlines():
            say(line)
        assert done.returncode == 0
        checks = json.loads(Path("package.json").read_text())["checks"]
        assert {"camera", "virtual camera", "exclusive_caps", "engine", "Qt"} <= {
            check["name"] for check in checks if check["ok"] and not check["skipped"]
        }
    finally:
        subprocess.run(["modprobe", "-r", "vivid"], check=False)


def sends(say: Say) -> None:
    """What the installed HIME sends arrives in a program that watches."""
    Path("config.yaml").write_text(SETTINGS)
    device = next(
        f"/dev/{folder.name}"
        for folder in Path("/sys/devices/virtual/video4linux").iterdir()
        if (folder / "name").read_text().strip() == "HIME"
    )
    with running(["hime", "run", "--headless", "--source", "sample", "--sink", "virtual"]) as process:
        end = time.monotonic() + PATIENCE
        while True:
            assert process.poll() is None, f"hime ended with {process.returncode}"
            assert time.monotonic() < end, "no picture came"
            capture = cv2.VideoCapture(device, cv2.CAP_V4L2)
            ok, image = capture.read()
            capture.release()
            if ok and image.std() > 10:  # the sample call, and not a black picture
                break
            time.sleep(1)
        say(f"read {image.shape[1]}x{image.shape[0]} from {device}, mean {image.mean():.0f}, spread {image.std():.0f}")
        assert image.shape == (120, 160, 3)


def removes(say: Say) -> None:
    """The removed package leaves no file and no virtual camera."""
    subprocess.run(["modprobe", "-r", "v4l2loopback"], check=True)
    subprocess.run(["modprobe", "v4l2loopback"], check=True)
    say(f"virtual cameras: {', '.join(names())}")
    assert names() == ["HIME"]
    done = subprocess.run(["dpkg", "--remove", "hime"], capture_output=True, text=True, check=False)
    say(f"dpkg --remove ends with {done.returncode} {done.stderr.strip()}")
    assert done.returncode == 0
    listed = subprocess.run(["dpkg", "-L", "hime"], capture_output=True, text=True, check=False)
    say(f"dpkg -L: {listed.stdout.strip() or listed.stderr.strip()}")
    assert "/" not in listed.stdout
    assert not Path("/sys/module/v4l2loopback").exists(), "the module is still there"
    say("the virtual camera is gone")
    subprocess.run(["dpkg", "--purge", "hime"], check=True)
    before, after = set(json.loads(FILES_BEFORE.read_text())), files()
    say(f"{len(after - before)} files more than before, {len(before - after)} less {sorted(after ^ before)[:10]}")
    assert after == before


CASES = [installs, doctor, sends, removes]


def names() -> list[str]:
    """The names of the virtual cameras."""
    return sorted(path.read_text().strip() for path in Path("/sys/devices/virtual/video4linux").glob("*/name"))


def files() -> set[str]:
    """All files and folders of the system, but for what others keep."""
    found = set()
    for folder, folders, inside in os.walk("/"):
        folders[:] = [name for name in folders if not f"{folder}/{name}".replace("//", "/").startswith(KEPT_BY_OTHERS)]
        found |= {f"{folder}/{name}".replace("//", "/") for name in (*folders, *inside)}
    return {name for name in found if not name.startswith(KEPT_BY_OTHERS)}


@contextmanager
def running(command: list[str]) -> Iterator["subprocess.Popen[bytes]"]:
    """A program that runs for a while."""
    process = subprocess.Popen(command, env=ENVIRONMENT)
    try:
        yield process
    finally:
        process.kill()
        process.wait()
