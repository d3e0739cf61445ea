"""The files that people name: what was written is kept where the system refuses the rest."""

import errno
import json
import os
from pathlib import Path

import av
import pytest

from app.media.files import UnfinishedFile, free_name, text_file, write_json
from hime_core.errors import UsageError
from tests.app.full_disk import full_disk, needs_full_disk


def test_a_trace_gets_its_name_when_all_of_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "trace.jsonl"
    with text_file(path) as file:
        assert file is not None
        file.write("é\n")
        assert [p.name for p in tmp_path.iterdir()] == ["trace.partial.jsonl"]
    assert [p.name for p in tmp_path.iterdir()] == ["trace.jsonl"]
    assert path.read_text(encoding="utf-8") == "é\n"


def test_a_trace_whose_block_fails_is_removed(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), text_file(tmp_path / "trace.jsonl") as file:
        assert file is not None
        file.write("a\n" * 100_000)
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_a_trace_whose_name_is_refused_is_kept_and_named(tmp_path: Path) -> None:
    path = tmp_path / "trace.jsonl"
    with pytest.raises(UsageError) as error, text_file(path) as file:
        assert file is not None
        file.write("a\n")
        path.mkdir()  # a file cannot replace a folder, as on Windows it cannot replace an open file
    kept = tmp_path / "trace.partial.jsonl"
    assert str(kept) in str(error.value) and "\n" not in str(error.value)
    assert kept.read_text() == "a\n"


@needs_full_disk
def test_a_full_disk_under_a_trace_ends_nothing_and_keeps_what_was_written(tmp_path: Path) -> None:
    done = False
    with (
        pytest.raises(UsageError, match="takes no file as large") as error,
        text_file(tmp_path / "trace.jsonl") as file,
    ):
        assert file is not None
        with full_disk(20_000):
            for _ in range(1000):
                file.write("a" * 99 + "\n")
            done = True
    kept = tmp_path / "trace.partial.jsonl"
    assert done and str(kept) in str(error.value)
    assert kept.stat().st_size > 10_000 and set(kept.read_text()) == {"a", "\n"}


def test_a_file_whose_name_is_refused_is_kept_beside_what_a_killed_program_left(tmp_path: Path) -> None:
    path, left = tmp_path / "report.json", tmp_path / "report.partial.json"
    left.write_text("left by a program that was killed")
    unfinished = UnfinishedFile(path)
    unfinished.partial.write_text("whole")
    path.mkdir()
    with pytest.raises(UsageError, match=r"report\.partial 2\.json"):
        unfinished.finish()
    unfinished.remove()
    assert (tmp_path / "report.partial 2.json").read_text() == "whole"
    assert left.read_text() == "left by a program that was killed"


def test_a_link_that_leads_nowhere_keeps_its_name(tmp_path: Path) -> None:
    elsewhere, link = tmp_path / "elsewhere.json", tmp_path / "report.partial.json"
    link.symlink_to(elsewhere)
    assert free_name(link) == tmp_path / "report.partial 2.json"
    write_json(tmp_path / "report.json", {"a": 1})
    assert link.is_symlink() and not elsewhere.exists()
    assert (tmp_path / "report.json").read_text()


def test_two_files_that_begin_at_once_have_different_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "report.json"
    first, second = UnfinishedFile(path), UnfinishedFile(path)
    assert first.partial != second.partial
    third = tmp_path / "report.partial 3.json"
    touch = Path.touch

    def late(self: Path, *args: int, exist_ok: bool = True) -> None:
        """Another program makes the file just before this one does."""
        monkeypatch.setattr(Path, "touch", touch)
        third.write_text("of another program")
        touch(self, *args, exist_ok=exist_ok)

    monkeypatch.setattr(Path, "touch", late)
    assert UnfinishedFile(path).partial == tmp_path / "report.partial 4.json"
    assert third.read_text() == "of another program"


@needs_full_disk
def test_half_a_report_is_not_kept(tmp_path: Path) -> None:
    with full_disk(10), pytest.raises(UsageError, match="takes no file as large"):
        write_json(tmp_path / "report.json", {"a": "b" * 100})
    assert list(tmp_path.iterdir()) == []


def test_a_report_replaces_the_one_before(tmp_path: Path) -> None:
    for value in (1, 2):
        write_json(tmp_path / "report.json", {"a": value})
    assert json.loads((tmp_path / "report.json").read_text()) == {"a": 2}
    assert [p.name for p in tmp_path.iterdir()] == ["report.json"]


def _system_error(number: int) -> OSError:
    return OSError(number, os.strerror(number))


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (_system_error(errno.ENOSPC), "cannot be written (the disk is full)"),
        (_system_error(errno.EFBIG), "cannot be written (the disk takes no file as large as this)"),
        (_system_error(errno.EIO), "cannot be written (Input/output error)"),
        (av.InvalidDataError(1, "Invalid data found"), "could not be made (Invalid data found)"),
    ],
)
def test_the_disk_is_blamed_only_for_what_the_disk_says(tmp_path: Path, error: Exception, why: str) -> None:
    lost = UnfinishedFile(tmp_path / "call.mp4").lost(error)
    assert str(lost) == f"{tmp_path / 'call.mp4'}: {why}"
    kept = UnfinishedFile(tmp_path / "call.mp4").kept(error)
    assert str(kept) == f"{tmp_path / 'call.mp4'}: {why}; what was written is kept as {tmp_path / 'call.partial.mp4'}"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_disk_that_is_full_is_told_so(tmp_path: Path) -> None:
    unfinished = UnfinishedFile(tmp_path / "call.mp4")
    with pytest.raises(OSError) as error:
        Path("/dev/full").write_bytes(b"a")
    assert "the disk is full" in str(unfinished.lost(error.value))


def test_a_name_that_another_program_holds_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows refuses to replace an open file. No other system does, so its refusal is played."""

    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    unfinished = UnfinishedFile(tmp_path / "report.json")
    unfinished.partial.write_text("whole")
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(UsageError, match=r"is the old file open in another program\?") as error:
        unfinished.finish()
    assert str(unfinished.partial) in str(error.value) and "disk" not in str(error.value)
    assert unfinished.partial.read_text() == "whole"
