"""How busy the processor is, and the power that a made battery gives."""

import time
from pathlib import Path

import pytest

from app.report.usage import Usage, battery_watts


def busy(seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass


def test_a_busy_program_uses_more_than_one_that_sleeps() -> None:
    usage = Usage(span=0.8)
    assert usage.cores() is None and usage.use() is None
    time.sleep(0.7)
    asleep = usage.cores()
    use = usage.use()
    assert use and 0 < use.cores < 1
    busy(0.75)
    awake = usage.cores()
    assert asleep is not None and awake is not None
    assert asleep < 0.3 and asleep < awake  # beside other programs, a busy one may get little


def test_use_of_long_ago_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    usage = Usage(span=0.6)
    usage.cores()
    busy(0.7)
    assert usage.cores() is None
    time.sleep(0.55)
    idle = usage.cores()
    assert idle is not None and idle < 0.3


def battery(folder: Path, name: str, **files: str) -> None:
    (folder / name).mkdir(parents=True)
    for file, text in files.items():
        (folder / name / file).write_text(text + "\n")


def test_the_batteries_that_are_in_use_are_added_up(tmp_path: Path) -> None:
    battery(tmp_path, "BAT0", status="Discharging", power_now="4500000")
    battery(tmp_path, "BAT1", status="Discharging", current_now="500000", voltage_now="12000000")
    battery(tmp_path, "BAT2", status="Charging", power_now="9000000")
    battery(tmp_path, "AC", status="Discharging", power_now="9000000")
    assert battery_watts(tmp_path) == pytest.approx(4.5 + 6.0)


def test_a_computer_that_does_not_tell_has_no_power(tmp_path: Path) -> None:
    assert battery_watts(tmp_path / "missing") is None
    battery(tmp_path, "BAT0", status="Discharging", power_now="what")
    battery(tmp_path, "BAT1", status="Full", power_now="0")
    assert battery_watts(tmp_path) is None
