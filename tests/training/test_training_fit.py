import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from hime_core.errors import UsageError
from hime_core.network import Hime, HimeConfig
from training.checkpoint import write_checkpoint
from training.config import Batch, Moments, Optimiser, PhotoSet, RunConfig
from training.data.batches import Batches
from training.fit import append_row, fit, learning_rate
from training.losses.charbonnier import charbonnier

MakePeople = Callable[..., Path]


def tiny(photographs: Path, steps: int, **changes: object) -> RunConfig:
    """A run of a width-8 network on LR 16×16, two samples a step, one of four steps without references."""
    config = RunConfig(
        [PhotoSet(photographs)],
        {},
        HimeConfig(4, 8, 1, 1, 2),
        Batch({16: 1.0}, 512, {1: 0.5, 2: 0.25, 0: 0.25}),
        Moments(camera_lr=0.2),
        Optimiser(steps=steps, learning_rate=2e-3, warmup=2),
        workers=0,
    )
    return replace(config, **changes)


def loss_of(network: Hime, config: RunConfig) -> float:
    """Mean loss over batches that training does not see."""
    batches = Batches(replace(config, seed=99))
    with torch.inference_mode():
        losses = [charbonnier(network(lr, shown)[0], hr) for lr, hr, shown in (batches[step] for step in range(6))]
    return float(torch.stack(losses).mean())


def loaded(config: RunConfig, weights: dict[str, torch.Tensor]) -> Hime:
    network = Hime(config.network)
    network.load_state_dict(weights)
    return network


def start(config: RunConfig) -> Hime:
    """The network that `fit` starts from."""
    torch.manual_seed(config.seed)
    return Hime(config.network)


def state_of(checkpoint: Path) -> dict:
    return torch.load(checkpoint, weights_only=True)


def assert_same(a: object, b: object) -> None:
    """Bit for bit, through dictionaries and lists."""
    if isinstance(a, torch.Tensor):
        assert isinstance(b, torch.Tensor)
        assert torch.equal(a, b)
    elif isinstance(a, dict):
        assert isinstance(b, dict)
        assert a.keys() == b.keys()
        for key in a:
            assert_same(a[key], b[key])
    else:
        assert a == b


def stop_after(monkeypatch: pytest.MonkeyPatch, calls: int) -> None:
    """Training dies in the step after so many."""
    count = 0

    def dying(sr: torch.Tensor, hr: torch.Tensor) -> torch.Tensor:
        nonlocal count
        if count == calls:
            raise KeyboardInterrupt
        count += 1
        return charbonnier(sr, hr)

    monkeypatch.setattr("training.fit.charbonnier", dying)


def test_learning_rate_warms_up_then_falls_to_zero() -> None:
    o = Optimiser(steps=110, learning_rate=0.4, warmup=10)
    assert [learning_rate(step, o) for step in (0, 4, 9)] == pytest.approx([0.04, 0.2, 0.4])
    assert [learning_rate(step, o) for step in (10, 35, 60, 110)] == pytest.approx([0.4, 0.341421356, 0.2, 0])
    assert learning_rate(0, replace(o, warmup=0)) == pytest.approx(0.4)


def test_training_lowers_the_loss(make_people: MakePeople, tmp_path: Path) -> None:
    config = tiny(make_people([2, 2, 2]), steps=40)
    state = state_of(fit(config, tmp_path / "run"))
    before = loss_of(start(config), config)
    assert loss_of(loaded(config, state["network"]), config) < 0.97 * before
    assert loss_of(loaded(config, state["ema"]), config) < 0.97 * before


def test_the_average_follows_closely_at_first(make_people: MakePeople, tmp_path: Path) -> None:
    """Decay min(ema, 1/10) in the first step."""
    config = tiny(make_people([1, 1]), steps=1)
    state, first = state_of(fit(config, tmp_path / "run")), start(config).state_dict()
    for name, value in state["network"].items():
        torch.testing.assert_close(state["ema"][name], 0.1 * first[name] + 0.9 * value)
    assert any((state["network"][name] != first[name]).any() for name in first)


@pytest.mark.parametrize("stop", [5, 6])
def test_a_resumed_run_equals_an_uninterrupted_one(
    make_people: MakePeople, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: int
) -> None:
    config = tiny(make_people([2, 2]), steps=8, checkpoint_every=3)
    whole = state_of(fit(config, tmp_path / "whole"))
    with monkeypatch.context() as patch:
        stop_after(patch, stop)
        with pytest.raises(KeyboardInterrupt):
            fit(config, tmp_path / "broken")
    assert state_of(tmp_path / "broken" / "last.pt")["step"] == stop // 3 * 3
    assert_same(state_of(fit(config, tmp_path / "broken")), whole)


def test_a_run_may_start_from_weights(make_people: MakePeople, tmp_path: Path) -> None:
    people = make_people([1, 1])
    first = fit(tiny(people, steps=3), tmp_path / "first")
    config = tiny(
        people, steps=1, start_from=first, optimiser=Optimiser(steps=1, learning_rate=1e-30)
    )  # too little to move a float32
    assert_same(state_of(fit(config, tmp_path / "second"))["network"], state_of(first)["ema"])
    with pytest.raises(UsageError, match="another network"):
        fit(replace(config, network=HimeConfig(4, 6, 1, 1, 2)), tmp_path / "third")


def test_a_finished_run_is_left_alone(make_people: MakePeople, tmp_path: Path) -> None:
    config = tiny(make_people([1, 1]), steps=2)
    checkpoint = fit(config, tmp_path / "run")
    before = checkpoint.read_bytes()
    assert fit(config, tmp_path / "run").read_bytes() == before


def test_another_network_is_not_resumed(make_people: MakePeople, tmp_path: Path) -> None:
    config = tiny(make_people([1, 1]), steps=1)
    fit(config, tmp_path / "run")
    with pytest.raises(UsageError, match="another network"):
        fit(replace(config, network=HimeConfig(4, 6, 1, 1, 2)), tmp_path / "run")


def test_bfloat16_training_stays_close_to_float32(make_people: MakePeople, tmp_path: Path) -> None:
    config = tiny(make_people([1, 1]), steps=3)
    networks = [
        loaded(config, state_of(fit(replace(config, precision=p), tmp_path / p))["network"])
        for p in ("float32", "bfloat16")
    ]
    losses = [loss_of(network, config) for network in networks]
    assert losses[0] != losses[1]
    assert losses[1] == pytest.approx(losses[0], rel=0.05)


def test_validation_is_written_by_set(make_people: MakePeople, tmp_path: Path) -> None:
    headshots = make_people([2, 2], side=128, folder="headshots")
    config = tiny(make_people([1, 1]), steps=2, validation={"a": headshots, "b": headshots}, validate_every=1)
    fit(config, tmp_path / "run")
    with (tmp_path / "run" / "validation.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert [(row["step"], row["set"]) for row in rows] == [("1", "a"), ("1", "b"), ("2", "a"), ("2", "b")]
    assert rows[0].keys() == {"step", "set", "own", "no_reference", "stranger"}
    assert {name: rows[0][name] for name in ("own", "stranger")} == {
        name: rows[1][name] for name in ("own", "stranger")
    }
    assert all(abs(float(row["own"])) < 20 for row in rows)


def test_log_lines_are_appended_under_one_header(tmp_path: Path) -> None:
    append_row(tmp_path / "log.csv", {"step": 1, "loss": 0.5})
    append_row(tmp_path / "log.csv", {"step": 2, "loss": 0.25})
    assert (tmp_path / "log.csv").read_text().split() == ["step,loss", "1,0.5", "2,0.25"]


def test_a_checkpoint_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "last.pt"
    write_checkpoint(path, {"step": 1, "weight": torch.ones(1000)})
    with pytest.raises(Exception, match=r"lambda|pickle"):
        write_checkpoint(path, {"weight": torch.zeros(1000), "step": lambda: None})  # cannot be saved
    assert state_of(path)["step"] == 1
    write_checkpoint(path, {"step": 2})
    assert state_of(path) == {"step": 2}
    assert [p.name for p in tmp_path.iterdir()] == ["last.pt"]


def test_a_damaged_checkpoint_is_told(make_people: MakePeople, tmp_path: Path) -> None:
    out = tmp_path / "run"
    out.mkdir()
    (out / "last.pt").write_bytes(b"half a file")
    with pytest.raises(UsageError, match="damaged"):
        fit(tiny(make_people([1, 1]), steps=2), out)
    assert (out / "last.pt").read_bytes() == b"half a file"


def test_a_missing_validation_folder_is_told_before_training(make_people: MakePeople, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nowhere"):
        fit(tiny(make_people([1, 1]), steps=2, validation={"calls": tmp_path / "nowhere"}), tmp_path / "run")
    assert not (tmp_path / "run").exists()
