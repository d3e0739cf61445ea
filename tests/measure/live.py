"""Rate, latency, new detail, cores, stages, memory and order of the live graph on a made call, as JSON."""

import argparse
import json
import os
import threading
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
from skimage import data

from app.capture.frame import Frame
from app.models import load_live_models, load_models
from app.picture.show import Show
from app.run.live import LiveGraph, Worker
from app.settings import Settings
from hime_core.detector import FaceDetector
from hime_core.geometry import Image, Square, crop, headshot_square
from tests.conftest import wall

# The camera gives this many frames a second.
FPS = 30
# The first person is near, walks away and is far for these numbers of frames. This minute is repeated without end.
NEAR, WALKS, FAR = 6 * FPS, 3 * FPS, 51 * FPS
# After this many seconds the first person is far, and what is loaded at the start is loaded.
SETTLED = (NEAR + WALKS) / FPS + 1
# Near and far headshots have these sides in pixels. The LR window of a far headshot has 48 pixels a side.
NEAR_SIDE, FAR_SIDE = 220.0, 38.0
# A person has faded into the room at this distance from the centre of the headshot, in sides of it. The headshot itself
# ends at 0.5.
FADED = 0.75
# People's headshots have their centres at these places (x, y), in pixels.
PLACES = ((640, 300), (300, 250), (950, 320), (480, 480))


def made_call(path: Path, faces: int, far: bool, detector: FaceDetector) -> Path:
    """Write a call in which one person is near and walks away. The others come when that person is far, and stay far.

    Everybody sways a little, and the frames have sensor noise. far: whether the first person walks away; otherwise they
    stay near, and nobody else comes. faces: how many people there are, from 0.
    """
    photo = np.ascontiguousarray(data.astronaut()[:, :, ::-1])
    square = headshot_square(detector.detect(photo)[0])
    rng = np.random.default_rng(0)
    noise = [rng.normal(0, 2, (720, 1280, 3)).round().astype(np.int16) for _ in range(5)]
    room = wall()

    def picture(i: int) -> Image:
        away = min(max((i - NEAR) / WALKS, 0.0), 1.0) if far else 0.0
        frame = room
        for n, (x, y) in enumerate(PLACES[:faces]):
            side = NEAR_SIDE * (FAR_SIDE / NEAR_SIDE) ** away if n == 0 else FAR_SIDE
            if n and away < 1:
                continue  # they come in when the first one is far
            sway = 2.0 * np.sin(0.05 * i + n), 1.5 * np.sin(0.037 * i + 2 * n)
            frame = shown(photo, square, Square(x + sway[0], y + sway[1], side), frame)
        return np.clip(frame + noise[i % 5], 0, 255).astype(np.uint8)

    partial = path.with_suffix(".partial.avi")
    with av.open(str(partial), "w") as out:
        stream = out.add_stream("mjpeg", rate=FPS)
        stream.width, stream.height, stream.pix_fmt = 1280, 720, "yuvj422p"
        stream.codec_context.qmin = stream.codec_context.qmax = 4
        for i in range(NEAR + WALKS + FAR):
            out.mux(stream.encode(av.VideoFrame.from_ndarray(picture(i), format="bgr24")))
        out.mux(stream.encode())
    return partial.rename(path)


def shown(photo: Image, head: Square, there: Square, frame: Image) -> Image:
    """The frame with the photo's person in it, whose headshot is moved from `head` to `there`.

    The person moves by parts of a pixel, and fades into the room around the headshot. Otherwise an edge of the photo
    would move and jump, which no real person brings along.
    """
    half = int(np.ceil(FADED * there.side))
    x0, y0, side, scale = round(there.x) - half, round(there.y) - half, 2 * half, there.side / head.side
    x, y = head.x + (x0 + half - there.x) / scale, head.y + (y0 + half - there.y) / scale
    person = crop(photo, Square(x, y, side / scale), side)
    places = np.arange(side) + 0.5
    across, down = np.abs(places + x0 - there.x) / there.side, np.abs(places + y0 - there.y) / there.side
    mask = np.clip((FADED - np.maximum(across, down[:, None])) / (FADED - 0.5), 0, 1).astype(np.float32)
    out = frame.copy()
    room = out[y0 : y0 + side, x0 : x0 + side]
    room[:] = cv2.blendLinear(person, room, mask, 1 - mask)
    return out


class LoopedCamera:
    """A Motion JPEG recording as an endless camera, with 30 frames a second by the clock.

    Frames are decoded in the way in which OpenCV decodes those of USB cameras.
    """

    live = True

    def __init__(self, path: Path, wanted: threading.Event):
        """wanted: while it is cleared, no frame is read, as with a camera that is released."""
        self.name, self._path = f"{path.name}, looped", path
        self._wanted = wanted
        self.width, self.height = 1280, 720
        self._closed = threading.Event()

    def __iter__(self) -> Iterator[Frame]:
        start, index = time.perf_counter(), 0
        while not self._closed.is_set():
            with av.open(str(self._path)) as file:
                for packet in file.demux(video=0):
                    paused = time.perf_counter()
                    while not self._wanted.is_set() and not self._closed.wait(0.1):
                        start, paused = start + time.perf_counter() - paused, time.perf_counter()
                    self._closed.wait(max(0.0, start + index / FPS - time.perf_counter()))
                    if self._closed.is_set():
                        break
                    if packet.size:
                        image = cv2.imdecode(np.frombuffer(bytes(packet), np.uint8), cv2.IMREAD_COLOR)
                        yield Frame(np.asarray(image, np.uint8), time.perf_counter() - start, index)
                        index += 1

    def close(self) -> None:
        self._closed.set()


class Watcher:
    """A sink that takes pictures as a virtual camera does, and notes their times. It samples memory every second."""

    name = "watcher"

    def __init__(self) -> None:
        self.times: list[float] = []
        self.memory: list[tuple[float, float]] = []  # seconds, MB
        self.busy: list[tuple[float, float]] = []  # seconds, seconds of processor time until then

    def write(self, image: Image, time_: float) -> None:
        now = time.monotonic()
        self.times.append(now)
        if not self.memory or now - self.memory[-1][0] >= 1:
            pages = int(Path("/proc/self/statm").read_text().split()[1])
            self.memory.append((now, pages * os.sysconf("SC_PAGE_SIZE") / 1e6))
            self.busy.append((now, time.process_time()))

    def close(self) -> None:
        """Do nothing: there is nothing to free."""

    def abort(self) -> None:
        """Do nothing: there is nothing to take back."""

    def cores(self) -> float | None:
        """The cores in use after the first SETTLED seconds. None if the run was shorter."""
        late = [(t, busy) for t, busy in self.busy if t - self.busy[0][0] > SETTLED]
        return round((late[-1][1] - late[0][1]) / (late[-1][0] - late[0][0]), 3) if len(late) > 1 else None

    def slope(self) -> float | None:
        """The growth of memory after the first minute, in MB per minute. None if the run took less than two minutes."""
        late = [(t, mb) for t, mb in self.memory if t - self.memory[0][0] > 60]
        if len(late) < 60:
            return None
        t, mb = np.array(late).T
        return float(60 * np.polyfit(t, mb, 1)[0])


def new_detail(rows: list[dict[str, Any]]) -> list[float]:
    """How often each far face gets new detail, a second, the least first: from the rows of a trace.

    Only the span counts in which everybody is far. Whatever a face took to enhance differs from round to round, so a
    new number of milliseconds is new detail.
    """
    span = [row for row in rows if SETTLED < row["pts"] < (NEAR + WALKS + FAR) / FPS - 1]
    if not span:
        return []
    seconds = span[-1]["pts"] - span[0]["pts"]
    times: dict[int, list[float]] = {}
    for row in span:
        for face in row["faces"]:
            if face["enhanced"]:
                times.setdefault(face["id"], []).append(face["ms"])
    return sorted(round(sum(a != b for a, b in pairwise(ms)) / seconds, 1) for ms in times.values())


def main() -> None:
    """Run the live graph and print the report."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=300)
    options.add_argument("--faces", type=int, default=1, choices=range(len(PLACES) + 1))
    options.add_argument("--near", action="store_true", help="the first person stays near")
    options.add_argument("--unwatched", action="store_true", help="nobody watches after some seconds")
    options.add_argument("--folder", type=Path, default=Path("out"), help="keeps the made call")
    asked = options.parse_args()
    settings = Settings()
    path = asked.folder / f"made_call_{asked.faces}{'_near' if asked.near else ''}.avi"
    if not path.exists():
        asked.folder.mkdir(exist_ok=True)
        models = load_models(settings)
        made_call(path, asked.faces, not asked.near, models.detector)
    threads = threading.active_count()
    sink, show, trace = Watcher(), Show(settings.output, 1280, 720), asked.folder / "live.jsonl"
    wanted = threading.Event()
    wanted.set()
    if asked.unwatched:
        threading.Timer(SETTLED - 5, wanted.clear).start()
    live = LiveGraph(
        LoopedCamera(path, wanted), show, sink, Worker(load_live_models, settings), settings, wanted=wanted
    )
    begun = time.monotonic()
    with trace.open("w") as file:
        seconds = live.run(asked.seconds, file, None)
    rows = [json.loads(line) for line in trace.read_text().splitlines()]
    shown = [row["source_index"] for row in rows]
    gaps = 1000 * np.diff(sink.times)
    report = live.report(seconds) | {
        "first_picture_s": round(sink.times[0] - begun, 3),
        "rate_by_minute": [
            round(sum(begun + m < t <= begun + m + 60 for t in sink.times) / 60, 2)
            for m in range(0, int(asked.seconds) - 59, 60)
        ],
        "cores_when_settled": sink.cores(),
        "new_detail_per_second": new_detail(rows),
        "gap_ms": {f"p{q}": round(float(np.percentile(gaps, q)), 1) for q in (50, 99, 100)},
        "out_of_order": sum(b < a for a, b in pairwise(shown)),
        "memory_mb": [round(mb) for _, mb in sink.memory[:: max(1, len(sink.memory) // 20)]],
        "memory_slope_mb_per_minute": sink.slope(),
        "threads_left": threading.active_count() - threads,
    }
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
