"""Earlier frames of a face (hime_core/network/burst.py) at toy size."""

import math
from dataclasses import replace

import pytest
import torch
from torch.nn import functional as F

from hime_core.network import Hime, HimeConfig
from hime_core.network.hime import Past
from hime_core.network.rfa import MAX_OFFSET

PLAIN = HimeConfig(4, 8, 1, 1, 1)
WITH_BURST = replace(PLAIN, burst=True)


def pair() -> tuple[Hime, Hime]:
    """A network away from its start without a burst, and one with a burst and else the same weights."""
    torch.manual_seed(0)
    with_burst = Hime(WITH_BURST)
    with torch.no_grad():
        for parameter in with_burst.parameters():
            parameter.add_(0.05 * torch.randn_like(parameter))
    plain = Hime(PLAIN)
    plain.load_state_dict({n: w for n, w in with_burst.state_dict().items() if not n.startswith("burst.")})
    return plain.eval(), with_burst.eval()


def inputs() -> tuple[torch.Tensor, torch.Tensor, Past]:
    """LR, exemplars, and three earlier frames, for two faces."""
    rng = torch.Generator().manual_seed(1)
    lr, exemplars, frames = (torch.rand(2, *s, generator=rng) for s in ((3, 16, 16), (2, 3, 64, 64), (3, 3, 16, 16)))
    return lr, exemplars, Past(frames, torch.ones(2, 3))


@torch.inference_mode()
def test_without_earlier_frames_the_picture_is_that_of_the_network_without_burst() -> None:
    (plain, network), (lr, exemplars, past) = pair(), inputs()
    references = plain.encode_sets(exemplars)
    expected = plain.enhance(lr, references)[0]
    assert torch.equal(network.enhance(lr, references)[0], expected)
    absent = past._replace(there=torch.zeros(2, 3))
    assert torch.equal(network.enhance(lr, references, past=absent)[0], expected)
    assert (network.enhance(lr, references, past=past)[0] - expected).abs().max() > 1e-3


@torch.inference_mode()
def test_neither_order_nor_padding_changes_the_picture() -> None:
    network, (lr, exemplars, past) = pair()[1], inputs()
    references = network.encode_sets(exemplars)
    expected = network.enhance(lr, references, past=past)[0]
    padded = Past(
        torch.cat((past.frames, torch.full_like(past.frames[:, :2], 9.0)), 1),
        torch.cat((past.there, torch.zeros(2, 2)), 1),
    )
    for other in (past._replace(frames=past.frames.flip(1)), padded):
        torch.testing.assert_close(network.enhance(lr, references, past=other)[0], expected, atol=1e-5, rtol=0)


def test_a_gradient_reaches_the_offsets_and_the_features() -> None:
    torch.manual_seed(0)
    network, (lr, _, past) = Hime(WITH_BURST), inputs()
    network.see(lr, past).lr.square().mean().backward()
    assert network.burst is not None
    for layer in (network.burst.offset, network.burst.head):
        assert all(p.grad is not None and p.grad.abs().max() > 0 for p in layer.parameters())


@pytest.mark.parametrize("moved", [1, 2])
def test_a_motion_can_be_undone(moved: int) -> None:
    """With the right offsets, an earlier frame looks as the present one."""
    burst, lr = Hime(WITH_BURST).burst, torch.rand(1, 3, 16, 16)
    assert burst is not None
    with torch.no_grad():
        burst.offset[-1].weight.zero_()
        burst.offset[-1].bias.copy_(torch.tensor([MAX_OFFSET * math.atanh(moved / MAX_OFFSET), 0.0]))
        aligned = burst.align(*burst.find(lr, lr.roll(moved, 3).unsqueeze(1)))[:, 0, :3]
    torch.testing.assert_close(aligned[..., : 16 - moved], lr[..., : 16 - moved], atol=1e-5, rtol=0)


@torch.no_grad()
def test_float16_holds_a_frame_that_is_wholly_unlike() -> None:
    """A flat frame has no noise, so that what differs is divided by very little."""
    burst = Hime(WITH_BURST).burst
    assert burst is not None
    burst.reduce.weight.mul_(100)
    flat = torch.full((1, 3, 16, 16), 0.5).half()
    added = burst.half()(flat, torch.ones_like(flat).unsqueeze(1), torch.zeros(1, 1).half())
    assert all(torch.equal(part, torch.zeros_like(part)) for part in added)


@torch.inference_mode()
def test_at_the_start_noise_is_averaged_and_clear_or_strange_frames_change_little() -> None:
    torch.manual_seed(0)
    burst = Hime(WITH_BURST).burst
    assert burst is not None
    burst.offset[-1].weight.zero_()
    soft, other = F.interpolate(torch.rand(2, 3, 6, 6), 32, mode="bicubic", align_corners=False)
    noise = torch.randn(5, 3, 32, 32) * 14 / 255

    def error(lr: torch.Tensor, past: torch.Tensor) -> float:
        added, _ = burst(lr[None], past[None], torch.ones(1, len(past)))
        return 255 * (lr + added - soft).square().mean().sqrt().item()

    noisy = soft + noise
    assert 7 <= error(noisy[0], noisy[1:4]) < 9  # four frames would halve 14 levels at best
    assert error(noisy[0], other + noise[1:4]) < 16
    assert error(soft, soft.roll(1, 2)[None]) < 0.5
    assert error(soft, other[None]) < 0.5
