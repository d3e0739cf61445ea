"""`hime replay` from the command line, on tiny calls made here."""

import contextlib
import csv
import json
import multiprocessing
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from app.capture.sources import VideoFile
from app.cli import main
from app.commands.recordings import expand
from app.replay import many
from app.settings import Settings
from hime_core.assets import models_folder, read_registry
from hime_core.errors import UsageError
from hime_core.geometry import Image, Square
from tests.app.replay.replay_calls import FPS, FRAMES, HEIGHT, WIDTH, near, write_call
from tests.conftest import wall, write_video

SMALL = ["--lr", "16", "--intervals", "2,5,12"]
KINDS = [("recent", 2), ("recent", 5), ("recent", 12)]
KINDS += [(kind, None) for kind in ("blank", "none", "bicubic", "bank", "oracle")]


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory, photo: Image, square: Square) -> Path:
    """Three calls: a steady one, one of uneven frame rate with a pause, and one whose face is away for a while."""
    folder = tmp_path_factory.mktemp("calls")
    write_call(folder / "steady.mp4", near(photo, square))
    times = np.cumsum(np.random.default_rng(0).uniform(0.03, 0.15, FRAMES))
    times[12:] += 1.0
    write_call(folder / "uneven.mp4", near(photo, square, sway=14), [*times.tolist()])
    away = [*near(photo, square, 9), *[wall(HEIGHT, WIDTH)] * 3, *near(photo, square, 9, side=150)]
    write_call(folder / "leaves.mp4", away)
    return folder


@pytest.fixture(scope="module")
def replayed(calls: Path) -> Path:
    """The folder that a replay of the three calls wrote."""
    out = calls.parent / "out"
    assert main(replay(calls, out, "--plot", str(out) + ".png", "--json", str(out) + ".json", jobs=1)) == 0
    return out


def replay(calls: Path, out: Path, *more: str, jobs: int = 1) -> list[str]:
    return ["replay", str(calls), *SMALL, "--out", str(out), "--jobs", str(jobs), *more]


def report_in(out: Path) -> dict[str, Any]:
    return json.loads((out / "report.json").read_text())


def scores_in(out: Path) -> list[dict[str, str]]:
    with (out / "scores.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def test_report(calls: Path, replayed: Path) -> None:
    report = report_in(replayed)
    assert json.loads(Path(f"{replayed}.json").read_text()) == report
    assert [(r["reference"], r["interval"]) for r in report["rows"]] == KINDS
    assert len({r["frames"] for r in report["rows"]}) == 1  # every row counts the same headshots
    assert {Path(c["call"]).name for c in report["calls"]} == {"steady.mp4", "uneven.mp4", "leaves.mp4"}
    of = {(r["reference"], r["interval"]): r for r in report["rows"]}
    assert of["recent", 2]["psnr"] > of["blank", None]["psnr"] > of["bicubic", None]["psnr"]
    assert of["recent", 2]["age_s"] < of["recent", 12]["age_s"]
    assert of["oracle", None]["psnr"] >= of["recent", 2]["psnr"]
    assert {r["lpips"] for r in report["rows"]} == {None}
    assert "torch" in report["lpips"]
    assert 0 < report["speed"]["network_share"] < 1
    counts = {Path(c["call"]).name: c for c in report["calls"]}
    assert counts["leaves.mp4"]["frames"] == 21
    assert counts["leaves.mp4"]["no_face"] >= 3
    plot = cv2.imread(f"{replayed}.png")
    assert plot is not None
    assert plot.std() > 5


def test_scores_have_the_recording_s_own_times(replayed: Path) -> None:
    rows = [r for r in scores_in(replayed) if r["reference"] == "recent" and r["interval"] == "12"]
    uneven = [r for r in rows if r["call"].endswith("uneven.mp4")]
    births = {round(float(r["time_s"]) - float(r["age_s"]), 2) for r in uneven}
    assert len(births) <= 2  # these headshots have one of two references
    assert all(float(r["age_s"]) > 0 for r in rows)
    steady = [r for r in rows if r["call"].endswith("steady.mp4")]
    assert [round(float(r["time_s"]) * FPS) for r in steady] == list(range(3, FRAMES))


def test_numbers_do_not_depend_on_order_or_processes(calls: Path, replayed: Path, tmp_path: Path) -> None:
    files = [str(f) for f in sorted(calls.glob("*.mp4"), reverse=True)]
    assert main(["replay", *files, *SMALL, "--out", str(tmp_path), "--jobs", "2"]) == 0
    assert scores_in(tmp_path) == scores_in(replayed)
    ours, theirs = report_in(tmp_path), report_in(replayed)
    for report in (ours, theirs):
        del report["speed"]
        assert len(report["frames"]) == 4
        for row in report["frames"]:
            del row["milliseconds"]
    assert ours == theirs


def test_finished_calls_are_not_run_again(
    calls: Path, replayed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run: list[str] = []
    really = many.replay_call

    def watched(path: Path, *rest: Any) -> object:
        run.append(path.name)
        return really(path, *rest)

    monkeypatch.setattr(many, "replay_call", watched)
    out = tmp_path / "out"
    shutil.copytree(replayed, out)
    gone = next((out / "calls").glob("leaves-*.json"))
    gone.write_text(gone.read_text()[:100])  # cut off
    assert main(replay(calls, out)) == 0
    assert run == ["leaves.mp4"]
    assert report_in(out)["rows"] == report_in(replayed)["rows"]
    steady = calls / "steady.mp4"
    assert main(replay(steady, out, "--every", "4")) == 0  # another --every asks for something else
    assert run == ["leaves.mp4", "steady.mp4"]
    frames = sorted({int(r["frame"]) for r in scores_in(out)})
    assert [(frame - 3) // 4 for frame in frames][:3] == [0, 1, 2]  # one of every four
    assert main(replay(calls, out)) == 0
    assert run == ["leaves.mp4", "steady.mp4"]
    none = {"calls": 0, "frames": 0, "seconds": 0.0, "frames_per_second": None, "network_share": None}
    assert report_in(out)["speed"] == none


def test_bad_calls_are_named_and_skipped(
    calls: Path,
    tmp_path: Path,
    photo: Image,
    square: Square,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("app.progress.PAUSE", 1e-6)  # the progress is told at every frame
    bad = tmp_path / "bad"
    bad.mkdir()
    shutil.copy(calls / "steady.mp4", bad / "good.mp4")
    write_video(bad / "empty.mp4", [wall(HEIGHT, WIDTH)] * 5)
    write_call(bad / "short.mp4", near(photo, square, 4))
    write_call(bad / "far.mp4", near(photo, square, 6, side=50))
    (bad / "letter.mp4").write_text("Dear friend")
    (bad / "notes.txt").write_text("not looked at")
    gone = str(bad / "gone.mp4")
    assert main(["replay", str(bad), gone, *SMALL, "--out", str(tmp_path / "out")]) == 0
    report = report_in(tmp_path / "out")
    assert (report["calls_used"], report["calls_skipped"]) == (1, 5)
    reasons = {Path(s["call"]).name: s["reason"] for s in report["skipped"]}
    expected = {
        "empty": "no face",
        "short": "too short",
        "far": "64 px",
        "letter": "as a video",
        "gone": "No such file",
    }
    assert set(reasons) == {f"{name}.mp4" for name in expected}
    counts = {Path(s["call"]).name: (s["frames"], s["no_face"]) for s in report["skipped"]}
    assert counts["empty.mp4"] == (5, 5)
    assert counts["far.mp4"][0] == 6
    kept = {place.name.split("-")[0] for place in (tmp_path / "out" / "calls").iterdir()}
    assert kept == {"good", "empty", "short", "far"}  # a file that could not be opened may be opened the next time
    for name, reason in expected.items():
        assert reason in reasons[f"{name}.mp4"]
    said = capsys.readouterr()
    assert all(f"{name}.mp4" in said.out for name in expected)
    assert f" of {FRAMES + 5 + 4 + 6} frames" in said.err  # those of all files that are videos
    page = (tmp_path / "out" / "report.html").read_text()
    assert all(f"{name}.mp4" in page for name in expected)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--intervals", "30"], "too short"),
        (["--person", "2"], "no person 2"),
        (["--lr", "20"], "multiple of 8"),
        (["--plot", "curve.jpg"], ".png"),
    ],
)
def test_nothing_to_show_is_one_line_and_exit_2(
    calls: Path, tmp_path: Path, options: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main(replay(calls / "steady.mp4", out, *options)) == 2
    errors = capsys.readouterr().err.splitlines()
    assert len([line for line in errors if line.startswith("hime: ")]) == 1
    assert said in errors[-1]
    assert not (out / "report.html").exists()


def test_a_scale_without_a_model_is_refused(
    calls: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("app.commands.replay.read_registry", lambda folder: {"hime_small_x4": None})
    assert main(replay(calls, tmp_path / "out", "--scale", "8")) == 2
    said = capsys.readouterr().err
    assert f"no model for it ({Settings().enhance.best_model} enlarges 4 times)" in said
    assert "enhance.model" not in said  # there is no other one to name


@pytest.mark.skipif("hime_small_x8" not in read_registry(models_folder()), reason="not registered yet")
def test_a_scale_takes_its_own_model(calls: Path, tmp_path: Path) -> None:
    assert main(replay(calls / "steady.mp4", tmp_path, "--scale", "8", "--every", "4")) == 0
    assert report_in(tmp_path)["settings"]["model"] == "hime_small_x8"


def test_a_failed_run_leaves_no_old_report(calls: Path, replayed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(replayed, out)
    assert main(replay(calls / "steady.mp4", out, "--intervals", "30")) == 2
    assert [f.name for f in out.iterdir()] == ["calls"]


def test_equal_recordings_count_once(calls: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        shutil.copy(calls / "steady.mp4", tmp_path / f"{name}.mp4")
    assert main(replay(tmp_path, tmp_path / "out", "--every", "4")) == 0
    report = report_in(tmp_path / "out")
    assert [Path(c["call"]).name for c in report["calls"]] == ["a.mp4"]
    assert [s["reason"] for s in report["skipped"]] == [f"the same recording as {tmp_path / 'a.mp4'}"]


def test_folders_are_searched_with_all_below(tmp_path: Path) -> None:
    names = ["a.mp4", "grid/b.MPG", "grid/deep/c.3gp", "d.ts", "e.wmv", "f.flv"]
    for name in [*names, "grid/notes.txt"]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    assert expand([tmp_path, tmp_path / "grid"]) == sorted(tmp_path / name for name in names)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything is readable")
def test_a_folder_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0)
    with pytest.raises(UsageError, match="locked: cannot be read"):
        expand([tmp_path])


@pytest.mark.skipif(sys.platform != "linux", reason="names there are proper Unicode, and without colons")
def test_names_of_every_kind(
    calls: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [b"2026-11-02T10:30.mp4", b"caf\xe9.mp4", b"n" * 240 + b".mp4"]
    for n, name in enumerate(names):  # their bytes differ, or they would count as one recording
        (tmp_path / os.fsdecode(name)).write_bytes((calls / "steady.mp4").read_bytes() + b"\0" * n)
    monkeypatch.chdir(tmp_path)
    assert main(["replay", *map(os.fsdecode, names), *SMALL, "--every", "4", "--out", "out", "--jobs", "1"]) == 0
    report = report_in(Path("out"))
    assert [c["call"] for c in report["calls"]] == ["2026-11-02T10:30.mp4", "caf\\xe9.mp4", "n" * 240 + ".mp4"]
    assert "caf\\xe9.mp4" in Path("out/report.html").read_text(encoding="utf-8")


def joined(path: Path, *parts: list[Image]) -> Path:
    """One file of several recordings, one after the other, each with its own clock."""
    files = [write_video(path.with_name(f"{n}{path.name}"), part, fps=FPS) for n, part in enumerate(parts)]
    path.write_bytes(b"".join(f.read_bytes() for f in files))
    for file in files:
        file.unlink()
    return path


def test_a_clock_that_jumps_back_goes_on(tmp_path: Path, photo: Image, square: Square) -> None:
    call = joined(tmp_path / "twice.ts", near(photo, square), near(photo, square, sway=8))
    times = [frame.time for frame in VideoFile(call)]
    np.testing.assert_allclose(times, np.arange(2 * FRAMES) / FPS, atol=0.011)
    assert main(replay(call, tmp_path / "out", "--every", "4")) == 0
    assert all(float(r["age_s"]) > 0 for r in scores_in(tmp_path / "out") if r["age_s"])


def test_enlarged_frames_are_not_scored(tmp_path: Path, photo: Image, square: Square) -> None:
    """The call goes on with larger pictures, so that those before are enlarged."""
    enlarged = [cv2.resize(picture, (2 * WIDTH, 2 * HEIGHT)) for picture in near(photo, square)]
    call = joined(tmp_path / "grows.ts", near(photo, square), enlarged)
    assert main(replay(call, tmp_path / "out", "--every", "4")) == 0
    [counts] = report_in(tmp_path / "out")["calls"]
    assert (counts["frames"], counts["damaged"]) == (2 * FRAMES, 0)
    assert counts["unfaithful"] > FRAMES / 2  # in the others it is not yet certain whose face it is
    assert {int(row["frame"]) >= FRAMES for row in scores_in(tmp_path / "out")} == {True}


def test_what_is_there_of_a_call_that_was_cut_off_is_scored(
    tmp_path: Path, photo: Image, square: Square, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = write_call(tmp_path / "whole.mkv", near(photo, square) * 4).read_bytes()
    (tmp_path / "cut.mkv").write_bytes(whole[: len(whole) // 2])
    assert main(replay(tmp_path / "cut.mkv", tmp_path / "out", "--every", "4")) == 0
    [counts] = report_in(tmp_path / "out")["calls"]
    assert counts["scored"] >= 3
    assert re.fullmatch(r"its last \d+\.\d s cannot be read", counts["ended"])
    assert counts["ended"] in capsys.readouterr().out
    assert counts["ended"] in (tmp_path / "out" / "report.html").read_text()


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_result_that_cannot_be_written_is_one_line(
    calls: Path, replayed: Path, tmp_path: Path, jobs: int, capfd: pytest.CaptureFixture[str]
) -> None:
    for place in (replayed / "calls").iterdir():
        (tmp_path / "out" / "calls" / place.name).mkdir(parents=True)
    assert main(replay(calls, tmp_path / "out", jobs=jobs)) == 2
    said = capfd.readouterr().err
    assert said.count("hime: ") == 1
    assert "cannot be written" in said
    assert "Traceback" not in said


def test_a_report_beside_the_others_may_be_asked_for(calls: Path, tmp_path: Path) -> None:
    out = tmp_path / "new"
    assert main(replay(calls / "steady.mp4", out, "--every", "4", "--json", str(out / "x.json"))) == 0
    assert json.loads((out / "x.json").read_text()) == report_in(out)
    page = (out / "report.html").read_text()
    assert "of 1 call," in page
    assert "one headshot of every 4" in page


def test_one_headshot_is_not_both_worst_and_best(calls: Path, tmp_path: Path) -> None:
    assert main(replay(calls / "steady.mp4", tmp_path, "--every", "13")) == 0
    assert report_in(tmp_path)["calls"][0]["scored"] == 1
    page = (tmp_path / "report.html").read_text()
    assert page.count("<figcaption>truth</figcaption>") == 1


def test_ctrl_c_while_processes_start(calls: Path, tmp_path: Path) -> None:
    pty = pytest.importorskip("pty", reason="Windows has no such terminals, and no process groups to interrupt")
    # A program started in the background may inherit that Ctrl-C is ignored.
    heard = "signal.signal(signal.SIGINT, signal.default_int_handler)"
    code = f"import runpy, signal; {heard}; runpy.run_module('app', run_name='__main__')"
    command = [sys.executable, "-c", code, *replay(calls, tmp_path / "out", jobs=2)]
    ours, theirs = pty.openpty()
    program = subprocess.Popen(command, stderr=theirs, start_new_session=True)
    os.close(theirs)
    said = b""
    while b"replay:" not in said:  # then the bar is shown: the first process is about to start
        said += os.read(ours, 1000)
    time.sleep(0.5)  # the processes are importing
    os.killpg(program.pid, signal.SIGINT)
    with contextlib.suppress(OSError):  # the terminal is closed when the program has ended
        while more := os.read(ours, 1000):
            said += more
    os.close(ours)
    assert program.wait(60) == 130
    assert b"finished calls are kept" in said
    assert b"Traceback" not in said


@pytest.mark.parametrize("make", [lambda p: p.mkdir(), lambda p: p.write_bytes(b"")])
def test_an_empty_folder_or_file_is_exit_2(
    tmp_path: Path, make: Callable[[Path], object], capsys: pytest.CaptureFixture[str]
) -> None:
    make(tmp_path / "call")
    assert main(replay(tmp_path / "call", tmp_path / "out")) == 2
    assert "call: " in capsys.readouterr().err


def test_out_that_is_a_file_is_exit_2(calls: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "out").write_text("")
    assert main(replay(calls, tmp_path / "out")) == 2
    assert "--out" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", [["--intervals", "0,4"], ["--intervals", "a"], ["--every", "0"], ["--jobs", "-1"]])
def test_wrong_numbers_are_refused(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["replay", "call.mp4", *wrong])
    assert ended.value.code == 2
    assert f"{wrong[0]}: '{wrong[1].split(',')[0]}' is not a whole number from 1 up" in capsys.readouterr().err


def test_webcam_degradation_is_harder(calls: Path, replayed: Path, tmp_path: Path) -> None:
    assert main(replay(calls / "steady.mp4", tmp_path, "--degradation", "webcam", "--every", "3")) == 0
    webcam, clean = (
        {r["frame"]: float(r["psnr"]) for r in scores_in(out) if r["reference"] == "bicubic" and "steady" in r["call"]}
        for out in (tmp_path, replayed)
    )
    assert len(webcam) >= 4
    assert all(webcam[frame] < clean[frame] for frame in webcam)


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in ("src", "href", "srcset", "data", "action")]


def test_page_points_nowhere(replayed: Path) -> None:
    page = (replayed / "report.html").read_text()
    links = _Links()
    links.feed(page)
    assert len(links.found) >= 6 * 5
    assert all(link.startswith("data:image/png;base64,") for link in links.found)
    assert not re.search(r"url\(|@import|<script|<iframe|<link", page)
    for caption in ("LR", "bicubic", "HIME", "reference", "truth", "HIME, bank", "exemplar 1"):
        assert f"<figcaption>{caption}</figcaption>" in page
    assert "CoFA 1, mean" in page
    assert "37.34" not in page  # the paper's number belongs to another interval
    assert "36.81" in page


def asked_by(page: Path, chromium: str, folder: Path) -> tuple[str, list[str]]:
    """The page as Chromium shows it, and the addresses that the page asks for. Those of the browser do not count."""
    log = folder / f"{page.stem}.net.json"
    flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"]
    flags += [f"--user-data-dir={folder / 'profile'}", f"--log-net-log={log}", "--dump-dom"]
    done = subprocess.run([chromium, *flags, page.as_uri()], capture_output=True, timeout=120, check=True)
    events = [e.get("params", {}) for e in json.loads(log.read_text())["events"]]
    asked = [p["url"] for p in events if p.get("initiator", "not an origin") != "not an origin" and "url" in p]
    return done.stdout.decode(), asked


def test_page_opens_in_a_browser_without_a_request(replayed: Path, tmp_path: Path, chromium: str) -> None:
    bait = tmp_path / "bait.html"
    bait.write_text('<img src="http://127.0.0.1:9/picture.png">')
    assert asked_by(bait, chromium, tmp_path)[1] == ["http://127.0.0.1:9/picture.png"]  # requests are seen
    shown, asked = asked_by(replayed / "report.html", chromium, tmp_path)
    assert "What the age of an exemplar costs" in shown
    assert asked == []


@pytest.mark.skipif(sys.platform == "win32", reason="no signals that end a process")
def test_a_process_that_is_killed_is_one_line(calls: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    def kill_one() -> None:
        while not (children := multiprocessing.active_children()):
            time.sleep(0.01)
        os.kill(children[0].pid or 0, signal.SIGKILL)  # as the system does where memory runs out

    killer = threading.Thread(target=kill_one, daemon=True)
    killer.start()
    assert main(replay(calls, tmp_path / "out", jobs=2)) == 2
    said = capfd.readouterr().err
    assert said.count("hime: ") == 1
    assert "was ended from outside" in said and "--jobs" in said
    assert "Traceback" not in said
