"""Makes a trained network cheaper: it keeps the channels that tell most, and training can go on from there."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import torch
from torch import Tensor

from hime_core.network import Hime
from training.fitting.watch import watch

# A variance is taken to be at least this share of the largest, since its root is divided by.
LEAST_SHARE = 1e-9


@dataclass
class Held:
    """What the C channels of a feature held in many pictures, in float64."""

    count: int = 0  # pixels
    total: Tensor = field(default_factory=lambda: torch.zeros(()))  # C, the sum over pixels
    # C×C, the sum over pixels of the products of two channels.
    products: Tensor = field(default_factory=lambda: torch.zeros(()))

    def add(self, feature: Tensor) -> None:
        """feature: N×C×H×W."""
        pixels = feature.double().transpose(0, 1).flatten(1)
        self.count += pixels.shape[1]
        self.total = self.total + pixels.sum(1)
        self.products = self.products + pixels @ pixels.T


def narrow(network: Hime, given: Hime, batches: Iterable[tuple[Tensor, Tensor]]) -> Hime:
    """The network, with the weights of a given one. Its pictures are near those of the given one.

    network: differs from the given one in that it has an inner_width or a sampled_width, or both. If a residual block
    has fewer inner channels, those stay that change the block's output most. RFA samples those mixtures of a
    reference's channels from which the deformable convolution makes most of what it made before. batches: LR B×3×h×w
    and exemplars B×R×3×H×W, R at least 1. They show what the channels hold.
    """
    shapes = network.state_dict()
    own = given.state_dict()
    changed = [n for n, weight in own.items() if n.endswith(".conv1.weight") and weight.shape != shapes[n].shape]
    blocks = [name.removesuffix(".conv1.weight") for name in changed]
    sampled = network.config.sampled_width
    held: dict[str, Held] = defaultdict(Held)
    places = [f"{block}.conv1" for block in blocks] + (["hr_extractor"] if sampled else [])
    # A block's second convolution reads the first behind a ReLU.
    watch(given, places, batches, lambda n, made: held[n].add(made.relu() if n.endswith(".conv1") else made))
    for block in blocks:
        own |= fewer_inner(block, own, held[f"{block}.conv1"], len(shapes[f"{block}.conv1.bias"]))
    if sampled:
        own |= fewer_sampled(own["rfa.weight"], held["hr_extractor"], sampled)
    network.load_state_dict(own)
    return network


def fewer_inner(block: str, weights: dict[str, Tensor], held: Held, count: int) -> dict[str, Tensor]:
    """The weights of a residual block with so many inner channels. A channel that goes leaves its mean to the bias."""
    first, second = weights[f"{block}.conv1.weight"], weights[f"{block}.conv2.weight"]
    mean = held.total / held.count
    variance = held.products.diagonal() / held.count - mean.square()
    order = (variance * second.square().sum((0, 2, 3))).argsort(descending=True)
    stay, go = order[:count].sort().values, order[count:]
    left = (second[:, go].sum((2, 3)) * mean[go]).sum(1)
    return {
        f"{block}.conv1.weight": first[stay],
        f"{block}.conv1.bias": weights[f"{block}.conv1.bias"][stay],
        f"{block}.conv2.weight": second[:, stay],
        f"{block}.conv2.bias": (weights[f"{block}.conv2.bias"] + left).float(),
    }


def fewer_sampled(weight: Tensor, held: Held, count: int) -> dict[str, Tensor]:
    """RFA's weights when it samples so many mixtures of a reference's channels.

    weight: O×C×3×3. With M = Σ W_kᵀ W_k over the taps k and the features' second moments S, the mixtures are those of
    the best approximation of √M √S by a matrix of that rank. If each tap is taken alone, no others are better.
    """
    taps = weight.double().permute(2, 3, 0, 1).flatten(0, 2)  # 9·O×C
    moment, back_moment = _root(taps.T @ taps)
    feature, back_feature = _root(held.products / held.count)
    left, strength, right = torch.linalg.svd(moment @ feature)
    fewer = right[:count] @ back_feature  # count×C
    again = back_moment @ (left[:, :count] * strength[:count])  # C×count
    return {
        "rfa.fewer.weight": fewer.float()[:, :, None, None],
        "rfa.weight": torch.einsum("ochw,cn->onhw", weight.double(), again).float(),
    }


def _root(matrix: Tensor) -> tuple[Tensor, Tensor]:
    """The root of a symmetric matrix without negative eigenvalues, and the inverse of the root."""
    values, vectors = torch.linalg.eigh(matrix)
    roots = values.clamp_min(LEAST_SHARE * values.max()).sqrt()
    return (vectors * roots) @ vectors.T, (vectors / roots) @ vectors.T
