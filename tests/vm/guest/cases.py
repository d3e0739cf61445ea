"""Runs in the guest, as root: our virtual camera on the real v4l2loopback, with OpenCV as the program that watches.

usage: cases.py REPORT. Each case prints what happens as it happens; REPORT gets all of it as one JSON object.
"""

import fcntl
import json
import multiprocessing
import os
import platform
import struct
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path

import cv2
import numpy as np
import package

from app.doctor import exclusive_caps as exclusive_caps_check
from app.doctor import virtual_camera as virtual_camera_check
from app.output.sinks import VirtualCamera
from app.output.viewers import Viewers
from hime_core.geometry import Image

DEVICE = Path("/dev/video10")
MODULE = ["v4l2loopback", "video_nr=10", "card_label=HIME"]
DOCTOR = [sys.executable, "-m", "app", "doctor", "--loopback", "--json", "doctor.json"]
CLOCKED = {"loopback rate", "loopback latency"}  # told and not judged: an emulated machine keeps no time
WIDTH, HEIGHT, FPS = 160, 120, 5  # an emulated machine is slow
SETTINGS = f"output: {{width: {WIDTH}, height: {HEIGHT}, fps: {FPS}}}\n"
PATIENCE = 60.0  # seconds, for what takes moments on a real machine
BARS = [(235, 235, 235), (20, 200, 200), (200, 200, 20), (20, 180, 20), (180, 20, 180), (20, 20, 200), (200, 20, 20)]
TOLERANCE = 6  # levels, per channel
FORK = multiprocessing.get_context("fork")  # a new interpreter takes half a minute to start here

VIDIOC_QUERYCAP = 0x80685600
CAPTURE, OUTPUT = 0x1, 0x2

Say = Callable[[str], None]


def picture(mark: int) -> Image:
    """Colour bars, left to right, over a grey strip that tells who sent it."""
    image = np.full((HEIGHT, WIDTH, 3), mark, np.uint8)
    for i, bar in enumerate(BARS):
        image[: HEIGHT // 2, i * WIDTH // len(BARS) : (i + 1) * WIDTH // len(BARS)] = bar
    return image


def mark_of(image: Image) -> int:
    """The grey of the strip."""
    return round(float(image[HEIGHT * 3 // 4].mean()))


def caps() -> str:
    """What the device says it is to whoever asks now."""
    fd = os.open(DEVICE, os.O_RDWR)
    try:
        answer = fcntl.ioctl(fd, VIDIOC_QUERYCAP, bytes(104))
    finally:
        os.close(fd)
    flags = struct.unpack_from("=16s32s32sIII", answer)[5]
    return "+".join(name for name, bit in (("capture", CAPTURE), ("output", OUTPUT)) if flags & bit) or "nothing"


def _produce(mark: int) -> None:
    camera = VirtualCamera(WIDTH, HEIGHT, FPS)
    image = picture(mark)
    while True:
        camera.write(image, 0.0)
        time.sleep(1 / FPS)


@contextmanager
def producer(mark: int) -> Iterator[BaseProcess]:
    """Our sink, sending from a process of its own; killed at the end, as by a crash."""
    process = FORK.Process(target=_produce, args=(mark,), daemon=True)
    process.start()
    try:
        until(lambda: caps() == "capture", "the producer has the device")
        yield process
    finally:
        process.kill()
        process.join()


@contextmanager
def consumer() -> Iterator[cv2.VideoCapture]:
    """A program that watches."""
    capture = cv2.VideoCapture(DEVICE.as_posix(), cv2.CAP_V4L2)
    try:
        yield capture
    finally:
        capture.release()


def read(capture: cv2.VideoCapture) -> Image:
    """The next picture."""
    ok, image = capture.read()
    assert ok, "the consumer got no picture"
    return np.asarray(image)


def until(met: Callable[[], bool], what: str) -> None:
    """Wait for something; raises TimeoutError where it does not come."""
    end = time.monotonic() + PATIENCE
    while not met():
        if time.monotonic() > end:
            raise TimeoutError(f"waited {PATIENCE:.0f} s: {what}")
        time.sleep(0.1)


def read_until(capture: cv2.VideoCapture, mark: int, say: Say) -> None:
    """Read on, through failures, until pictures of this sender arrive."""
    failed = 0

    def arrived() -> bool:
        nonlocal failed
        ok, image = capture.read()
        failed += not ok
        return ok and abs(mark_of(image) - mark) <= TOLERANCE

    until(arrived, f"pictures marked {mark}")
    say(f"the consumer reads pictures marked {mark}, after {failed} failed reads")


def colours_and_size(say: Say) -> None:
    """What is sent arrives: size, colours, left and right."""
    with producer(100), consumer() as capture:
        image = read(capture)
        say(f"sent {WIDTH}x{HEIGHT}, read {image.shape[1]}x{image.shape[0]}")
        assert image.shape == (HEIGHT, WIDTH, 3)
        for i, bar in enumerate(BARS):
            seen = image[HEIGHT // 4, (2 * i + 1) * WIDTH // (2 * len(BARS))]
            say(f"bar {i}: sent {bar}, read {tuple(int(v) for v in seen)}")
            assert np.abs(seen.astype(int) - bar).max() <= TOLERANCE


def exclusive_caps(say: Say) -> None:
    """The device is a camera and nothing else while we send: browsers list no other."""
    before = caps()
    say(f"nobody sends: {before}")
    with producer(100):
        during = caps()
        say(f"we send: {during}")
    after = caps()
    say(f"killed: {after}")
    assert (before, during, after) == ("output", "capture", "output")


def consumer_first(say: Say) -> None:
    """A program that watches is there before us, and holds the device open."""
    held = os.open(DEVICE, os.O_RDWR)
    try:
        with consumer() as capture:
            say(f"nobody sends: the consumer {'opens' if capture.isOpened() else 'cannot open'} the device")
        with producer(140):
            say("we send while another program holds the device open")
            with consumer() as capture:
                read_until(capture, 140, say)
    finally:
        os.close(held)


def producer_restarts(say: Say) -> None:
    """We crash and come back under a program that goes on watching."""
    with producer(60) as first, consumer() as capture:
        read_until(capture, 60, say)
        first.kill()
        first.join()
        say("the producer is killed")
        ok, _ = capture.read()
        say(f"nobody sends: device is {caps()}, a read {'gives a picture' if ok else 'gives nothing'}")
        with producer(180):
            say("a new producer sends")
            read_until(capture, 180, say)


def consumer_comes_and_goes(say: Say) -> None:
    """Programs that watch leave and return; we go on sending."""
    with producer(120) as sender:
        for _ in range(3):
            with consumer() as capture:
                read_until(capture, 120, say)
                with consumer() as other:
                    say(f"a second consumer {'gets pictures too' if other.read()[0] else 'is refused'}")
                read(capture)
            say(f"nobody watches: device is {caps()}, the producer is {'alive' if sender.is_alive() else 'dead'}")
            assert sender.is_alive() and caps() == "capture"


def viewers_are_noticed(say: Say) -> None:
    """The driver tells us that somebody watches, and that nobody does any more."""
    wanted = threading.Event()
    with producer(100):
        viewers = Viewers(str(DEVICE), wanted, linger=2.0)
        say(f"the driver {'can' if viewers.supported else 'cannot'} tell")
        assert viewers.supported
        try:
            for _ in range(2):
                until(lambda: not wanted.is_set(), "not wanted while nobody watches")
                say("nobody watches: the camera may rest")
                with consumer() as capture:
                    read(capture)
                    say("a consumer reads")
                    until(wanted.is_set, "wanted while a consumer reads")
                    say("it is noticed: the camera is wanted")
                say("the consumer is gone")
            until(lambda: not wanted.is_set(), "not wanted after the last consumer")
            say("it is noticed: the camera may rest")
        finally:
            viewers.close()


def doctor_sees_the_module(say: Say) -> None:
    """`hime doctor` tells a module that is loaded rightly from one that is not loaded or lacks exclusive_caps."""

    def looks_well() -> tuple[bool, bool]:
        checks = [virtual_camera_check.check(Path("/")), exclusive_caps_check.check(Path("/"))]
        for check in checks:
            say(f"{'ok' if check.ok else 'not ok'}: {check.name}: {check.detail}")
        return checks[0].ok, checks[1].ok

    unload()
    say("not loaded")
    assert not looks_well()[0]
    load("exclusive_caps=0")
    say("loaded with exclusive_caps=0")
    assert looks_well() == (True, False)
    unload()
    load("exclusive_caps=1")
    say("loaded with exclusive_caps=1")
    assert looks_well() == (True, True)


def doctor_loopback(say: Say) -> None:
    """`hime doctor --loopback` writes, reads back and is content."""
    Path("config.yaml").write_text(SETTINGS)
    assert subprocess.run(DOCTOR, check=False).returncode in (0, 1)  # 1: the guest has no real camera
    checks = json.loads(Path("doctor.json").read_text())["checks"]
    for check in checks:
        say(f"{'ok' if check['ok'] else 'not ok'}: {check['name']}: {check['detail']}")
    looked_at = {check["name"]: check["ok"] for check in checks if check["name"].startswith("loopback")}
    assert {"loopback size", "loopback colours", "loopback mirroring", "loopback order"} <= looked_at.keys()
    assert all(ok for name, ok in looked_at.items() if name not in CLOCKED)


CASES = [
    colours_and_size,
    exclusive_caps,
    consumer_first,
    producer_restarts,
    consumer_comes_and_goes,
    viewers_are_noticed,
    doctor_sees_the_module,
    doctor_loopback,
    *([] if package.package() is None else package.CASES),
]


def load(option: str) -> None:
    """Load the module with one device."""
    subprocess.run(["modprobe", *MODULE, option], check=True)
    until(DEVICE.exists, f"{DEVICE}")


def unload() -> None:
    subprocess.run(["modprobe", "-r", "v4l2loopback"], check=True)


def run(case: Callable[[Say], None]) -> dict[str, object]:
    """One case on a freshly loaded module."""
    unload()
    load("exclusive_caps=1")
    start = time.monotonic()
    timeline: list[str] = []

    def say(line: str) -> None:
        timeline.append(f"{time.monotonic() - start:6.1f} s  {line}")
        print(f"  {timeline[-1]}", flush=True)

    print(f"{case.__name__}: {case.__doc__}", flush=True)
    try:
        case(say)
    except Exception as error:
        traceback.print_exc()
        say(f"FAILED: {error!r}")
        return {"name": case.__name__, "ok": False, "timeline": timeline}
    return {"name": case.__name__, "ok": True, "timeline": timeline}


def main() -> None:
    wanted = os.environ.get("CASES")  # from the guest's command line
    rows = [run(case) for case in CASES if not wanted or case.__module__ == wanted]
    unload()
    load("exclusive_caps=1")  # whatever the last case left
    version = Path("/sys/module/v4l2loopback/version").read_text().strip()
    report = {"kernel": platform.release(), "v4l2loopback": version, "cases": rows}
    Path(sys.argv[1]).write_text(json.dumps(report) + "\n")


main()
