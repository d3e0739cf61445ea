"""The people who are trained on: a person is a list of photographs."""

from dataclasses import dataclass

from hime_core.geometry import Image


@dataclass(frozen=True)
class Photograph:
    """A square picture with a headshot in its middle.

    margin: the picture's side over the headshot's side. number: the photograph's place among all photographs of a run,
    by which a GPU finds it.
    """

    image: Image
    margin: float
    number: int = 0

    @property
    def detail(self) -> float:
        """The headshot's side, pixels."""
        return self.image.shape[0] / self.margin


# All photographs of one person.
Person = list[Photograph]
