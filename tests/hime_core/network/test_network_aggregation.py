import pytest
import torch

from hime_core.network.aggregation import AverageAggregation, MaxAggregation

ALIGNED = torch.randn(2, 3, 4, 5, 6, generator=torch.Generator().manual_seed(0))
PRESENT = torch.tensor([[1.0, 0, 1], [0, 0, 0]])


@pytest.mark.parametrize(("made", "name"), [(AverageAggregation(), "mean"), (MaxAggregation(), "amax")])
def test_it_is_the_mean_or_maximum_of_the_present(made: torch.nn.Module, name: str) -> None:
    aggregated, weights = made(ALIGNED, ALIGNED[:, 0], PRESENT)
    torch.testing.assert_close(aggregated[0], getattr(ALIGNED[0, [0, 2]], name)(0))
    assert (aggregated[1] == 0).all()
    assert weights.shape == (2, 3, 5, 6)
    torch.testing.assert_close(weights.sum(1), PRESENT.any(1).float().view(2, 1, 1).expand(2, 5, 6))
    assert (weights[0, 1] == 0).all()


def test_the_weights_of_the_maximum_are_shares_of_channels() -> None:
    aligned = torch.zeros(1, 2, 4, 1, 1)
    aligned[0, 0, :3], aligned[0, 1, 3:] = 1, 1
    _, weights = MaxAggregation()(aligned, aligned[:, 0], torch.ones(1, 2))
    assert weights.flatten().tolist() == [0.75, 0.25]
