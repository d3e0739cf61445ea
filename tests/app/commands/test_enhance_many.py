"""`hime enhance RECORDING... --out DIR`: where one recording fails, the others are still enhanced."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import cv2
import numpy as np
import pytest

from app.capture.sources import VideoFile
from app.cli import main
from app.commands.enhance_many import names_in
from hime_core.geometry import Image, Square
from tests.conftest import place, wall, write_video


@pytest.fixture(scope="module")
def near(tmp_path_factory: pytest.TempPathFactory, photo: Image, square: Square) -> Path:
    """Somebody sits near for a second, and is then far for half of one. 640×360 at 15 fps."""
    rng = np.random.default_rng(0)
    pictures = [place(photo, square, 210, 320 + i % 4, 180, wall(360, 640)) for i in range(15)]
    pictures += [place(photo, square, 40, 320, 180, wall(360, 640))] * 8
    noisy = [np.clip(p + rng.normal(0, 1.5, p.shape), 0, 255).astype(np.uint8) for p in pictures]
    return write_video(tmp_path_factory.mktemp("near") / "a near.mp4", noisy, fps=15, sound=True)


@pytest.fixture(scope="module")
def far(tmp_path_factory: pytest.TempPathFactory, photo: Image, square: Square) -> Path:
    """The same person, far away from the first frame to the last."""
    pictures = [place(photo, square, 40, 320, 180, wall(360, 640))] * 12
    return write_video(tmp_path_factory.mktemp("far") / "b far.mp4", pictures, fps=15)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.mp4"
    path.write_bytes(b"no video" * 100)
    return path


def enhance(*arguments: object) -> int:
    return main(["enhance", *map(str, arguments)])


def frames(path: Path) -> int:
    return len(list(VideoFile(path)))


def test_where_one_fails_the_others_are_enhanced(
    near: Path, far: Path, broken: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, told = tmp_path / "new" / "out", tmp_path / "told.json"
    assert enhance(near, broken, far, "--out", out, "--json", told) == 1
    assert sorted(path.name for path in out.iterdir()) == ["a near.mp4", "b far.mp4"]
    assert (frames(out / near.name), frames(out / far.name)) == (23, 12)
    report = json.loads(told.read_text())
    rows = {Path(row["source"]).name: row for row in report["recordings"]}
    assert set(report) == {"recordings", "failed"} and report["failed"] == 1
    assert set(rows["broken.mp4"]) == {"source", "error"} and "damaged" in rows["broken.mp4"]["error"]
    assert rows["a near.mp4"]["frames_out"] == 23 and rows["a near.mp4"]["audio_kept"]
    said = capsys.readouterr()
    assert said.out.splitlines()[-1] == f"1 of 3 recordings failed: {broken}"
    assert said.err.splitlines() == [f"hime: {rows['broken.mp4']['error']}"]


def test_nothing_is_known_of_the_people_of_another_recording(near: Path, far: Path, tmp_path: Path) -> None:
    told = tmp_path / "told.json"
    assert enhance(near, far, "--out", tmp_path / "out", "--json", told) == 0
    first, second = json.loads(told.read_text())["recordings"]
    assert first["source"] == str(far) or first["faces_with_exemplars"] > 0
    by_name = {Path(row["source"]).name: row for row in (first, second)}
    assert by_name["a near.mp4"]["faces_with_exemplars"] > 0 and by_name["a near.mp4"]["exemplars_banked"] > 0
    assert by_name["b far.mp4"]["faces_enhanced"] > 0 and by_name["b far.mp4"]["faces_with_exemplars"] == 0


def test_photographs_serve_every_recording(far: Path, photo: Image, tmp_path: Path) -> None:
    photos, told = tmp_path / "me", tmp_path / "told.json"
    photos.mkdir()
    cv2.imwrite(str(photos / "a.png"), photo)
    again = tmp_path / "again.mp4"
    again.write_bytes(far.read_bytes())
    assert enhance(far, again, "--exemplars", photos, "--out", tmp_path / "out", "--json", told) == 0
    rows = json.loads(told.read_text())["recordings"]
    assert rows[0]["faces_with_exemplars"] == rows[1]["faces_with_exemplars"] > 0


def test_a_file_that_is_there_is_not_overwritten(far: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    there = tmp_path / "out" / far.name
    there.parent.mkdir()
    there.write_text("mine")
    assert enhance(far, "--out", there.parent) == 1
    assert there.read_text() == "mine" and [*there.parent.iterdir()] == [there]
    assert f"hime: {there}: is there already" in capsys.readouterr().err


def test_a_folder_stands_for_its_recordings_but_not_for_those_made_of_them(far: Path, tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    (calls / "old").mkdir(parents=True)
    (calls / "old" / "call.mp4").write_bytes(far.read_bytes())
    out = calls / "better"
    assert enhance(calls, "--out", out) == 0
    assert enhance(calls, "--out", out) == 1  # it is there already, and was not taken for a recording
    assert [path.name for path in out.iterdir()] == ["call.mp4"]


def test_names_in_the_folder() -> None:
    assert named("a/call.mp4", "d/x.mkv", "d/y.MOV", "d/z.avi") == ["call.mp4", "x.mkv", "y.MOV", "z.mp4"]
    assert named("c/call.mp4", "c/call.webm") == ["c call.mp4", "c call.webm.mp4"]
    assert named("a/x/call.mp4", "b/x/CALL.mp4") == ["a x call.mp4", "b x CALL.mp4"]
    assert len({name.casefold() for name in named("c/call.mp4", "c/CALL.mp4")}) == 2


def test_a_name_does_not_depend_on_how_many_others_have_it() -> None:
    """Otherwise a repeated command, with another recording more, would take one file for another."""
    assert named("monday/0.mp4", "tuesday/0.mp4") == ["monday 0.mp4", "tuesday 0.mp4"]
    assert named("friday/0.mp4", "monday/0.mp4", "tuesday/0.mp4")[1:] == ["monday 0.mp4", "tuesday 0.mp4"]


def named(*recordings: str) -> list[str]:
    made = names_in(Path("out"), [Path("/calls", name) for name in recordings])
    assert {path.parent for path in made.values()} == {Path("out")}
    return [path.name for path in made.values()]


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["{far}", "{near}", "--out", "{far}"], "cannot be made"),
        (["{far}", "nowhere.mp4", "--out", "out"], "nowhere.mp4: no such file"),
        (["{far}", "{near}", "--out", "out", "--trace", "t.jsonl"], "take a single recording"),
        (["{far}", "{near}", "--out", "out", "--compare", "c.png"], "take a single recording"),
        (["{far}", "--out", "{folder}"], "is a recording itself"),
        (["{far}", "--out", "out", "--json", "no/r.json"], "no/r.json"),
        (["{far}", "--out", "out", "--exemplars", "nowhere"], "nowhere"),
        (["empty", "--out", "out"], "holds no video"),
        (["{far}"], "name the file to write after it, or a folder for it with --out DIR"),
        (["{far}", "{near}", "out.mp4"], "name a folder with --out DIR"),
        (["empty", "out.mp4"], "is a folder; to enhance the recordings in it, name a folder with --out DIR"),
    ],
)
def test_mistakes_are_one_line_before_anything_starts(
    arguments: list[str],
    named: str,
    far: Path,
    near: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    assert enhance(*(a.format(far=far, near=near, folder=far.parent) for a in arguments)) == 2
    lines = capfd.readouterr().err.splitlines()
    assert len(lines) == 1 and lines[0].startswith("hime: ") and named in lines[0]
    assert not list(tmp_path.rglob("*.*"))


def test_options_may_stand_between_the_files(far: Path, tmp_path: Path) -> None:
    assert enhance(far, "--view", "full", tmp_path / "out.mp4") == 0
    assert (tmp_path / "out.mp4").exists()


def test_a_name_may_begin_with_a_dash(far: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("-call.mp4").write_bytes(far.read_bytes())
    assert enhance("--view", "full", "--", "-call.mp4", "-out.mp4") == 0
    assert Path("-out.mp4").exists()


def test_ctrl_c_in_the_last_recording_names_the_file_that_ends_early(
    far: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = iter([{"source": "a", "sink": "b"}])
    monkeypatch.setattr("app.commands.enhance_many._enhance", lambda *_: (next(rows), True))
    assert enhance(far, "--out", tmp_path / "out", "--json", tmp_path / "told.json") == 0
    assert capsys.readouterr().out.splitlines()[-1] == f"stopped; {tmp_path / 'out' / far.name} ends early"
    assert json.loads((tmp_path / "told.json").read_text())["recordings"][0]["stopped"] is True


def test_a_signal_keeps_the_present_recording_and_begins_no_other(
    tmp_path: Path, photo: Image, square: Square, capfd: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("pty", reason="Windows has no such signals")
    pictures = [place(photo, square, 40, 320, 180, wall(360, 640))] * 600
    first = write_video(tmp_path / "first.mp4", pictures, fps=15)
    second = tmp_path / "second.mp4"
    second.write_bytes(first.read_bytes())
    out, told = tmp_path / "out", tmp_path / "told.json"
    command = [sys.executable, "-m", "app", "enhance", str(first), str(second), "--out", str(out), "--json", str(told)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    partial, until = out / "first.partial.mp4", time.monotonic() + 60
    while not (partial.exists() and partial.stat().st_size > 2000):
        assert time.monotonic() < until
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)  # it does the same as Ctrl-C, which a shell's background jobs ignore
    said = process.communicate(timeout=60)[0]
    assert process.returncode == 130
    assert said.splitlines()[-1] == f"stopped; {out / 'first.mp4'} ends early; 1 not begun: {second}"
    assert [path.name for path in out.iterdir()] == ["first.mp4"] and 0 < frames(out / "first.mp4") < 600
    report = json.loads(told.read_text())
    assert [(row["source"], row["stopped"]) for row in report["recordings"]] == [(str(first), True)]
    assert (report["failed"], report["not_begun"]) == (0, [str(second)])
