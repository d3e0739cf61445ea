"""Reads config.yaml into typed settings, checks that the models it names are there, and watches it for edits."""

from app.settings.schema import (
    CameraSettings,
    DetectionSettings,
    DetectorEngine,
    EnhanceSettings,
    ExemplarSettings,
    LogSettings,
    OutputSettings,
    Settings,
    View,
    differences,
    find_settings,
    load_settings,
    with_strength,
    with_view,
    written_keys,
)

__all__ = [
    "CameraSettings",
    "DetectionSettings",
    "DetectorEngine",
    "EnhanceSettings",
    "ExemplarSettings",
    "LogSettings",
    "OutputSettings",
    "Settings",
    "View",
    "differences",
    "find_settings",
    "load_settings",
    "with_strength",
    "with_view",
    "written_keys",
]
