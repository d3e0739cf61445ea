import os
from collections.abc import Iterator

import pytest
import torch

from training import threads


@pytest.fixture
def two_threads() -> Iterator[None]:
    torch.set_num_threads(2)
    yield
    torch.set_num_threads(1)


def test_threads_that_wait_sleep_unless_the_person_wants_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OMP_WAIT_POLICY", raising=False)
    threads.wait_asleep()
    assert os.environ["OMP_WAIT_POLICY"] == "PASSIVE"
    monkeypatch.setenv("OMP_WAIT_POLICY", "ACTIVE")
    threads.wait_asleep()
    assert os.environ["OMP_WAIT_POLICY"] == "ACTIVE"


@pytest.mark.parametrize(("slower", "chosen", "told"), [(0.6, 2, "2 threads compute: 2 take 0.60"), (0.95, 1, "1 thr")])
def test_several_threads_compute_only_if_they_are_faster(
    two_threads: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    slower: float,
    chosen: int,
    told: str,
) -> None:
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    monkeypatch.setattr(threads, "_seconds_of_work", lambda: slower if torch.get_num_threads() == 2 else 1.0)
    threads.choose()
    assert torch.get_num_threads() == chosen
    assert capsys.readouterr().out.startswith(told)


def test_the_number_that_the_person_set_stays(
    two_threads: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "2")
    threads.choose()
    assert (torch.get_num_threads(), capsys.readouterr().out) == (2, "")


def test_the_work_that_is_timed_takes_time(two_threads: None) -> None:
    assert threads._seconds_of_work() > 0
