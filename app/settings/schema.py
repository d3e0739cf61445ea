"""config.yaml -> validated, typed settings. Unknown keys and values out of range are errors."""

import math
from dataclasses import field, replace
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from hime_core.engines import DetectorEngine, NetworkEngine
from hime_core.errors import UsageError

STRICT = ConfigDict(extra="forbid")
Positive = Annotated[int, Field(gt=0)]
View = Literal["full", "zoom"]


@dataclass(frozen=True, config=STRICT)
class CameraSettings:
    """Which camera, and what is asked of it; it may give something else."""

    device: Annotated[str, Field(coerce_numbers_to_str=True)] = "auto"  # an id, name or number of `hime cameras`
    width: Positive = 1280
    height: Positive = 720
    fps: Positive = 30


@dataclass(frozen=True, config=STRICT)
class OutputSettings:
    """The picture that is sent. `full` is the whole frame times scale; `zoom` is a width×height window."""

    view: View = "zoom"
    scale: Annotated[float, Field(ge=1, le=4)] = 2.0
    width: Annotated[int, Field(ge=64, le=3840, multiple_of=2)] = 1280
    height: Annotated[int, Field(ge=64, le=2160, multiple_of=2)] = 720
    fps: Annotated[int, Field(ge=1, le=60)] = 30
    device: str | None = None  # the virtual camera; None: the one labelled HIME, else the first


@dataclass(frozen=True, config=STRICT)
class DetectionSettings:
    """How faces are looked for."""

    engine: DetectorEngine = "onnxruntime"  # runs BlazeFace; mediapipe is an extra, and reports its use to Google
    min_score: Annotated[float, Field(gt=0, lt=1)] = 0.5


@dataclass(frozen=True, config=STRICT)
class ExemplarSettings:
    """What is banked, in memory only, per person."""

    capacity: Annotated[int, Field(ge=0, le=32)] = 16  # per person; 0 banks nothing
    min_side: Annotated[int, Field(ge=64)] = 128  # headshot side in pixels
    interval: Annotated[float, Field(ge=0)] = 0.25  # seconds between two exemplars
    references: Annotated[int, Field(ge=0, le=16)] = 3  # used for one frame
    # How long those of somebody who is away are kept: minutes, or the whole call.
    remember: Annotated[float, Field(gt=0, strict=True)] | Literal["call"] = "call"

    @property
    def longest_absence(self) -> float:
        """Seconds after which somebody who is away is forgotten."""
        return math.inf if self.remember == "call" else 60 * self.remember


@dataclass(frozen=True, config=STRICT)
class EnhanceSettings:
    """Which faces are super-resolved, with which registered model."""

    model: str = "hime_small_x4_webcam"
    engine: NetworkEngine = "auto"
    max_side: Annotated[int, Field(ge=24, le=128)] = 116  # headshots up to this many pixels are "far"
    strength: Annotated[float, Field(ge=0, le=1)] = 1.0  # how much of the enhancement is shown; 0: off
    # Live, each far face is enhanced anew within this, at a smaller size or with fewer references where it must be.
    budget_ms: Annotated[float, Field(gt=0)] = 100.0


@dataclass(frozen=True, config=STRICT)
class Settings:
    """All of config.yaml."""

    camera: CameraSettings = field(default_factory=CameraSettings)
    output: OutputSettings = field(default_factory=OutputSettings)
    detection: DetectionSettings = field(default_factory=DetectionSettings)
    exemplars: ExemplarSettings = field(default_factory=ExemplarSettings)
    enhance: EnhanceSettings = field(default_factory=EnhanceSettings)


def load_settings(path: Path | None) -> Settings:
    """Read and check a settings file; None gives the defaults. Raises UsageError naming file, key and fault."""
    if path is None:
        return Settings()
    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        return TypeAdapter(Settings).validate_python(values)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"][:2])  # below are the kinds of a value, not keys
        fault = "unknown key; remove it or mend its spelling" if "unexpected" in first["type"] else first["msg"]
        raise UsageError(f"{path}: {key or 'the file'}: {fault}") from error
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise UsageError(f"{path}: cannot be read: {' '.join(str(error).split())}") from error


def written_keys(path: Path | None) -> frozenset[str]:
    """The keys that a settings file names, such as "output.view"; of a file that `load_settings` takes."""
    sections = yaml.safe_load(path.read_text(encoding="utf-8")) if path else None
    return frozenset(f"{section}.{key}" for section, values in (sections or {}).items() for key in values)


def with_view(settings: Settings, view: View | None) -> Settings:
    """The settings with another output.view, where one is given."""
    return replace(settings, output=replace(settings.output, view=view)) if view else settings
