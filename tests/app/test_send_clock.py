import numpy as np
import pytest

from app.live.clock import DRIFT, SendClock


def run(fps: float, arrivals: list[float], seconds: float) -> tuple[list[float], list[float], int]:
    """Times of sending, waits of fresh pictures, repeats, for pictures that come at the given times."""
    clock, pending, sent, waits, repeats = SendClock(fps, 0.0), list(arrivals), [], [], 0
    while clock.due < seconds:
        ready = [t for t in pending if t <= clock.due]
        pending = pending[len(ready) :]
        waited = clock.due - ready[-1] if ready else None
        sent.append(clock.due)
        waits += [waited] if waited is not None else []
        repeats += waited is None
        clock.sent(clock.due, waited, len(ready) > 1)
    return sent, waits, repeats


@pytest.mark.parametrize("phase", [0.001, 0.01, 0.02, 0.032])
def test_pictures_of_the_same_rate_soon_wait_for_almost_nothing(phase: float) -> None:
    rng = np.random.default_rng(0)
    arrivals = [phase + i / 30 + 0.002 * rng.random() for i in range(30 * 60)]
    sent, waits, repeats = run(30, arrivals, 60)
    assert np.median(waits[300:]) < 0.008  # half a period would be 0.0167
    assert len(sent) / 60 == pytest.approx(30, abs=0.35)
    assert repeats < 0.06 * len(sent)


@pytest.mark.parametrize("rate", [15, 24, 25])
def test_pictures_of_a_slower_camera_do_not_wait_longer_than_by_chance(rate: int) -> None:
    _, waits, _ = run(30, [0.013 + i / rate for i in range(rate * 60)], 60)
    assert np.median(waits[300:]) < 0.0175


def test_the_rate_holds_whatever_comes_in() -> None:
    for rate in (5, 15, 29, 31, 60):
        sent, _, _ = run(30, [i / rate for i in range(60 * rate)], 60)
        assert len(sent) / 60 == pytest.approx(30, abs=0.5)
        assert np.diff(sent).max() <= (1 + DRIFT) / 30 + 1e-9


def test_turns_missed_while_blocked_are_skipped_not_made_up_for() -> None:
    clock = SendClock(50, 0.0)
    clock.sent(0.5, 0.0)  # the sink blocked for half a second
    assert 0.48 < clock.due <= 0.52
