import torch
from torch import Tensor, nn

from training.baselines.wgan import Critic, critic_loss, fooling_loss


class Linear(nn.Module):
    """C(x) = w·x for pictures of 3 numbers, whose gradient is w everywhere."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.tensor([3.0, 0.0, 4.0]))

    def forward(self, image: Tensor) -> Tensor:
        return image.flatten(1) @ self.weight


def test_the_losses_are_those_of_the_equations() -> None:
    """With |w| = 5 the penalty is 10·(5 - 1)²."""
    critic, sr, hr = Linear(), torch.rand(2, 3, 1, 1, requires_grad=True), torch.rand(2, 3, 1, 1)
    apart = (critic(2 * sr - 1) - critic(2 * hr - 1)).mean()
    loss = critic_loss(critic, sr, hr)
    torch.testing.assert_close(loss, apart + 160)
    torch.testing.assert_close(fooling_loss(critic, sr), -critic(2 * sr - 1).mean())
    loss.backward()
    assert sr.grad is None
    assert critic.weight.grad is not None


def test_a_critic_takes_pictures_of_several_sizes_and_the_penalty_teaches_all_of_it() -> None:
    torch.manual_seed(0)
    critic = Critic()
    critic_loss(critic, torch.rand(1, 3, 32, 32), torch.rand(1, 3, 32, 32)).backward()
    with torch.inference_mode():
        assert critic(torch.rand(2, 3, 96, 64)).shape == (2, 1)
    still = {name for name, value in critic.named_parameters() if value.grad is None or not value.grad.any()}
    assert still == {"layers.24.bias"}  # a constant added to all numbers changes no loss
