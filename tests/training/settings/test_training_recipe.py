from pathlib import Path

import pytest

from hime_core.errors import UsageError
from training.settings.config import Batch, Losses, Moments, Photographs, RunConfig
from training.settings.recipe import Stage, load_recipe

TWO = """
sets: [{path: photos}]
validation: {}
batch: {lr_sizes: {16: 0.5, 24: 0.5}, pixels: 512}
stages:
  - name: one
    samples: {kind: moments, turn: 12}
    optimiser: {steps: 7, warmup: 1}
  - name: two
    samples: {all_wrong: 0.2}
    losses: {refusal: 1}
    batch: {lr_sizes: {32: 1}}
"""
BEGINS = "begin_with: first/one\nsets: [{path: other}]\nvalidation: {}\n"


def load(folder: Path, **recipes: str) -> list[Stage[RunConfig]]:
    """The stages of the last recipe."""
    for name, text in recipes.items():
        (folder / f"{name}.yaml").write_text(text)
    name = list(recipes)[-1]
    return load_recipe(folder / f"{name}.yaml", RunConfig, Path("runs") / name)


def test_a_stage_takes_weights_and_settings_of_the_one_before_and_changes_what_it_names(tmp_path: Path) -> None:
    one, two = load(tmp_path, first=TWO)
    assert [(stage.name, stage.out) for stage in (one, two)] == [
        ("one", Path("runs/first/one")),
        ("two", Path("runs/first/two")),
    ]
    assert (one.run.start_from, two.run.start_from) == (None, Path("runs/first/one/last.pt"))
    assert (one.run.samples, two.run.samples) == (Moments(turn=12), Moments(turn=12, all_wrong=0.2))
    assert (one.run.batch, two.run.batch) == (Batch({16: 0.5, 24: 0.5}, 512), Batch({32: 1}, 512))
    assert (one.run.losses, two.run.losses) == (Losses(), Losses(refusal=1))
    assert one.run.optimiser == two.run.optimiser


def test_a_stage_of_another_kind_keeps_nothing_of_the_group(tmp_path: Path) -> None:
    text = TWO.replace("    samples: {all_wrong: 0.2}\n    losses: {refusal: 1}", "    samples: {kind: photographs}")
    _, two = load(tmp_path, first=text)
    assert two.run.samples == Photographs()


def test_a_recipe_without_stages_is_one_run(tmp_path: Path) -> None:
    [stage] = load(tmp_path, plain="sets: [{path: photos}]\nvalidation: {}\nstart_from: given.pt\n")
    assert (stage.name, stage.out, stage.run.start_from) == ("", Path("runs/plain"), Path("given.pt"))


def test_the_first_stage_alone_starts_from_given_weights(tmp_path: Path) -> None:
    one, two = load(tmp_path, first=TWO + "start_from: given.pt\n")
    assert (one.run.start_from, two.run.start_from) == (Path("given.pt"), Path("runs/first/one/last.pt"))


def test_stages_of_another_recipe_come_first_and_lie_beside(tmp_path: Path) -> None:
    third = BEGINS.replace("first/one", "second/more") + "seed: 3\n"
    chain = load(tmp_path, first=TWO, second=BEGINS + "stages: [{name: more}]\n", third=third)
    assert [stage.out for stage in chain] == [Path("runs/first/one"), Path("runs/second/more"), Path("runs/third")]
    assert [stage.run.start_from for stage in chain] == [None, *(stage.out / "last.pt" for stage in chain[:-1])]
    assert chain[0] == load(tmp_path, first=TWO)[0]
    assert chain[1].run.samples == Moments()  # of another recipe a stage takes the weights alone


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (BEGINS.replace("first/one", "absent/one"), "absent.yaml: cannot be read"),
        (BEGINS.replace("first/one", "first/three"), "begin_with: first has no stage three"),
        (BEGINS.replace("first/one", "first"), "begin_with: must be <recipe>/<stage>, not first"),
        (BEGINS.replace("first/one", "../first/one"), "begin_with: must be <recipe>/<stage>"),
        (BEGINS.replace("first/one", "last/one"), "begin_with: last itself begins with last"),
        (BEGINS + "start_from: given.pt\n", "start_from: "),
        (TWO.replace("name: two", "name: one"), "stages.1.name: there are two stages one"),
        (TWO.replace("name: two", "name: ../two"), "stages.1.name: "),
        (TWO.replace("name: two", "seed: 1"), "stages.1.name: "),
        (TWO.replace("name: two", "name: two\n    start_from: x.pt"), "stages.1.start_from: "),
        (TWO.replace("all_wrong", "all_worng"), ": two: samples.all_worng: "),
        (TWO.replace("all_wrong: 0.2", "all_wrong: 0"), ": two: losses.refusal: "),
        (TWO[: TWO.index("stages")] + "stages: []\n", "stages: must be a list"),
        (TWO[: TWO.index("stages")] + "stages: {one: {seed: 1}}\n", "stages: must be a list"),
        (TWO[: TWO.index("stages")] + "stages: [one]\n", "stages: must be a list"),
        ("base: absent.yaml\n", "absent.yaml: cannot be read"),
        ("base: last.yaml\n", "base: last.yaml itself is based on last.yaml"),
        ("base: [first]\n", "base: must be the name of a file"),
        ("base: first.yaml\nbatch: {pixls: 3}\n", "last.yaml: one: batch.pixls: "),
    ],
)
def test_what_is_wrong_with_a_recipe_is_told_in_one_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(UsageError) as error:
        load(tmp_path, first=TWO, last=text)
    assert told in str(error.value)
    assert str(tmp_path) in str(error.value)
    assert "\n" not in str(error.value)


def test_a_recipe_changes_what_it_names_of_its_base(tmp_path: Path) -> None:
    plain = "sets: [{path: photos}]\nvalidation: {}\nseed: 3\nstart_from: given.pt\nsamples: {kind: moments, turn: 9}\n"
    [stage] = load(tmp_path, plain=plain, last="base: plain.yaml\nsamples: {dim: 0.5}\nstart_from: null\n")
    assert (stage.recipe, stage.out, stage.run.seed, stage.run.start_from) == ("last", Path("runs/last"), 3, None)
    assert stage.run.samples == Moments(turn=9, dim=0.5)
    third = "base: second.yaml\nseed: 4\nstages: [{name: own, losses: {correlation: 1}}]\n"
    stages = load(tmp_path, first=TWO, second="base: first.yaml\nbatch: {pixels: 256}\n", third=third)
    assert [(stage.name, stage.out, stage.run.seed) for stage in stages] == [("own", Path("runs/third/own"), 4)]
    assert stages[0].run.batch == Batch({16: 0.5, 24: 0.5}, 256)


def test_two_recipes_that_are_based_on_each_other_are_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"second\.yaml: base: last\.yaml itself is based on second\.yaml"):
        load(tmp_path, second="base: last.yaml\n", last="base: second.yaml\n")


def overridden(folder: Path, *overrides: str) -> list[RunConfig]:
    (folder / "two.yaml").write_text(TWO)
    return [stage.run for stage in load_recipe(folder / "two.yaml", RunConfig, Path("runs/two"), overrides)]


def test_an_override_changes_every_stage(tmp_path: Path) -> None:
    one, two = overridden(
        tmp_path,
        "optimiser.steps=9",
        "batch.lr_sizes.16=1e-1",
        "sets.0.weight=2",
        "seed=5",
        "validation={val: v}",
        "start_from=given.pt",
    )
    assert (one.optimiser.steps, two.optimiser.steps, one.optimiser.warmup) == (9, 9, 1)
    assert (one.batch.lr_sizes, two.batch.lr_sizes) == ({16: 0.1, 24: 0.5}, {32: 1, 16: 0.1})
    assert (one.sets[0].weight, two.seed, two.validation) == (2, 5, {"val": Path("v")})
    assert (one.start_from, two.start_from) == (Path("given.pt"), Path("runs/two/one/last.pt"))


def test_an_override_of_a_group_keeps_what_it_does_not_name_unless_the_kind_is_another(tmp_path: Path) -> None:
    one, _ = overridden(tmp_path, "samples={dim: 0.5}", "losses.refusal=0")
    assert one.samples == Moments(turn=12, dim=0.5)
    for changes in (["samples={kind: photographs, flip: none}"], ["samples.kind=photographs", "samples.flip=none"]):
        one, _ = overridden(tmp_path, "losses.refusal=0", *changes)
        assert one.samples == Photographs(flip="none")


@pytest.mark.parametrize(
    ("override", "told"),
    [
        ("optimiser.stesp=3", "with optimiser.stesp=3: optimiser.stesp: "),
        ("optimiser.steps=ten", "with optimiser.steps=ten: optimiser.steps: "),
        ("sed=3", "with sed=3: sed: "),
        ("seed.x=3", "seed.x=3: there is no such setting"),
        ("batch.lr_sizes.²=1", "with batch.lr_sizes.²=1: batch.lr_sizes.²"),
        ("batch.x.y=3", "batch.x.y=3: there is no such setting"),
        ("sets.1.weight=3", "sets.1.weight=3: there is no such setting"),
        ("seed", "seed: must be KEY=VALUE"),
        ("seed=[", "seed=[: the value is no YAML"),
        ("samples.all_wrong=0", "two.yaml: two, with samples.all_wrong=0: losses.refusal"),
    ],
)
def test_a_wrong_override_is_told_in_one_line(tmp_path: Path, override: str, told: str) -> None:
    with pytest.raises(UsageError) as error:
        overridden(tmp_path, override)
    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_two_recipes_that_begin_with_each_other_are_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="begin_with: last itself begins with second"):
        load(tmp_path, second=BEGINS.replace("first", "last"), last=BEGINS.replace("first", "second"))


def test_a_folder_that_another_recipe_needs_is_not_taken(tmp_path: Path) -> None:
    load(tmp_path, first=TWO, last=BEGINS)
    with pytest.raises(UsageError, match="--out runs/first: the stages of first go there"):
        load_recipe(tmp_path / "last.yaml", RunConfig, Path("runs/first"))


def test_a_folder_that_a_recipe_further_back_needs_is_not_taken(tmp_path: Path) -> None:
    last = BEGINS.replace("first/one", "second/more")
    load(tmp_path, first=TWO, second=BEGINS + "stages: [{name: more}]\n", last=last)
    with pytest.raises(UsageError, match="--out runs/first: the stages of first go there"):
        load_recipe(tmp_path / "last.yaml", RunConfig, Path("runs/first"))


def test_two_stages_have_two_folders(tmp_path: Path) -> None:
    load(tmp_path, first=TWO, second=BEGINS + "stages: [{name: one}]\n")
    (tmp_path / "runs" / "first").mkdir(parents=True)
    (tmp_path / "runs" / "third").mkdir()
    (tmp_path / "runs" / "third" / "one").symlink_to(tmp_path / "runs" / "first" / "one")
    with pytest.raises(UsageError, match="third/one is the folder of the stage one of first; choose another --out"):
        load_recipe(tmp_path / "second.yaml", RunConfig, tmp_path / "runs" / "third")
