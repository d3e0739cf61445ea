"""The perceptual loss (paper section 5.1, Eq. 11): the L1 distance of VGG-19's features before a ReLU."""

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torchvision.models import VGG19_Weights, vgg19

from hime_core.errors import UsageError
from training.tensor_files import tensors_of

# The convolution conv5_4 has this place in torchvision's vgg19().features. Its ReLU has the next place.
CONV5_4 = 34
# VGG-19 was trained on pictures from which ImageNet's mean RGB was subtracted. It is this, levels from 0 to 1.
MEAN = (0.485, 0.456, 0.406)
# VGG-19 was trained on pictures that were divided by the deviation of ImageNet's RGB. It is this, levels from 0 to 1.
DEVIATION = (0.229, 0.224, 0.225)


class VggFeatures(nn.Module):
    """Fea of Eq. 11: the output of VGG-19's convolution conv5_4. The weights do not learn.

    Takes RGB pictures, N×3×H×W from 0 to 1, H and W at least 16. Returns N×512×H/16×W/16. The paper names VGG-19 and
    says that features are taken before the ReLU, but it does not say of which layer. Here it is the last convolution,
    as in ESRGAN's perceptual loss. features: the `features` of torchvision's vgg19. last: the layer whose output is
    taken instead.
    """

    mean: Tensor
    deviation: Tensor

    def __init__(self, features: nn.Sequential, last: int = CONV5_4):
        super().__init__()
        self.layers = features[: last + 1].requires_grad_(False)
        self.register_buffer("mean", torch.tensor(MEAN).view(1, 3, 1, 1))
        self.register_buffer("deviation", torch.tensor(DEVIATION).view(1, 3, 1, 1))

    def forward(self, image: Tensor) -> Tensor:
        return self.layers((image - self.mean) / self.deviation)


def perceptual_loss(sr: Tensor, hr: Tensor, extractor: nn.Module) -> Tensor:
    """The mean over elements of |Fea(HR) - Fea(SR)| (Eq. 11), a scalar. SR and HR are RGB, N×3×H×W from 0 to 1.

    The loss is the mean and not the sum. Its weight λ_per (Eq. 10) is relative to this mean. HR gets no gradient.
    """
    with torch.no_grad():
        target = extractor(hr)
    return F.l1_loss(extractor(sr), target)


class PerceptualLoss(nn.Module):
    """`perceptual_loss` with a given extractor, as a module."""

    def __init__(self, extractor: nn.Module):
        super().__init__()
        self.extractor = extractor

    def forward(self, sr: Tensor, hr: Tensor) -> Tensor:
        return perceptual_loss(sr, hr, self.extractor)


# This command fetches VGG-19's weights. The error about missing weights names it.
FETCH = "python -c \"import torchvision; torchvision.models.vgg19(weights='IMAGENET1K_V1')\""
# torchvision's vgg19().features has this many layers.
ALL_LAYERS = 37


def hub_path() -> Path:
    """The path of the file in which torchvision keeps VGG-19's weights once it has fetched them."""
    return Path(torch.hub.get_dir()) / "checkpoints" / Path(VGG19_Weights.IMAGENET1K_V1.url).name


def load_vgg19(path: Path | None = None) -> nn.Sequential:
    """VGG-19's `features` with ImageNet weights of torchvision's layout. Nothing is downloaded.

    path: .safetensors, or .pth that holds only tensors; None: the file in torch.hub's folder. Raises UsageError if the
    weights are missing, damaged or of another layout.
    """
    if path is None and not hub_path().is_file():
        raise UsageError(
            f"{hub_path()}: the VGG-19 weights of the perceptual loss are not at hand; put "
            f"{VGG19_Weights.IMAGENET1K_V1.url} there, or fetch it once with: {FETCH}; or name another file of them "
            f"(vgg_weights); or go on without: set the weight of the perceptual loss to 0"
        )
    return _filled(_first_layers(ALL_LAYERS), path or hub_path())


def vgg19_features(path: Path | None, layers: int) -> tuple[nn.Sequential, bool]:
    """The first layers of VGG-19's `features`, and whether they have ImageNet weights.

    They have these if a path is given, or if the file is in torch.hub's folder. Otherwise their weights are random,
    drawn as torchvision draws VGG-19's first weights; call torch.manual_seed before. The weights can learn. path: as in
    `load_vgg19`. layers: so many, as torchvision counts them. Raises UsageError if the file cannot be used.
    """
    features = _first_layers(layers)
    if path is not None or hub_path().is_file():
        return _filled(features, path or hub_path()), True
    features.to_empty(device="cpu")
    for layer in features:
        if isinstance(layer, nn.Conv2d):
            assert layer.bias is not None
            nn.init.kaiming_normal_(layer.weight, mode="fan_out", nonlinearity="relu")
            nn.init.zeros_(layer.bias)
    return features, False


def _first_layers(count: int) -> nn.Sequential:
    """The first layers of VGG-19's `features`. Their weights have no memory yet, and no values."""
    with torch.device("meta"):  # so the classifier, which is most of VGG-19, gets no memory
        return vgg19(weights=None).features[:count]


def _filled(features: nn.Sequential, path: Path) -> nn.Sequential:
    with tensors_of(path, "VGG-19's weights in torchvision's layout") as tensors:
        own = {name: tensors[f"features.{name}"].float() for name in features.state_dict()}
        features.load_state_dict(own, assign=True)
    return features
