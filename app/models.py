"""The models that the settings name: checked, loaded."""

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


def check_models(settings: Settings) -> None:
    """Raise UsageError, before anything starts, where a model is missing or corrupt."""
    for name, file in ((settings.enhance.model, "encode.onnx"), (settings.enhance.model, "enhance.onnx"), DETECTOR):
        locate(name, file, say=print)


def load_models(settings: Settings) -> Models:
    """Load the verified models. The detector is to be closed."""
    model = settings.enhance.model
    engine = choose_engine(locate(model, "encode.onnx"), locate(model, "enhance.onnx"))
    return Models(engine, FaceDetector(locate(*DETECTOR, say=print), settings.detection.min_score))
