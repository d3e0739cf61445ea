"""Reads picture files, and turns pictures into tensors and back."""

from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from hime_core.errors import UsageError
from hime_core.geometry import Image, resize_bicubic
from hime_core.picture_files import read_picture


def pictures(folder: Path) -> list[Path]:
    """The JPEG and PNG files of a folder, by name."""
    return sorted(f for f in folder.iterdir() if f.suffix.lower() in (".jpg", ".jpeg", ".png"))


def read_rgb(path: Path) -> Image:
    """A picture as RGB, turned upright if its file says how the camera was held.

    Raises UsageError if it cannot be read.
    """
    image = read_picture(path)
    if image is None:
        raise UsageError(f"{path}: not a readable picture")
    return np.ascontiguousarray(image[:, :, ::-1])


def shrink(image: Image, size: int) -> Image:
    """The picture, reduced to size×size by antialiased bicubic and rounded to 8 bits.

    HR and LR pictures are made this way.
    """
    return np.clip(np.round(resize_bicubic(image.astype(np.float32), size, size)), 0, 255).astype(np.uint8)


def to_tensor(images: list[Image]) -> Tensor:
    """N pictures, uint8 H×W×3, as one tensor, float32 N×3×H×W from 0 to 1."""
    return torch.from_numpy(np.stack(images)).permute(0, 3, 1, 2).contiguous().float().div_(255)


def to_image(picture: Tensor) -> Image:
    """A picture, 1×3×H×W, as uint8 H×W×3. Values are clipped to 0 to 1, and rounded to 8 bits."""
    return (picture[0].clamp(0, 1) * 255).round().byte().permute(1, 2, 0).numpy()
