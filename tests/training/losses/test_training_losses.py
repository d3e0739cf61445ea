import pytest
import torch

from training.losses.charbonnier import CharbonnierLoss, charbonnier


def test_charbonnier_is_the_mean_over_elements() -> None:
    sr, hr = torch.tensor([0.5, 0.5, 0.5, 0.5]), torch.tensor([0.5, 0.503, 0.496, 1.0])
    expected = sum((d**2 + 1e-6) ** 0.5 for d in (0, 0.003, 0.004, 0.5)) / 4
    assert float(charbonnier(sr.view(1, 1, 2, 2), hr.view(1, 1, 2, 2))) == pytest.approx(expected, rel=1e-4)
    assert float(charbonnier(hr, hr)) == pytest.approx(1e-3)
    assert float(charbonnier(hr, hr, epsilon=0.5)) == pytest.approx(0.5)
    assert float(CharbonnierLoss(epsilon=0.5)(hr, hr)) == pytest.approx(0.5)
