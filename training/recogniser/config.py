"""The settings of a run of the recogniser, as a recipe gives them; unknown keys are errors."""

from dataclasses import field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, TypeAdapter
from pydantic.dataclasses import dataclass

from training.settings.config import PhotoSet, Share

# An unknown key is an error.
STRICT = ConfigDict(extra="forbid")
# The smallest and the largest value, both above 0.
Range = tuple[Annotated[float, Field(gt=0)], Annotated[float, Field(gt=0)]]


@dataclass(frozen=True, config=STRICT)
class Glances:
    """How glances are made of photographs."""

    # Sides of the headshot in the picture of a near camera, pixels. All octaves are drawn equally often.
    near: Range = (56, 120)
    # Sides of the headshot in the picture of a far camera, pixels. All octaves are drawn equally often.
    far: Range = (17, 72)
    # A head turns sideways by at most so many degrees, and up or down by at most a third of that.
    turn: Annotated[float, Field(ge=0, le=60)] = 55.0
    # In this share of the glances the face has another expression than on the photograph.
    expressions: Share = 0.7
    # In this share of the groups everybody is put before one wall near and before another one far off.
    wall: Share = 0.9
    # In this share of the groups all skin is brought to one colour, so that it tells nobody apart.
    one_light: Share = 0.4
    # In this share of the samples the far glance shows another photograph than the near one, where the person has two.
    second_photograph: Share = 0.7

    def __post_init__(self) -> None:
        if self.near[0] > self.near[1] or self.far[0] > self.far[1]:
            raise ValueError("near and far go from the smaller side to the larger one")


@dataclass(frozen=True, config=STRICT)
class Step:
    """The people whom one step compares."""

    # A step has so many groups. The people of a group are before one camera, in one light.
    groups: Annotated[int, Field(gt=0)] = 6
    # A group has so many people.
    people: Annotated[int, Field(gt=1)] = 16
    # This share of a group is made: people of the group with another person's face, or with their own one changed.
    siblings: Annotated[float, Field(ge=0, lt=1)] = 0.25
    # This share of the groups is one person and those whom the network, before its first step, finds most like them.
    lookalikes: Share = 0.0
    # This share of the other groups has people of one set alone, who were photographed in the same way.
    one_set: Share = 0.6
    # This share of the people in the other groups has several photographs, where the set has such people.
    several: Share = 0.3


@dataclass(frozen=True, config=STRICT)
class RecogniserOptimiser:
    """AdamW. Its learning rate rises linearly, then falls along a cosine to zero."""

    steps: Annotated[int, Field(gt=0)] = 8_000  # the run has so many steps
    learning_rate: Annotated[float, Field(gt=0)] = 2e-3  # the highest learning rate
    warmup: Annotated[int, Field(ge=0)] = 100  # the learning rate rises for so many steps
    weight_decay: Annotated[float, Field(ge=0)] = 1e-4  # AdamW's weight decay
    ema: Share = 0.998  # the running average keeps this share of itself at each step


@dataclass(frozen=True, config=STRICT)
class RecogniserRun:
    """All settings of one stage of a recipe, or of a recipe without stages."""

    sets: Annotated[list[PhotoSet], Field(min_length=1)]  # the people who are trained on
    validation: dict[str, Path]  # by name: a folder of identity folders with headshots, which is scored on the way
    glances: Glances = field(default_factory=Glances)
    step: Step = field(default_factory=Step)
    optimiser: RecogniserOptimiser = field(default_factory=RecogniserOptimiser)
    start_from: Path | None = None  # the weights to begin with, a last.pt or .safetensors; None: random ones
    precision: Literal["float32", "bfloat16"] = "float32"  # what the network computes in
    seed: Annotated[int, Field(ge=0)] = 0  # of the first weights and of all samples
    workers: Annotated[int, Field(ge=0)] = 1  # so many processes make samples; 0: the training process does
    checkpoint_every: Annotated[int, Field(gt=0)] = 250  # last.pt is written every so many steps
    validate_every: Annotated[int, Field(gt=0)] = 2000  # the validation sets are scored every so many steps


def dump(run: RecogniserRun) -> dict[str, Any]:
    """The settings as plain values, as a checkpoint holds them."""
    return TypeAdapter(RecogniserRun).dump_python(run, mode="json")
