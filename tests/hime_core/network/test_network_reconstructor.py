import numpy as np
import PIL.Image
import pytest
import torch

from hime_core.geometry import Image
from hime_core.network.layers import residual_blocks
from hime_core.network.reconstructor import BicubicUpsample, Reconstructor


@pytest.mark.parametrize("scale", [4, 8])
def test_icnr_start_has_no_checkerboard(scale: int) -> None:
    torch.manual_seed(0)
    out = Reconstructor(8, 1, scale)(torch.randn(2, 8, 5, 6))
    assert out.shape == (2, 3, 5 * scale, 6 * scale)
    blocks = out.view(2, 3, 5, scale, 6, scale)
    torch.testing.assert_close(blocks, blocks[:, :, :, :1, :, :1].expand_as(blocks), atol=1e-6, rtol=0)
    assert blocks[:, :, :, 0, :, 0].std() > 1e-3  # but blocks differ: the start is not zero


@pytest.mark.parametrize("scale", [4, 8])
def test_upsampling_equals_pillow_away_from_the_border(astronaut: Image, scale: int) -> None:
    lr = astronaut[90:114, 200:220].astype(np.float32) / 255
    size = (20 * scale, 24 * scale)
    theirs = np.stack(
        [
            PIL.Image.fromarray(np.ascontiguousarray(lr[..., c])).resize(size, PIL.Image.Resampling.BICUBIC)
            for c in range(3)
        ]
    )
    ours = BicubicUpsample(scale)(torch.from_numpy(lr).permute(2, 0, 1)[None])[0].numpy()
    assert ours.shape == theirs.shape
    inner = (slice(None), slice(2 * scale, -2 * scale), slice(2 * scale, -2 * scale))
    np.testing.assert_allclose(ours[inner], theirs[inner], atol=1e-3)


@pytest.mark.parametrize("scale", [4, 8])
def test_upsampling_keeps_constants(scale: int) -> None:
    colours = torch.tensor([[0.2, 0.5, 1.0], [0.0, 0.7, 0.3]]).view(2, 3, 1, 1)
    out = BicubicUpsample(scale)(colours.expand(2, 3, 8, 5))
    torch.testing.assert_close(out, colours.expand(2, 3, 8 * scale, 5 * scale), atol=1e-6, rtol=0)


def test_residual_blocks_start_near_the_identity() -> None:
    torch.manual_seed(0)
    x = torch.randn(1, 8, 12, 12)
    change = (residual_blocks(20, 8)(x) - x).std() / x.std()
    assert 0 < change < 0.3
