"""A real browser takes what HIME writes for its webcam: headless Chromium, a page that calls getUserMedia."""

import json
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Empty, Queue
from typing import Any

import numpy as np
import pytest

from app.output.sinks import open_sink
from hime_core.geometry import Image

WIDTH, HEIGHT, FPS = 320, 180, 24
BARS = [(235, 235, 235), (20, 200, 200), (200, 200, 20), (20, 180, 20), (180, 20, 180), (20, 20, 200), (200, 20, 20)]
BITS = 8  # blocks of black and white along the lower edge: the number of the picture
HANGS = 120  # seconds after which the browser is given up

PAGE = """<!doctype html><video autoplay muted playsinline></video><script>
const post = found => fetch("/found", {method: "POST", body: JSON.stringify(found)});
async function watch() {
  const stream = await navigator.mediaDevices.getUserMedia({video: true, audio: false});
  const video = document.querySelector("video");
  video.srcObject = stream;
  await video.play();
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
  const context = canvas.getContext("2d", {willReadFrequently: true});
  const at = (x, y) => [...context.getImageData(canvas.width * x, canvas.height * y, 1, 1).data].slice(0, 3);
  const across = (count, y) => Array.from({length: count}, (_, i) => at((i + 0.5) / count, y));
  const pictures = [];
  const look = (now, {captureTime}) => {
    context.drawImage(video, 0, 0);
    pictures.push({captureTime, bars: across(BARS, 0.25), bits: across(BITS, 0.9).map(rgb => +(rgb[1] > 127))});
    if (pictures.length < 48) video.requestVideoFrameCallback(look);
    else post({width: video.videoWidth, height: video.videoHeight, pictures,
               frameRate: stream.getVideoTracks()[0].getSettings().frameRate});
  };
  video.requestVideoFrameCallback(look);
}
watch().catch(error => post({error: String(error)}));
</script>"""


def numbered(number: int) -> Image:
    """Colour bars over the picture's number, highest bit first."""
    image = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    for i, bar in enumerate(BARS):
        image[: HEIGHT // 2, i * WIDTH // len(BARS) : (i + 1) * WIDTH // len(BARS)] = bar
    for i in range(BITS):
        image[HEIGHT // 2 :, i * WIDTH // BITS : (i + 1) * WIDTH // BITS] = 235 * (number >> (BITS - 1 - i) & 1)
    return image


@pytest.fixture
def page() -> Iterator[tuple[str, Queue[dict[str, Any]]]]:
    """The page's address, and what it found."""
    found: Queue[dict[str, Any]] = Queue()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(PAGE.replace("BARS", str(len(BARS))).replace("BITS", str(BITS)).encode())

        def do_POST(self) -> None:
            found.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", found
    server.shutdown()
    server.server_close()


def watch(chromium: str, webcam: Path, page: tuple[str, Queue[dict[str, Any]]], profile: Path) -> dict[str, Any]:
    """What a page in Chromium finds when it asks for the webcam."""
    address, found = page
    flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", f"--user-data-dir={profile}"]
    flags += ["--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    flags += ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    flags += [f"--use-file-for-fake-video-capture={webcam}"]
    log = profile.with_suffix(".log")
    with log.open("w") as out, subprocess.Popen([chromium, *flags, address], stdout=out, stderr=out) as browser:
        try:
            return found.get(timeout=HANGS)
        except Empty:
            pytest.fail(f"the page reported nothing in {HANGS} s; Chromium said:\n{log.read_text()[-2000:]}")
        finally:
            browser.kill()


def test_chromium_takes_what_we_write_for_its_webcam(
    tmp_path: Path, chromium: str, page: tuple[str, Queue[dict[str, Any]]]
) -> None:
    webcam = tmp_path / "webcam.y4m"
    sink, _ = open_sink(str(webcam), WIDTH, HEIGHT, FPS)
    for i in range(1 << BITS):
        sink.write(numbered(i), i / FPS)
    sink.close()
    found = watch(chromium, webcam, page, tmp_path / "profile")
    assert "error" not in found, found["error"]
    assert (found["width"], found["height"], found["frameRate"]) == (WIDTH, HEIGHT, FPS)

    pictures = found["pictures"]
    for picture in pictures:  # left to right: a mirrored picture has blue first
        np.testing.assert_allclose([rgb[::-1] for rgb in picture["bars"]], BARS, atol=4)

    numbers = [int("".join(map(str, picture["bits"])), 2) for picture in pictures]
    steps = np.diff(numbers) % (1 << BITS)  # Chromium starts over at the end of the file
    assert steps.max() < 1 << (BITS - 1), f"out of order: {numbers}"
    # The numbers tell how far the stream has come, whatever was not shown. Chromium never runs ahead of the rate that
    # is written, but a busy machine lets it fall far behind.
    rate = 1000 * steps.sum() / (pictures[-1]["captureTime"] - pictures[0]["captureTime"])
    assert 0.2 * FPS < rate < 1.1 * FPS
