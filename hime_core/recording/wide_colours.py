"""Brings the colours of HDR and of wide gamuts to those of an ordinary screen, BT.709."""

from functools import lru_cache

import av
import numpy as np
from numpy.typing import NDArray

# These are ITU-T H.273's codes of transfer functions: PQ (SMPTE ST 2084) and HLG (ARIB STD-B67).
PQ, HLG = 16, 18
# The light of these primaries in that of BT.709, by their code in H.273: BT.2020, and P3 with the white of DCI and of
# D65. White stays white, by Bradford's adaptation.
TO_709 = {
    9: np.array([[1.6605, -0.5876, -0.0728], [-0.1246, 1.1329, -0.0083], [-0.0182, -0.1006, 1.1187]]),
    11: np.array([[1.1575, -0.1550, -0.0026], [-0.0415, 1.0456, -0.0041], [-0.0181, -0.0786, 1.0966]]),
    12: np.array([[1.2249, -0.2247, 0.0], [-0.0420, 1.0419, 0.0], [-0.0197, -0.0786, 1.0979]]),
}
# White of an ordinary picture has this many cd/m² in an HDR recording (ITU-R BT.2408).
WHITE = 203.0
# A screen shows at most this many cd/m² of an HDR recording. HLG's curve is defined for it (ITU-R BT.2100).
HDR_PEAK = 1000.0
# The gamma of HLG's curve for such a screen.
HLG_GAMMA = 1.2
# The gamma of an ordinary screen (ITU-R BT.1886).
SDR_GAMMA = 2.4
# Light up to this share of white stays as it is. Brighter light is compressed, so that highlights keep their drawing.
KNEE = 0.85
# The table has the square of this number of steps for each of red, green and blue.
LEVEL = 8


def needs_table(primaries: int, transfer: int) -> bool:
    """Return whether colours must be converted. Both are codes of ITU-T H.273."""
    return transfer in (PQ, HLG) or primaries in TO_709


@lru_cache(maxsize=4)
def table(primaries: int, transfer: int) -> av.VideoFrame:
    """Return the table of FFmpeg's filter haldclut that converts colours to those of BT.709.

    primaries, transfer: codes of ITU-T H.273. An unknown gamut is taken for that of BT.709. The table is a picture of
    16 bits a channel. Its pixels give the new colour of each red, green and blue, and red changes fastest.
    """
    steps = np.linspace(0, 1, LEVEL**2)
    blue, green, red = np.meshgrid(steps, steps, steps, indexing="ij")
    light = _light(np.stack([red, green, blue], -1).reshape(-1, 3), transfer)
    light = np.clip(light @ TO_709.get(primaries, np.eye(3)).T, 0, None)
    if transfer in (PQ, HLG):
        light = _compressed(light)
    levels = np.round(65535 * np.clip(light, 0, 1) ** (1 / SDR_GAMMA)).astype(np.uint16)
    return av.VideoFrame.from_ndarray(levels.reshape(LEVEL**3, LEVEL**3, 3), format="rgb48le")


def _light(signal: NDArray[np.float64], transfer: int) -> NDArray[np.float64]:
    """Return the light of signals, N×3 in 0..1, where 1 is white."""
    if transfer == PQ:  # ITU-R BT.2100, table 4
        m1, m2, c1, c2, c3 = 2610 / 16384, 2523 / 32, 3424 / 4096, 2413 / 128, 2392 / 128
        power = signal ** (1 / m2)
        return 10_000 / WHITE * (np.clip(power - c1, 0, None) / (c2 - c3 * power)) ** (1 / m1)
    if transfer == HLG:  # ITU-R BT.2100, table 5
        a, b, c = 0.17883277, 0.28466892, 0.55991073
        scene = np.where(signal <= 0.5, signal**2 / 3, (np.exp((signal - c) / a) + b) / 12)
        # BT.2100 takes this power of the luminance. Of each colour, as here, it is what FFmpeg's zscale does.
        return HDR_PEAK / WHITE * scene**HLG_GAMMA
    return signal**SDR_GAMMA


def _compressed(light: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return light in 0..1. A colour keeps its hue, because its three parts are compressed by one factor.

    Above the knee this is the curve of Möbius that is smooth there and reaches 1 at the peak.
    """
    brightest = np.clip(light.max(-1, keepdims=True), 1e-9, HDR_PEAK / WHITE)
    peak, k = HDR_PEAK / WHITE, KNEE
    a = -(k**2) * (peak - 1) / (k**2 - 2 * k + peak)
    b = (k**2 - 2 * k * peak + peak) / (peak - 1)
    curved = (b + k) ** 2 / (b - a) * (brightest + a) / (brightest + b)
    return light * np.where(brightest > k, curved / brightest, 1)
