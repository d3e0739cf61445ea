"""Going on with a run whose settings changed."""

from dataclasses import replace
from pathlib import Path

import pytest

from hime_core.errors import UsageError
from hime_core.network import HimeConfig
from training.settings.config import Batch, Losses, Moments, Optimiser, Photographs, PhotoSet, RunConfig, Webcam, dump
from training.settings.unchanged import check_unchanged

CONFIG = RunConfig([PhotoSet(Path("a")), PhotoSet(Path("b"))], {"val": Path("v")}, degradation=Webcam())
FREE = frozenset({"workers"})


def told(wanted: RunConfig, held: dict | None = None) -> str:
    with pytest.raises(UsageError) as error:
        check_unchanged(Path("run/last.pt"), held or dump(CONFIG), wanted, FREE)
    line = str(error.value)
    assert "\n" not in line
    assert line.startswith("run/last.pt: was trained with another ")
    assert line.endswith("; choose another --out, or set the old values again")
    return line


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"sets": [PhotoSet(Path("a"))]}, "`sets` (1: {'path': "),
        ({"sets": [PhotoSet(Path("a"), weight=2.0), PhotoSet(Path("b"))]}, "`sets` (0.weight: 1.0 then, 2.0 now)"),
        ({"validation": {"val": Path("w")}}, "`validation` (val: v then, w now)"),
        ({"network": HimeConfig(4, 8)}, "`network` (width: 40 then, 8 now)"),
        (
            {"batch": Batch(lr_sizes={24: 0.25, 16: 0.35, 40: 0.15, 48: 0.15, 64: 0.1})},
            "lr_sizes.16: nothing then, 0.35 now",
        ),
        ({"batch": Batch(pixels=100)}, "`batch` (pixels: 6144 then, 100 now)"),
        ({"samples": Moments(turn=18.0, dim=0.15)}, "`samples` (turn: 0.0 then, 18.0 now; dim: 0.0 then, 0.15 now)"),
        ({"samples": Photographs()}, "`samples` (kind: moments then, photographs now)"),
        ({"degradation": Webcam(noise=(0.3, 8.0))}, "`degradation` (noise: (0.3, 4.0) then, (0.3, 8.0) now)"),
        ({"losses": Losses(correlation=0.1)}, "`losses` (correlation: 0.0 then, 0.1 now)"),
        ({"optimiser": Optimiser(steps=20_000)}, "`optimiser` (steps: 10000 then, 20000 now)"),
        ({"start_from": Path("x.pt")}, "`start_from` (None then, x.pt now)"),
        ({"precision": "bfloat16"}, "`precision` (float32 then, bfloat16 now)"),
        ({"device": "cuda"}, "`device` (cpu then, cuda now)"),
        ({"seed": 1}, "`seed` (0 then, 1 now)"),
    ],
)
def test_every_setting_that_differs_is_named_with_both_values(changes: dict, part: str) -> None:
    assert part in told(replace(CONFIG, **changes))


def test_several_settings_are_named_in_one_line() -> None:
    line = told(replace(CONFIG, seed=3, precision="bfloat16"))
    assert "another `precision` (float32 then, bfloat16 now) and another `seed` (0 then, 3 now);" in line


def test_what_is_the_same_goes_on() -> None:
    check_unchanged(Path("last.pt"), dump(CONFIG), CONFIG, FREE)
    check_unchanged(Path("last.pt"), dump(CONFIG), replace(CONFIG, workers=7), FREE)
    elsewhere = replace(CONFIG, validation={"val": Path("v").absolute()})  # the same folder, named in full
    check_unchanged(Path("last.pt"), dump(CONFIG), elsewhere, FREE)


def test_a_setting_that_came_later_had_its_default() -> None:
    """As the recipes' earlier stages rely on it."""
    held = dump(CONFIG)
    del held["samples"]["dim"], held["losses"]["refusal"]
    check_unchanged(Path("last.pt"), held, CONFIG, FREE)
    assert "`samples` (dim: 0.0 then, 0.5 now)" in told(replace(CONFIG, samples=Moments(dim=0.5)), held)


@pytest.mark.parametrize("held", [None, {}, {**dump(CONFIG), "sharpness": 1}])
def test_settings_of_another_version_are_told(held: object) -> None:
    with pytest.raises(UsageError, match=r"^run/last.pt: is of another version of HIME \(.*\); choose another --out$"):
        check_unchanged(Path("run/last.pt"), held, CONFIG, FREE)
