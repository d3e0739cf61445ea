"""config.yaml as typed settings: what it may say, whether the models it names are there, and edits while running."""

from app.settings.schema import (
    CameraSettings,
    DetectionSettings,
    DetectorEngine,
    EnhanceSettings,
    ExemplarSettings,
    OutputSettings,
    Settings,
    View,
    load_settings,
    with_view,
    written_keys,
)

__all__ = [
    "CameraSettings",
    "DetectionSettings",
    "DetectorEngine",
    "EnhanceSettings",
    "ExemplarSettings",
    "OutputSettings",
    "Settings",
    "View",
    "load_settings",
    "with_view",
    "written_keys",
]
