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


def load_vgg19() -> nn.Sequential:
    """VGG-19's `features` with torchvision's ImageNet weights: 548 MB, fetched once into torch.hub's folder.

    Raises UsageError where they are not there and cannot be fetched, or are damaged.
    """
    weights = VGG19_Weights.IMAGENET1K_V1
    with torch.device("meta"):  # the classifier, most of VGG-19, is never given memory
        features = vgg19(weights=None).features
    try:
        state = weights.get_state_dict(check_hash=True, weights_only=True, map_location="cpu")
        prefix = "features."
        own = {name.removeprefix(prefix): value for name, value in state.items() if name.startswith(prefix)}
        features.load_state_dict(own, assign=True)
    except Exception as error:  # no network, another hash, a full disk, a damaged file: each raises its own kind
        path = Path(torch.hub.get_dir()) / "checkpoints" / Path(weights.url).name
        why = (str(error).strip() or type(error).__name__).splitlines()[0]
        problem = "cannot be read" if path.exists() else "are missing and cannot be fetched"
        raise UsageError(
            f"{path}: the VGG-19 weights of the perceptual loss {problem} ({why}); "
            f"put {weights.url} there, or go on without: set the weight of the perceptual loss to 0"
        ) from error
    return features
