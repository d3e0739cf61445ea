"""The schema of config.yaml: its keys, their ranges and their defaults. Anything else in the file is an error."""

import logging
import math
from dataclasses import asdict, field, replace
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from hime_core.engine_names import DetectorEngine, NetworkEngine
from hime_core.errors import UsageError

log = logging.getLogger(__name__)

# Makes an unknown key an error.
STRICT = ConfigDict(extra="forbid")
Positive = Annotated[int, Field(gt=0)]
View = Literal["full", "zoom"]


@dataclass(frozen=True, config=STRICT)
class CameraSettings:
    """Which camera is opened, and the size (pixels) and rate it is asked for. The camera may choose others."""

    device: Annotated[str, Field(coerce_numbers_to_str=True)] = "auto"  # or an id, name or number of `hime cameras`
    width: Positive = 1280
    height: Positive = 720
    fps: Positive = 30


@dataclass(frozen=True, config=STRICT)
class OutputSettings:
    """The picture that is sent: the whole frame enlarged `scale` times (full), or a width×height window (zoom)."""

    view: View = "zoom"
    scale: Annotated[float, Field(ge=1, le=4)] = 2.0
    width: Annotated[int, Field(ge=64, le=3840, multiple_of=2)] = 1280
    height: Annotated[int, Field(ge=64, le=2160, multiple_of=2)] = 720
    fps: Annotated[int, Field(ge=1, le=60)] = 30
    device: str | None = None  # the virtual camera; None chooses the one labelled HIME, or else the first


@dataclass(frozen=True, config=STRICT)
class DetectionSettings:
    """How faces are looked for."""

    engine: DetectorEngine = "onnxruntime"  # mediapipe needs an extra, and reports its use to Google
    min_score: Annotated[float, Field(gt=0, lt=1)] = 0.5  # how sure the detector must be of a face, 0..1


@dataclass(frozen=True, config=STRICT)
class ExemplarSettings:
    """Which headshots are kept as exemplars of each person. They are kept in memory only."""

    capacity: Annotated[int, Field(ge=0, le=32)] = 16  # most exemplars of one person; 0 keeps none
    min_side: Annotated[int, Field(ge=64)] = 128  # shortest side of a headshot that is kept, pixels
    interval: Annotated[float, Field(ge=0)] = 0.25  # shortest time between two exemplars of one person, seconds
    references: Annotated[int, Field(ge=0, le=16)] = 3  # most exemplars that are used for one face
    # How long the exemplars of somebody who is away are kept, in minutes, or for the whole call.
    remember: Annotated[float, Field(gt=0, strict=True)] | Literal["call"] = "call"

    @property
    def longest_absence(self) -> float:
        """Seconds after which somebody who is away is forgotten."""
        return math.inf if self.remember == "call" else 60 * self.remember


@dataclass(frozen=True, config=STRICT)
class EnhanceSettings:
    """Which faces are enhanced, how strongly, and with which registered model."""

    model: str = "hime_small_x4_webcam"
    engine: NetworkEngine = "auto"
    max_side: Annotated[int, Field(ge=24, le=128)] = 116  # longest side of a headshot that is enhanced, pixels
    strength: Annotated[float, Field(ge=0, le=1)] = 1.0  # share of the enhancement that is shown; 0 turns it off
    # In a live call every far face is enhanced anew within this many milliseconds. Where that is not possible at full
    # size, a face is enhanced at a smaller size or with fewer references.
    budget_ms: Annotated[float, Field(gt=0)] = 100.0


@dataclass(frozen=True, config=STRICT)
class LogSettings:
    """Whether a log is kept, which a person can attach to a report of a fault."""

    file: bool = True


@dataclass(frozen=True, config=STRICT)
class Settings:
    """All of config.yaml."""

    camera: CameraSettings = field(default_factory=CameraSettings)
    output: OutputSettings = field(default_factory=OutputSettings)
    detection: DetectionSettings = field(default_factory=DetectionSettings)
    exemplars: ExemplarSettings = field(default_factory=ExemplarSettings)
    enhance: EnhanceSettings = field(default_factory=EnhanceSettings)
    log: LogSettings = field(default_factory=LogSettings)


def load_settings(path: Path | None) -> Settings:
    """Read and check a settings file. None gives the defaults. Raises UsageError that names the file, key and fault."""
    settings = _read(path) if path else Settings()
    told = ", ".join(f"{key} {value}" for key, value in differences(settings).items())
    log.info("settings that differ from the defaults: %s", told or "none")
    return settings


def _read(path: Path) -> Settings:
    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        return TypeAdapter(Settings).validate_python(values)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"][:2])  # deeper parts name the kinds that a value may have
        fault = "unknown key; remove it or mend its spelling" if "unexpected" in first["type"] else first["msg"]
        raise UsageError(f"{path}: {key or 'the file'}: {fault}") from error
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise UsageError(f"{path}: cannot be read: {' '.join(str(error).split())}") from error


def find_settings(named: Path | None) -> Path | None:
    """The settings file that the command line names, else config.yaml of this folder, else None."""
    here = Path("config.yaml")
    return named or (here if here.exists() else None)


def differences(settings: Settings) -> dict[str, object]:
    """The keys that are not at their defaults, such as "output.view", with their values."""
    usual, now = asdict(Settings()), asdict(settings)
    return {
        f"{section}.{key}": value
        for section, values in now.items()
        for key, value in values.items()
        if value != usual[section][key]
    }


def written_keys(path: Path | None) -> frozenset[str]:
    """The keys that a settings file sets, such as "output.view". `load_settings` must have accepted the file."""
    sections = yaml.safe_load(path.read_text(encoding="utf-8")) if path else None
    return frozenset(f"{section}.{key}" for section, values in (sections or {}).items() for key in values)


def with_strength(settings: Settings, strength: float) -> Settings:
    """The settings with another strength of the enhancement, 0..1."""
    return replace(settings, enhance=replace(settings.enhance, strength=strength))


def with_view(settings: Settings, view: View | None) -> Settings:
    """The settings with another output.view. None changes nothing."""
    return replace(settings, output=replace(settings.output, view=view)) if view else settings
