"""The settings of other methods' networks, which a run trains instead of HIME (`baseline` in a recipe)."""

from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from hime_core.camera.model import STRICT

# A loss of another method counts this much; 0 leaves it out.
Weight = Annotated[float, Field(ge=0)]
# A network has so many of something.
Count = Annotated[int, Field(ge=0)]


@dataclass(frozen=True, config=STRICT)
class Ttsr:
    """TTSR (Yang et al. 2020). By default it learns from the reconstruction loss alone, as the paper's TTSR-rec."""

    kind: Literal["ttsr"] = "ttsr"
    width: Annotated[int, Field(ge=2)] = 64  # channels of the main network's features
    # The main network has so many residual blocks before the textures, and at each of its three levels.
    blocks: tuple[Count, Count, Count, Count] = (16, 16, 8, 4)
    reconstruction: Weight = 1.0  # the L1 distance to HR
    perceptual: Weight = 0.0  # the squared distance of VGG-19's relu5_1
    transfer: Weight = 0.0  # the squared distance of SR's textures to those taken from the references
    adversarial: Weight = 0.0  # the adversarial loss, WGAN-GP

    def __post_init__(self) -> None:
        if not any((self.reconstruction, self.perceptual, self.transfer, self.adversarial)):
            raise ValueError("all weights are zero: there is nothing to learn")

    @classmethod
    def published(cls) -> "Ttsr":
        """The weights of the paper's TTSR."""
        return cls(perceptual=1e-2, transfer=1e-2, adversarial=1e-3)


@dataclass(frozen=True, config=STRICT)
class Srntt:
    """SRNTT (Zhang et al. 2019)."""

    kind: Literal["srntt"] = "srntt"


@dataclass(frozen=True, config=STRICT)
class Fsrnet:
    """FSRNet (Chen et al. 2018)."""

    kind: Literal["fsrnet"] = "fsrnet"


Baseline = Annotated[Ttsr | Srntt | Fsrnet, Field(discriminator="kind")]
