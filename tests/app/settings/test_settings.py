import os
from dataclasses import asdict
from pathlib import Path

import pytest

from app.gui.choices.preferences import KEYS
from app.settings import (
    EnhanceSettings,
    OutputSettings,
    Settings,
    differences,
    find_settings,
    load_settings,
    plain_yaml,
    written_keys,
)
from hime_core.errors import UsageError

CONFIG = Path(__file__).parents[3] / "config.yaml"


def test_shipped_config_states_the_defaults(tmp_path: Path) -> None:
    assert load_settings(CONFIG) == Settings()
    everything = tmp_path / "config.yaml"
    everything.write_text(CONFIG.read_text(encoding="utf-8").replace("\n  # ", "\n  "), encoding="utf-8")
    assert load_settings(everything) == Settings()
    stated = {f"{section}.{key}" for section, values in asdict(Settings()).items() for key in values}
    assert written_keys(everything) == stated


def test_shipped_config_leaves_to_the_window_what_it_chooses() -> None:
    chosen = {"camera.device", "output.view", "output.device", "enhance.strength", *KEYS.values()}
    assert not written_keys(CONFIG) & chosen


def test_no_file_and_empty_file_give_the_defaults(tmp_path: Path) -> None:
    empty = tmp_path / "config.yaml"
    empty.write_text("")
    assert load_settings(None) == load_settings(empty) == Settings()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("outptu: {}", "outptu"),
        ("output: {viwe: zoom}", "output.viwe"),
        ("output: {view: sideways}", "output.view"),
        ("exemplars: {references: 17}", "exemplars.references"),
        ("camera: {fps: fast}", "camera.fps"),
        ("- a\n- b", "the file"),
        ("a: [", "cannot be read"),
    ],
)
def test_a_fault_is_named_in_one_line(tmp_path: Path, text: str, named: str) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(text)
    with pytest.raises(UsageError) as error:
        load_settings(file)
    assert named in str(error.value)
    assert str(file) in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("outptu: {}", "outptu: unknown key; did you mean output?"),
        ("view: zoom", "view: unknown key; did you mean output.view?"),
        ("cows: {}", "cows: unknown key; remove it"),
        ("1: {}", "1: unknown key; remove it"),
        ("output: {viwe: zoom}", "output.viwe: unknown key; did you mean output.view?"),
        ("output: {cow: zoom}", "output.cow: unknown key; remove it"),
        ("output:", "output: must have keys below it, such as view, but is empty"),
        ("- output", "the file: must hold sections with keys below them, such as camera, but is a list"),
        ("output: {view: sideways}", 'output.view: must be full or zoom, is "sideways"'),
        ("output: {width: 65}", "output.width: must be a multiple of 2 between 64 and 3840, is 65"),
        ("enhance: {strength: 3}", "enhance.strength: must be a number between 0 and 1, is 3"),
        ("enhance: {budget_ms: 0}", "enhance.budget_ms: must be a number above 0, is 0"),
        ("enhance: {engine: gpu}", 'enhance.engine: must be auto, cpu or tensorrt, is "gpu"'),
        ("detection: {min_score: 1}", "detection.min_score: must be a number above 0 and below 1, is 1"),
        ("exemplars: {min_side: 6.5}", "exemplars.min_side: must be a whole number from 64 up, is 6.5"),
        ("exemplars: {remember: always}", 'exemplars.remember: must be a number above 0 or call, is "always"'),
        ("camera: {device: [0]}", "camera.device: must be text, is a list"),
        ("output: {device: true}", "output.device: must be text or null, is true"),
        ("log: {file: 7}", "log.file: must be true or false, is 7"),
        (f"camera: {{fps: {'x' * 99}}}", f'camera.fps: must be a whole number above 0, is "{"x" * 40}…"'),
    ],
)
def test_a_mistake_is_told_in_ordinary_words(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(text)
    with pytest.raises(UsageError) as error:
        load_settings(file)
    assert str(error.value) == f"{file}: {told}"


def test_all_mistakes_are_told_at_once_each_in_its_line(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(
        "outptu: {}\ncamera: {fps: 0, hight: 720}\nexemplars: {remember: -1, references: 17, capacity: 8}\n"
    )
    with pytest.raises(UsageError) as error:
        load_settings(file)
    lines = str(error.value).splitlines()
    assert all(line.startswith(f"{file}: ") for line in lines)
    assert {line.removeprefix(f"{file}: ").partition(":")[0] for line in lines} == {
        "outptu",
        "camera.fps",
        "camera.hight",
        "exemplars.remember",
        "exemplars.references",
    }
    assert len(lines) == 5


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load_settings(tmp_path / "none.yaml")


@pytest.mark.parametrize("value", ["true", "-1", "always"])
def test_how_long_somebody_is_remembered_is_minutes_or_the_call(tmp_path: Path, value: str) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(f"exemplars: {{remember: {value}}}\n")
    with pytest.raises(UsageError, match=r"exemplars\.remember: "):
        load_settings(path)
    path.write_text("exemplars: {remember: 2}\n")
    assert load_settings(path).exemplars.longest_absence == 120
    path.write_text("exemplars: {remember: call}\n")
    assert load_settings(path).exemplars.longest_absence == float("inf")


def test_differences_name_the_keys_that_are_not_at_their_defaults() -> None:
    assert differences(Settings()) == {}
    changed = Settings(output=OutputSettings(view="full"), enhance=EnhanceSettings(strength=0.5))
    assert differences(changed) == {"output.view": "full", "enhance.strength": 0.5}


def test_the_settings_file_of_the_folder_is_found_and_a_named_one_goes_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_settings(None) is None
    (tmp_path / "config.yaml").touch()
    assert find_settings(None) == Path("config.yaml")
    assert find_settings(Path("other.yaml")) == Path("other.yaml")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[" * 20_000, "nested too deeply"),
        ('camera: {width: !!int ""}', "not what its tag says"),
        ("camera: {width: !!timestamp x}", "not what its tag says"),
        ("a: &a [1]\ncamera: *a", "aliases are not allowed"),
        ("camera: {width: -0x" + "f" * 5_000 + "}", "is a number of thousands of digits"),
        ("# a comment\n" * 10_000, "more than 100 kB"),
        (f"{'k' * 500}: 1", f"{'k' * 40}…: unknown key"),
        ('"\\e[2J": 1', r"\x1b[2J: unknown key"),
        ("\n".join(f"k{i}: 1" for i in range(30)), "and 10 more mistakes"),
    ],
)
def test_a_file_that_is_no_settings_file_is_told_in_few_short_lines(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(text)
    with pytest.raises(UsageError) as caught:
        load_settings(path)
    lines = str(caught.value).split("\n")
    assert told in lines[-1] and len(lines) <= 21
    assert all(line.startswith(f"{path}: ") and len(line) < 300 for line in lines)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such pipes")
def test_a_pipe_is_read_once_and_does_not_wait_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    monkeypatch.setattr(plain_yaml, "LONGEST_WAIT", 0.2)
    with pytest.raises(UsageError, match="nobody writes to it"):
        load_settings(path)
    end, written = os.pipe()
    os.write(written, b"output: {view: full}")
    os.close(written)
    for _ in range(2):  # a command reads its settings several times
        assert load_settings(Path(f"/dev/fd/{end}")).output.view == "full"
    os.close(end)
