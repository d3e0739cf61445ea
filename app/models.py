"""Loads the models that the settings name."""

import contextlib
import logging
import os
import sys
import threading
from dataclasses import dataclass, replace

from app.settings import EnhanceSettings, Settings
from app.settings.check_models import check_models
from hime_core import telemetry
from hime_core.assets import models_folder, read_registry
from hime_core.detector import FaceDetector, load_detector
from hime_core.recogniser import Recogniser, load_recogniser
from hime_core.runtime import Engine, EngineInfo, choose_engine, locate_graphs
from hime_core.runtime.agreement import TRIAL_SIDE
from hime_core.runtime.sessions import CPU

log = logging.getLogger(__name__)

# Threads that enhance get this nice value. A value above 0 lets other threads run first.
NICENESS = 10
# A model is fast enough for a live call if it enhances a usual face in every frame in at most this share (0..1) of one
# core's time. The rest is for cutting out, for the fidelity gate, and for other programs.
ENHANCING_SHARE = 0.5
# A live call has this many frames a second, as most cameras give.
FRAMES_PER_SECOND = 30
# A usual face has this many LR pixels a side: its head is some 40 pixels wide in the frame.
USUAL_SIDE = 48


@dataclass(frozen=True)
class Models:
    """The loaded models. Loading takes a second or more."""

    engine: Engine
    detector: FaceDetector
    recogniser: Recogniser


def terms(name: str) -> str:
    """Return one line that says who may use a model. It is empty if everybody may."""
    model = read_registry(models_folder()).get(name)
    if model is None or model.tier != "research":
        return ""
    return f"{name} is for non-commercial research alone ({model.licence}); see models/{name}.md"


def say_conditions(settings: Settings) -> None:
    """Warn if not everybody may use a model, and if an engine reports its use to somebody."""
    for said in filter(None, (terms(settings.enhance.best_model), telemetry.reported_by(settings.detection.engine))):
        log.warning("%s", said)


def load_models(settings: Settings) -> Models:
    """Load the models for a recording. They use all cores. Raises UsageError if a model is missing or corrupt."""
    check_models(settings)  # comes first, because a missing model makes the warnings needless
    say_conditions(settings)
    model = settings.enhance.best_model
    return Models(_engine(settings.enhance, model, threads=0), open_detector(settings), load_recogniser())


def load_live_models(settings: Settings) -> Models:
    """Load the models for a live call. The engine lets the other stages run first.

    The calling thread gets a lower priority between loading the detector and loading the engine. The engine's threads
    inherit the lower priority, and the detector's threads do not. Raises UsageError if a model is missing or corrupt.
    """
    check_models(settings)
    say_conditions(settings)
    detector, recogniser = open_detector(settings), load_recogniser()
    lower_priority()
    return Models(live_engine(settings.enhance), detector, recogniser)


def live_engine(settings: EnhanceSettings) -> Engine:
    """Choose the model and the engine of a live call. The engine leaves one core to the other stages.

    If the settings leave the model to HIME, it is the best one that is fast enough for new detail in every frame.
    Raises UsageError if a model is missing or corrupt, and EngineError if no engine works.
    """
    threads, slow = max(1, cores() - 1), ""
    for model in settings.candidates:
        engine = _engine(settings, model, threads)
        if model == settings.candidates[-1] or _keeps_up(engine.info, threads):
            break
        slow += f"{model} takes {engine.info.milliseconds:.1f} ms, too long for a call; "
    engine.info = replace(engine.info, reason=slow + engine.info.reason)
    return engine


def _keeps_up(engine: EngineInfo, threads: int) -> bool:
    """Return whether an engine makes new detail in every frame in at most ENHANCING_SHARE of a core's time.

    threads: how many cores the engine uses if it runs on the processor.
    """
    cores = threads if engine.provider == CPU else 1
    milliseconds = cores * engine.milliseconds * (USUAL_SIDE / TRIAL_SIDE) ** 2
    return FRAMES_PER_SECOND * milliseconds <= 1000 * ENHANCING_SHARE


def lower_priority() -> None:
    """Let other threads run before this thread and before the threads that it will start. Works only on Linux."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)


def cores() -> int:
    """Return the number of cores that this program may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _engine(settings: EnhanceSettings, model: str, threads: int) -> Engine:
    engine = choose_engine(locate_graphs(model), threads, settings.engine)
    engine.info = replace(engine.info, model=model)
    log.info("%s runs on %s: %s", model, engine.info.provider, engine.info.reason)
    return engine


def open_detector(settings: Settings) -> FaceDetector:
    """Load the detector that the settings name."""
    return load_detector(settings.detection.engine, settings.detection.min_score)
