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
    """SRNTT (Zhang et al. 2019), for scale 4. As it is by default it learns by the reconstruction loss alone."""

    kind: Literal["srntt"] = "srntt"
    width: Annotated[int, Field(gt=0)] = 64  # channels of the features that learn
    blocks: Annotated[int, Field(gt=0)] = 16  # residual blocks of the content extractor, and of each transfer
    reconstruction: Weight = 1.0  # the L1 distance to HR
    perceptual: Weight = 0.0  # the distance of VGG-19's features relu5_1
    texture: Weight = 0.0  # the distance of the Gram matrices of SR's features and of the swapped ones
    adversarial: Weight = 0.0  # the loss by a discriminator, WGAN-GP
    back_projection: Weight = 0.0  # the L1 distance of SR, reduced again, to the LR picture


# SRNTT with all its losses. The paper gives the first four weights. Its authors' code gives the fifth, for a loss that
# the paper does not have.
SRNTT_PUBLISHED = Srntt(reconstruction=1.0, perceptual=1e-4, texture=1e-4, adversarial=1e-6, back_projection=1.0)


@dataclass(frozen=True, config=STRICT)
class Fsrnet:
    """FSRNet (Chen et al. 2018)."""

    kind: Literal["fsrnet"] = "fsrnet"
    width: Annotated[int, Field(gt=0, multiple_of=2)] = 64  # the channels of its features
    coarse: Weight = 1.0  # the squared distance of the coarse SR to HR
    prior: Weight = 1.0  # the squared distance of the parsing maps; only sets with true maps have it


Baseline = Annotated[Ttsr | Srntt | Fsrnet, Field(discriminator="kind")]
