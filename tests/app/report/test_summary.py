"""What the summary of a run says of what was not measured, and of pictures that were lost."""

import json

from app.report.summary import STAGES, Tally, one_line
from hime_core.runtime import EngineInfo

ENGINE = EngineInfo("onnxruntime", "CPU", "test")


def test_a_run_that_sent_nothing_has_no_latency_and_took_no_time() -> None:
    report = Tally(frames_in=2).report(1.0, ENGINE, "sample", "none")
    assert report["latency_ms"] == {"p50": None, "p95": None, "p99": None}
    assert report["stages_ms"] == dict.fromkeys(STAGES, 0.0)
    assert json.loads(json.dumps(report)) == report
    assert "latency" not in one_line(report)


def test_what_was_measured_has_its_number() -> None:
    tally = Tally(frames_out=3)
    for ms in (10, 20, 60):
        tally.latency.append(ms)
        tally.stages["detect"].append(ms)
    report = tally.report(1.0, ENGINE, "sample", "none")
    assert report["latency_ms"] == {"p50": 20.0, "p95": 56.0, "p99": 59.2}
    assert report["stages_ms"] == {**dict.fromkeys(STAGES, 0.0), "detect": 30.0}
    assert "latency 20.0 ms" in one_line(report)


def test_pictures_that_were_lost_are_told() -> None:
    report = Tally(frames_out=10, sink_failures=3).report(1.0, ENGINE, "sample", "virtual")
    assert "3 pictures not handed over" in one_line(report)
    assert "handed over" not in one_line(Tally(frames_out=10).report(1.0, ENGINE, "sample", "virtual"))


def test_damaged_frames_are_told() -> None:
    report = Tally(frames_out=10, frames_damaged=3).report(1.0, ENGINE, "call.mp4", "none")
    assert report["frames_damaged"] == 3 and "3 frames of the recording damaged" in one_line(report)
    whole = Tally(frames_out=10).report(1.0, ENGINE, "call.mp4", "none")
    assert whole["frames_damaged"] == 0 and "damaged" not in one_line(whole)


def test_damage_is_told_once_and_one_frame_is_one() -> None:
    """`hime enhance` has a line of its own about it."""
    report = Tally(frames_out=1, frames_damaged=1).report(1.0, ENGINE, "call.mp4", "none")
    assert "1 frame at " in one_line(report) and "1 frame of the recording damaged" in one_line(report)
    assert "damaged" not in one_line(report | {"seconds_missing": 0.0})
