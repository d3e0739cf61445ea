import math
from collections.abc import Callable

import pytest
import torch
from torch import Tensor

from training.losses.adversarial import discriminator_loss, generator_loss

LOSSES = [generator_loss, discriminator_loss]


def logits(count: int = 6) -> tuple[Tensor, Tensor]:
    g = torch.Generator().manual_seed(0)
    real, fake = (torch.randn(count, generator=g, dtype=torch.float64) + shift for shift in (1, -0.5))
    return real.requires_grad_(), fake.requires_grad_()


def test_losses_are_equations_12_to_14() -> None:
    real, fake = logits()
    d_real, d_fake = torch.sigmoid(real - fake.mean()), torch.sigmoid(fake - real.mean())
    torch.testing.assert_close(generator_loss(real, fake), -(1 - d_real).log().mean() - d_fake.log().mean())
    torch.testing.assert_close(discriminator_loss(real, fake), -d_real.log().mean() - (1 - d_fake).log().mean())


@pytest.mark.parametrize("loss", LOSSES)
def test_losses_are_not_halved(loss: Callable[..., Tensor]) -> None:
    assert float(loss(torch.full((4,), 2.0), torch.full((4,), 2.0))) == pytest.approx(2 * math.log(2))


@pytest.mark.parametrize("loss", LOSSES)
def test_gradcheck(loss: Callable[..., Tensor]) -> None:
    assert torch.autograd.gradcheck(loss, logits())


def test_generator_and_discriminator_pull_apart() -> None:
    for loss, sign in ((generator_loss, 1), (discriminator_loss, -1)):
        real, fake = logits()
        loss(real, fake).backward()
        assert real.grad is not None
        assert fake.grad is not None
        assert bool((sign * real.grad > 0).all())
        assert bool((sign * fake.grad < 0).all())


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("distance", [1e4, -1e4])
def test_far_logits_stay_finite(loss: Callable[..., Tensor], distance: float) -> None:
    real, fake = torch.full((3,), distance).requires_grad_(), torch.zeros(3).requires_grad_()
    loss(real, fake).backward()
    assert real.grad is not None
    assert bool(torch.isfinite(real.grad).all())
    assert float(loss(real, fake).detach()) in (0, 2 * abs(distance))


@pytest.mark.parametrize("loss", LOSSES)
def test_a_minibatch_in_two_parts_equals_the_whole(loss: Callable[..., Tensor]) -> None:
    real, fake = logits()
    whole = torch.autograd.grad(loss(real, fake), (real, fake))
    reals, fakes = real.chunk(2), fake.chunk(2)

    def over_both_parts(part: Tensor) -> Tensor:
        return (real if any(part is p for p in reals) else fake).mean()

    parts = torch.stack([loss(r, f, over_both_parts) for r, f in zip(reals, fakes, strict=True)])
    torch.testing.assert_close(parts.mean(), loss(real, fake))
    for a, b in zip(torch.autograd.grad(parts.mean(), (real, fake)), whole, strict=True):
        torch.testing.assert_close(a, b)
    own_means = torch.stack([loss(r, f) for r, f in zip(reals, fakes, strict=True)]).mean()
    assert abs(float((own_means - loss(real, fake)).detach())) > 1e-3
