"""A run of the recogniser as one typed file; unknown keys are errors."""

from dataclasses import field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, TypeAdapter
from pydantic.dataclasses import dataclass

from training.settings.config import PhotoSet, Share

STRICT = ConfigDict(extra="forbid")
Range = tuple[Annotated[float, Field(gt=0)], Annotated[float, Field(gt=0)]]


@dataclass(frozen=True, config=STRICT)
class Glances:
    """How glances are made of photographs. Sides are of the headshot in the camera's picture, pixels."""

    near: Range = (56, 120)
    far: Range = (17, 72)  # small ones are drawn more often: evenly by octave
    turn: Annotated[float, Field(ge=0, le=60)] = 55.0  # yaw of the head at most, degrees; a third of it in pitch
    expressions: Share = 0.7  # of the glances in which the face has another expression than on the photograph
    wall: Share = 0.9  # of the groups, in which everybody is put before one wall, near and far off
    one_light: Share = 0.4  # of the groups, in which all skin is brought to one colour, so that it tells nobody apart
    second_photograph: Share = 0.7  # far off another photograph is shown, where the person has one

    def __post_init__(self) -> None:
        if self.near[0] > self.near[1] or self.far[0] > self.far[1]:
            raise ValueError("near and far go from the smaller side to the larger one")


@dataclass(frozen=True, config=STRICT)
class Step:
    """What one step compares."""

    groups: Annotated[int, Field(gt=0)] = 6
    people: Annotated[int, Field(gt=1)] = 16  # in a group: before one camera, in one light
    # Share of a group that is made: somebody of the group with another person's face, or with their own one changed.
    siblings: Annotated[float, Field(ge=0, lt=1)] = 0.25
    # Share of the groups that are somebody and those most like them, as the network sees it before the first step.
    lookalikes: Share = 0.0
    one_set: Share = 0.6  # of the other groups are people of one set: the same studio
    several: Share = 0.3  # of the people in the other groups are ones with several photographs, where the set has any


@dataclass(frozen=True, config=STRICT)
class Optimiser:
    """AdamW with a linear warm-up and a cosine to zero."""

    steps: Annotated[int, Field(gt=0)] = 8_000
    learning_rate: Annotated[float, Field(gt=0)] = 2e-3
    warmup: Annotated[int, Field(ge=0)] = 100
    weight_decay: Annotated[float, Field(ge=0)] = 1e-4
    ema: Share = 0.998


@dataclass(frozen=True, config=STRICT)
class RecogniserRun:
    """One training run."""

    sets: Annotated[list[PhotoSet], Field(min_length=1)]
    validation: dict[str, Path]  # name -> folder of identity folders with headshots
    glances: Glances = field(default_factory=Glances)
    step: Step = field(default_factory=Step)
    optimiser: Optimiser = field(default_factory=Optimiser)
    start_from: Path | None = None  # weights to begin with: last.pt or .safetensors; none: random
    precision: Literal["float32", "bfloat16"] = "float32"
    seed: Annotated[int, Field(ge=0)] = 0
    workers: Annotated[int, Field(ge=0)] = 1
    checkpoint_every: Annotated[int, Field(gt=0)] = 250  # steps
    validate_every: Annotated[int, Field(gt=0)] = 2000  # steps


def dump(run: RecogniserRun) -> dict[str, Any]:
    """The run as plain values."""
    return TypeAdapter(RecogniserRun).dump_python(run, mode="json")
