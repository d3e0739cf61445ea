"""Shows what weights make of the same face as ten kinds of cameras see it.

    python -m tests.measure.camera_sheet OUT.png NAME...

NAME: weights in the registry, or a .safetensors or .pt file. All must have one scale. OUT.png shows scikit-image's
astronaut, which is in the public domain, and on which no weights were trained. It has a row for each kind of camera.
Its columns are the camera's picture, the bicubic one, the picture of each weights, and the truth. Each network gets
three exemplars. They are made from the same photograph as if they showed other moments, and the same camera saw them
near by.
"""

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np

from hime_core.assets import write_atomically
from hime_core.camera.colour import VIDEO, WEBCAM
from hime_core.camera.parameters import Coding, Lens, Shot
from hime_core.camera.take_picture import see
from hime_core.errors import UsageError
from hime_core.geometry import Image
from hime_core.network import Hime
from tests.measure.sheet import column_of, enlarged, far_moment, headshot, networks_of, pixels, png, tile
from tests.measure.shots import PLAIN, noisy_sensor
from training.data.moments import affine, bent, lit, relight, render, worn
from training.data.near_view import near_wear
from training.data.person import Photograph

# LR pictures have this many pixels a side.
LR = 32
# The exemplars show these moments: how the head is placed, and its yaw and pitch in degrees.
MOMENTS = (
    (affine(-4, 1.02, -0.03, 0.02), (8.0, -4.0)),
    (affine(6, 0.98, 0.03, -0.02), (-10.0, 3.0)),
    (affine(1, 1.1, 0.0, 0.03), (4.0, 5.0)),
)
# A good lens blurs by a Gaussian whose deviation is 0.35 LR pixels.
GOOD_LENS = Lens(along=0.35, across=0.35, angle=0.0, disc=0.0, lateral=(0.0, 0.0))
# In good light the noise has a deviation of 1.5 levels.
IN_GOOD_LIGHT = noisy_sensor(1.5)
# In dim light the noise has a deviation of 9 levels. It goes through white balance and a tone curve.
IN_DIM_LIGHT = noisy_sensor(9.0, tone=8.0, gains=(1.8, 1.5))
# The sheet has a row for each of these cameras.
CAMERAS: dict[str, Shot] = {
    "bicubic": replace(PLAIN, sensor=replace(PLAIN.sensor, sampling="bicubic")),
    "area": PLAIN,
    "soft lens": replace(PLAIN, lens=Lens(along=0.6, across=0.5, angle=0.5, disc=0.0, lateral=(0.15, 0.1))),
    "out of focus": replace(PLAIN, lens=replace(PLAIN.lens, disc=0.9)),
    "sharpened": replace(PLAIN, lens=GOOD_LENS, processing=replace(PLAIN.processing, sharpening=0.8)),
    "skips lines": replace(PLAIN, sensor=replace(PLAIN.sensor, sampling="skipping")),
    "mosaic, cheap scaler": replace(
        PLAIN,
        sensor=replace(IN_GOOD_LIGHT, pixels=1.8, mosaic=True),
        processing=replace(PLAIN.processing, scaler="nearest"),
        coding=Coding("none", 0, WEBCAM),
    ),
    "dim, noise reduced": replace(
        PLAIN,
        sensor=IN_DIM_LIGHT,
        processing=replace(PLAIN.processing, smoothing="bilateral", carried=0.3, trail=(0.6, -0.3)),
        coding=Coding("none", 0, VIDEO),
    ),
    "MJPEG, quality 45": replace(PLAIN, lens=GOOD_LENS, sensor=IN_GOOD_LIGHT, coding=Coding("jpeg", 45, WEBCAM)),
    "H.264, CRF 28": replace(PLAIN, lens=GOOD_LENS, sensor=IN_GOOD_LIGHT, coding=Coding("h264", 28, VIDEO)),
}


def main() -> None:
    """Draw the picture."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("out", type=Path, metavar="OUT.png")
    p.add_argument("names", nargs="+", metavar="NAME")
    options = p.parse_args()
    try:
        networks, photo = networks_of(options.names), headshot()
    except UsageError as error:
        p.error(str(error))
    rows = {name: row(shot, networks, photo) for name, shot in CAMERAS.items()}
    write_atomically(options.out, png(rows, ["camera", "bicubic", *map(column_of, options.names), "truth"]))


def row(shot: Shot, networks: list[Hime], photo: Photograph) -> list[Image]:
    """The tiles of a row: camera, bicubic, each network's, truth."""
    truth = far_moment(photo, networks[0].config.scale * LR)
    lr = see(truth, LR, shot)
    return [pixels(lr), *map(tile, (*enlarged(lr, networks, exemplars(shot, photo, truth.shape[0])), truth))]


def exemplars(shot: Shot, photo: Photograph, side: int) -> list[Image]:
    """The headshot at other moments, side×side×3, as the camera shows it near by."""
    rng = np.random.default_rng(1)
    shown = []
    for placement, turn in MOMENTS:
        view = relight(render(photo, placement, side, bent(0.006, rng), turn), lit(0.4, rng))
        shown.append(worn(view, near_wear(shot, side, rng)))
    return shown


if __name__ == "__main__":
    main()
