"""config.yaml as typed settings: its schema, a check that its models are there, and a watch for edits."""

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
