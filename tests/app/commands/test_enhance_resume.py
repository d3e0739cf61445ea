"""`hime enhance --resume` goes on where an earlier run was interrupted."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import av
import numpy as np
import pytest

from app.capture.sources import VideoFile
from app.cli import main
from app.commands.resuming import is_whole
from app.output.sinks.video import ENCODER_OPTIONS
from hime_core.geometry import Image, Square
from tests.conftest import place, wall, write_video

# Key frames are this many pictures apart, so that a short file has two of them before it is cut off.
CUT = 40
PICTURES = 100


@pytest.fixture(scope="module", autouse=True)
def _key_frames() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(ENCODER_OPTIONS, "g", str(CUT))
        patch.setitem(ENCODER_OPTIONS, "sc_threshold", "0")
        yield


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory, photo: Image, square: Square) -> Path:
    """Somebody is near for a second and then far away. 320×180 at 15 fps."""
    sides = [150 if i < 15 else 36 for i in range(PICTURES)]
    lit = [place(photo, square, side, 160 + i % 4, 90, wall(180, 320)) for i, side in enumerate(sides)]
    return write_video(tmp_path_factory.mktemp("recording") / "call.mkv", lit, fps=15, sound=True)


@pytest.fixture(scope="module")
def whole(recording: Path) -> Path:
    """What an uninterrupted run writes."""
    out = recording.with_name("whole.mkv")
    assert enhance(recording, out) == 0
    return out


def enhance(*arguments: object) -> int:
    return main(["enhance", *map(str, arguments), "--view", "full"])


def cut_off(whole: Path, to: Path, count: int = 78) -> Path:
    """A Matroska file with so many pictures, as it was when the program was killed."""
    with av.open(str(whole)) as container:
        places = [packet.pos or 0 for packet in container.demux(video=0) if packet.size]
    to.write_bytes(whole.read_bytes()[: places[count]])
    return to


def pictures(path: Path) -> list[tuple[float, Image]]:
    return [(frame.time, frame.image) for frame in VideoFile(path)]


def assert_equal(path: Path, whole: Path) -> None:
    made, expected = pictures(path), pictures(whole)
    assert [time for time, _ in made] == [time for time, _ in expected] and len(made) == PICTURES
    differences = [np.abs(a.astype(int) - b).mean() for (_, a), (_, b) in zip(made, expected, strict=True)]
    assert max(differences[:CUT]) == 0 and max(differences) < 1.5


def test_it_goes_on_from_the_unfinished_file(
    recording: Path, whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, told = tmp_path / "out.mkv", tmp_path / "told.json"
    partial = cut_off(whole, tmp_path / "out.partial.mkv")
    assert enhance(recording, out, "--resume", "--json", told) == 0
    report = json.loads(told.read_text())
    assert (report["frames_in"], report["frames_out"], report["frames_resumed"]) == (PICTURES, PICTURES, CUT)
    assert report["faces_with_exemplars"] > 0  # the headshots were banked anew
    assert f"{out}: {CUT} of {PICTURES} pictures are from {partial}" in capsys.readouterr().out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.mkv", "told.json"]
    assert_equal(out, whole)


def test_it_goes_on_from_a_file_that_ctrl_c_ended_early(recording: Path, whole: Path, tmp_path: Path) -> None:
    out = cut_off(whole, tmp_path / "out.mkv", 60)
    assert enhance(recording, out, "--resume") == 0
    assert_equal(out, whole)


def test_another_recording_is_not_mixed_into_the_file(
    whole: Path, tmp_path: Path, photo: Image, square: Square, capfd: pytest.CaptureFixture[str]
) -> None:
    """It has as many pictures, at the same times, on the same wall."""
    other = write_video(
        tmp_path / "other.mkv", [place(photo, square, 36, 60, 90, wall(180, 320))] * PICTURES, fps=15, sound=True
    )
    partial = cut_off(whole, tmp_path / "out.partial.mkv")
    before = partial.read_bytes()
    assert enhance(other, tmp_path / "out.mkv", "--resume") == 2
    [line] = [line for line in capfd.readouterr().err.splitlines() if line.startswith("hime: ")]
    assert line == f"hime: {partial}: cannot be gone on from: it shows another recording; start anew without --resume"
    assert partial.read_bytes() == before and not (tmp_path / "out.mkv").exists()


def test_in_a_folder_whole_files_stay_and_the_rest_is_done(
    recording: Path, whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    calls = [tmp_path / name for name in ("a.mkv", "b.mkv", "c.mkv")]
    for call in calls:
        call.write_bytes(recording.read_bytes())
    out, told = tmp_path / "out", tmp_path / "told.json"
    out.mkdir()
    (out / "a.mkv").write_bytes(whole.read_bytes())
    cut_off(whole, out / "b.partial.mkv")
    assert enhance(*calls, "--out", out, "--resume", "--json", told) == 0
    assert sorted(path.name for path in out.iterdir()) == ["a.mkv", "b.mkv", "c.mkv"]
    assert (out / "a.mkv").read_bytes() == whole.read_bytes()
    assert_equal(out / "b.mkv", whole)
    assert_equal(out / "c.mkv", whole)
    first, second, third = json.loads(told.read_text())["recordings"]
    assert first == {"source": str(calls[0]), "sink": str(out / "a.mkv"), "whole_already": True}
    assert second["frames_resumed"] == CUT and "frames_resumed" not in third
    assert f"{out / 'a.mkv'}: is whole already, and left as it is" in capsys.readouterr().out


def test_a_file_is_whole_only_with_all_its_pictures(recording: Path, whole: Path, tmp_path: Path) -> None:
    with closing(VideoFile(recording)) as source:
        assert is_whole(whole, source)
        assert not is_whole(cut_off(whole, tmp_path / "b.mkv", PICTURES - 8), source)
        thin = write_video(tmp_path / "c.mkv", [wall(180, 320)] * (PICTURES // 3), fps=5)
        assert not is_whole(thin, source)  # it lasts as long, but has a third of the pictures
        assert not is_whole(tmp_path / "nowhere.mkv", source)


def test_in_a_folder_a_file_that_is_no_video_fails(
    recording: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    there = tmp_path / "out" / recording.name
    there.parent.mkdir()
    there.write_text("mine")
    assert enhance(recording, "--out", there.parent, "--resume") == 1
    assert there.read_text() == "mine"
    assert f"hime: {there}: is not whole, and cannot be gone on from; move it away" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("left", "options", "named"),
    [
        ("nothing", (), "out.mkv: there is no unfinished file of it; start anew without --resume"),
        ("whole", (), "out.mkv: is there already, whole; start anew without --resume"),
        ("whole and stale", (), "out.mkv: is there already, whole; start anew without --resume"),
        ("little", (), "out.partial.mkv holds too little to go on from; start anew without --resume"),
        ("text", (), "out.mkv: is not whole, and cannot be gone on from; move it away"),
        ("text and unfinished", (), "out.mkv: is not whole, and cannot be gone on from; move it away"),
        ("longer", (), "so it is of another recording; move it away"),
        ("unfinished", ("--trace", "t.jsonl"), "--trace needs every frame; it cannot be used with --resume"),
        ("unfinished", ("--view", "zoom"), "its pictures have 640x360 and not 1280x720 pixels"),
    ],
)
def test_what_cannot_be_resumed_is_one_line(
    left: str,
    options: tuple[str, ...],
    named: str,
    recording: Path,
    whole: Path,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    if left in ("whole", "whole and stale"):
        (tmp_path / "out.mkv").write_bytes(whole.read_bytes())
    if left in ("unfinished", "text and unfinished", "whole and stale"):
        cut_off(whole, tmp_path / "out.partial.mkv")
    if left == "little":
        cut_off(whole, tmp_path / "out.partial.mkv", CUT - 10)
    if left in ("text", "text and unfinished"):
        (tmp_path / "out.mkv").write_text("mine")
    if left == "longer":
        write_video(tmp_path / "out.mkv", [wall(180, 320)] * (PICTURES + 10), fps=15)
    before = sorted(tmp_path.iterdir())
    capfd.readouterr()
    status = main(["enhance", str(recording), str(tmp_path / "out.mkv"), "--resume", "--view", "full", *options])
    lines = capfd.readouterr().err.splitlines()
    assert status == 2 and len(lines) == 1 and lines[0].startswith("hime: ")
    assert named in lines[0]
    assert sorted(tmp_path.iterdir()) == before
