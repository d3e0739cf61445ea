"""What a person chooses once in the dialog *Settings*. This module has no widgets."""

import contextlib
from collections.abc import Mapping, Set
from dataclasses import asdict, dataclass, fields, replace

from pydantic import TypeAdapter, ValidationError

from app.gui.words.language import LANGUAGES
from app.gui.words.situation import CoverName
from app.settings import Settings

# A person can choose among these sizes of the picture that is sent, in pixels.
SIZES = ((640, 360), (960, 540), (1280, 720), (1920, 1080))
# A person can choose among these rates, in pictures a second.
RATES = (15, 24, 25, 30, 60)
# These preferences stand for these keys of config.yaml.
KEYS = {
    "width": "output.width",
    "height": "output.height",
    "fps": "output.fps",
    "model": "enhance.model",
    "max_side": "enhance.max_side",
    "min_side": "exemplars.min_side",
}


@dataclass(frozen=True)
class Preferences:
    """What was chosen. None leaves a value to the settings file and its defaults."""

    language: str = "auto"  # a key of LANGUAGES
    mirrored: bool = False  # whether the preview is mirrored; what is sent never is
    cover: CoverName = "blurred"  # what others see while the video is paused
    own_picture: str = ""  # the file that they see if `cover` is "own"
    global_key: bool = False  # whether the key that pauses the video works in other programs, too
    width: int | None = None  # of the picture that is sent, pixels
    height: int | None = None  # of the picture that is sent, pixels
    fps: int | None = None  # pictures a second
    model: str | None = None  # as enhance.model
    max_side: int | None = None  # as enhance.max_side, pixels
    min_side: int | None = None  # as exemplars.min_side, pixels


def applied(settings: Settings, chosen: Preferences, written: Set[str]) -> Settings:
    """Return the settings with what was chosen, except for the keys in `written`.

    written: the keys that the settings file or the command line sets, such as "output.fps". Raises ValidationError if
    a value is out of its range.
    """
    values = asdict(settings)
    for name, key in KEYS.items():
        section, setting = key.split(".")
        if key not in written and getattr(chosen, name) is not None:
            values[section][setting] = getattr(chosen, name)
    return TypeAdapter(Settings).validate_python(values)


def read(values: Mapping[str, object]) -> Preferences:
    """Return the preferences in `values`, which `as_texts` made. A value that is not valid gets its default."""
    chosen = Preferences()
    for field in fields(Preferences):
        if values.get(field.name) in (None, ""):
            continue
        with contextlib.suppress(ValidationError):
            valid = TypeAdapter(Preferences).validate_python({field.name: values[field.name]})
            applied(Settings(), valid, set())
            chosen = replace(chosen, **{field.name: getattr(valid, field.name)})
    return chosen if chosen.language in LANGUAGES else replace(chosen, language="auto")


def as_texts(chosen: Preferences) -> dict[str, str]:
    """Return the preferences as texts, by their names. None gives an empty text."""
    return {field.name: "" if (v := getattr(chosen, field.name)) is None else str(v) for field in fields(chosen)}
