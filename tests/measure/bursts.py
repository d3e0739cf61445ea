"""What earlier frames bring on recorded calls: python -m tests.measure.bursts WEIGHTS CALL... [--lr 32] [--frames 1 4]

All frames of a call are made as small as a camera far away would see them, so that a window of `--lr` pixels holds the
headshot. Then they are made bad, each for itself or as one H.264 video. Windows lie on whole small pixels, as in the
app. A line is about one way to make the frames bad, and about own references (three early frames) or none. For each
number of frames that the network sees it gives:

- the gain in PSNR over the first of `--frames`, dB, and the PSNR;
- change: how much the error changes from one frame to the next, in levels, where 0 is the truth's;
- flicker: how much the picture changes from one frame to the next, less how much the truth does, in levels.

All are means over calls.
"""

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import cv2
import numpy as np
import torch
from numpy.random import Generator
from numpy.typing import NDArray
from torch import Tensor

from hime_core.camera.h264 import h264_in_a_row
from hime_core.camera.jpeg import jpeg
from hime_core.detector import load_detector
from hime_core.geometry import Image, Square, headshot_square, resize_bicubic
from hime_core.network import Hime
from hime_core.network.hime import Past
from training.data.pictures import to_tensor
from training.fitting.checkpoint import load_weights

# A window is this many times as large as the headshot, as in the app.
ROOM = 1.12
# References are these frames of the call.
REFERENCE_FRAMES = 0, 8, 16
# The first target is this frame of the call.
FIRST_TARGET = 28
# The middle of a face is the mean over so many frames, since the app's tracks are smooth, too.
SMOOTHED = 5

Picture = NDArray[np.float32]
Bad = Callable[[list[Image], Generator], list[Image]]


@dataclass(frozen=True)
class Call:
    """A call in its large size. RGB."""

    name: str
    frames: list[Image]  # `scale` times as large as the small frames
    corners: list[tuple[int, int]]  # where the window of each frame begins, x and y, in small pixels
    lr: int  # the window's side, in small pixels
    scale: int

    def truth(self, frame: int, light: float) -> Picture:
        """The window of a frame in its large size, with its levels times `light`."""
        x, y = (self.scale * corner for corner in self.corners[frame])
        side = self.scale * self.lr
        return np.round(light * self.frames[frame][y : y + side, x : x + side]).astype(np.float32)


def read_call(path: Path, lr: int, scale: int) -> Call:
    """Read a call, and follow its largest face."""
    with av.open(str(path)) as container:
        frames = [np.asarray(frame.to_ndarray(format="bgr24"), np.uint8) for frame in container.decode(video=0)]
    detector = load_detector()
    squares: list[Square] = []
    for frame in frames:
        faces = [headshot_square(face) for face in detector.detect(frame)]
        squares.append(max(faces, key=lambda s: s.side) if faces else squares[-1])
    factor = scale * lr / ROOM / float(np.median([s.side for s in squares]))
    height, width = (2 * round(factor * side / scale / 2) for side in frames[0].shape[:2])
    size = scale * width, scale * height
    large = [np.ascontiguousarray(cv2.resize(f, size, interpolation=cv2.INTER_AREA)[..., ::-1]) for f in frames]
    across, down = width / frames[0].shape[1], height / frames[0].shape[0]
    middles = np.array([(s.x * across, s.y * down) for s in squares])
    most = np.array([width - lr, height - lr])
    smooth = [middles[max(0, t + 1 - SMOOTHED) : t + 1].mean(0) for t in range(len(frames))]
    corners = [np.clip(np.round(middle - lr / 2), 0, most).astype(int).tolist() for middle in smooth]
    return Call(path.stem, large, [(x, y) for x, y in corners], lr, scale)


def noisy(deviation: float) -> Bad:
    """Noise of this deviation, in levels, new in each frame."""
    return lambda frames, rng: [_levels(f + deviation * rng.standard_normal(f.shape)) for f in frames]


# Ways to make a call bad, by name: the scene's levels are multiplied by the number, and the function is for the small
# frames.
CONDITIONS: dict[str, tuple[float, Bad]] = {
    "clean": (1.0, lambda frames, _: frames),
    "noise 8": (1.0, noisy(8)),
    "noise 14": (1.0, noisy(14)),
    "a third as bright": (1 / 3, noisy(5)),
    "JPEG 20": (1.0, lambda frames, _: [jpeg(f, 20) for f in frames]),
    "H.264 CRF 34": (1.0, lambda frames, _: h264_in_a_row(frames, 34)),
}


def small_windows(call: Call, condition: str) -> list[Image]:
    """The LR headshot of every frame of a call."""
    light, bad = CONDITIONS[condition]
    sizes = [side // call.scale for side in call.frames[0].shape[:2]]
    small = [_levels(resize_bicubic(np.round(light * f).astype(np.float32), *sizes[::-1])) for f in call.frames]
    small = bad(small, np.random.default_rng(0))
    return [
        np.ascontiguousarray(f[y : y + call.lr, x : x + call.lr]) for f, (x, y) in zip(small, call.corners, strict=True)
    ]


@torch.inference_mode()
def measured(
    network: Hime, call: Call, condition: str, counts: list[int], step: int
) -> Iterator[tuple[str, int, NDArray[np.float64]]]:
    """References, number of frames, and PSNR, change and flicker, for every `step`-th frame of a call."""
    light = CONDITIONS[condition][0]
    lr = to_tensor(small_windows(call, condition))
    encoded = network.encode(to_tensor([_levels(call.truth(t, light)) for t in REFERENCE_FRAMES]))[None]

    def enhanced(frame: int, count: int, references: Tensor) -> Picture:
        past = None
        if count > 1:
            past = Past(lr[frame - count + 1 : frame][None], torch.ones(1, count - 1))
        sr = network.enhance(lr[frame : frame + 1], references, None, past)[0][0]
        return (255 * sr.clamp(0, 1)).round().permute(1, 2, 0).numpy()

    for name, references in (("own", encoded), ("none", encoded[:, :0])):
        for count in counts:
            for frame in range(FIRST_TARGET, len(lr) - 1, step):
                now, after = (enhanced(frame + i, count, references) for i in (0, 1))
                truths = [call.truth(frame + i, light) for i in (0, 1)]
                # Frames are compared at the same places of the room, although the window follows the face.
                dx, dy = (call.scale * (b - a) for a, b in zip(*call.corners[frame : frame + 2], strict=True))
                made = _cut(after, -dx, -dy) - _cut(now, dx, dy)
                true = _cut(truths[1], -dx, -dy) - _cut(truths[0], dx, dy)
                change = np.abs(made - true).mean()
                flicker = np.abs(made).mean() - np.abs(true).mean()
                yield name, count, np.array([(psnr(now, truths[0]) + psnr(after, truths[1])) / 2, change, flicker])


def psnr(image: Picture, truth: Picture) -> float:
    """PSNR of a picture, in dB."""
    return float(10 * np.log10(255**2 / np.mean((image - truth) ** 2)))


def _cut(image: Picture, dx: int, dy: int) -> Picture:
    """The part of a window that the window has, too, that lies dx and dy pixels to the right and below."""
    height, width = image.shape[:2]
    return image[max(0, dy) : height + min(0, dy), max(0, dx) : width + min(0, dx)]


def _levels(image: NDArray[np.floating]) -> Image:
    return np.clip(np.round(image), 0, 255).astype(np.uint8)


def main() -> None:
    """Print a line for each condition and each kind of references."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("weights", type=Path)
    p.add_argument("calls", type=Path, nargs="+")
    p.add_argument("--lr", type=int, default=32)
    p.add_argument("--frames", type=int, nargs="+", default=[1, 4])
    p.add_argument("--step", type=int, default=6, help="one of this many frames of a call is scored")
    p.add_argument("--conditions", nargs="+", choices=CONDITIONS, default=list(CONDITIONS))
    options = p.parse_args()
    torch.set_num_threads(1)
    network = load_weights(options.weights)
    calls = [read_call(path, options.lr, network.config.scale) for path in options.calls]
    for condition in options.conditions:
        rows: dict[tuple[str, int], dict[str, list[NDArray[np.float64]]]] = {}
        for call in calls:
            for name, count, values in measured(network, call, condition, options.frames, options.step):
                rows.setdefault((name, count), {}).setdefault(call.name, []).append(values)
        for name in ("own", "none"):
            means = {c: np.mean([np.mean(v, 0) for v in rows[name, c].values()], 0) for c in options.frames}
            one = means[options.frames[0]][0]
            parts = [
                f"{c}: {m[0] - one:+.2f} ({m[0]:.2f}), change {m[1]:.2f}, flicker {m[2]:+.2f}" for c, m in means.items()
            ]
            print(f"{condition:<18}{name:<6}", "; ".join(parts), flush=True)


if __name__ == "__main__":
    main()
