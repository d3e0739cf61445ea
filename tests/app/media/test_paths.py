from pathlib import Path

import pytest

from app.gui.dialogs.export import export_name
from app.media.files import free_name
from app.media.paths import exists, is_file, is_folder, name_fits

LONG = "x" * 300


def test_what_is_there(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    assert exists(file) and is_file(file) and not is_folder(file)
    assert exists(tmp_path) and is_folder(tmp_path) and not is_file(tmp_path)
    assert not exists(tmp_path / "none") and not exists(file / "below a file")


@pytest.mark.parametrize("name", [LONG, f"{LONG}/below"])
def test_of_a_name_that_is_too_long_there_is_nothing(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert not exists(path) and not is_file(path) and not is_folder(path)
    assert not name_fits(path)
    assert free_name(path) == path


def test_a_name_that_fits(tmp_path: Path) -> None:
    assert name_fits(tmp_path) and name_fits(tmp_path / "none") and name_fits(tmp_path / ("x" * 255))
    assert not name_fits(tmp_path / ("x" * 256))


def test_beside_a_recording_whose_name_is_as_long_as_can_be_a_name_is_found(tmp_path: Path) -> None:
    recording = tmp_path / ("x" * 251 + ".mp4")
    recording.touch()
    assert export_name(recording) == tmp_path / ("x" * 251 + " HIME.mp4")
