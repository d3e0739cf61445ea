from pathlib import Path

import pytest

from hime_core.errors import UsageError
from hime_core.network import HimeConfig
from training.settings.config import PhotoSet, RunConfig
from training.settings.recipe import load_recipe

LEAST = "sets: [{path: photos, weight: 2}]\nvalidation: {val: headshots}\n"


def written(folder: Path, text: str) -> Path:
    (folder / "run.yaml").write_text(text)
    return folder / "run.yaml"


def load_config(path: Path) -> RunConfig:
    [stage] = load_recipe(path, RunConfig, path.parent / "out")
    return stage.run


def test_defaults_fill_what_is_left_out(tmp_path: Path) -> None:
    config = load_config(written(tmp_path, LEAST))
    assert config.sets == [PhotoSet(Path("photos"), 2.0, 1.5)]
    assert config.validation == {"val": Path("headshots")}
    assert config.network == HimeConfig(4, 40, 5, 3, 20)


def test_values_are_read(tmp_path: Path) -> None:
    text = LEAST + "network: {scale: 8, width: 16}\nbatch: {lr_sizes: {16: 0.5, 24: 0.5}}\noptimiser: {steps: 7}\n"
    config = load_config(written(tmp_path, text))
    assert (config.network.scale, config.network.width) == (8, 16)
    assert config.batch.lr_sizes == {16: 0.5, 24: 0.5}
    assert config.optimiser.steps == 7


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (LEAST + "sped: 3\n", "sped"),
        (LEAST + "network: {widht: 40}\n", "network.widht"),
        (LEAST + "samples: {kind: moments, blnk: 0.1}\n", "samples.blnk"),
        (LEAST + "network: {scale: 5}\n", "network.scale"),
        (LEAST + "network: {width: 0}\n", "network.width"),
        (LEAST + "network: {width: -8}\n", "network.width"),
        (LEAST + "network: {width: 16, inner_width: 17}\n", "network.inner_width"),
        (LEAST + "network: {sampled_width: 0}\n", "network.sampled_width"),
        (LEAST + "network: {sampled_width: 8, alignment: conv}\n", "network.sampled_width"),
        (LEAST + "network: {inner_width: 8, narrow_blocks: 21}\n", "network.narrow_blocks"),
        (LEAST + "network: {narrow_blocks: 3}\n", "network.narrow_blocks"),
        (LEAST + "network: {flow_levels: 0}\n", "network.flow_levels"),
        (LEAST + "optimiser: {learning_rate: .inf}\n", "optimiser.learning_rate"),
        (LEAST + "batch: {lr_sizes: {16: .inf}}\n", "batch.lr_sizes.16"),
        (LEAST + "samples: {kind: moments, blank: 1.5}\n", "samples.blank"),
        (LEAST + "samples: {kind: moments, turn: 31}\n", "samples.turn"),
        (LEAST + "degradation: {kind: webcm}\n", "degradation"),
        (LEAST + "losses: {correlation_window: 4}\n", "losses.correlation_window"),
        (LEAST + "optimiser: {steps: 0}\n", "optimiser.steps"),
        (LEAST + "precision: float8\n", "precision"),
        ("sets: []\n", "validation"),
        ("sets: [{path: photos, margin: 0.5}]\nvalidation: {}\n", "sets.0.margin"),
    ],
)
def test_the_key_at_fault_is_named(tmp_path: Path, text: str, key: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(UsageError) as error:
        load_config(path)
    assert str(error.value).startswith(f"{path}: {key}: ")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("samples", ["{kind: moments}", "{kind: photographs}"])
def test_refusal_needs_something_to_refuse(tmp_path: Path, samples: str) -> None:
    text = LEAST + f"losses: {{refusal: 1}}\nsamples: {samples}\n"
    with pytest.raises(UsageError, match=r"losses\.refusal: .*samples\.all_wrong"):
        load_config(written(tmp_path, text))
    right = text.replace(samples, "{kind: moments, all_wrong: 0.2}")
    assert load_config(written(tmp_path, right)).losses.refusal == 1


BURST = LEAST + "network: {burst: true}\nbatch: {past: {3: 1}}\n"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (LEAST + "network: {burst: true}\n", "batch.past: how many"),
        (BURST.replace("3: 1", "0: 1, 3: 1"), "batch.past: how many"),
        (BURST.replace("3: 1", "17: 1"), "batch.past: how many"),
        (LEAST + "losses: {alignment: 1}\n", "networks with burst"),
        (LEAST + "batch: {past: {3: 1}}\n", "networks with burst"),
        (BURST + "baseline: {kind: ttsr}\n", "networks with burst"),
        (BURST + "samples: {kind: photographs}\n", "kind moments alone"),
        (BURST + "degradation: {kind: webcam}\n", "not by webcam"),
        (BURST + "compile: true\n", "no compile"),
        (BURST.replace("true", "true, rounded: true"), "without rounding"),
        (BURST + "samples: {kind: moments, frames: {motions: [0.5, 0.5, 0.5]}}\n", "samples.frames: motions: .*1"),
        (LEAST + "learns: {rest: 0, brust: 1}\n", "learns"),
        (LEAST + "learns: {rest: 0}\n", "nothing that learns"),
    ],
)
def test_what_cannot_be_with_earlier_frames_is_told(tmp_path: Path, text: str, key: str) -> None:
    right = load_config(written(tmp_path, BURST + "learns: {rest: 0, burst: 1}\nlosses: {alignment: 0.5}\n"))
    assert right.learns == {"rest": 0, "burst": 1}
    with pytest.raises(UsageError, match=key) as error:
        load_config(written(tmp_path, text))
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("text", [None, "sets: [", "", "42"])
def test_what_is_not_a_configuration_is_told_in_one_line(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "absent.yaml" if text is None else written(tmp_path, text)
    with pytest.raises(UsageError) as error:
        load_config(path)
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value)
