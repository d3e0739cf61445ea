"""The perceptual loss (paper section 5.1, Eq. 11): L1 between VGG-19 features before a ReLU."""

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torchvision.models import VGG19_Weights, vgg19

from hime_core.errors import UsageError

CONV5_4 = 34  # its place in torchvision's vgg19().features; the ReLU comes after it
MEAN, DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)  # of ImageNet's RGB, as the weights were trained


class VggFeatures(nn.Module):
    """Fea of Eq. 11, frozen: N×3×H×W, RGB, 0..1, H and W >= 16 -> N×512×H/16×W/16, the output of conv5_4.

    The paper says VGG-19 before the ReLU and not which layer; the last convolution is what ESRGAN's loss of the same
    kind takes. features: the `features` of torchvision's vgg19.
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
    """Eq. 11: the mean over elements of |Fea(HR) - Fea(SR)|. N×3×H×W, RGB, 0..1, twice; a scalar out.

    The mean, not the sum: λ_per (Eq. 10) is relative to it. HR is the target and gets no gradient.
    """
    with torch.no_grad():
        target = extractor(hr)
    return F.l1_loss(extractor(sr), target)


class PerceptualLoss(nn.Module):
    """`perceptual_loss` with its extractor: (SR, HR), N×3×H×W each -> a scalar."""

    def __init__(self, extractor: nn.Module):
        super().__init__()
        self.extractor = extractor

    def forward(self, sr: Tensor, hr: Tensor) -> Tensor:
        return perceptual_loss(sr, hr, self.extractor)


# What a person runs to have the weights.
FETCH = "python -c \"import torchvision; torchvision.models.vgg19(weights='IMAGENET1K_V1')\""


def load_vgg19() -> nn.Sequential:
    """VGG-19's `features` with torchvision's ImageNet weights, 548 MB in torch.hub's folder. Nothing is downloaded.

    Raises UsageError where they are not there or damaged.
    """
    weights = VGG19_Weights.IMAGENET1K_V1
    path = Path(torch.hub.get_dir()) / "checkpoints" / Path(weights.url).name
    otherwise = "or go on without: set the weight of the perceptual loss to 0"
    if not path.is_file():
        raise UsageError(
            f"{path}: the VGG-19 weights of the perceptual loss are not at hand; put {weights.url} there, or fetch it "
            f"once with: {FETCH}; {otherwise}"
        )
    with torch.device("meta"):  # the classifier, most of VGG-19, is never given memory
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
