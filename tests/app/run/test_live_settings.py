"""Settings that change while a call runs, from the window and from the settings file."""

import gc
import threading
import time
import weakref
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from app.capture.frame import Frame
from app.models import Models
from app.picture.show import Show
from app.run.live import LiveGraph, Worker
from app.settings import Settings, load_settings
from app.settings.watch import LOOK_EVERY, SettingsFile
from hime_core.recogniser import load_recogniser
from hime_core.runtime import Engine
from tests.app.run.test_live import SETTINGS, Camera, Collector, SlowDetector, wait_until


def half_strength(settings: Settings) -> Settings:
    return replace(settings, enhance=replace(settings.enhance, strength=0.5))


def edited_graph(path: Path, engine: Engine) -> LiveGraph:
    """A graph that has seen once that its file was edited: capacity 4 became 7."""
    path.write_text("exemplars: {capacity: 4}\n")
    settings = load_settings(path)
    models = Models(engine, SlowDetector(), load_recogniser())
    live = LiveGraph(
        Camera(1), Show(SETTINGS.output, 64, 48), Collector(), Worker(lambda s: models, settings), settings,
        SettingsFile(path),
    )  # fmt: skip
    path.write_text("exemplars: {capacity: 7}  # edited\n")
    live._process.between_frames()
    time.sleep(LOOK_EVERY + 0.1)
    return live


def test_a_change_in_the_window_and_an_edit_within_one_frame_are_both_in_force(tmp_path: Path, engine: Engine) -> None:
    live = edited_graph(tmp_path / "config.yaml", engine)
    live.change(half_strength)
    live._process.between_frames()
    settings = live._process.settings
    assert (settings.enhance.strength, settings.exemplars.capacity) == (0.5, 7)


def test_a_change_that_comes_right_after_an_edit_does_not_undo_it(tmp_path: Path, engine: Engine) -> None:
    live = edited_graph(tmp_path / "config.yaml", engine)
    live._process.between_frames()
    assert live._process.settings.exemplars.capacity == 7
    live.change(half_strength)  # by a window that has not heard of the edit yet
    live._process.between_frames()
    settings = live._process.settings
    assert (settings.enhance.strength, settings.exemplars.capacity) == (0.5, 7)


class Pausing(Camera):
    """Gives some frames and then none until it is closed."""

    def __init__(self, frames: int):
        super().__init__(frames)
        self.over = threading.Event()

    def __iter__(self) -> Iterator[Frame]:
        yield from super().__iter__()
        self.over.wait(20)

    def close(self) -> None:
        super().close()
        self.over.set()


def test_a_detector_that_was_replaced_is_freed_although_no_frame_comes(engine: Engine) -> None:
    detectors: list[weakref.ref[SlowDetector]] = []

    def load(settings: Settings) -> Models:
        detector = SlowDetector()
        detectors.append(weakref.ref(detector))
        return Models(engine, detector, load_recogniser())

    def with_mediapipe(settings: Settings) -> Settings:
        return replace(settings, detection=replace(settings.detection, engine="mediapipe"))

    def freed() -> bool:
        gc.collect()
        return detectors[0]() is None

    live = LiveGraph(Pausing(30), Show(SETTINGS.output, 64, 48), Collector(), Worker(load, SETTINGS), SETTINGS)
    running = threading.Thread(target=live.run, args=(None, None, None))
    running.start()
    try:
        wait_until(lambda: live._process.models is not None and live._capture.frames_in == 30)
        live.change(with_mediapipe)
        wait_until(lambda: len(detectors) == 2)
        wait_until(freed, seconds=5)
    finally:
        live.stop()
        running.join(20)
    assert detectors[1]() is not None or not running.is_alive()
