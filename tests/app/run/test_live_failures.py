"""What a live call says of failures: each when it begins, and again only after it worked in between."""

import threading

import pytest

from app.run.failures import FailureLog
from hime_core.geometry import Image, KeyPoints
from hime_core.runtime import Engine
from tests.app.run.test_live import Camera, Collector, SlowDetector, live_graph

PLAIN = "the plain picture is shown"


class FailingAt(SlowDetector):
    """Fails on frames of some numbers. May hang on frame 5."""

    def __init__(self, failing: set[int], hangs: threading.Event | None = None):
        super().__init__(hangs=hangs)
        self.failing = failing

    def detect(self, image: Image) -> list[KeyPoints]:
        if int(image[0, 0, 0]) in self.failing:
            raise RuntimeError("a stage failed")
        return super().detect(image)

    spot = detect


def test_a_failure_is_told_again_after_it_worked_in_between(engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    live_graph(Camera(14, fps=10), Collector(), engine, FailingAt({4, 5, 10, 11, 12})).run(None, None, None)
    assert caplog.text.count(PLAIN) == 2


def test_after_a_stall_a_stage_that_is_broken_for_good_is_told(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    hang = threading.Event()
    live = live_graph(Camera(60, fps=20), Collector(), engine, FailingAt(set(range(40, 60)), hang))
    threading.Timer(1.3, hang.set).start()
    live.run(None, None, None)
    assert live.tally.frames_failed > 20  # some of them because of the stall
    assert caplog.text.count(PLAIN) == 1


def test_each_kind_of_failure_is_told_by_itself(caplog: pytest.LogCaptureFixture) -> None:
    one, other = FailureLog("one"), FailureLog("other")
    for _ in range(3):
        one.failed(RuntimeError("a"))
        other.failed(RuntimeError("b"))
    other.worked()
    one.failed(RuntimeError("a"))
    other.failed(RuntimeError("b"))
    assert [record.getMessage() for record in caplog.records] == [
        "one: RuntimeError('a')",
        "other: RuntimeError('b')",
        "other: RuntimeError('b')",
    ]
