from pathlib import Path

import pytest

from app.settings import EnhanceSettings, OutputSettings, Settings, differences, find_settings, load_settings
from hime_core.errors import UsageError

CONFIG = Path(__file__).parents[3] / "config.yaml"


def test_shipped_config_states_the_defaults() -> None:
    assert load_settings(CONFIG) == Settings()


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
