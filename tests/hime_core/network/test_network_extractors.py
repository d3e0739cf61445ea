import pytest
import torch

from hime_core.network.extractors import HrExtractor, LrExtractor


@pytest.mark.parametrize(("height", "width"), [(16, 16), (24, 8)])
def test_lr_features_keep_the_size(height: int, width: int) -> None:
    assert LrExtractor(6, 2)(torch.rand(2, 3, height, width)).shape == (2, 6, height, width)


@pytest.mark.parametrize("scale", [4, 8])
@pytest.mark.parametrize(("height", "width"), [(16, 16), (24, 8)])
def test_hr_features_have_the_lr_size(scale: int, height: int, width: int) -> None:
    exemplars = torch.rand(2, 3, scale * height, scale * width)
    assert HrExtractor(6, 2, scale)(exemplars).shape == (2, 6, height, width)


@pytest.mark.parametrize("scale", [4, 8])
def test_hr_features_lie_where_their_pixels_do(scale: int) -> None:
    """Without residual blocks a feature sees its own s×s block and the eight around it."""
    torch.manual_seed(0)
    extractor, exemplar = HrExtractor(16, 0, scale), torch.rand(1, 3, 8 * scale, 8 * scale)
    changed = exemplar.clone()
    changed[:, :, 3 * scale + scale - 1, 5 * scale] += 5
    difference = (extractor(changed) - extractor(exemplar)).abs().sum(1)[0]
    assert difference[3, 5] > 0
    difference[2:5, 4:7] = 0
    assert difference.max() < 1e-6


def test_exemplars_are_seen_in_grey() -> None:
    torch.manual_seed(0)
    extractor, colours = HrExtractor(4, 1, 4), torch.rand(1, 3, 16, 16)
    luma = (colours * torch.tensor([0.299, 0.587, 0.114]).view(1, 3, 1, 1)).sum(1, keepdim=True)
    torch.testing.assert_close(extractor(luma.expand(-1, 3, -1, -1)), extractor(colours))
    assert not torch.allclose(extractor(colours.flip(1)), extractor(colours))
