import os
import signal
from collections.abc import Iterator

import pytest

from training.stopping import asked_to_stop


@pytest.fixture(autouse=True)
def default_handlers() -> Iterator[None]:
    """Background jobs begin with Ctrl-C ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def send(number: int) -> None:
    os.kill(os.getpid(), number)


def test_the_first_signal_is_noted_and_a_second_ctrl_c_ends_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RANK", raising=False)
    with asked_to_stop() as noted:
        assert noted() == 0
        send(signal.SIGTERM)
        send(signal.SIGTERM)  # as `timeout` does
        assert noted() == signal.SIGTERM
        with pytest.raises(KeyboardInterrupt):
            send(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        send(signal.SIGINT)


def test_under_torchrun_which_sends_signals_on_a_second_one_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RANK", "0")
    with asked_to_stop() as noted:
        send(signal.SIGINT)
        send(signal.SIGINT)
        assert noted() == signal.SIGINT


def test_what_is_ignored_stays_ignored() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with asked_to_stop() as noted:
        send(signal.SIGINT)
        assert noted() == 0
