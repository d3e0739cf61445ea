"""The people who are trained on: a person is a list of photographs."""

from dataclasses import dataclass
from pathlib import Path

from hime_core.geometry import Image


@dataclass(frozen=True)
class Photograph:
    """A square picture with a headshot in its middle.

    margin: the picture's side over the headshot's side. number: the photograph's place among all photographs of a run.
    A GPU finds the photograph by this number. parsing_map: the file of its map, if the run learns from maps.
    """

    image: Image
    margin: float
    number: int = 0
    parsing_map: Path | None = None

    @property
    def detail(self) -> float:
        """The headshot's side, pixels."""
        return self.image.shape[0] / self.margin


# A person is a list of all their photographs.
Person = list[Photograph]
