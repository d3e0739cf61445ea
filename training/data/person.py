"""Who is trained on: photographs, by person."""

from dataclasses import dataclass

from hime_core.geometry import Image


@dataclass(frozen=True)
class Photograph:
    """A picture with a margin around its headshot; margin = picture side / headshot side.

    number: its place among all photographs of a run, by which a GPU finds it.
    """

    image: Image
    margin: float
    number: int = 0

    @property
    def detail(self) -> float:
        """Side of the headshot, pixels."""
        return self.image.shape[0] / self.margin


Person = list[Photograph]
