"""A training run as one typed file; unknown keys are errors."""

from dataclasses import field
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import yaml
from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from hime_core.errors import UsageError
from hime_core.network import HimeConfig

STRICT = ConfigDict(extra="forbid")
T = TypeVar("T")
Share = Annotated[float, Field(ge=0, le=1)]
# Value -> how often it is drawn, relative to the others.
Shares = Annotated[dict[Annotated[int, Field(ge=0)], Annotated[float, Field(gt=0)]], Field(min_length=1)]


@dataclass(frozen=True, config=STRICT)
class PhotoSet:
    """A folder of identity folders, as `hime-train prepare` writes it."""

    path: Path
    weight: Annotated[float, Field(gt=0)] = 1.0  # share of the samples, relative to the other sets
    margin: Annotated[float, Field(ge=1)] = 1.5  # side of the pictures over the side of the headshot
    size: Annotated[int, Field(gt=0)] | None = None  # larger pictures are reduced to this side, once


@dataclass(frozen=True, config=STRICT)
class Batch:
    """What one step draws: an LR size, a batch that fits it, a number of references."""

    lr_sizes: Shares = field(default_factory=lambda: {24: 0.25, 32: 0.35, 40: 0.15, 48: 0.15, 64: 0.1})
    pixels: Annotated[int, Field(gt=0)] = 6144  # LR pixels in a batch: smaller sizes get more samples
    references: Shares = field(default_factory=lambda: {3: 0.7, 2: 0.13, 1: 0.12, 0: 0.05})
    accumulate: Annotated[int, Field(gt=0)] = 1  # the batch goes through the network in so many parts


@dataclass(frozen=True, config=STRICT)
class Moments:
    """One photograph becomes several moments of a call, warped, relit and re-noised. Shares are probabilities."""

    kind: Literal["moments"] = "moments"
    easy_reference: Share = 0.75  # a sample has one reference that is the target mildly moved and relit
    more_easy: Share = 0.25  # and so is each of the others: in a call, many are
    # The easy reference moves little at first, fully after so many steps. Without this the network learns to live
    # without references before it has learned to align them.
    ease_steps: Annotated[int, Field(gt=0)] = 3000
    second_photograph: Share = 0.8  # another reference shows another photograph, where the person has one
    paired: Share = 0.3  # the person is one with several photographs, where the set has any: they are few, and real
    stranger: Share = 0.08  # a reference shows somebody else
    blank: Share = 0.04  # a reference is black
    # Every reference of the sample shows somebody else, or nothing: only so does the network learn that all of them
    # may be wrong.
    all_wrong: Share = 0.0
    impostors: Share = 0.0  # of the strangers then shown: they sit and are lit as the person is
    # They turn by up to so many degrees, half as far in pitch: best as far as an easy reference, else the turn gives
    # them away.
    impostor_turn: Annotated[float, Field(ge=0, le=30)] = 0.0
    # Until another moment the head turns by up to so many degrees, in an easy reference by up to a quarter of that.
    # From 33 on the made turn would fold the face over itself.
    turn: Annotated[float, Field(ge=0, le=30)] = 0.0
    dim: Share = 0.0  # the levels are down to a fifth; half of the references are of then, half of before


@dataclass(frozen=True, config=STRICT)
class Photographs:
    """The paper's way: another photograph of the person is a reference as it is (section 5.1)."""

    kind: Literal["photographs"] = "photographs"
    # even: target and references are mirrored together; uneven: the one or the others, never both (Table 7)
    flip: Literal["none", "uneven", "even"] = "even"


Range = tuple[float, float]


@dataclass(frozen=True, config=STRICT)
class Bicubic:
    """LR is antialiased bicubic, 8-bit (the paper)."""

    kind: Literal["bicubic"] = "bicubic"


@dataclass(frozen=True, config=STRICT)
class Webcam:
    """LR as a camera and its codec give it, in this order; in the rest of the samples it is clean bicubic."""

    kind: Literal["webcam"] = "webcam"
    share: Share = 0.75  # of the samples
    moving: Share = 0.0  # the face moves while the shutter is open, in so many of them
    misfocus: Share = 0.3  # a lens slightly out of focus, in so many of them
    blur: Range = (0.2, 0.6)  # its sigma, LR pixels
    exposure: Range = (0.97, 1.03)  # gain
    noise: Range = (0.3, 4.0)  # sigma of the sensor's noise, 8-bit levels
    amplified: Share = 0.0  # in so many of them the sensor's gain is high, and the noise 4 to 16 levels instead
    # Colour at half the resolution comes with every codec, and where there is none.
    jpeg: Share = 0.4
    jpeg_quality: tuple[int, int] = (60, 96)
    h264: Share = 0.3
    h264_crf: tuple[int, int] = (16, 30)

    def __post_init__(self) -> None:
        if self.jpeg + self.h264 > 1:
            raise ValueError("jpeg and h264 are shares of the same samples: together they are at most 1")


@dataclass(frozen=True, config=STRICT)
class Camera:
    """LR as cameras of many kinds give it (training/data/camera); in the rest of the samples it is clean bicubic.

    Shares are probabilities, each of its own.
    """

    kind: Literal["camera"] = "camera"
    share: Share = 0.8
    moving: Share = 0.12  # the face moves while the shutter is open
    blurred: Share = 0.5  # the lens blurs
    blur: Range = (0.1, 0.6)  # by a Gaussian of this deviation along one direction, LR pixels
    defocused: Share = 0.12  # in place of it, a disc
    parted: Share = 0.12  # red and blue stand apart
    finer: Share = 0.4  # the sensor has more pixels than the picture
    mosaic: Share = 0.3  # each of them sees one colour
    quiet: Share = 0.35  # there is little noise
    noise: Range = (0.3, 8.0)  # its deviation elsewhere, at half of the light, levels
    amplified: Share = 0.15  # and from 4 to 16 levels in so many
    exposure: Range = (0.97, 1.03)  # gain
    smoothed: Share = 0.12  # the camera reduces noise
    sharpened: Share = 0.35  # the camera sharpens
    sharpening: Range = (0.2, 1.0)  # the share of the detail that it adds once more
    jpeg: Share = 0.3
    jpeg_quality: tuple[int, int] = (20, 96)
    h264: Share = 0.3
    h264_crf: tuple[int, int] = (16, 34)
    half_colour: Share = 0.5  # of the pictures that no codec saw

    def __post_init__(self) -> None:
        for first, second in (("blurred", "defocused"), ("quiet", "amplified"), ("jpeg", "h264")):
            if getattr(self, first) + getattr(self, second) > 1:
                raise ValueError(f"{first} and {second} are shares of the same samples: together they are at most 1")


@dataclass(frozen=True, config=STRICT)
class Losses:
    """The objective (paper Eq. 10); a weight of zero leaves a term out. All terms are means over elements."""

    reconstruction: Annotated[float, Field(ge=0)] = 1.0
    correlation: Annotated[float, Field(ge=0)] = 0.0
    correlation_window: Literal[1, 3, 5, 7, 9, 11] = 5  # k
    correlation_dilation: Annotated[int, Field(gt=0)] = 1
    perceptual: Annotated[float, Field(ge=0)] = 0.0
    adversarial: Annotated[float, Field(ge=0)] = 0.0
    # Where every reference is wrong (samples.all_wrong), the picture is to be what the network makes without any.
    refusal: Annotated[float, Field(ge=0)] = 0.0

    def __post_init__(self) -> None:
        if not any((self.reconstruction, self.correlation, self.perceptual, self.adversarial)):
            raise ValueError("all weights are zero: there is nothing to learn")


@dataclass(frozen=True, config=STRICT)
class Optimiser:
    """Adam with a linear warm-up and a cosine to zero."""

    steps: Annotated[int, Field(gt=0)] = 10_000
    learning_rate: Annotated[float, Field(gt=0)] = 6e-4
    warmup: Annotated[int, Field(ge=0)] = 200
    clip_norm: Annotated[float, Field(gt=0)] = 0.5
    ema: Share = 0.999
    # The discriminator, where there is one, learns alone for so many of the steps (warm-up goes on meanwhile), and at
    # its own rate: a network that outruns it learns nothing from it.
    discriminator_first: Annotated[int, Field(ge=0)] = 100
    discriminator_rate: Annotated[float, Field(gt=0)] = 2e-4


@dataclass(frozen=True, config=STRICT)
class RunConfig:
    """One training run."""

    sets: list[PhotoSet]
    validation: dict[str, Path]  # name -> folder of identity folders with headshots
    network: HimeConfig = field(default_factory=HimeConfig)
    batch: Batch = field(default_factory=Batch)
    samples: Annotated[Moments | Photographs, Field(discriminator="kind")] = field(default_factory=Moments)
    degradation: Annotated[Bicubic | Webcam | Camera, Field(discriminator="kind")] = field(default_factory=Bicubic)
    losses: Losses = field(default_factory=Losses)
    optimiser: Optimiser = field(default_factory=Optimiser)
    # Weights to begin with, a checkpoint or .safetensors; of another scale, what does not depend on it; for HIME large
    # also a small one's. None: random.
    start_from: Path | None = None
    flow_weights: Path | None = None  # SpyNet's, for alignment dconv-flow; none: trained with the rest
    precision: Literal["float32", "bfloat16", "float16"] = "float32"
    compile: bool = False  # by torch.compile: minutes to begin, then faster on a GPU
    device: Literal["cpu", "cuda"] = "cpu"
    seed: Annotated[int, Field(ge=0)] = 0
    workers: Annotated[int, Field(ge=0)] = 1
    checkpoint_every: Annotated[int, Field(gt=0)] = 250  # steps
    validate_every: Annotated[int, Field(gt=0)] = 1000  # steps
    keep_best: Annotated[int, Field(ge=0)] = 3  # checkpoints, by the mean gain over the validation sets

    def __post_init__(self) -> None:
        if any(size % 8 or not size for size in self.batch.lr_sizes):
            raise ValueError("batch.lr_sizes: an LR size is a multiple of 8")
        if max(self.batch.references) > 16:
            raise ValueError("batch.references: at most 16")
        if self.losses.refusal and not (isinstance(self.samples, Moments) and self.samples.all_wrong):
            raise ValueError("losses.refusal: needs samples with wrong references; set samples.all_wrong above 0")
        if self.losses.adversarial and self.optimiser.discriminator_first >= self.optimiser.steps:
            raise ValueError("optimiser.discriminator_first: must be below steps, else the network has none")


def read_yaml(path: Path) -> Any:
    """What a YAML file holds. Raises UsageError where it cannot be read."""
    try:
        return yaml.safe_load(path.read_text())
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UsageError(f"{path}: cannot be read ({' '.join(str(error).split())})") from error


def typed(values: Any, kind: type[T], where: str) -> T:
    """Plain values as a typed one. Raises UsageError naming `where` and the key at fault."""
    try:
        return TypeAdapter(kind).validate_python(values)
    except ValidationError as error:
        first = error.errors()[0]
        kinds = (
            "moments",
            "photographs",
            "bicubic",
            "webcam",
            "camera",
        )  # pydantic puts these into the path; the file does not
        key = ".".join(str(part) for part in first["loc"] if part not in kinds)
        raise UsageError(f"{where}: {key}: {first['msg']}") from error


def dump(config: RunConfig) -> dict[str, Any]:
    """The configuration as plain values."""
    return TypeAdapter(RunConfig).dump_python(config, mode="json")
