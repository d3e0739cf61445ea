import csv
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import pytest
import torch
import yaml
from safetensors.torch import save_file

from hime_core.errors import UsageError
from hime_core.network import Hime, HimeConfig
from training.data.batches import Batches
from training.fitting.checkpoint import keep_best, load_spynet, load_weights, revision, write_checkpoint
from training.fitting.distributed import World
from training.fitting.fit import fit, fit_all
from training.fitting.learner import adam, begin, resume, started
from training.fitting.step import learning_rate, residual, train_step, update
from training.losses.charbonnier import charbonnier
from training.losses.refusal import UNSEEN_DIFFERENCE, refusal
from training.settings.config import Batch, Losses, Moments, Optimiser, PhotoSet, RunConfig, Webcam, dump
from training.settings.recipe import Stage

MakePeople = Callable[..., Path]


def tiny(photographs: Path, steps: int, **changes: object) -> RunConfig:
    """A run of a width-8 network on LR 16×16, two samples a step, one of four steps without references."""
    config = RunConfig(
        [PhotoSet(photographs)],
        {},
        HimeConfig(4, 8, 1, 1, 2),
        Batch({16: 1.0}, 512, {1: 0.5, 2: 0.25, 0: 0.25}),
        degradation=Webcam(share=0.2),
        optimiser=Optimiser(steps=steps, learning_rate=2e-3, warmup=2, discriminator_first=1),
        workers=0,
    )
    return replace(config, **changes)


def loss_of(network: Hime, config: RunConfig) -> float:
    """Mean loss over batches that training does not see."""
    batches = Batches(replace(config, seed=99))
    with torch.inference_mode():
        losses = [charbonnier(network(lr, shown)[0], hr) for lr, hr, shown, *_ in (batches[step] for step in range(6))]
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

    monkeypatch.setattr("training.fitting.objective.charbonnier", dying)


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


# Adam keeps these of each parameter.
KEPT_BY_ADAM = ("exp_avg", "exp_avg_sq")
PLAIN, WITH_GAN = Losses(), Losses(correlation=0.1, correlation_window=3, adversarial=0.1)


@pytest.mark.parametrize(("stop", "losses"), [(25, PLAIN), (20, PLAIN), (20, WITH_GAN)])
def test_a_resumed_run_equals_an_uninterrupted_one(
    make_people: MakePeople, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: int, losses: Losses
) -> None:
    """40 steps at once, and 20 + resume + 20."""
    config = tiny(make_people([2, 2]), steps=40, checkpoint_every=20, losses=losses)
    whole = state_of(fit(config, tmp_path / "whole"))
    with monkeypatch.context() as patch:
        stop_after(patch, stop)
        with pytest.raises(KeyboardInterrupt):
            fit(config, tmp_path / "broken")
    assert state_of(tmp_path / "broken" / "last.pt")["step"] == 20
    assert_same(state_of(fit(config, tmp_path / "broken")), whole)
    assert (whole["discriminator"] is not None) == bool(losses.adversarial)


def test_the_discriminator_learns_alone_at_first(
    make_people: MakePeople, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And at its own rate, which warms up as the network's does: Adam's first step is the rate."""
    optimiser = Optimiser(steps=2, learning_rate=2e-3, warmup=2, discriminator_first=1, discriminator_rate=1e-3)
    config = tiny(make_people([1, 1]), steps=2, checkpoint_every=1, losses=WITH_GAN, optimiser=optimiser)
    with monkeypatch.context() as patch:
        stop_after(patch, 1)
        with pytest.raises(KeyboardInterrupt):
            fit(config, tmp_path / "run")
    states = [state_of(tmp_path / "run" / "last.pt"), state_of(fit(config, tmp_path / "run"))]
    network, judge = start(config).state_dict(), begin(config, torch.device("cpu"), anew=True).objective.discriminator
    assert judge is not None
    assert_same(states[0]["network"], network)
    assert_same(states[0]["ema"], network)
    moved = states[0]["discriminator"]["logits.weight"] - judge.logits.weight.detach()
    assert float(moved.abs().max()) == pytest.approx(1e-3 / 2, rel=0.01)
    assert any((states[1]["network"][name] != network[name]).any() for name in network)


def test_a_run_with_another_discriminator_is_not_gone_on_with(make_people: MakePeople, tmp_path: Path) -> None:
    config = tiny(make_people([1, 1]), steps=2, losses=WITH_GAN)
    last = fit(config, tmp_path / "run")
    state = state_of(last)
    group = state["judge"]["param_groups"][0]["params"]
    group.append(len(group))
    state["judge"]["state"][group[-1]] = {"step": torch.tensor(1.0), **dict.fromkeys(KEPT_BY_ADAM, torch.ones(1))}
    torch.save(state | {"discriminator": state["discriminator"] | {"logits.bias": torch.ones(1)}}, last)
    assert resume(begin(config, torch.device("cpu"), anew=False), last) == (2, {})  # an older checkpoint with a bias
    state["discriminator"]["logit.weight"] = state["discriminator"].pop("logits.weight")
    torch.save(state, last)
    with pytest.raises(UsageError, match="another discriminator"):
        fit(config, tmp_path / "run")


def test_a_run_may_start_from_weights(make_people: MakePeople, tmp_path: Path) -> None:
    people = make_people([1, 1])
    first = fit(tiny(people, steps=3), tmp_path / "first")
    config = tiny(
        people, steps=1, start_from=first, optimiser=Optimiser(steps=1, learning_rate=1e-30)
    )  # too little to move a float32
    assert_same(state_of(fit(config, tmp_path / "second"))["network"], state_of(first)["ema"])
    with pytest.raises(UsageError, match="another network"):
        fit(replace(config, network=HimeConfig(4, 6, 1, 1, 2)), tmp_path / "third")


def test_a_run_may_start_from_weights_of_another_scale(make_people: MakePeople, tmp_path: Path) -> None:
    people = make_people([1, 1])
    first = fit(tiny(people, steps=3), tmp_path / "first")
    config = tiny(people, steps=1, start_from=first, optimiser=Optimiser(steps=1, learning_rate=1e-30))
    larger = replace(config, network=replace(config.network, scale=8), batch=replace(config.batch, lr_sizes={8: 1.0}))
    before, after = state_of(first)["ema"], state_of(fit(larger, tmp_path / "second"))["network"]
    taken = {name for name in before if torch.equal(before[name], after[name])} if before.keys() == after.keys() else {}
    scaled = {name for name in before if before[name].shape != after[name].shape}
    assert scaled and taken == before.keys() - scaled
    assert any("rfa" in name for name in taken)


def test_the_large_network_starts_as_the_small_one_whose_weights_it_takes(
    make_people: MakePeople, tmp_path: Path
) -> None:
    people = make_people([1, 1])
    small = load_weights(fit(tiny(people, steps=3), tmp_path / "small"))
    shape = replace(small.config, alignment="dconv-flow", flow_levels=2)
    large = started(Hime(shape), small, tmp_path)
    lr, exemplars = torch.rand(2, 3, 16, 16), torch.rand(2, 2, 3, 64, 64)
    with torch.inference_mode():
        (sr, weights), (large_sr, large_weights) = small(lr, exemplars), large(lr, exemplars)
    torch.testing.assert_close(large_sr, sr, atol=1e-5, rtol=0)
    torch.testing.assert_close(large_weights, weights, atol=1e-5, rtol=0)
    assert not torch.equal(sr, small(lr, exemplars[:, :0])[0])  # aligning has a part in it
    with pytest.raises(UsageError, match="another network"):
        started(Hime(small.config), large, tmp_path)


def saved(network: Hime, folder: Path) -> Path:
    """A weights file of the network."""
    path = folder / "given.safetensors"
    save_file(network.state_dict(), path, metadata={"config": json.dumps(asdict(network.config))})
    return path


def test_a_run_learns_from_its_teachers_pictures(make_people: MakePeople, tmp_path: Path) -> None:
    torch.manual_seed(5)
    teacher = Hime(HimeConfig(4, 12, 1, 1, 3)).eval()
    path = saved(teacher, tmp_path)
    losses = Losses(reconstruction=0, teacher=1)
    config = tiny(make_people([2, 2, 2]), 40, losses=losses, teacher=path)

    def apart(network: Hime) -> float:
        batches = Batches(replace(config, seed=99))
        with torch.inference_mode():
            pairs = [
                (network(lr, shown)[0], teacher(lr, shown)[0]) for lr, _, shown, *_ in (batches[i] for i in range(6))
            ]
        return float(torch.stack([charbonnier(a, b) for a, b in pairs]).mean())

    state = state_of(fit(config, tmp_path / "run"))
    assert apart(loaded(config, state["ema"])) < 0.9 * apart(start(config))
    assert_same(load_weights(path).state_dict(), teacher.state_dict())


def test_a_teacher_and_its_loss_come_together(make_people: MakePeople, tmp_path: Path) -> None:
    people = make_people([1, 1])
    with pytest.raises(ValueError, match="set both"):
        tiny(people, 2, losses=Losses(teacher=1))
    with pytest.raises(ValueError, match="set both"):
        tiny(people, 2, teacher=tmp_path / "x.pt")


def test_a_run_with_rounding_starts_near_the_weights_it_takes_and_goes_on(
    make_people: MakePeople, tmp_path: Path
) -> None:
    torch.manual_seed(1)
    given = Hime(HimeConfig(4, 8, 1, 1, 2))
    path = saved(given, tmp_path)
    config = tiny(make_people([2, 2]), 4, start_from=path, network=replace(given.config, rounded=True))
    network = begin(config, torch.device("cpu"), anew=True).network
    lr, _, shown, *_ = Batches(replace(config, seed=99))[0]
    with torch.inference_mode():
        apart, added = network(lr, shown)[0] - given(lr, shown)[0], given(lr, shown)[0] - given.upsample(lr)
    assert 0 < apart.abs().mean() < 0.05 * added.abs().mean()
    state = state_of(fit(config, tmp_path / "run"))
    assert_same(load_weights(tmp_path / "run" / "last.pt").state_dict(), state["ema"])


def test_a_run_with_rounding_needs_samples_with_references(make_people: MakePeople, tmp_path: Path) -> None:
    given = Hime(HimeConfig(4, 8, 1, 1, 2))
    rounded = replace(given.config, rounded=True)
    alone = Batch({16: 1.0}, 512, {0: 1.0})
    config = tiny(make_people([2, 2]), 4, start_from=saved(given, tmp_path), network=rounded, batch=alone)
    with pytest.raises(UsageError, match="references"):
        begin(config, torch.device("cpu"), anew=True)


def test_a_finished_run_is_left_alone(make_people: MakePeople, tmp_path: Path) -> None:
    config = tiny(make_people([1, 1]), steps=2)
    checkpoint = fit(config, tmp_path / "run")
    before = checkpoint.read_bytes()
    assert fit(config, tmp_path / "run").read_bytes() == before


def test_another_network_is_not_resumed(make_people: MakePeople, tmp_path: Path) -> None:
    config = tiny(make_people([1, 1]), steps=1)
    fit(config, tmp_path / "run")
    with pytest.raises(UsageError, match="another `network`"):
        fit(replace(config, network=HimeConfig(4, 6, 1, 1, 2)), tmp_path / "run")
    with pytest.raises(UsageError, match="another `losses`"):
        fit(replace(config, losses=Losses(correlation=0.1)), tmp_path / "run")


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"seed": 5}, "another `seed` (0 then, 5 now)"),
        ({"batch": Batch({16: 1.0}, 256, {1: 1.0})}, "another `batch` (pixels: 512 then, 256 now"),
        ({"samples": Moments(turn=18.0)}, "another `samples` (turn: 0.0 then, 18.0 now)"),
        ({"degradation": Webcam(share=0.9)}, "another `degradation` (share: 0.2 then, 0.9 now)"),
        (
            {"optimiser": Optimiser(steps=4, learning_rate=2e-3, warmup=2, discriminator_first=1)},
            "steps: 2 then, 4 now",
        ),
        ({"sets": []}, "another `sets` (0: "),
    ],
)
def test_a_run_with_other_settings_is_not_gone_on_with(
    make_people: MakePeople, tmp_path: Path, changes: dict[str, object], named: str
) -> None:
    config = tiny(make_people([1, 1]), steps=2)
    before = fit(config, tmp_path / "run").read_bytes()
    with pytest.raises(UsageError) as error:
        fit(replace(config, **changes), tmp_path / "run")
    assert named in str(error.value)
    assert "\n" not in str(error.value)
    assert (tmp_path / "run" / "last.pt").read_bytes() == before


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"network": HimeConfig(4, 6, 1, 1, 2)}, "(width: 8 then, 6 now), which cannot change when a run goes on; "),
        ({"optimiser": Optimiser(steps=1, discriminator_first=0)}, "has 2 steps, and optimiser.steps asks for 1; ask"),
        ({"losses": WITH_GAN}, "last.pt: cannot go on with another `losses` (correlation: 0.0 then, 0.1 now; "),
    ],
)
def test_some_changes_cannot_be_allowed(
    make_people: MakePeople, tmp_path: Path, changes: dict[str, object], told: str
) -> None:
    config = tiny(make_people([1, 1]), steps=2)
    before = fit(config, tmp_path / "run").read_bytes()
    config = replace(config, optimiser=replace(config.optimiser, steps=3))
    with pytest.raises(UsageError) as error:
        fit_all([Stage("", replace(config, **changes), tmp_path / "run")], allow_change=True)
    assert told in str(error.value)
    assert "\n" not in str(error.value)
    assert (tmp_path / "run" / "last.pt").read_bytes() == before


def test_a_run_goes_on_with_as_many_threads_as_it_began_with(
    make_people: MakePeople, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tiny(make_people([1, 1]), steps=2)
    state = state_of(fit(config, tmp_path / "run"))
    assert state["threads"] == 1
    torch.save(state | {"threads": 2}, tmp_path / "run" / "last.pt")
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    try:
        monkeypatch.setenv("OMP_NUM_THREADS", "1")
        fit(config, tmp_path / "run")
        assert torch.get_num_threads() == 1
        monkeypatch.delenv("OMP_NUM_THREADS")
        fit(config, tmp_path / "run")
        assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(1)


def test_what_changes_no_result_may_differ_when_a_run_goes_on(make_people: MakePeople, tmp_path: Path) -> None:
    config = tiny(make_people([1, 1]), steps=2)
    before = fit(config, tmp_path / "run").read_bytes()
    other = replace(config, workers=1, checkpoint_every=1, validate_every=1, keep_best=0)
    assert fit(other, tmp_path / "run").read_bytes() == before


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


def test_parts_of_a_batch_add_up_to_the_whole(make_people: MakePeople) -> None:
    """One plain gradient step of rate 1, unclipped: the weights' change is the gradient."""
    config = tiny(make_people([2, 2]), steps=1)
    config = replace(config, optimiser=replace(config.optimiser, clip_norm=1e9))
    alone, changed = World(0, 1, torch.device("cpu")), []
    for parts in (1, 2):
        learner = begin(config, alone.device, anew=True)
        learner = replace(learner, optimiser=torch.optim.SGD(learner.network.parameters(), 1.0))
        divided = replace(config, batch=replace(config.batch, accumulate=parts))
        train_step(learner, residual, Batches(config)[0], 0, divided, alone)
        changed.append(learner.network.state_dict())
    first = begin(config, alone.device, anew=True).network.state_dict()
    assert max((changed[0][name] - first[name]).abs().max() for name in first) > 1e-3
    for name, value in changed[0].items():
        torch.testing.assert_close(changed[1][name], value, atol=1e-6, rtol=0)


@pytest.mark.parametrize("whole", [False, True])
def test_refusal_measures_what_wrong_references_change_and_nothing_else(whole: bool) -> None:
    network, dull = Hime(HimeConfig(4, 8, 1, 1, 2)), torch.autocast("cpu", enabled=False)
    lr, exemplars = torch.rand(3, 3, 16, 16), torch.rand(3, 2, 3, 64, 64)
    nobody, second, all_ = torch.tensor([[0, 0, 0], [0, 1, 0], [1, 1, 1]]).bool()
    with torch.no_grad():
        without = network(lr, exemplars[:, :0])[0]
    changed = without + torch.tensor([0.1, 0.2, 0.4]).view(3, 1, 1, 1)

    def measured(sr: torch.Tensor, wrong: torch.Tensor) -> float:
        return float(refusal(network, residual, lr, sr, exemplars, wrong, dull, whole=whole))

    assert measured(changed, nobody) == 0
    assert measured(changed, second) == pytest.approx(0.2 / 3, rel=0.01)
    assert measured(changed, all_) == pytest.approx(0.7 / 3, rel=0.01)
    assert measured(without, all_) == pytest.approx(UNSEEN_DIFFERENCE)  # as little as Charbonnier can be
    assert float(refusal(network, residual, lr, changed, exemplars[:, :0], all_, dull, whole=whole)) == 0


def test_a_run_with_refusal_is_moved_less_by_strangers(make_people: MakePeople) -> None:
    people, wrong, moved = make_people([2, 2]), Moments(all_wrong=1.0), {}
    for weight in (0.0, 20.0):
        losses = Losses(refusal=weight)
        config = tiny(people, steps=60, samples=wrong, losses=losses, batch=Batch({16: 1.0}, 512, {2: 1}))
        learner = begin(config, torch.device("cpu"), anew=True)
        batches = Batches(config)
        for step in range(60):
            for group in learner.optimiser.param_groups:
                group["lr"] = 2e-3
            train_step(learner, residual, batches[step], step, config, World(0, 1, torch.device("cpu")))
        lr, _, exemplars, *_ = batches[99]
        with torch.inference_mode():
            with_them, without = learner.network(lr, exemplars)[0], learner.network(lr, exemplars[:, :0])[0]
        moved[weight] = float((with_them - without).abs().mean())
    assert moved[20.0] < 0.5 * moved[0.0]


def test_a_run_that_diverges_stops_and_says_so(make_people: MakePeople, tmp_path: Path) -> None:
    config = tiny(make_people([1, 1]), steps=4, checkpoint_every=1, optimiser=Optimiser(steps=4, learning_rate=1e30))
    with pytest.raises(UsageError, match="not finite"):
        fit(config, tmp_path / "run")
    assert all(torch.isfinite(value).all() for value in state_of(tmp_path / "run" / "last.pt")["network"].values())
    assert len((tmp_path / "run" / "log.csv").read_text().splitlines()) == 2  # how the loss grew is not lost


@pytest.mark.parametrize("losses", [PLAIN, WITH_GAN])
def test_two_processes_equal_one(make_people: MakePeople, tmp_path: Path, losses: Losses) -> None:
    """2 gloo processes × batch 4 against 1 × batch 8, on the same samples.

    The discriminator itself is compared by its gradients (test_training_distributed.py): many of them are near zero
    at its start, where Adam turns their rounding into steps.
    """
    config = tiny(make_people([2, 2]), steps=3, losses=losses)
    optimiser = replace(config.optimiser, learning_rate=1e-4)  # Adam's first steps magnify rounding by the rate
    config = replace(config, batch=replace(config.batch, pixels=8 * 256), optimiser=optimiser)
    (tmp_path / "run.yaml").write_text(yaml.safe_dump(dump(config)))
    command = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node=2"]
    arguments = ["-m", "training.cli", "fit", str(tmp_path / "run.yaml"), "--out", str(tmp_path / "two")]
    done = subprocess.run([*command, *arguments], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    alone, together = state_of(fit(config, tmp_path / "one")), state_of(tmp_path / "two" / "last.pt")
    for part in ("network", "ema"):
        for name, value in alone[part].items():
            torch.testing.assert_close(together[part][name], value, atol=1e-5, rtol=0)


def test_an_overflow_takes_no_step_and_moves_no_average() -> None:
    module = torch.nn.Linear(2, 1)
    before = module.weight.clone()
    optimiser = adam(module)
    scaler = torch.amp.GradScaler("cpu", init_scale=4.0)
    alone = World(0, 1, torch.device("cpu"))
    scaler.scale(module(torch.full((1, 2), torch.inf)).sum()).backward()
    assert update(module, optimiser, scaler, 1.0, alone) == (False, True)
    assert torch.equal(module.weight, before)
    scaler.scale(module(torch.ones(1, 2)).sum()).backward()
    assert update(module, optimiser, scaler, 1.0, alone) == (True, True)
    assert not torch.equal(module.weight, before)


def test_the_best_checkpoints_are_kept(tmp_path: Path) -> None:
    for step, score in enumerate((1.0, 3.0, -0.5, 2.0)):
        (tmp_path / "last.pt").write_text(str(step))
        keep_best(tmp_path, step, score, 2)
    kept = {p.name: p.read_text() for p in tmp_path.glob("best_*")}
    assert kept == {"best_+3.000_1.pt": "1", "best_+2.000_3.pt": "3"}


def test_a_checkpoint_tells_where_it_came_from(make_people: MakePeople, tmp_path: Path) -> None:
    headshots = make_people([2, 2], side=128, folder="headshots")
    config = tiny(make_people([1, 1]), steps=2, validation={"a": headshots})
    state = state_of(fit(config, tmp_path / "run"))
    assert state["config"] == dump(config)
    assert state["revision"] == revision()
    assert state["metrics"]["a"].keys() == {"own", "no_reference", "stranger"}
    assert [p.name for p in (tmp_path / "run").glob("best_*")] == [f"best_{state['metrics']['a']['own']:+.3f}_2.pt"]
    assert load_weights(tmp_path / "run" / "last.pt").config == config.network


@pytest.mark.parametrize("name", ["basic_module.{}.basic_module.{}.conv.{}", "module.netBasic.{}.netBasic.{}.{}"])
def test_published_flow_weights_are_taken_by_the_finest_levels(tmp_path: Path, name: str) -> None:
    """Six published levels, places numbered with gaps where the layout has activations between."""
    network = Hime(HimeConfig(4, 8, 1, 1, 1, "dconv-flow", flow_levels=3))
    published, gap = {}, 1 if "basic_module" in name else 2
    channels = [(8, 32), (32, 64), (64, 32), (32, 16), (16, 2)]
    for level in range(6):
        for place, (before, after) in enumerate(channels):
            published[name.format(level, place * gap, "weight")] = torch.full((after, before, 7, 7), level + place / 10)
            published[name.format(level, place * gap, "bias")] = torch.full((after,), -1.0 - level)
    torch.save(published, tmp_path / "spynet.pth")
    load_spynet(tmp_path / "spynet.pth", network)
    for level, step in zip((3, 4, 5), network.rfa.spynet.steps, strict=True):
        assert (step[0].weight == level).all()
        assert (step[8].weight == torch.tensor(level + 0.4)).all()
        assert (step[8].bias == -1 - level).all()
    torch.save({"some.0.thing": torch.ones(1)}, tmp_path / "other.pth")
    with pytest.raises(UsageError, match="SpyNet"):
        load_spynet(tmp_path / "other.pth", network)
    with pytest.raises(UsageError, match="no flow"):
        load_spynet(tmp_path / "spynet.pth", Hime(HimeConfig(4, 8, 1, 1, 1)))


def test_float16_on_a_cpu_is_refused(make_people: MakePeople, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="float16"):
        fit(tiny(make_people([1, 1]), steps=1, precision="float16"), tmp_path / "run")
