"""The enhancing thread keeps nothing of anybody that is not overwritten in the end."""

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from app.capture.frame import Frame
from app.exemplars.bank import make_exemplar
from app.faces import Track
from app.faces.tracks import looks_of
from app.models import Models
from app.people.look import Scene
from app.run.live import Worker, thread
from app.settings import Settings
from hime_core.geometry import Image, KeyPoints, Square
from hime_core.recogniser import load_recogniser
from hime_core.runtime import Engine
from hime_core.runtime.engine import Feature, Tensor
from tests.app.remembering import Remembering
from tests.app.run.test_live import SETTINGS, SlowDetector, wait_until


class Listening:
    """An engine that remembers which features it gave."""

    def __init__(self, engine: Engine, hold: Callable[[], None] = lambda: None):
        """hold: called at the beginning of `enhance`."""
        self.engine, self.hold = engine, hold
        self.info, self.scale, self.remembers = engine.info, engine.scale, engine.remembers
        self.given: list[Feature] = []

    def encode(self, exemplars: list[Image]) -> list[Feature]:
        features = self.engine.encode(exemplars)
        self.given += features
        return features

    def enhance(self, lr: list[Image], references: list[list[Feature]]) -> tuple[list[Image], list[Tensor]]:
        self.hold()
        return self.engine.enhance(lr, references)

    def warm(self, side: int, references: int, headshots: int = 1) -> None:
        """Nothing to get ready."""

    def forget(self) -> None:
        self.engine.forget()

    @property
    def wiped(self) -> bool:
        return all(not feature.any() for feature in self.given)


class SlowlyAsked:
    """Models whose engine a thread named "caller" gets only later, the second time that it asks."""

    def __init__(self, engine: Listening):
        self._engine = engine
        self.detector, self.recogniser = SlowDetector(), load_recogniser()
        self.asked, self.waits, self.go_on = 0, threading.Event(), threading.Event()

    @property
    def engine(self) -> Listening:
        if threading.current_thread().name == "caller":
            self.asked += 1
            if self.asked == 2:
                self.waits.set()
                self.go_on.wait(20)
        return self._engine


@pytest.fixture
def scene(photo: Image, square: Square, face: KeyPoints) -> Scene:
    """A far face with one exemplar."""
    track = Track(1, face, replace(square, side=40.0), "far", -1.0, 0.0, 10, looks_of(photo, square))
    exemplar = make_exemplar(photo, square, face, 0.0)
    return Scene(Frame(photo, 0.0, 0), [track], {1: [exemplar]}, {1: 1}, 0, {})


def wait_for_features(worker: Worker, scene: Scene, engine: Listening) -> None:
    """Give the scene until the engine has encoded its exemplar."""

    def given() -> bool:
        worker.give(scene)
        return bool(engine.given)

    wait_until(given)


def test_whatever_the_order_of_changes_every_feature_is_overwritten(engine: Engine, scene: Scene) -> None:
    first, second = Listening(engine), Listening(engine)
    asked = SlowlyAsked(first)

    def load(settings: Settings) -> Models:
        if settings.enhance.engine == "cpu":
            return Models(second, SlowDetector(), load_recogniser())  # type: ignore[arg-type]
        return asked  # type: ignore[return-value]

    worker = Worker(load, SETTINGS)
    worker.start()
    wait_for_features(worker, scene, first)
    tuned = replace(SETTINGS, enhance=replace(SETTINGS.enhance, budget_ms=30.0))
    caller = threading.Thread(target=worker.apply, args=(tuned,), name="caller")
    caller.start()
    asked.waits.wait(1)
    worker.apply(replace(tuned, enhance=replace(tuned.enhance, engine="cpu")))
    wait_for_features(worker, scene, second)
    asked.go_on.set()
    caller.join(20)
    worker.stop()
    assert first.wiped and second.wiped


def test_earlier_frames_end_with_their_engine_and_where_no_frames_come(engine: Engine, scene: Scene) -> None:
    first, second = Remembering(engine), Remembering(engine)

    def load(settings: Settings) -> Models:
        network = second if settings.enhance.engine == "cpu" else first
        return Models(network, SlowDetector(), load_recogniser())  # type: ignore[arg-type]

    def give_until(enough: Callable[[], bool]) -> None:
        """Give scenes whose frames follow each other closely."""

        def given() -> bool:
            frames.append(frames[-1] + 0.001)
            tracks = [
                replace(track, square=replace(track.square, side=20.0), seen=frames[-1]) for track in scene.tracks
            ]
            worker.give(replace(scene, frame=replace(scene.frame, time=frames[-1]), tracks=tracks, exemplars={}))
            return enough()

        wait_until(given)

    frames = [0.0]
    worker = Worker(load, SETTINGS)
    worker.start()
    give_until(lambda: bool(first.past))
    worker.apply(replace(SETTINGS, enhance=replace(SETTINGS.enhance, engine="cpu")))
    give_until(lambda: bool(second.past))
    assert second.calls[0] == [0] and not any(picture.any() for picture in first.past)
    wait_until(lambda: not any(picture.any() for picture in second.past))
    worker.stop()


def test_the_newest_settings_are_in_force_after_other_models_came(engine: Engine) -> None:
    """A tuning that is changed while models are loading holds for them."""
    loading, go_on = threading.Event(), threading.Event()

    def load(settings: Settings) -> Models:
        if settings.enhance.engine == "cpu":
            loading.set()
            go_on.wait(20)
        return Models(Listening(engine), SlowDetector(), load_recogniser())  # type: ignore[arg-type]

    worker = Worker(load, SETTINGS)
    worker.start()
    wait_until(lambda: worker.models is not None)
    other = replace(SETTINGS, enhance=replace(SETTINGS.enhance, engine="cpu"))
    worker.apply(other)
    assert loading.wait(20)
    former = worker.models
    worker.apply(replace(other, enhance=replace(other.enhance, budget_ms=30.0)))
    go_on.set()
    wait_until(lambda: worker.models is not former)
    wait_until(lambda: worker.governor is not None and worker.governor.budget_ms == 30.0)
    worker.stop()


def test_a_call_that_ends_while_models_are_loaded_waits_for_them(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ONNX Runtime would abort a program that ends while it still loads."""
    loading, ends = threading.Event(), threading.Event()

    def load(settings: Settings) -> Models:
        loading.set()
        ends.wait(1.0)
        return Models(Listening(engine), SlowDetector(), load_recogniser())  # type: ignore[arg-type]

    monkeypatch.setattr(thread, "JOIN_TIMEOUT", 0.1)
    worker = Worker(load, SETTINGS)
    worker.start()
    assert loading.wait(20)
    worker.stop()
    assert worker.models is not None


def test_a_thread_that_hung_overwrites_what_it_kept_when_it_comes_back(
    engine: Engine, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def hold() -> None:
        begun.set()
        go_on.wait(20)

    listening = Listening(engine, hold)
    monkeypatch.setattr(thread, "JOIN_TIMEOUT", 0.1)
    models = Models(listening, SlowDetector(), load_recogniser())  # type: ignore[arg-type]
    worker = Worker(lambda settings: models, SETTINGS)
    worker.start()
    worker.give(scene)
    assert begun.wait(20)
    worker.stop()
    assert listening.given
    go_on.set()
    wait_until(lambda: listening.wiped, seconds=5)


def test_other_settings_leave_what_is_known_of_the_source(engine: Engine, scene: Scene) -> None:
    listening = Listening(engine)
    models = Models(listening, SlowDetector(), load_recogniser())  # type: ignore[arg-type]
    worker = Worker(lambda settings: models, SETTINGS)
    worker.start()
    wait_for_features(worker, scene, listening)
    before = worker._enhancer
    assert before is not None
    worker.apply(replace(SETTINGS, enhance=replace(SETTINGS.enhance, budget_ms=30.0)))
    wait_until(lambda: worker._enhancer is not before)
    worker.stop()
    assert worker._enhancer is not None and worker._enhancer.colour is before.colour


@pytest.mark.parametrize("soon", [True, False])
def test_a_picture_waits_for_detail_that_comes_soon_and_for_no_other(
    engine: Engine, scene: Scene, soon: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.run.live.worker.SOON", 60.0)
    began, go_on = threading.Event(), threading.Event()

    def hold() -> None:
        began.set()
        go_on.wait(20)

    slow = Listening(engine, hold)
    slow.info = replace(engine.info, milliseconds=100.0)  # otherwise a picture may wait for its own round
    worker = Worker(lambda _: Models(slow, SlowDetector(), load_recogniser()), SETTINGS)  # type: ignore[arg-type]
    worker.start()
    try:
        wait_until(lambda: worker.governor is not None)
        expected = 30_000.0 if soon else 90_000.0
        monkeypatch.setattr(worker.governor, "expected_ms", lambda _: expected)
        later = replace(scene, frame=replace(scene.frame, index=1))
        worker.give(scene)
        assert began.wait(20)
        assert not worker.faces(scene)  # nobody waits for the round of the very frame
        assert not worker.faces(replace(later, tracks=[replace(scene.tracks[0], state="near")]))
        threading.Timer(0.3, go_on.set).start()
        assert [face.track_id for face in worker.faces(later)] == ([1] if soon else [])
        assert go_on.is_set() == soon
    finally:
        go_on.set()
        worker.stop()
