"""LPIPS (Zhang et al. 2018) with AlexNet, version 0.1, by the package of its authors."""

import warnings
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path

import torch
from torch import Tensor
from torchvision.models import AlexNet_Weights

from hime_core.errors import UsageError
from training.scoring.metrics.psnr import to_8bit
from training.tensor_files import tensors_of

# This command fetches AlexNet's weights. The line about missing weights names it.
FETCH = "python -c \"import torchvision; torchvision.models.alexnet(weights='IMAGENET1K_V1')\""


def backbone_path() -> Path:
    """The path of the file in which torchvision keeps AlexNet's weights once it has fetched them."""
    return Path(torch.hub.get_dir()) / "checkpoints" / Path(AlexNet_Weights.IMAGENET1K_V1.url).name


def make_lpips(
    device: torch.device, say: Callable[[str], None], weights: Path | None = None
) -> Callable[[Tensor, Tensor], Tensor] | None:
    """The metric, or None if the package or AlexNet's weights are missing. Then `say` is called with the reason.

    weights: AlexNet's in torchvision's layout, .safetensors, or .pth that holds only tensors; None: the file in
    torch.hub's folder. Nothing is downloaded. Raises UsageError if the given file cannot be used.
    """
    path = weights or backbone_path()
    if find_spec("lpips") is None:
        say("LPIPS is left out: the package lpips is not installed; install HIME with its extra [lpips]")
        return None
    if weights is None and not path.is_file():
        say(
            f"LPIPS is left out: AlexNet's weights are not at hand ({path}); fetch them once with: {FETCH}; or give "
            f"--lpips-weights"
        )
        return None
    try:
        with tensors_of(path, "AlexNet's weights in torchvision's layout") as tensors:
            return lpips_on(tensors, device)
    except UsageError as error:
        if weights is not None:
            raise
        say(f"LPIPS is left out: {error}")
        return None


def lpips_on(alexnet: Mapping[str, Tensor], device: torch.device) -> Callable[[Tensor, Tensor], Tensor]:
    """LPIPS with a given AlexNet: a function of two batches, N×3×H×W each from 0 to 1, which returns N values.

    Pictures are rounded to 8 bits first. alexnet: AlexNet's state dict. The package can load its files by itself. But
    it would fetch AlexNet unasked, and would leave it to torch's default whether a file may hold code. So the model is
    made with random weights here, and then gets the right weights.
    """
    import lpips

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="The parameter 'pretrained'|Arguments other than a weight enum")
        model = lpips.LPIPS(net="alex", version="0.1", pretrained=False, pnet_rand=True, verbose=False)
    # The package keeps AlexNet's layers in slices. The layers keep their numbers: slice2.3.weight is features.3.weight.
    trunk = {name: alexnet[f"features.{name.split('.', 1)[1]}"] for name in model.net.state_dict()}
    model.net.load_state_dict(trunk)
    shipped = Path(lpips.__file__).parent / "weights" / "v0.1" / "alex.pth"
    linear = torch.load(shipped, map_location="cpu", weights_only=True)
    model.lins.load_state_dict({name.removeprefix("lin"): weight for name, weight in linear.items()})
    model.to(device).requires_grad_(False)

    def measure(a: Tensor, b: Tensor) -> Tensor:
        return model(to_8bit(a).to(device), to_8bit(b).to(device), normalize=True).flatten()

    return measure
