"""Checks that the models and engines that the settings name are there."""

from app.settings.schema import Settings
from hime_core.detector import detector_files
from hime_core.recogniser import recogniser_file
from hime_core.runtime import locate_graphs


def check_models(settings: Settings) -> None:
    """Raise UsageError if a model is missing or corrupt, or if an engine is not installed. Loads nothing."""
    for model in settings.enhance.candidates:
        locate_graphs(model)
    detector_files(settings.detection.engine)
    recogniser_file()
