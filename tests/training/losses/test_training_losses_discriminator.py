import pytest
import torch
from torch.nn import functional as F

from training.losses.adversarial import discriminator_loss
from training.losses.discriminator import Discriminator


@pytest.fixture
def discriminator() -> Discriminator:
    torch.manual_seed(0)
    return Discriminator(width=8)


@pytest.mark.parametrize("size", [(64, 64), (128, 128), (96, 72)])
def test_a_logit_every_eight_pixels_of_any_size(discriminator: Discriminator, size: tuple[int, int]) -> None:
    assert discriminator(torch.rand(2, 3, *size)).shape == (2, 1, size[0] // 8, size[1] // 8)


def test_a_logit_sees_52_pixels(discriminator: Discriminator) -> None:
    picture = torch.rand(1, 3, 128, 128, requires_grad=True)
    discriminator(picture)[0, 0, 8, 8].backward()
    assert picture.grad is not None
    seen = picture.grad.abs().sum((0, 1))
    assert [int(seen.sum(axis).count_nonzero()) for axis in (0, 1)] == [52, 52]


def test_logits_do_not_depend_on_the_rest_of_the_minibatch(discriminator: Discriminator) -> None:
    pictures = torch.rand(4, 3, 64, 64)
    discriminator.eval()
    alone = torch.cat([discriminator(picture) for picture in pictures.split(1)])
    torch.testing.assert_close(discriminator(pictures), alone, rtol=1e-5, atol=1e-7)
    assert alone.unique().numel() == alone.numel()


def test_convolutions_have_spectral_norm_one(discriminator: Discriminator) -> None:
    with torch.no_grad():
        for layer in discriminator.features[::2]:
            layer.parametrizations.weight.original.mul_(5)
        for _ in range(60):
            discriminator(torch.rand(1, 3, 16, 16))
    for layer in discriminator.eval().features[::2]:
        assert float(torch.linalg.matrix_norm(layer.weight.detach().flatten(1), 2)) == pytest.approx(1, rel=0.03)


def test_state_dict_holds_the_power_iteration(discriminator: Discriminator) -> None:
    pictures = torch.rand(2, 3, 32, 32)
    discriminator(pictures)
    torch.manual_seed(1)
    other = Discriminator(width=8)
    other.load_state_dict(discriminator.state_dict())
    for _ in range(2):  # each forward in train mode moves it on
        assert torch.equal(other(pictures), discriminator(pictures))


def test_it_learns_to_tell_sharp_from_blurred(discriminator: Discriminator) -> None:
    optimiser = torch.optim.Adam(discriminator.parameters(), lr=2e-3, betas=(0.9, 0.99))
    for _ in range(60):
        sharp = torch.rand(8, 3, 16, 16)
        loss = discriminator_loss(discriminator(sharp), discriminator(F.avg_pool2d(sharp, 3, 1, 1)))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    assert float(loss.detach()) < 0.5  # 2·log 2 = 1.39 at the start
