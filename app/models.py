"""The models that the settings name: checked, loaded."""

from collections.abc import Callable
from dataclasses import dataclass

from app.settings import Settings
from hime_core.assets import locate
from hime_core.detector import FaceDetector
from hime_core.runtime import Engine, choose_engine

DETECTOR = "blazeface_short_range", "tflite"


@dataclass(frozen=True)
class Models:
    """What takes a second or more to load."""

    engine: Engine
    detector: FaceDetector


def nothing() -> None:
    """What `load_models` does between its two models unless told otherwise."""


def check_models(settings: Settings) -> None:
    """Raise UsageError, before anything starts, where a model is missing or corrupt."""
    for name, file in ((settings.enhance.model, "encode.onnx"), (settings.enhance.model, "enhance.onnx"), DETECTOR):
        locate(name, file, say=print)


def load_models(settings: Settings, before_engine: Callable[[], None] = nothing) -> Models:
    """Load the verified models, the detector first. It is to be closed.

    Each makes threads of its own, with the priority of the thread that loads it: before_engine may lower that.
    """
    detector = FaceDetector(locate(*DETECTOR, say=print), settings.detection.min_score)
    before_engine()
    model = settings.enhance.model
    try:
        return Models(choose_engine(locate(model, "encode.onnx"), locate(model, "enhance.onnx")), detector)
    except BaseException:
        detector.close()
        raise
