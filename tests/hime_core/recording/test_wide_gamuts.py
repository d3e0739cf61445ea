"""Recordings in wide gamuts, whole ranges and unnamed matrices: their pictures are those of an ordinary screen."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.video.reformatter import ColorRange
from numpy.typing import NDArray

from hime_core.geometry import Image
from tests.hime_core.recording.test_recording import FPS, apart, hlg, read

# The gamma of an ordinary screen (ITU-R BT.1886).
GAMMA = 2.4
# White in x and y: D65 (ITU-R BT.709) and the one of DCI (SMPTE RP 431-2).
D65, DCI = (0.3127, 0.3290), (0.314, 0.351)
# Red, green and blue in x and y: of ITU-R BT.709, of SMPTE RP 431-2 and EG 432-1 (P3), and of ITU-R BT.2020.
IN_709 = ((0.640, 0.330), (0.300, 0.600), (0.150, 0.060))
IN_P3 = ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060))
IN_2020 = ((0.708, 0.292), (0.170, 0.797), (0.131, 0.046))
# The weights of red and of blue in luma (ITU-R BT.709 and BT.2020).
BY_709, BY_2020 = (0.2126, 0.0722), (0.2627, 0.0593)
# Bradford's matrix, by which a white is fitted to another one.
BRADFORD = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])


def patches() -> Image:
    """White, and lights as strong as they are in BT.709. BGR."""
    colours = [(235, 235, 235), (30, 40, 220), (40, 200, 50), (210, 60, 40), (40, 190, 200), (120, 150, 210)]
    return np.repeat(np.repeat(np.array([colours[:3], colours[3:]], np.uint8), 48, 0), 48, 1)


def xyz(colour: tuple[float, float]) -> NDArray[np.float64]:
    """The colour X, Y, Z of a place x, y, with Y = 1."""
    x, y = colour
    return np.array([x / y, 1, (1 - x - y) / y])


def to_xyz(primaries: tuple[tuple[float, float], ...], white: tuple[float, float]) -> NDArray[np.float64]:
    """The matrix from light of three primaries to X, Y, Z (SMPTE RP 177)."""
    columns = np.stack([xyz(colour) for colour in primaries], 1)
    return columns * np.linalg.solve(columns, xyz(white))


def light_in(primaries: tuple[tuple[float, float], ...], white: tuple[float, float]) -> NDArray[np.float64]:
    """The light of `patches` as shares of other primaries, RGB. White stays white."""
    fitted = np.linalg.solve(BRADFORD, np.diag(BRADFORD @ xyz(white) / (BRADFORD @ xyz(D65))) @ BRADFORD)
    matrix = np.linalg.solve(to_xyz(primaries, white), fitted @ to_xyz(IN_709, D65))
    return (patches()[..., ::-1] / 255.0) ** GAMMA @ matrix.T


def encoded(path: Path, signal: NDArray[np.float64], weights: tuple[float, float], full: bool, names: str) -> Path:
    """Write one picture in H.264 of ten bits. weights: of its luma. names: what x264 writes about its colours."""
    red, blue = weights
    luma = signal @ np.array([red, 1 - red - blue, blue])
    parts = [luma, (signal[..., 2] - luma) / (2 - 2 * blue), (signal[..., 0] - luma) / (2 - 2 * red)]
    low, scales = (0, (1023, 1023)) if full else (64, (876, 896))  # ITU-R BT.2100, table 9
    planes = [low + scales[0] * parts[0], 512 + scales[1] * parts[1], 512 + scales[1] * parts[2]]
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=FPS, options={"crf": "1", "x264-params": names})
        stream.height, stream.width = signal.shape[:2]
        stream.pix_fmt = "yuv444p10le"
        stream.codec_context.color_range = ColorRange.JPEG if full else ColorRange.MPEG
        frame = av.VideoFrame(stream.width, stream.height, "yuv444p10le")
        frame.pts, frame.time_base = 0, Fraction(1, FPS)
        for plane, numbers in zip(frame.planes, planes, strict=True):
            rows = np.zeros((plane.height, plane.line_size // 2), "<u2")
            rows[:, : plane.width] = np.clip(np.round(numbers), 0, 1023)
            plane.update(rows.tobytes())
        out.mux([*stream.encode(frame), *stream.encode(None)])
    return path


@pytest.mark.parametrize(("name", "white"), [("smpte432", D65), ("smpte431", DCI)])
@pytest.mark.parametrize("matrix", ["bt709", "undef"])
def test_p3_becomes_ordinary(tmp_path: Path, name: str, white: tuple[float, float], matrix: str) -> None:
    """As phones and screens record it: with the matrix of BT.709, whether they name it or not."""
    names = f"colorprim={name}:transfer=bt709:colormatrix={matrix}"
    path = encoded(tmp_path / "a.mp4", light_in(IN_P3, white) ** (1 / GAMMA), BY_709, False, names)
    assert farthest(read(path)[0].image) < 4


@pytest.mark.parametrize("matrix", ["bt2020nc", "undef"])
def test_the_gamut_of_bt2020_without_hdr_becomes_ordinary(tmp_path: Path, matrix: str) -> None:
    """If it names no matrix, it has its own one."""
    names = f"colorprim=bt2020:transfer=bt709:colormatrix={matrix}"
    path = encoded(tmp_path / "a.mp4", light_in(IN_2020, D65) ** (1 / GAMMA), BY_2020, False, names)
    assert farthest(read(path)[0].image) < 4


@pytest.mark.parametrize("full", [False, True])
def test_hdr_is_read_in_its_range(tmp_path: Path, full: bool) -> None:
    """ITU-R BT.2408: white of an ordinary picture has 203 cd/m², of 1,000."""
    names = "colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc"
    path = encoded(tmp_path / "a.mp4", hlg(light_in(IN_2020, D65) * 0.203), BY_2020, full, names)
    made = read(path)[0].image
    assert apart(made[10:38, 10:38], patches()[10:38, 10:38]) < 4  # white
    assert farthest(made) < 6


def farthest(made: Image) -> float:
    """By how many levels a channel of a patch differs at most. Its borders do not count."""
    assert made.shape == patches().shape
    apart_by = [
        made[y + 10 : y + 38, x + 10 : x + 38].mean((0, 1)) - patches()[y + 20, x + 20]
        for y in (0, 48)
        for x in (0, 48, 96)
    ]
    return float(np.abs(apart_by).max())
