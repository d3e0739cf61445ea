"""Frames of every kind become BGR pictures, whatever colours their file names."""

from fractions import Fraction

import av
import numpy as np
import pytest

from hime_core.recording.ordinary import OrdinaryPictures

# ITU-T H.273 gives matrices, primaries and transfer functions codes from 0 to 22.
CODES = range(23)


@pytest.mark.parametrize("form", ["yuv420p", "yuv420p10le", "yuv444p", "gbrp", "gray", "bgr24", "yuva420p"])
@pytest.mark.parametrize(("primaries", "transfer"), [(1, 1), (2, 2), (9, 18), (9, 16), (12, 13), (0, 0), (22, 18)])
def test_no_code_of_a_matrix_ends_the_reading(form: str, primaries: int, transfer: int) -> None:
    pictures = OrdinaryPictures()
    for matrix in CODES:
        grey = av.VideoFrame.from_ndarray(np.full((64, 128, 3), 120, np.uint8), format="bgr24").reformat(format=form)
        grey.time_base = Fraction(1, 25)
        grey.colorspace, grey.color_primaries, grey.color_trc = matrix, primaries, transfer
        made = pictures.make(grey, Fraction(1))
        assert made.shape == (64, 128, 3)
        # Grey is grey by every matrix and in every gamut. HDR makes much of the rounding of 8 bits.
        assert np.ptp(made) <= (16 if transfer == 16 else 6)
