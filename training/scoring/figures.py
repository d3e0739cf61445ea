"""Draws the paper's Figure 6, which needs no training."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from matplotlib.figure import Figure
from torch import Tensor
from torch.nn import functional as F

from hime_core.assets import write_atomically
from hime_core.errors import UsageError
from training.data.pictures import read_rgb, to_tensor
from training.losses.correlation import centre, check_window


def draw_correlation_map(image_path: Path, ks: Sequence[int], out: Path) -> None:
    """Write Figure 6 as PNG: a picture and its mean correlation map for each window size k, side by side.

    In each map blue is its lowest value and red its highest. Raises ValueError if a k is even or not positive, and
    UsageError if the picture cannot be read or the PNG cannot be written.
    """
    if not image_path.is_file():
        raise UsageError(f"{image_path}: no such picture")
    picture = read_rgb(image_path)
    image = to_tensor([picture])
    figure = Figure(figsize=(2.4 * (1 + len(ks)), 2.7), layout="constrained")
    first, *others = figure.subplots(1, 1 + len(ks), squeeze=False)[0]
    first.imshow(picture)
    first.set_title("Image")
    for axes, k in zip(others, ks, strict=True):
        axes.imshow(mean_correlation(image, k)[0], cmap="jet")
        axes.set_title(f"k = {k}")
    for axes in (first, *others):
        axes.set_axis_off()
    png = BytesIO()
    figure.savefig(png, format="png", dpi=200)
    write_atomically(out, png.getvalue())


def mean_correlation(image: Tensor, k: int) -> Tensor:
    """The mean of the correlation map (Eq. 8) over its k² displacements, N×H×W. The map itself is not built.

    image: N×C×H×W. The inner product is linear, so the mean of a pixel's products with its neighbours is its product
    with the neighbours' mean.
    """
    check_window(k, dilation=1)
    centred = centre(image)
    return (centred * F.avg_pool2d(centred, k, stride=1, padding=k // 2)).sum(1) / k**2
