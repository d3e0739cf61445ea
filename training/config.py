"""A training run as one typed file; unknown keys are errors."""

from dataclasses import field
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from hime_core.errors import UsageError
from hime_core.network import HimeConfig

STRICT = ConfigDict(extra="forbid")
Share = Annotated[float, Field(ge=0, le=1)]


@dataclass(frozen=True, config=STRICT)
class PhotoSet:
    """A folder of identity folders, as `hime-train prepare` writes it."""

    path: Path
    weight: Annotated[float, Field(gt=0)] = 1.0  # share of the samples, relative to the other sets
    margin: Annotated[float, Field(ge=1)] = 1.5  # side of the pictures over the side of the headshot


@dataclass(frozen=True, config=STRICT)
class Batch:
    """What one step draws: an LR size, a batch that fits it, a number of references."""

    lr_sizes: dict[int, float] = field(default_factory=lambda: {24: 0.25, 32: 0.35, 40: 0.15, 48: 0.15, 64: 0.1})
    pixels: Annotated[int, Field(gt=0)] = 6144  # LR pixels in a batch: smaller sizes get more samples
    references: dict[int, float] = field(default_factory=lambda: {3: 0.7, 2: 0.13, 1: 0.12, 0: 0.05})


@dataclass(frozen=True, config=STRICT)
class Moments:
    """How one photograph becomes several moments of a call. Shares are probabilities."""

    easy_reference: Share = 0.75  # a sample has one reference that is the target mildly moved and relit
    more_easy: Share = 0.25  # and so is each of the others: in a call, many are
    # The easy reference moves little at first, fully after so many steps. Without this the network learns to live
    # without references before it has learned to align them.
    ease_steps: Annotated[int, Field(gt=0)] = 3000
    second_photograph: Share = 0.8  # another reference shows another photograph, where the person has one
    paired: Share = 0.3  # the person is one with several photographs, where the set has any: they are few, and real
    stranger: Share = 0.08  # a reference shows somebody else
    blank: Share = 0.04  # a reference is black
    camera_lr: Share = 0.75  # the LR input is as a camera gives it; else it is clean bicubic, as in the paper


@dataclass(frozen=True, config=STRICT)
class Optimiser:
    """Adam with a linear warm-up and a cosine to zero."""

    steps: Annotated[int, Field(gt=0)] = 10_000
    learning_rate: Annotated[float, Field(gt=0)] = 6e-4
    warmup: Annotated[int, Field(ge=0)] = 200
    clip_norm: Annotated[float, Field(gt=0)] = 0.5
    ema: Share = 0.999


@dataclass(frozen=True, config=STRICT)
class RunConfig:
    """One training run."""

    sets: list[PhotoSet]
    validation: dict[str, Path]  # name -> folder of identity folders with headshots
    network: HimeConfig = field(default_factory=HimeConfig)
    batch: Batch = field(default_factory=Batch)
    moments: Moments = field(default_factory=Moments)
    optimiser: Optimiser = field(default_factory=Optimiser)
    start_from: Path | None = None  # weights to begin with: a checkpoint or .safetensors; none: random ones
    precision: Literal["float32", "bfloat16"] = "float32"
    device: str = "cpu"
    seed: int = 0
    workers: Annotated[int, Field(ge=0)] = 1
    checkpoint_every: Annotated[int, Field(gt=0)] = 250  # steps
    validate_every: Annotated[int, Field(gt=0)] = 1000  # steps


def load_config(path: Path) -> RunConfig:
    """Read and check a run's YAML file. Raises UsageError naming the key at fault."""
    try:
        values = yaml.safe_load(path.read_text())
        return TypeAdapter(RunConfig).validate_python(values)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UsageError(f"{path}: cannot be read ({' '.join(str(error).split())})") from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise UsageError(f"{path}: {key}: {first['msg']}") from error
