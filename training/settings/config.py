"""The settings of a training run, as a recipe gives them. Unknown keys are errors."""

from dataclasses import field
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import yaml
from pydantic import Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from hime_core.camera.model import STRICT, CameraModel, Range, Share
from hime_core.errors import UsageError
from hime_core.network import HimeConfig
from training.settings.baselines import Baseline, Srntt

T = TypeVar("T")
# This table says how often each value is drawn, relative to the other values.
Shares = Annotated[dict[Annotated[int, Field(ge=0)], Annotated[float, Field(gt=0)]], Field(min_length=1)]
# A network needs at least these numbers. HimeConfig itself takes any.
LEAST = {"width": 1, "lr_blocks": 0, "hr_blocks": 0, "reconstruction_blocks": 0, "flow_levels": 1}
# If a network has a number of this name, it is at least 1 and at most its other number.
MOST = {"inner_width": "width", "sampled_width": "width", "narrow_blocks": "reconstruction_blocks"}
# The parts of a network; rest stands for all that are not named.
Part = Literal["lr_extractor", "hr_extractor", "rfa", "cofa", "reconstructor", "burst", "rest"]
# A sample has at most this many earlier frames.
MOST_PAST = 16


@dataclass(frozen=True, config=STRICT)
class PhotoSet:
    """A set of people to train on."""

    path: Path  # a folder of identity folders, as `hime-train prepare` writes it
    weight: Annotated[float, Field(gt=0)] = 1.0  # how often the set is drawn, relative to the other sets
    margin: Annotated[float, Field(ge=1)] = 1.5  # side of its pictures over the side of the headshot in them
    size: Annotated[int, Field(gt=0)] | None = None  # larger pictures are reduced to this side, pixels; None: never


@dataclass(frozen=True, config=STRICT)
class Batch:
    """What one step draws: an LR size, a number of references, and samples. A smaller LR size gets more samples."""

    # Each LR side, a multiple of 8 in pixels, is drawn this often.
    lr_sizes: Shares = field(default_factory=lambda: {24: 0.25, 32: 0.35, 40: 0.15, 48: 0.15, 64: 0.1})
    # A batch has about this many LR pixels, so small LR sizes get more samples.
    pixels: Annotated[int, Field(gt=0)] = 6144
    # Each number of references, at most 16, is drawn this often.
    references: Shares = field(default_factory=lambda: {3: 0.7, 2: 0.13, 1: 0.12, 0: 0.05})
    # The batch goes through the network in this many parts, one after the other, which takes less memory.
    accumulate: Annotated[int, Field(gt=0)] = 1
    # Each number of earlier frames, at most 16, is drawn this often. A network with burst sees at least one, and no
    # other network sees any.
    past: Shares = field(default_factory=lambda: {0: 1.0})


@dataclass(frozen=True, config=STRICT)
class Frames:
    """The frames of a call just before a moment. Shares are probabilities."""

    # How often the head is nearly still, moves as that of somebody who talks, or moves fast. They sum to one.
    motions: tuple[Share, Share, Share] = (0.35, 0.5, 0.15)
    hunting: Share = 0.2  # the camera's exposure changes from frame to frame
    blinking: Share = 0.15  # the eyes close and open around the moment
    strange: Share = 0.08  # before some frame somebody else was seen, as before a cut

    def __post_init__(self) -> None:
        if abs(sum(self.motions) - 1) > 1e-6:
            raise ValueError("motions: are shares of all samples, and sum to 1")


@dataclass(frozen=True, config=STRICT)
class Moments:
    """One photograph is made into several moments of a call: it is warped, relit, and gets other noise."""

    kind: Literal["moments"] = "moments"
    # In this share of the samples the first reference is easy: it is the target itself, a little moved and relit.
    easy_reference: Share = 0.75
    # Each further reference is easy with this probability. In a call many references are easy.
    more_easy: Share = 0.25
    # Easy references move little in the first steps, and fully after this many steps. Without this the network learns
    # to do without references before it has learned to align them.
    ease_steps: Annotated[int, Field(gt=0)] = 3000
    # If the person has another photograph, a reference that is not easy shows it with this probability.
    second_photograph: Share = 0.8
    # In this share of the samples the person is drawn among those with several photographs, if the set has such people.
    # Such people are few, and show how a person really changes.
    paired: Share = 0.3
    # A reference that is not easy shows somebody else with this probability.
    stranger: Share = 0.08
    # A reference that is not easy is black with this probability.
    blank: Share = 0.04
    # In this share of the samples every reference shows somebody else, or is black. Otherwise the network does not
    # learn that all references may be wrong.
    all_wrong: Share = 0.0
    # In the samples of all_wrong, this share of the strangers is moved and relit no more than an easy reference. These
    # strangers sit nearly as the person does. Their light is drawn anew, so it is not the person's light.
    impostors: Share = 0.0
    # The strangers of impostors turn by at most this many degrees, and half as far in pitch. They should turn as far as
    # an easy reference does. Else the network tells them from the person by their turn.
    impostor_turn: Annotated[float, Field(ge=0, le=30)] = 0.0
    # From one moment to another the head turns by at most this many degrees, and in an easy reference by a quarter of
    # that. A turn of 33 degrees or more would fold the face over itself.
    turn: Annotated[float, Field(ge=0, le=30)] = 0.0
    # In this share of the samples there is little light: levels are multiplied by 0.2 to 0.8. Then half of the
    # references are as dark as the target, and half of them were taken before it got dark.
    dim: Share = 0.0
    frames: Frames = field(default_factory=Frames)  # the frames before the target, if the batch has any (batch.past)


@dataclass(frozen=True, config=STRICT)
class Photographs:
    """The paper's way: the references are other photographs of the person, as they are (section 5.1)."""

    kind: Literal["photographs"] = "photographs"
    # This says how a sample is mirrored (Table 7). even: target and references are mirrored together, or none of them
    # is. uneven: the target is mirrored, or some references are, and never both. none: nothing is mirrored.
    flip: Literal["none", "uneven", "even"] = "even"


@dataclass(frozen=True, config=STRICT)
class Bicubic:
    """The LR picture is the HR picture, reduced by antialiased bicubic and rounded to 8 bits, as in the paper."""

    kind: Literal["bicubic"] = "bicubic"


@dataclass(frozen=True, config=STRICT)
class Webcam:
    """The LR picture is what a webcam and its codec make of the HR picture.

    The webcam's steps come in the order of the settings. Lengths are LR pixels, noise is 8-bit levels.
    """

    kind: Literal["webcam"] = "webcam"
    share: Share = 0.75  # this share of the samples has a webcam; the others are clean bicubic
    moving: Share = 0.0  # with this share of the webcams the face moves while the shutter is open
    misfocus: Share = 0.3  # this share of the webcams is a little out of focus
    blur: Range = (0.2, 0.6)  # out of focus, the lens blurs by a Gaussian of this deviation
    exposure: Range = (0.97, 1.03)  # the light is multiplied by this
    noise: Range = (0.3, 4.0)  # the sensor's noise has this deviation
    amplified: Share = 0.0  # in this share of the webcams the gain is high, and the noise is 4 to 16 levels
    # Colour is at half the resolution, as codecs have it. This holds for webcams without a codec too.
    jpeg: Share = 0.4  # this share of the webcams codes by JPEG
    jpeg_quality: tuple[int, int] = (60, 96)  # JPEG's quality
    h264: Share = 0.3  # this share of the webcams codes by H.264
    h264_crf: tuple[int, int] = (16, 30)  # H.264's constant rate factor; larger is worse

    def __post_init__(self) -> None:
        if self.jpeg + self.h264 > 1:
            raise ValueError("jpeg and h264 are shares of the same samples: together they are at most 1")


@dataclass(frozen=True, config=STRICT)
class Losses:
    """The weights of the terms that training minimises (paper Eq. 10).

    A weight of 0 leaves a term out. All terms are means over elements.
    """

    reconstruction: Annotated[float, Field(ge=0)] = 1.0  # Charbonnier's distance to HR
    correlation: Annotated[float, Field(ge=0)] = 0.0  # the correlation loss
    correlation_window: Literal[1, 3, 5, 7, 9, 11] = 5  # the correlation loss's window k, pixels
    correlation_dilation: Annotated[int, Field(gt=0)] = 1  # the step from one pixel of the window to the next, pixels
    perceptual: Annotated[float, Field(ge=0)] = 0.0  # the distance of VGG-19's features
    adversarial: Annotated[float, Field(ge=0)] = 0.0  # the adversarial loss
    # This weighs the distance of SR to the picture that the network makes without references. Only samples whose
    # references are all wrong count (samples.all_wrong).
    refusal: Annotated[float, Field(ge=0)] = 0.0
    # This weighs Charbonnier's distance to the picture that another network, the teacher, makes of the same input
    # (`teacher`). What no network can know is not in that picture, so a small network learns faster from it.
    teacher: Annotated[float, Field(ge=0)] = 0.0
    # This weighs Charbonnier's distance of the LR picture to those of earlier frames (batch.past), moved as the network
    # aligns them. The distance is taken without camera and noise. If it is the only weight, no SR is made.
    alignment: Annotated[float, Field(ge=0)] = 0.0

    def __post_init__(self) -> None:
        if not (self.of_sr() or self.alignment):
            raise ValueError("all weights are zero: there is nothing to learn")

    def of_sr(self) -> bool:
        """Whether a term needs SR."""
        return any((self.reconstruction, self.correlation, self.perceptual, self.adversarial, self.teacher))


@dataclass(frozen=True, config=STRICT)
class Optimiser:
    """Adam. Its learning rate rises linearly, then falls along a cosine to zero."""

    steps: Annotated[int, Field(gt=0)] = 10_000  # the run has this many steps
    learning_rate: Annotated[float, Field(gt=0)] = 6e-4  # the network's highest learning rate
    warmup: Annotated[int, Field(ge=0)] = 200  # the learning rate rises for this many steps
    clip_norm: Annotated[float, Field(gt=0)] = 0.5  # a gradient with a larger norm is scaled down to this norm
    ema: Share = 0.999  # the running average keeps this share of itself at each step
    # If there is a discriminator, it learns alone in this many first steps. Else the network outruns the discriminator,
    # and then learns nothing from it.
    discriminator_first: Annotated[int, Field(ge=0)] = 100
    discriminator_rate: Annotated[float, Field(gt=0)] = 2e-4  # the discriminator's highest learning rate


@dataclass(frozen=True, config=STRICT)
class TrackerSettings:
    """Sends the numbers of the logs to a tracker, and no picture, path or setting. Its package must be installed."""

    kind: Literal["wandb", "mlflow"]
    project: str = "hime"  # the project at wandb, or the experiment at MLflow


@dataclass(frozen=True, config=STRICT)
class RunConfig:
    """All settings of one stage of a recipe, or of a recipe without stages."""

    sets: list[PhotoSet]  # the people who are trained on
    validation: dict[str, Path]  # by name: a folder of identity folders with headshots, which is scored during training
    network: HimeConfig = field(default_factory=HimeConfig)
    batch: Batch = field(default_factory=Batch)
    samples: Annotated[Moments | Photographs, Field(discriminator="kind")] = field(default_factory=Moments)
    degradation: Annotated[Bicubic | Webcam | CameraModel, Field(discriminator="kind")] = field(default_factory=Bicubic)
    losses: Losses = field(default_factory=Losses)
    optimiser: Optimiser = field(default_factory=Optimiser)
    # Another method's network is trained instead of HIME. Of `network` then only the scale counts, and the method has
    # losses of its own.
    baseline: Baseline | None = None
    # The run begins with these weights, a checkpoint or .safetensors; None: with random weights. From weights for
    # another scale, all weights that do not depend on the scale are taken. HIME large also takes the weights of HIME
    # small. A wider network takes the weights of a narrower one, and makes the same pictures at first. A network with
    # an inner_width or a sampled_width takes those channels of a network without that tell most (fitting/narrow.py).
    start_from: Path | None = None
    # losses.teacher compares with the pictures of these weights, a checkpoint or .safetensors.
    teacher: Path | None = None
    # If the network's alignment is dconv-flow, SpyNet begins with these weights; None: it begins as the rest of the
    # network does.
    flow_weights: Path | None = None
    # losses.perceptual and other methods' networks take these VGG-19 weights, .safetensors, or .pth that holds only
    # tensors, in torchvision's layout; None: those in torch.hub's folder.
    vgg_weights: Path | None = None
    precision: Literal["float32", "bfloat16", "float16"] = "float32"  # what the network computes in
    compile: bool = False  # torch.compile takes minutes at the start, and makes steps faster on a GPU
    device: Literal["cpu", "cuda"] = "cpu"  # where the network is trained
    seed: Annotated[int, Field(ge=0)] = 0  # the first weights and all samples are drawn by this seed
    workers: Annotated[int, Field(ge=0)] = 1  # this many processes make samples; 0: the training process makes them
    checkpoint_every: Annotated[int, Field(gt=0)] = 250  # last.pt is written once in this many steps
    validate_every: Annotated[int, Field(gt=0)] = 1000  # the validation sets are scored once in this many steps
    tracker: TrackerSettings | None = None  # the numbers of the logs also go there; None: they stay on this computer
    keep_best: Annotated[int, Field(ge=0)] = 3  # this many checkpoints with the best mean gain in validation are kept
    # A part of the network learns at this share of the learning rate, and stays as it is at 0. A part that is not named
    # has the share of `rest`, and `rest` is 1 if it is not named.
    learns: dict[Part, Share] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _check_sizes(self.network)
        if any(size % 8 or not size for size in self.batch.lr_sizes):
            raise ValueError("batch.lr_sizes: an LR size is a multiple of 8")
        if max(self.batch.references) > 16:
            raise ValueError("batch.references: at most 16")
        if self.losses.refusal and not (isinstance(self.samples, Moments) and self.samples.all_wrong):
            raise ValueError("losses.refusal: needs samples with wrong references; set samples.all_wrong above 0")
        if self.network.rounded and self.network.alignment != "dconv":
            raise ValueError("network.rounded: is for the alignment dconv alone")
        if self.network.rounded and self.network.burst:
            raise ValueError("network.burst: is for networks without rounding alone; leave out network.rounded")
        if self.network.rounded and self.precision != "float32":
            raise ValueError("network.rounded: trains in float32 alone, since other types would round once more")
        if bool(self.losses.teacher) != (self.teacher is not None):
            raise ValueError("losses.teacher: needs the weights of a teacher, and a teacher needs it; set both")
        if self.baseline is not None and (self.losses != Losses() or self.compile):
            raise ValueError("baseline: has losses of its own and is not compiled; leave out `losses` and `compile`")
        if isinstance(self.baseline, Srntt) and self.network.scale != 4:
            raise ValueError("baseline: srntt is published for scale 4 alone; set network.scale to 4")
        if self.losses.adversarial and self.optimiser.discriminator_first >= self.optimiser.steps:
            raise ValueError("optimiser.discriminator_first: must be below steps, else the network has none")
        _check_burst(self)


def _check_sizes(network: HimeConfig) -> None:
    """Raise ValueError if a network cannot have the numbers of its settings."""
    for name, least in LEAST.items():
        if getattr(network, name) < least:
            raise ValueError(f"network.{name}: must be at least {least}")
    for name, most_of in MOST.items():
        value, most = getattr(network, name), getattr(network, most_of)
        if value is not None and not 1 <= value <= most:
            raise ValueError(f"network.{name}: must be 1 to {most}, the network's {most_of}")
    if network.narrow_blocks is not None and network.inner_width is None:
        raise ValueError("network.narrow_blocks: needs network.inner_width, the channels that these blocks have")
    if network.sampled_width and network.alignment != "dconv":
        raise ValueError("network.sampled_width: is for the alignment dconv alone")


def _check_burst(run: RunConfig) -> None:
    """Raise ValueError if a run's network, batches, samples and losses do not fit together about earlier frames."""
    past, losses = run.batch.past, run.losses
    if run.learns and run.baseline is not None:
        raise ValueError("learns: names parts of HIME's network; leave it out")
    if not any({"rest": 1.0, **run.learns}.values()):
        raise ValueError("learns: all shares are zero: there is nothing that learns")
    if not run.network.burst or run.baseline is not None:
        if "burst" in run.learns:
            raise ValueError("learns: burst: is a part of networks with burst alone; leave it out")
        if max(past) or losses.alignment:
            raise ValueError("batch.past: is for HIME's networks with burst, as is losses.alignment")
        return
    if min(past) < 1 or max(past) > MOST_PAST:
        raise ValueError(f"batch.past: how many earlier frames a network with burst sees, 1 to {MOST_PAST}; set it")
    if not isinstance(run.samples, Moments):
        raise ValueError("network.burst: earlier frames are made for samples of kind moments alone")
    if isinstance(run.degradation, Webcam):
        raise ValueError("network.burst: earlier frames are seen by degradation camera or bicubic alone, not by webcam")
    if losses.refusal or losses.teacher or run.compile:
        raise ValueError("network.burst: goes with no losses.refusal, no losses.teacher and no compile; leave them out")


def read_yaml(path: Path) -> Any:
    """The content of a YAML file. Raises UsageError if it cannot be read."""
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UsageError(f"{path}: cannot be read ({' '.join(str(error).split())})") from error


def typed(values: Any, kind: type[T], where: str) -> T:
    """Plain values as a value of a type.

    Raises UsageError if they do not fit; its line names `where` and the key at fault.
    """
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
            "ttsr",
            "srntt",
            "fsrnet",
        )  # pydantic puts these names into the path, although they are no keys in the file
        key = ".".join(str(part) for part in first["loc"] if part not in kinds)
        what = first["msg"].removeprefix("Value error, ")  # pydantic puts this before our own errors
        raise UsageError(": ".join(part for part in (where, key, what) if part)) from error


def dump(config: RunConfig) -> dict[str, Any]:
    """The settings as plain values, as a checkpoint holds them."""
    return TypeAdapter(RunConfig).dump_python(config, mode="json")
