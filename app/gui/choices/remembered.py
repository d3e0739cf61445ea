"""Keeps what the window remembers until it is opened again, in a small INI file where the system keeps settings."""

import contextlib
from collections.abc import Set
from dataclasses import dataclass, field, replace
from typing import Literal

from PySide6.QtCore import QByteArray, QSettings

from app.gui.choices import preferences
from app.gui.choices.preferences import Preferences
from app.gui.parts.theme import THEMES, Theme
from app.settings import Settings


@dataclass(frozen=True)
class Remembered:
    """What the window remembers.

    source: as `open_source` takes it, or "auto" for any camera. device: the virtual camera, or None for any. strength,
    split: 0..1. geometry: the window's place and size, as Qt packs them.
    """

    source: str = "auto"
    sink: Literal["virtual", "none"] = "virtual"
    device: str | None = None
    view: Literal["zoom", "full"] = "zoom"
    strength: float = 1.0
    theme: Theme = "auto"
    comparing: bool = False
    split: float = 0.5
    geometry: QByteArray | None = None
    preferences: Preferences = field(default_factory=Preferences)


def read() -> Remembered | None:
    """Return what was written last; None the first time. A value that cannot be read gets its default."""
    file = _file()
    if not file.allKeys():
        return None
    old, text = Remembered(), {key: file.value(key) for key in file.allKeys()}
    sinks: tuple[Literal["virtual", "none"], ...] = ("virtual", "none")
    views: tuple[Literal["zoom", "full"], ...] = ("zoom", "full")
    geometry = text.get("geometry")
    return Remembered(
        source=str(text.get("source") or old.source),
        sink=next((s for s in sinks if s == text.get("sink")), old.sink),
        device=str(text["device"]) if text.get("device") else None,
        view=next((v for v in views if v == text.get("view")), old.view),
        strength=_share(text.get("strength"), old.strength),
        theme=next((t for t in THEMES if t == text.get("theme")), old.theme),
        comparing=text.get("comparing") == "yes",
        split=_share(text.get("split"), old.split),
        geometry=geometry if isinstance(geometry, QByteArray) else None,
        preferences=preferences.read({key.removeprefix("preferences/"): value for key, value in text.items()}),
    )


def write(new: Remembered) -> None:
    """Remember these values. If the file cannot be written, nothing is remembered."""
    file = _file()
    values = vars(new) | {"comparing": "yes" if new.comparing else "no", "device": new.device or ""}
    del values["preferences"]
    values |= {f"preferences/{name}": value for name, value in preferences.as_texts(new.preferences).items()}
    for key, value in values.items():
        file.setValue(key, value)
    file.sync()


def with_remembered(settings: Settings, old: Remembered, written: Set[str]) -> Settings:
    """Return the settings with the remembered values, except for the keys in `written`.

    written: the keys that the settings file or the command line sets, such as "output.view".
    """
    output, enhance = settings.output, settings.enhance
    if "output.view" not in written:
        output = replace(output, view=old.view)
    if "output.device" not in written:
        output = replace(output, device=old.device)
    if "enhance.strength" not in written:
        enhance = replace(enhance, strength=old.strength)
    return preferences.applied(replace(settings, output=output, enhance=enhance), old.preferences, written)


def _file() -> QSettings:
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "HIME", "hime")


def _share(value: object, otherwise: float) -> float:
    with contextlib.suppress(TypeError, ValueError):
        share = float(str(value))
        return share if 0 <= share <= 1 else otherwise
    return otherwise
