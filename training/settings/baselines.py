"""The settings of other methods' networks, which a run trains instead of HIME (`baseline` in a recipe)."""

from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from hime_core.camera.model import STRICT

# A loss of another method counts this much; 0 leaves it out.
Weight = Annotated[float, Field(ge=0)]


@dataclass(frozen=True, config=STRICT)
class Ttsr:
    """TTSR (Yang et al. 2020)."""

    kind: Literal["ttsr"] = "ttsr"


@dataclass(frozen=True, config=STRICT)
class Srntt:
    """SRNTT (Zhang et al. 2019)."""

    kind: Literal["srntt"] = "srntt"


@dataclass(frozen=True, config=STRICT)
class Fsrnet:
    """FSRNet (Chen et al. 2018)."""

    kind: Literal["fsrnet"] = "fsrnet"


Baseline = Annotated[Ttsr | Srntt | Fsrnet, Field(discriminator="kind")]
