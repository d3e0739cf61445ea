"""The settings of a run of the recogniser, as a recipe gives them. Unknown keys are errors."""

from dataclasses import field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter
from pydantic.dataclasses import dataclass

from training.settings.config import STRICT, PhotoSet, Share

# A range is the smallest and the largest value, both above 0.
Range = tuple[Annotated[float, Field(gt=0)], Annotated[float, Field(gt=0)]]


@dataclass(frozen=True, config=STRICT)
class Glances:
    """How glances are made of photographs."""

    # In the picture of a near camera the headshot's side is in this range, pixels. All octaves are drawn equally often.
    near: Range = (56, 120)
    # In the picture of a far camera the headshot's side is in this range, pixels. All octaves are drawn equally often.
    far: Range = (17, 72)
    # A head turns sideways by at most this many degrees, and up or down by at most a third of that.
    turn: Annotated[float, Field(ge=0, le=60)] = 55.0
    # In this share of the glances the face has another expression than in the photograph.
    expressions: Share = 0.7
    # In this share of the groups all near glances have one wall behind the person, and all far glances have another
    # wall.
    wall: Share = 0.9
    # In this share of the groups everybody's skin is brought to one colour, so that skin tells nobody apart.
    one_light: Share = 0.4
    # If a person has several photographs, in this share of the samples the far glance is made from another photograph
    # than the near glance.
    second_photograph: Share = 0.7

    def __post_init__(self) -> None:
        if self.near[0] > self.near[1] or self.far[0] > self.far[1]:
            raise ValueError("near and far go from the smaller side to the larger one")


@dataclass(frozen=True, config=STRICT)
class Step:
    """The people whom one step compares."""

    # A step has this many groups of people. Each group has a near camera and a far camera of its own. Before a camera,
    # all people of the group are in the same light.
    groups: Annotated[int, Field(gt=0)] = 6
    # A group has this many people.
    people: Annotated[int, Field(gt=1)] = 16
    # This share of a group are made people. They are people of the group with another person's face, or with their own
    # face changed.
    siblings: Annotated[float, Field(ge=0, lt=1)] = 0.25
    # This share of the groups are one person and the people most like them. Who is alike is decided by the network
    # before its first step.
    lookalikes: Share = 0.0
    # In this share of the other groups everybody is of one set, and so was photographed in the same way.
    one_set: Share = 0.6
    # In the other groups this share of the people are drawn among people with several photographs, if the set has such
    # people.
    several: Share = 0.3


@dataclass(frozen=True, config=STRICT)
class RecogniserOptimiser:
    """AdamW. Its learning rate rises linearly, then falls along a cosine to zero."""

    steps: Annotated[int, Field(gt=0)] = 8_000  # the run has this many steps
    learning_rate: Annotated[float, Field(gt=0)] = 2e-3  # the highest learning rate
    warmup: Annotated[int, Field(ge=0)] = 100  # the learning rate rises for this many steps
    weight_decay: Annotated[float, Field(ge=0)] = 1e-4  # AdamW's weight decay
    ema: Share = 0.998  # the running average keeps this share of itself at each step


@dataclass(frozen=True, config=STRICT)
class RecogniserRun:
    """All settings of one stage of a recipe, or of a recipe without stages."""

    sets: Annotated[list[PhotoSet], Field(min_length=1)]  # the people who are trained on
    validation: dict[str, Path]  # by name: a folder of identity folders with headshots, which is scored during training
    glances: Glances = field(default_factory=Glances)
    step: Step = field(default_factory=Step)
    optimiser: RecogniserOptimiser = field(default_factory=RecogniserOptimiser)
    start_from: Path | None = None  # the weights to begin with, a last.pt or .safetensors; None: random ones
    precision: Literal["float32", "bfloat16"] = "float32"  # what the network computes in
    seed: Annotated[int, Field(ge=0)] = 0  # the first weights and all samples are drawn by this seed
    workers: Annotated[int, Field(ge=0)] = 1  # this many processes make samples; 0: the training process makes them
    checkpoint_every: Annotated[int, Field(gt=0)] = 250  # last.pt is written once in this many steps
    validate_every: Annotated[int, Field(gt=0)] = 2000  # the validation sets are scored once in this many steps


def dump(run: RecogniserRun) -> dict[str, Any]:
    """The settings as plain values, as a checkpoint holds them."""
    return TypeAdapter(RecogniserRun).dump_python(run, mode="json")
