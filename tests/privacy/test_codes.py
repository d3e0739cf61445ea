"""Tests that a person's recogniser codes stay in memory: no file that a command writes and no line that it prints holds
one."""

import json
from pathlib import Path

import numpy as np
import pytest

from app import models
from app.cli import main
from app.report.log import log_files
from hime_core.geometry import Image, Square
from hime_core.recogniser import Codes, Recogniser, recogniser_file
from tests.conftest import place, wall, write_video

RUN = 6  # This many consecutive numbers of a code would give the code away.


class Listening(Recogniser):
    """The real recogniser. It also keeps a copy of every code that it returned."""

    def __init__(self) -> None:
        super().__init__(recogniser_file())
        self.told: list[Codes] = []

    def codes(self, glances: list[Image]) -> Codes:
        codes = super().codes(glances)
        self.told += [code.copy() for code in codes]
        return codes


def numbers(thing: object) -> list[float]:
    """All numbers in a JSON value, in order."""
    if isinstance(thing, dict):
        return [n for value in thing.values() for n in numbers(value)]
    if isinstance(thing, list):
        return [n for value in thing for n in numbers(value)]
    return [float(thing)] if isinstance(thing, int | float) else []


def test_no_file_holds_a_code(
    tmp_path: Path,
    photo: Image,
    square: Square,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    recogniser = Listening()
    monkeypatch.setattr(models, "load_recogniser", lambda: recogniser)
    sides = [150] * 20 + [60] * 20
    write_video(tmp_path / "call.mp4", (place(photo, square, side, 320, 180, wall(360, 640)) for side in sides), fps=10)
    written = tmp_path / "written"
    written.mkdir()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    asked = ["--verbose", "--json", "r.json", "--trace", "t.jsonl", "--compare", "c.png"]
    asked = [str(written / word) if "." in word else word for word in asked]
    assert main(["enhance", str(tmp_path / "call.mp4"), str(written / "out.mp4"), *asked]) == 0
    assert len(recogniser.told) > 30
    files = {file.name: file.read_bytes() for file in written.iterdir()}
    assert set(files) == {"r.json", "t.jsonl", "c.png", "out.mp4"}
    said = capfd.readouterr()
    logged = log_files()[0].read_text()
    assert log_files()[0].is_relative_to(tmp_path) and "the end" in logged
    rows = [json.loads(files["r.json"]), *map(json.loads, files["t.jsonl"].splitlines())]
    assert any(face["person"] == 1 for row in rows[1:] for face in row["faces"])  # type: ignore[index]
    told = np.array(numbers(rows))
    windows = np.lib.stride_tricks.sliding_window_view(told, RUN)
    for code in recogniser.told:
        assert not any(code[:4].tobytes() in content for content in files.values())
        assert np.abs(windows - code[:RUN]).max(1).min() > 1e-3
        assert f"{code[0]:.4f}" not in said.out + said.err + logged
