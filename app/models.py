"""The models that the settings name: checked, loaded."""

import contextlib
import os
import sys
import threading
from dataclasses import dataclass

from app.settings import Settings
from hime_core.assets import locate, models_folder, read_registry
from hime_core.detector import FaceDetector
from hime_core.runtime import Engine, choose_engine

DETECTOR = "blazeface_short_range", "tflite"
NICENESS = 10  # of enhancing


@dataclass(frozen=True)
class Models:
    """What takes a second or more to load."""

    engine: Engine
    detector: FaceDetector


def check_models(settings: Settings) -> None:
    """Raise UsageError, before anything starts, where a model is missing or corrupt."""
    for name, file in ((settings.enhance.model, "encode.onnx"), (settings.enhance.model, "enhance.onnx"), DETECTOR):
        locate(name, file, say=print)


def terms(name: str) -> str:
    """Whom a model is for, where it is not for everybody; else nothing."""
    model = read_registry(models_folder()).get(name)
    if model is None or model.tier != "research":
        return ""
    return f"{name} is for non-commercial research alone ({model.licence}); see models/{name}.md"


def say_terms(name: str) -> None:
    """On stderr, once for each time that weights are loaded."""
    if said := terms(name):
        print(f"hime: {said}", file=sys.stderr)


def load_models(settings: Settings) -> Models:
    """Load the verified models. The detector is to be closed."""
    return Models(_engine(settings, threads=0), _detector(settings))


def load_live_models(settings: Settings) -> Models:
    """As `load_models`, for a call: enhancing is to leave the other stages a core, and to go after them on the rest.

    Lowers the priority of the thread that calls it, so that the engine's own threads inherit it; the detector's do not.
    """
    detector = _detector(settings)
    lower_priority()
    try:
        return Models(_engine(settings, threads=max(1, cores() - 1)), detector)
    except BaseException:
        detector.close()
        raise


def lower_priority() -> None:
    """Of this thread and of those that it starts. Linux alone can: elsewhere the governor's rests must do."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)


def cores() -> int:
    """How many this program may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _engine(settings: Settings, threads: int) -> Engine:
    model = settings.enhance.model
    say_terms(model)
    return choose_engine(locate(model, "encode.onnx"), locate(model, "enhance.onnx"), threads)


def _detector(settings: Settings) -> FaceDetector:
    return FaceDetector(locate(*DETECTOR, say=print), settings.detection.min_score)
