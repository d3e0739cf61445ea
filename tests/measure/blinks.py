"""Whether earlier frames leave ghosts around a blink: python -m tests.measure.blinks WEIGHTS CALL:FROM-TO... [--lr 32]

CALL:42-46 names a recorded call and the frames in which somebody blinks, from the first that differs to the last. The
frames are made small and bad as by tests.measure.bursts. Scored are the eyes alone: in the frames of the blink, and in
the three after it, in which earlier frames show shut eyes. A line is about one way to make the frames bad, without
references, and gives PSNR over all these frames, by one frame and by four, and how many frames became worse by 0.3 dB.
"""

import argparse
from pathlib import Path

import numpy as np
import torch

from hime_core.detector import FaceDetector, load_detector
from hime_core.network import Hime
from hime_core.network.hime import Past
from tests.measure.bursts import CONDITIONS, Call, Picture, psnr, read_call, small_windows
from training.data.pictures import to_tensor
from training.fitting.checkpoint import load_weights

# Around the middle of an eye, so many SR pixels to each side and so many up and down are scored.
ACROSS, DOWN = 10, 7
# Frames after a blink that are scored, too.
AFTER = 3
# A frame counts as worse if its PSNR falls by more than this, dB.
WORSE = 0.3


def eyes(window: Picture, detector: FaceDetector) -> list[tuple[slice, slice]]:
    """Where the eyes are in a window. There are none if no face is found."""
    faces = detector.detect(np.ascontiguousarray(window.astype(np.uint8)[..., ::-1]))
    places = []
    for x, y in (faces[0].eye_left, faces[0].eye_right) if faces else ():
        column, row = round(x), round(y)
        places.append((slice(max(0, row - DOWN), row + DOWN), slice(max(0, column - ACROSS), column + ACROSS)))
    return places


@torch.inference_mode()
def scored(network: Hime, call: Call, condition: str, frames: range, detector: FaceDetector) -> list[list[float]]:
    """The PSNR of the eyes by one frame and by four, for each frame."""
    light = CONDITIONS[condition][0]
    lr = to_tensor(small_windows(call, condition))
    nothing = torch.zeros(1, 0, network.rfa.kept_channels, call.lr, call.lr)
    rows = []
    for frame in frames:
        truth, places = call.truth(frame, light), eyes(call.truth(frame, 1.0), detector)
        if not places:
            continue
        row = []
        for past in (None, Past(lr[frame - 3 : frame][None], torch.ones(1, 3))):
            sr = network.enhance(lr[frame : frame + 1], nothing, None, past)[0][0]
            made = (255 * sr.clamp(0, 1)).round().permute(1, 2, 0).numpy()
            row.append(float(np.mean([psnr(made[place], truth[place]) for place in places])))
        rows.append(row)
    return rows


def main() -> None:
    """Print a line for each condition."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("weights", type=Path)
    p.add_argument("blinks", nargs="+")
    p.add_argument("--lr", type=int, default=32)
    options = p.parse_args()
    torch.set_num_threads(1)
    network, detector = load_weights(options.weights), load_detector()
    for condition in CONDITIONS:
        rows: list[list[float]] = []
        for blink in options.blinks:
            path, _, span = blink.rpartition(":")
            first, last = map(int, span.split("-"))
            call = read_call(Path(path), options.lr, network.config.scale)
            rows += scored(network, call, condition, range(first, last + 1 + AFTER), detector)
        (one, four), gains = np.mean(rows, 0), np.diff(rows)[:, 0]
        worse = f"{(gains < -WORSE).sum()} of {len(gains)} worse"
        print(f"{condition:<18} 1: {one:.2f}; 4: {four:.2f} ({four - one:+.2f}), {worse}", flush=True)


if __name__ == "__main__":
    main()
