"""The perceptual loss (paper section 5.1, Eq. 11): the L1 distance of VGG-19's features before a ReLU."""

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torchvision.models import VGG19_Weights, vgg19

from hime_core.errors import UsageError

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
    as in ESRGAN's perceptual loss. features: the `features` of torchvision's vgg19.
    """

    mean: Tensor
    deviation: Tensor

    def __init__(self, features: nn.Sequential):
        super().__init__()
        self.layers = features[: CONV5_4 + 1].requires_grad_(False)
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


def load_vgg19() -> nn.Sequential:
    """VGG-19's `features` with torchvision's ImageNet weights, 548 MB, from torch.hub's folder. Nothing is downloaded.

    Raises UsageError if the weights are missing or damaged.
    """
    weights = VGG19_Weights.IMAGENET1K_V1
    path = Path(torch.hub.get_dir()) / "checkpoints" / Path(weights.url).name
    otherwise = "or go on without: set the weight of the perceptual loss to 0"
    if not path.is_file():
        raise UsageError(
            f"{path}: the VGG-19 weights of the perceptual loss are not at hand; put {weights.url} there, or fetch it "
            f"once with: {FETCH}; {otherwise}"
        )
    with torch.device("meta"):  # so the classifier, which is most of VGG-19, gets no memory
        features = vgg19(weights=None).features
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
        prefix = "features."
        own = {name.removeprefix(prefix): value for name, value in state.items() if name.startswith(prefix)}
        features.load_state_dict(own, assign=True)
    except Exception as error:  # torch raises many kinds for a damaged file
        why = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise UsageError(
            f"{path}: the VGG-19 weights of the perceptual loss cannot be read ({why}); put {weights.url} there, "
            f"{otherwise}"
        ) from error
    return features
