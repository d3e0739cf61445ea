"""Earlier frames of a face (hime_core/network/burst.py) at toy size."""

import math
from dataclasses import replace

import pytest
import torch
from torch.nn import functional as F

from hime_core.network import Hime, HimeConfig
from hime_core.network.burst import added
from hime_core.network.hime import Past
from hime_core.network.rfa import MAX_OFFSET
from hime_core.network.warp import warp

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
        past = lr.roll(moved, 3)
        aligned = warp(past, burst.flow(lr, past.unsqueeze(1)))
    torch.testing.assert_close(aligned[..., : 16 - moved], lr[..., : 16 - moved], atol=1e-5, rtol=0)


@torch.inference_mode()
@pytest.mark.parametrize("past", [0.0, 0.5, 1.0])
def test_float16_holds_frames_without_noise_and_light(past: float) -> None:
    """Noise and brightness are divided by, and are nothing here."""
    for level in (0.0, 0.5, 1.0):
        lr = torch.full((1, 3, 16, 16), level).half()
        frames = torch.full((1, 2, 3, 16, 16), past).half()
        assert added(lr, frames, torch.ones(1, 2).half()).abs().max() < 1e-3


@torch.inference_mode()
def test_noise_is_averaged_and_clear_or_strange_frames_change_little() -> None:
    torch.manual_seed(0)
    soft, other = F.interpolate(torch.rand(2, 3, 6, 6), 32, mode="bicubic", align_corners=False).clamp(0.1, 0.9)
    noise = torch.randn(4, 3, 32, 32) * 14 / 255

    def error(lr: torch.Tensor, past: torch.Tensor, light: float = 1) -> float:
        """RMS, levels at full light."""
        more = added(light * lr[None], light * past[None], torch.ones(1, len(past)))
        return 255 * (lr + more / light - soft).square().mean().sqrt().item()

    noisy = soft + noise
    assert error(noisy[0], noisy[1:]) < 9  # four frames would halve 14 levels at best
    assert error(noisy[0], noisy[1:], light=1 / 3) == pytest.approx(error(noisy[0], noisy[1:]), abs=0.1)
    assert error(noisy[0], other + noise[1:]) < 16
    assert error(soft, soft.roll(1, 2)[None]) < 0.5
    assert error(soft, other[None]) < 0.5


@torch.inference_mode()
def test_where_an_eye_opens_the_shut_eye_is_left_out() -> None:
    torch.manual_seed(0)
    open_eye = torch.full((3, 32, 32), 0.6)
    open_eye[:, 10:13, 8:13] = 0.3
    noise = torch.randn(4, 3, 32, 32) * 8 / 255
    more = added((open_eye + noise[0])[None], (torch.full_like(open_eye, 0.6) + noise[1:])[None], torch.ones(1, 3))
    wrong = 255 * (open_eye + noise[0] + more - open_eye)[..., 11, 9:12].mean().abs()
    assert wrong < 4  # the shut eye is 76 levels brighter


@torch.inference_mode()
def test_a_frame_once_more_or_aligned_badly_says_nothing_of_the_noise() -> None:
    torch.manual_seed(0)
    sharp = torch.rand(3, 32, 32)
    noisy = sharp + torch.randn(4, 3, 32, 32) * 14 / 255

    def error(lr: torch.Tensor, *past: torch.Tensor) -> float:
        more = added(lr[None], torch.stack(past)[None], torch.ones(1, len(past)))
        return 255 * (lr + more - sharp).square().mean().sqrt().item()

    assert error(noisy[0], noisy[0], noisy[1], noisy[2]) < 11
    assert error(noisy[0], noisy[0]) == pytest.approx(14, abs=0.5)
    assert error(sharp, sharp.roll(1, 2)) > 3  # all that is seen might be noise
    clear = sharp + torch.randn_like(sharp) * 1.5 / 255
    assert error(sharp, sharp.roll(1, 2), clear) < 1
