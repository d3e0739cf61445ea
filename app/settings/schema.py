"""Defines the keys of config.yaml, their ranges and their defaults. An unknown key in the file is an error."""

import logging
import math
from dataclasses import asdict, field, replace
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from app.settings.mistakes import in_one_line, mistakes
from app.settings.plain_yaml import read_plain_yaml
from hime_core.engine_names import DetectorEngine, NetworkEngine
from hime_core.errors import UsageError
from hime_core.paths_in_text import without_paths

log = logging.getLogger(__name__)

# With this configuration pydantic refuses an unknown key.
STRICT = ConfigDict(extra="forbid")
Positive = Annotated[int, Field(gt=0)]
View = Literal["full", "zoom"]
# With this model, a live call chooses from AUTO_MODELS by their time on this machine (app/models.py).
AUTO = "auto"
AUTO_MODELS = ("hime_small_x4_burst", "hime_fast_x4")


@dataclass(frozen=True, config=STRICT)
class CameraSettings:
    """Which camera HIME opens, and which size (pixels) and rate HIME asks it for. The camera may choose others."""

    # "auto", or the id, name or number of a camera, as `hime cameras` lists them.
    device: Annotated[str, Field(coerce_numbers_to_str=True)] = "auto"
    width: Positive = 1280  # pixels
    height: Positive = 720  # pixels
    fps: Positive = 30  # frames per second


@dataclass(frozen=True, config=STRICT)
class OutputSettings:
    """The picture that HIME sends: the whole frame enlarged `scale` times (full), or a width×height window (zoom)."""

    view: View = "zoom"
    scale: Annotated[float, Field(ge=1, le=4)] = 2.0
    width: Annotated[int, Field(ge=64, le=3840, multiple_of=2)] = 1280  # pixels
    height: Annotated[int, Field(ge=64, le=2160, multiple_of=2)] = 720  # pixels
    fps: Annotated[int, Field(ge=1, le=60)] = 30  # pictures per second
    # The virtual camera, or "pipewire". None means the one labelled HIME, or else the first free one, or else PipeWire.
    device: str | None = None


@dataclass(frozen=True, config=STRICT)
class DetectionSettings:
    """Which engine looks for faces, and how sure it must be."""

    engine: DetectorEngine = "onnxruntime"  # mediapipe needs an extra, and reports its use to Google
    min_score: Annotated[float, Field(gt=0, lt=1)] = 0.5  # a face counts if the detector's score is at least this


@dataclass(frozen=True, config=STRICT)
class ExemplarSettings:
    """Which headshots HIME keeps as exemplars of each person. It keeps them in memory only."""

    capacity: Annotated[int, Field(ge=0, le=32)] = 16  # HIME keeps at most this many exemplars of one person
    min_side: Annotated[int, Field(ge=64)] = 128  # the side of a headshot that is kept has at least this many pixels
    interval: Annotated[float, Field(ge=0)] = 0.25  # seconds from one exemplar of a person to the next, at least
    references: Annotated[int, Field(ge=0, le=16)] = 3  # a face is enhanced with at most this many exemplars
    # HIME keeps the exemplars of an absent person for this many minutes, or for the whole call.
    remember: Annotated[float, Field(gt=0, strict=True)] | Literal["call"] = "call"

    @property
    def longest_absence(self) -> float:
        """HIME forgets a person who has been absent for longer than this many seconds."""
        return math.inf if self.remember == "call" else 60 * self.remember


@dataclass(frozen=True, config=STRICT)
class EnhanceSettings:
    """Which faces are enhanced, how strongly, and with which registered model."""

    model: str = AUTO  # or a registered model
    engine: NetworkEngine = "auto"
    max_side: Annotated[int, Field(ge=24, le=128)] = 116  # HIME enhances headshots of at most this side, pixels
    strength: Annotated[float, Field(ge=0, le=1)] = 1.0  # this share of the enhancement is shown; 0 turns it off
    # In a live call, one round of enhancing all far faces should take at most this many milliseconds. If that is too
    # little, faces get a smaller size, then fewer references, and then they take turns.
    budget_ms: Annotated[float, Field(gt=0)] = 100.0

    @property
    def candidates(self) -> tuple[str, ...]:
        """The models that a live call may choose from by their time, the best one first."""
        return AUTO_MODELS if self.model == AUTO else (self.model,)

    @property
    def best_model(self) -> str:
        """The model for recordings, which can wait."""
        return self.candidates[0]


@dataclass(frozen=True, config=STRICT)
class LogSettings:
    """Whether HIME keeps a log file, which a person can attach to a report of a fault."""

    file: bool = True


@dataclass(frozen=True, config=STRICT)
class Settings:
    """All settings of config.yaml."""

    camera: CameraSettings = field(default_factory=CameraSettings)
    output: OutputSettings = field(default_factory=OutputSettings)
    detection: DetectionSettings = field(default_factory=DetectionSettings)
    exemplars: ExemplarSettings = field(default_factory=ExemplarSettings)
    enhance: EnhanceSettings = field(default_factory=EnhanceSettings)
    log: LogSettings = field(default_factory=LogSettings)


def load_settings(path: Path | None) -> Settings:
    """Read settings as `read_settings_file` does, and log them without paths. None gives the defaults."""
    settings = read_settings_file(path) if path else Settings()
    changed = ", ".join(f"{key} {without_paths(str(value))}" for key, value in differences(settings).items())
    log.info("settings that differ from the defaults: %s", changed or "none")
    return settings


def read_settings_file(path: Path) -> Settings:
    """Read and check a settings file. A UsageError has a line for each mistake: the file, the key and the fault."""
    try:
        return TypeAdapter(Settings).validate_python(read_plain_yaml(path) or {})
    except ValidationError as error:
        raise UsageError("\n".join(f"{path}: {mistake}" for mistake in mistakes(error, Settings))) from error
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise UsageError(f"{path}: cannot be read: {in_one_line(str(error))}") from error


def find_settings(named: Path | None) -> Path | None:
    """Return the settings file that the command line names, else config.yaml in the current folder, else None."""
    here = Path("config.yaml")
    return named or (here if here.exists() else None)


def differences(settings: Settings) -> dict[str, object]:
    """Return the values that differ from the defaults, by key, such as "output.view"."""
    defaults, values_now = asdict(Settings()), asdict(settings)
    return {
        f"{section}.{key}": value
        for section, values in values_now.items()
        for key, value in values.items()
        if value != defaults[section][key]
    }


def written_keys(path: Path | None) -> frozenset[str]:
    """Return the keys that a settings file sets, such as "output.view". `load_settings` must have accepted the file."""
    sections = read_plain_yaml(path) if path else None
    return frozenset(f"{section}.{key}" for section, values in (sections or {}).items() for key in values)


def with_strength(settings: Settings, strength: float) -> Settings:
    """Return the settings with another strength of the enhancement, 0..1."""
    return replace(settings, enhance=replace(settings.enhance, strength=strength))


def with_view(settings: Settings, view: View | None) -> Settings:
    """Return the settings with another output.view. None changes nothing."""
    return replace(settings, output=replace(settings.output, view=view)) if view else settings
