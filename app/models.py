"""The models that the settings name, loaded."""

import contextlib
import os
import sys
import threading
from dataclasses import dataclass

from app.settings import Settings
from app.settings.check import check_models
from hime_core import telemetry
from hime_core.assets import models_folder, read_registry
from hime_core.detector import FaceDetector, load_detector
from hime_core.recogniser import Recogniser, load_recogniser
from hime_core.runtime import Engine, choose_engine, locate_graphs

NICENESS = 10  # of enhancing


@dataclass(frozen=True)
class Models:
    """What takes a second or more to load."""

    engine: Engine
    detector: FaceDetector
    recogniser: Recogniser


def terms(name: str) -> str:
    """Whom a model is for, where it is not for everybody; else nothing."""
    model = read_registry(models_folder()).get(name)
    if model is None or model.tier != "research":
        return ""
    return f"{name} is for non-commercial research alone ({model.licence}); see models/{name}.md"


def say_conditions(settings: Settings) -> None:
    """What a person must know of the models, on stderr, once for each time that they are loaded."""
    for said in filter(None, (terms(settings.enhance.model), telemetry.reported_by(settings.detection.engine))):
        print(f"hime: {said}", file=sys.stderr)


def load_models(settings: Settings) -> Models:
    """Load the verified models."""
    check_models(settings)  # of what is not there nothing need be said
    say_conditions(settings)
    return Models(_engine(settings, threads=0), open_detector(settings), load_recogniser())


def load_live_models(settings: Settings) -> Models:
    """As `load_models`, for a call: enhancing is to leave the other stages a core, and to go after them on the rest.

    Lowers the priority of the thread that calls it, so that the engine's own threads inherit it; the detector's do not.
    """
    check_models(settings)
    say_conditions(settings)
    detector, recogniser = open_detector(settings), load_recogniser()
    lower_priority()
    return Models(_engine(settings, threads=max(1, cores() - 1)), detector, recogniser)


def lower_priority() -> None:
    """Of this thread and of those that it starts. Linux alone can: elsewhere the governor's rests must do."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)


def cores() -> int:
    """How many this program may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _engine(settings: Settings, threads: int) -> Engine:
    return choose_engine(locate_graphs(settings.enhance.model), threads, settings.enhance.engine)


def open_detector(settings: Settings) -> FaceDetector:
    """The detector that the settings name."""
    return load_detector(settings.detection.engine, settings.detection.min_score)
