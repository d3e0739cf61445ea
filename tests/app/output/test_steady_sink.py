import numpy as np
import pytest

from app.output.sinks import NoSink, SteadySink
from app.output.sinks.virtual import SinkError
from hime_core.errors import UsageError
from hime_core.geometry import Image

PICTURE = np.zeros((4, 4, 3), np.uint8)


class Failing(NoSink):
    """Takes so many pictures, then refuses."""

    name = "failing"

    def __init__(self, pictures: int):
        self.left, self.closed = pictures, False

    def write(self, image: Image, time: float) -> None:
        if self.left == 0:
            raise SinkError("gone")
        self.left -= 1

    def close(self) -> None:
        self.closed = True


@pytest.fixture(autouse=True)
def without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.output.sinks.steady.REOPEN_PAUSE", 0.0)


def test_it_is_opened_again_and_losses_are_counted() -> None:
    first, second = Failing(2), Failing(100)
    tries = iter([UsageError("not yet"), second])

    def open_again() -> Failing:
        found = next(tries)
        if isinstance(found, UsageError):
            raise found
        return found

    sink = SteadySink(open_again, first)
    for i in range(10):
        sink.write(PICTURE, i / 30)
    assert first.closed and sink.lost == 2  # the refused one, and one while it could not be opened
    assert second.left == 100 - 6
    sink.close()
    assert second.closed


def test_closing_while_it_is_away_is_nothing_special() -> None:
    sink = SteadySink(lambda: Failing(0), Failing(0))
    sink.write(PICTURE, 0.0)
    sink.close()
    sink.abort()
