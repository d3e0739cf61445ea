import pytest
import torch

from hime_core.network import Hime, HimeConfig
from hime_core.network.complexity import count_macs, parameter_count

TINY = HimeConfig(scale=4, width=8, lr_blocks=1, hr_blocks=1, reconstruction_blocks=1)


def perturbed(scale: int = 4) -> Hime:
    """A tiny network away from its start, where references would be copied."""
    torch.manual_seed(0)
    network = Hime(HimeConfig(scale, 8, 1, 1, 2))
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.add_(0.05 * torch.randn_like(parameter))
    return network.eval()


@pytest.mark.parametrize("references", [0, 1, 3, 16])
@pytest.mark.parametrize(("scale", "height", "width"), [(4, 16, 16), (4, 24, 8), (8, 16, 24)])
def test_shapes(scale: int, height: int, width: int, references: int) -> None:
    network = perturbed(scale)
    with torch.inference_mode():
        sr, weights = network(
            torch.rand(2, 3, height, width), torch.rand(2, references, 3, scale * height, scale * width)
        )
    assert sr.shape == (2, 3, scale * height, scale * width)
    assert weights.shape == (2, references, height, width)
    if references:
        torch.testing.assert_close(weights.sum(1), torch.ones(2, height, width), atol=1e-4, rtol=0)


@torch.inference_mode()
def test_no_references_equals_all_absent() -> None:
    network, lr = perturbed(), torch.rand(2, 3, 16, 24)
    features = network.encode_sets(torch.rand(2, 3, 3, 64, 96))
    none, _ = network.enhance(lr, features[:, :0])
    absent, _ = network.enhance(lr, features, torch.zeros(2, 3))
    torch.testing.assert_close(absent, none, atol=1e-6, rtol=0)
    assert (network.enhance(lr, features)[0] - none).abs().max() > 1e-3  # the references would have mattered


@torch.inference_mode()
def test_padding_equals_leaving_out() -> None:
    network, lr = perturbed(), torch.rand(1, 3, 16, 16)
    features = network.encode_sets(torch.rand(1, 3, 3, 64, 64))
    padded, _ = network.enhance(lr, features, torch.tensor([[1.0, 0, 1]]))
    torch.testing.assert_close(padded, network.enhance(lr, features[:, [0, 2]])[0], atol=1e-5, rtol=0)


@torch.inference_mode()
def test_forward_is_encode_then_enhance_for_each_of_a_batch() -> None:
    network, lr, exemplars = perturbed(), torch.rand(2, 3, 16, 16), torch.rand(2, 2, 3, 64, 64)
    sr, weights = network(lr, exemplars)
    for i in range(2):
        features = torch.stack([network.encode(exemplars[i, r : r + 1])[0] for r in range(2)])
        one, one_weights = network.enhance(lr[i : i + 1], features[None])
        torch.testing.assert_close(sr[i], one[0], atol=1e-5, rtol=0)
        torch.testing.assert_close(weights[i], one_weights[0], atol=1e-5, rtol=0)


@torch.inference_mode()
def test_output_is_bicubic_plus_residual() -> None:
    network, lr, exemplars = perturbed(), torch.rand(1, 3, 16, 16), torch.rand(1, 1, 3, 64, 64)
    sr, _ = network(lr, exemplars)
    residual, _ = network.residual(network.see(lr), network.encode_sets(exemplars))
    torch.testing.assert_close(sr, network.upsample(lr) + residual)
    torch.nn.init.zeros_(network.reconstructor.tail.weight)
    torch.nn.init.zeros_(network.reconstructor.tail.bias)
    torch.testing.assert_close(network(lr, exemplars)[0], network.upsample(lr))


def test_every_parameter_learns() -> None:
    network = perturbed()
    sr, _ = network(torch.rand(1, 3, 16, 16), torch.rand(1, 2, 3, 64, 64))
    sr.square().mean().backward()
    assert [name for name, p in network.named_parameters() if p.grad is None or not p.grad.abs().sum() > 0] == []


def test_small_x4_has_the_papers_size() -> None:
    assert 0.85e6 <= parameter_count(Hime(HimeConfig(scale=4))) <= 0.90e6


def test_other_scales_are_refused() -> None:
    with pytest.raises(ValueError, match="scale"):
        Hime(HimeConfig(scale=3))


@pytest.mark.parametrize(
    ("changes", "parameters"),
    [
        ({}, 878_039),
        ({"alignment": "conv"}, 850_612),
        ({"alignment": "dconv-flow"}, 878_039 + 4 * 240_050),  # four levels of SpyNet
        ({"aggregation": "max"}, 878_039 - 2 * 40 * 41),  # without g1 and g2
    ],
)
def test_each_variant_has_its_modules_alone(changes: dict, parameters: int) -> None:
    assert parameter_count(Hime(HimeConfig(**changes))) == parameters


@pytest.mark.parametrize("aggregation", ["average", "max", "cofa"])
@pytest.mark.parametrize("alignment", ["conv", "dconv", "dconv-flow"])
@pytest.mark.parametrize("scale", [4, 8])
@torch.inference_mode()
def test_every_variant_takes_any_number_of_references(scale: int, alignment: str, aggregation: str) -> None:
    torch.manual_seed(0)
    network = Hime(HimeConfig(scale, 8, 1, 1, 1, alignment, aggregation, flow_levels=3)).eval()
    lr = torch.rand(2, 3, 16, 24)
    for references in (0, 1, 3):
        sr, weights = network(lr, torch.rand(2, references, 3, 16 * scale, 24 * scale))
        assert sr.shape == (2, 3, 16 * scale, 24 * scale)
        assert weights.shape == (2, references, 16, 24)
        if references:
            torch.testing.assert_close(weights.sum(1), torch.ones(2, 16, 24), atol=1e-4, rtol=0)


def test_every_parameter_of_the_large_network_learns() -> None:
    torch.manual_seed(0)
    network = Hime(HimeConfig(4, 8, 1, 1, 1, "dconv-flow", flow_levels=2))
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.add_(0.05 * torch.randn_like(parameter))
    sr, _ = network(torch.rand(1, 3, 16, 16), torch.rand(1, 2, 3, 64, 64))
    sr.square().mean().backward()
    assert [name for name, p in network.named_parameters() if p.grad is None or not p.grad.abs().sum() > 0] == []


@pytest.mark.parametrize("references", [0, 2])
def test_count_macs_equals_a_count_by_hand(references: int) -> None:
    block = 2 * 8 * 8 * 9
    lr_extractor = 3 * 8 * 9 + block
    reconstructor = block + 8 * (3 * 16) * 9 + 3 * 16 * 25  # and the bicubic skip
    hr_extractor = 3 * 16 + 16 * 8 * 9 + block  # 16 HR pixels to an LR pixel
    rfa = 16 * 8 + 8 * 8 * 9 + 8 * 27 * 9 + 8 * 8 * 9  # two hidden layers, offsets and mask, deformable convolution
    rfa += 8 * 9 * (4 + 1)  # its sampling: four products a value, and the mask
    per_pixel = lr_extractor + reconstructor + references * (hr_extractor + rfa + 8 * 8) + (8 * 8 if references else 0)
    assert count_macs(Hime(TINY), 8, references) == 8 * 8 * per_pixel


@pytest.mark.parametrize(
    ("lr_size", "scale", "alignment", "paper_gmacs"),
    [(32, 4, "dconv", 1.86), (16, 8, "dconv", 0.49), (32, 4, "dconv-flow", 6.06), (16, 8, "dconv-flow", 4.49)],
)
def test_no_variant_costs_more_than_the_papers(lr_size: int, scale: int, alignment: str, paper_gmacs: float) -> None:
    network = Hime(HimeConfig(scale, alignment=alignment, flow_factor=scale // 2))
    assert 0.5 * paper_gmacs < count_macs(network, lr_size, 3) / 1e9 <= paper_gmacs
