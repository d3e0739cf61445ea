"""Earlier frames of a face (hime_core/network/burst.py) at toy size."""

import math
from dataclasses import replace

import pytest
import torch
from safetensors.torch import load_file
from torch.nn import functional as F

from hime_core.assets import locate, models_folder, read_registry
from hime_core.network import Hime, HimeConfig
from hime_core.network.burst import CHANGED, MOST_CHANGED, Burst, added, noise_in
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
    """Noise and brightness are divided by, and are nothing here. Not even the largest change makes infinity."""
    assert torch.finfo(torch.float16).max > (1 + MOST_CHANGED**2) ** 2
    for level in (0.0, 0.5, 1.0):
        lr = torch.full((1, 3, 16, 16), level).half()
        frames = torch.full((1, 2, 3, 16, 16), past).half()
        assert added(lr, frames, torch.ones(1, 2).half()).abs().max() < 1e-3


def noise(levels: float, frames: int = 4) -> torch.Tensor:
    """The noise of some frames, each with its own."""
    return levels / 255 * torch.randn(frames, 3, 32, 32, generator=torch.Generator().manual_seed(int(levels)))


def soft_pictures() -> torch.Tensor:
    """Two pictures of soft shapes."""
    shapes = torch.rand(2, 3, 6, 6, generator=torch.Generator().manual_seed(0))
    return F.interpolate(shapes, 32, mode="bicubic", align_corners=False).clamp(0.1, 0.9)


def error(truth: torch.Tensor, lr: torch.Tensor, past: torch.Tensor, light: float = 1) -> float:
    """RMS of the present frame with what aligned frames add to it, in levels at full light."""
    more = added(light * lr[None], light * past[None], torch.ones(1, len(past)))[0]
    return 255 * (lr + more / light - truth).square().mean().sqrt().item()


@torch.inference_mode()
def test_noise_is_averaged_and_clear_or_strange_frames_change_little() -> None:
    soft, other = soft_pictures()
    noisy = soft + noise(14)
    assert error(soft, noisy[0], noisy[1:]) < 9  # four frames would halve 14 levels at best
    in_the_dark = error(soft, noisy[0], noisy[1:], light=1 / 3)
    assert in_the_dark == pytest.approx(error(soft, noisy[0], noisy[1:]), abs=0.1)
    assert error(soft, noisy[0], other + noise(14)[1:]) < 16
    assert error(soft, soft, soft.roll(1, 2)[None]) < 0.5
    assert error(soft, soft, other[None]) < 0.5


@torch.inference_mode()
@pytest.mark.parametrize(("levels", "least", "most"), [(8, 4.2, 4.8), (4, 3.3, 3.6)])
def test_the_less_noise_there_is_the_less_of_it_is_averaged(levels: float, least: float, most: float) -> None:
    """With 8 levels most of it is averaged, and with 4 little."""
    soft, noisy = soft_pictures()[0], soft_pictures()[0] + noise(levels)
    assert least < error(soft, noisy[0], noisy[1:]) < most


@torch.inference_mode()
@pytest.mark.parametrize("still", ["a picture", "white"])
def test_a_still_part_of_the_window_says_nothing_of_the_noise(still: str) -> None:
    soft, behind = soft_pictures()
    noisy = soft + noise(14)
    noisy[..., :11] = behind[..., :11] if still == "a picture" else 1.0
    noisy[..., :11] -= 0.2 / 255 * torch.rand(4, 3, 32, 11)  # alignment is not exact
    kept = noisy[0] + added(noisy[:1], noisy[None, 1:], torch.ones(1, 3))[0]
    assert 255 * (kept - soft)[..., 11:].square().mean().sqrt() < 9.5


@torch.inference_mode()
def test_what_moves_in_a_small_part_is_no_noise() -> None:
    """Nothing else has noise, and an eye opens in the last frame."""
    soft = soft_pictures()[0]
    shut = soft.clone()
    shut[:, 10:14, 8:14] += 0.3 * (torch.arange(6) % 2)
    assert 255 * added(soft[None], shut[None, None], torch.ones(1, 1)).abs().max() < 1


@torch.inference_mode()
def test_a_change_counts_by_its_size_in_noise_and_in_colour_less() -> None:
    """A frame that has changed by CHANGED times the noise has a quarter of the weight, so a fifth of it is taken."""
    grey, grain = torch.full((1, 3, 32, 32), 0.3), torch.full((1, 3, 32, 32), 0.1)
    grain[..., ::2, ::2] *= -1
    grain[..., 1::2, 1::2] *= -1  # as a chessboard, whose mean over 3×3 pixels is small
    fine = (grain - F.avg_pool2d(grain, 3, 1, 1, count_include_pad=False)).unsqueeze(1)
    size = CHANGED * noise_in(fine, torch.ones(1, 1, 1, 1, 1)).item()

    def taken(change: torch.Tensor) -> float:
        difference = grain + change.view(3, 1, 1)
        step = added(grey, (grey + difference).unsqueeze(1), torch.ones(1, 1))
        return (step / difference).mean().item()

    brighter, redder = size * torch.ones(3), size * torch.tensor([1.5, 0.0, -1.5]) / 1.5**0.5
    assert taken(brighter) == pytest.approx(0.2, abs=0.03)
    assert taken(redder) > 1.5 * taken(brighter)


@torch.inference_mode()
def test_a_badly_aligned_place_hardly_raises_the_noise() -> None:
    fine = noise(8, 1)[None]
    worse = fine.clone()
    worse[..., :6, :6] += 0.25 * torch.randn(6, 6, generator=torch.Generator().manual_seed(1))
    there = torch.ones(1, 1, 1, 1, 1)
    assert noise_in(worse, there) / noise_in(fine, there) < 1.15


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
@pytest.mark.parametrize("codec", [0.0, 0.7])
def test_a_frame_once_more_is_left_out(codec: float) -> None:
    """A slow camera sends a picture twice. codec: by how many levels a codec changes it at most."""
    noisy = soft_pictures()[0] + noise(25)
    again = noisy[0] + codec / 255 * (2 * torch.rand(3, 32, 32) - 1)
    torch.manual_seed(0)
    burst = Burst()
    expected = burst(noisy[:1], noisy[None, 1:], torch.ones(1, 3))
    given = burst(noisy[:1], torch.cat((again[None], noisy[1:]))[None], torch.ones(1, 4))
    torch.testing.assert_close(given, expected, atol=1e-5, rtol=0)
    assert burst(noisy[:1], again[None, None], torch.ones(1, 1)).abs().max() == 0


@torch.inference_mode()
def test_the_frame_with_the_least_noise_tells_how_much_there_is() -> None:
    """All have one camera, and what is aligned badly only seems to have more."""
    sharp = torch.rand(3, 32, 32, generator=torch.Generator().manual_seed(0))
    clear = sharp + noise(2)[0]
    assert error(sharp, sharp, sharp.roll(1, 2)[None]) > 3  # all that is seen might be noise
    assert error(sharp, sharp, torch.stack((sharp.roll(1, 2), clear))) < 1


def test_the_shipped_network_is_the_one_for_one_frame_to_the_bit() -> None:
    entry = read_registry(models_folder())["hime_small_x4_burst"]
    assert entry.one_frame is not None
    one, many = (load_file(locate(name, "safetensors")) for name in (entry.one_frame, "hime_small_x4_burst"))
    assert one.keys() == {name for name in many if not name.startswith("burst.")}
    assert all(torch.equal(weight, many[name]) for name, weight in one.items())
