"""What several tests need: the real detector, the shipped engine, a real face, a made recording."""

import itertools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from skimage import data

from app.report.log import logging_to
from app.settings import Settings
from hime_core.assets import locate
from hime_core.detector import FaceDetector, load_detector
from hime_core.detector.load import BLAZEFACE_MODEL
from hime_core.errors import UsageError
from hime_core.geometry import Image, KeyPoints, Square, crop, headshot_square
from hime_core.recogniser import Recogniser, load_recogniser
from hime_core.runtime import Engine, OnnxEngine, locate_graphs

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Two processes of tests share the cores. The threads of torch wait for each other in loops, which then takes long.
if "PYTEST_XDIST_WORKER" in os.environ:
    os.environ.setdefault("OMP_NUM_THREADS", "1")


@pytest.fixture(scope="session", autouse=True)
def log_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Commands in a test keep their log away from the log of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(scope="session", autouse=True)
def no_pipewire(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test shows a camera on the desktop of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PIPEWIRE_RUNTIME_DIR", str(tmp_path_factory.mktemp("pipewire")))
        yield


@pytest.fixture(autouse=True)
def warnings_in_the_terminal() -> Iterator[None]:
    """What is called without a command tells its warnings as within one."""
    with logging_to(None):
        yield


@pytest.fixture(scope="session")
def photo() -> Image:
    """A portrait, 512×512 BGR."""
    return np.ascontiguousarray(data.astronaut()[:, :, ::-1])


@pytest.fixture(scope="session")
def detector() -> FaceDetector:
    return load_detector()


@pytest.fixture(scope="session")
def recogniser() -> Recogniser:
    return load_recogniser()


@pytest.fixture(scope="session")
def chromium() -> str:
    """A browser's program. In CI on Linux its absence is a failure: .ci/run installs it."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        missed = os.environ.get("CI") and sys.platform == "linux"
        assert not missed, "CI has no Chromium; .ci/run installs it"
        pytest.skip("no Chromium on this machine; on Debian: apt install chromium")
    return found


@pytest.fixture(scope="session")
def engine() -> Engine:
    graphs = locate_graphs(Settings().enhance.best_model)
    return OnnxEngine(graphs.encode, graphs.enhance, "CPUExecutionProvider", "test", burst=graphs.burst)


@pytest.fixture(scope="session")
def face(photo: Image, detector: FaceDetector) -> KeyPoints:
    """The photo's face."""
    return detector.detect(photo)[0]


@pytest.fixture(scope="session")
def square(face: KeyPoints) -> Square:
    """The photo's headshot square."""
    return headshot_square(face)


@pytest.fixture(scope="session")
def google_file() -> Path:
    """Google's own BlazeFace file, fetched before. In CI its absence is a failure: `make setup-all` fetches it."""
    try:
        return locate(BLAZEFACE_MODEL, "tflite")
    except UsageError as error:
        assert not os.environ.get("CI"), f"CI fetches the registered files: {error}"
        pytest.skip(f"{error}")


def without_network() -> list[str]:
    """What to put before a command, so that it runs without a network; nothing where the system does not offer that."""
    alone = ["unshare", "--map-root-user", "--net"]
    if shutil.which("unshare") is None:
        return []
    tried = subprocess.run([*alone, "true"], capture_output=True, check=False)
    return [] if tried.returncode else alone


def place(photo: Image, square: Square, side: float, x: float, y: float, frame: Image) -> Image:
    """The frame with the photo's headshot (and what is around it) put at (x, y), `side` pixels large."""
    margin = 1.6
    size = round(side * margin)
    cut = crop(photo, square.scaled(margin), size)
    out = frame.copy()
    x0, y0 = round(x - size / 2), round(y - size / 2)
    a, b = max(0, -x0), max(0, -y0)
    part = cut[b : b + out.shape[0] - max(0, y0), a : a + out.shape[1] - max(0, x0)]
    out[max(0, y0) : max(0, y0) + part.shape[0], max(0, x0) : max(0, x0) + part.shape[1]] = part
    return out


def wall(height: int = 720, width: int = 1280) -> Image:
    """A plain background with a little texture."""
    rng = np.random.default_rng(7)
    return rng.integers(118, 128, (height, width, 3)).astype(np.uint8)


def write_video(path: Path, pictures: Iterable[Image], fps: int = 25, sound: bool = False) -> Path:
    """An H.264 recording, with a tone as AAC where asked."""
    number, pictures = 0, iter(pictures)
    first = next(pictures)
    with av.open(str(path), "w") as out:
        video = out.add_stream("libx264", rate=fps, options={"crf": "12", "preset": "ultrafast"})
        video.height, video.width = first.shape[:2]
        video.pix_fmt = "yuv420p"
        audio = out.add_stream("aac", rate=48_000) if sound else None
        for picture in itertools.chain([first], pictures):
            number += 1
            for packet in video.encode(av.VideoFrame.from_ndarray(picture, format="bgr24")):
                out.mux(packet)
        for packet in video.encode():
            out.mux(packet)
        if audio:
            samples = round(48_000 * number / fps)
            tone = (0.2 * np.sin(2 * np.pi * 440 * np.arange(samples) / 48_000)).astype(np.float32)
            for start in range(0, samples - 1024, 1024):
                frame = av.AudioFrame.from_ndarray(tone[None, start : start + 1024], format="fltp", layout="mono")
                frame.sample_rate, frame.pts, frame.time_base = 48_000, start, Fraction(1, 48_000)
                for packet in audio.encode(frame):
                    out.mux(packet)
            for packet in audio.encode():
                out.mux(packet)
    return path
