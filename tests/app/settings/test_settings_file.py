from pathlib import Path

import pytest

from app.settings import Settings, load_settings, with_view
from app.settings.watch import SettingsFile


@pytest.fixture(autouse=True)
def asked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.settings.watch.LOOK_EVERY", 0.0)


def edited(file: SettingsFile, current: Settings) -> Settings | None:
    """What comes of an edit: two looks, since a file that still changes may be half-written."""
    assert file.changed(current) is None
    return file.changed(current)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "config.yaml"
    path.write_text("exemplars: {capacity: 4}\n")
    return path


def test_an_edit_is_taken_over_once(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, before = SettingsFile(path), load_settings(path)
    assert file.changed(before) is None
    path.write_text("exemplars: {capacity: 12}\n")
    after = edited(file, before)
    assert after is not None and after.exemplars.capacity == 12
    assert file.changed(after) is None
    assert "taken over" in capsys.readouterr().err


@pytest.mark.parametrize(
    "bad",
    [
        "exemplars: {capacity: -1}",
        "enhance: {model: nobody}",
        "x: 2024-02-30",
        "exemplars: {cpacity: 3}",
        "exemplars: [",
        "\x00",
    ],
)
def test_a_bad_edit_changes_nothing_and_says_why_once(path: Path, bad: str, capsys: pytest.CaptureFixture[str]) -> None:
    file, before = SettingsFile(path), load_settings(path)
    path.write_text(bad + "\n")
    assert edited(file, before) is None and edited(file, before) is None
    told = capsys.readouterr().err
    assert told.count("settings stay as they were") == 1 and (str(path) in told or "nobody" in told)
    path.write_text("exemplars: {capacity: 5}\n")
    assert edited(file, before).exemplars.capacity == 5  # type: ignore[union-attr]


def test_each_mistake_has_a_line_of_its_own(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, before = SettingsFile(path), load_settings(path)
    path.write_text("exemplars: {capacity: -1}\noutptu: {}\n")
    assert edited(file, before) is None
    assert capsys.readouterr().err.splitlines() == [
        f"hime: {path}: exemplars.capacity: must be a whole number between 0 and 32, is -1",
        f"hime: {path}: outptu: unknown key; did you mean output?",
        f"hime: {path}: not taken over; the settings stay as they were",
    ]


def test_what_is_fixed_for_a_session_stays_and_is_told(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, before = SettingsFile(path), load_settings(path)
    path.write_text("camera: {fps: 15}\noutput: {width: 640, height: 360, view: full}\nexemplars: {capacity: 4}\n")
    after = edited(file, before)
    assert after is not None and after.camera == before.camera
    assert (after.output.width, after.output.view) == (before.output.width, "full")
    assert "when hime is started again" in capsys.readouterr().err


def test_what_the_command_line_said_goes_before_the_file(path: Path) -> None:
    file, before = SettingsFile(path, "full"), with_view(load_settings(path), "full")
    path.write_text("output: {view: zoom}\nexemplars: {capacity: 9}\n")
    after = edited(file, before)
    assert after is not None and (after.output.view, after.exemplars.capacity) == ("full", 9)


def test_a_file_that_is_being_replaced_is_waited_for(path: Path) -> None:
    file, before = SettingsFile(path), load_settings(path)
    path.unlink()
    assert file.changed(before) is None
    path.write_text("exemplars: {capacity: 8}\n")
    assert edited(file, before).exemplars.capacity == 8  # type: ignore[union-attr]


def test_whether_a_log_is_kept_stays_and_is_told(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, before = SettingsFile(path), load_settings(path)
    path.write_text("log: {file: false}\nexemplars: {capacity: 4}\n")
    assert edited(file, before) is None
    assert "log take effect when hime is started again" in capsys.readouterr().err
