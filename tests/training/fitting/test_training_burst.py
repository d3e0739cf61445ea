"""Stages of a network that makes use of earlier frames, at toy scale, and its scores."""

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from hime_core.errors import UsageError
from hime_core.network import Hime, HimeConfig
from training.cli import main
from training.data.batches import Batches
from training.fitting.checkpoint import load_weights
from training.fitting.fit import fit
from training.losses.charbonnier import charbonnier
from training.settings.config import Batch, CameraModel, Frames, Losses, Moments, Optimiser, PhotoSet, RunConfig

MakePeople = Callable[..., Path]
NETWORK = HimeConfig(4, 8, 1, 1, 1, burst=6)


def stage(people: Path, first: Path, steps: int, losses: Losses) -> RunConfig:
    """A run of LR 16×16, two samples a step, in which the burst alone learns."""
    return RunConfig(
        [PhotoSet(people)],
        {},
        NETWORK,
        Batch({16: 1.0}, 512, {1: 0.5, 0: 0.5}, past={1: 0.5, 2: 0.5}),
        Moments(frames=Frames(motions=(0, 0, 1), blinking=1)),
        CameraModel(),
        losses,
        Optimiser(steps=steps, learning_rate=5e-3, warmup=1),
        start_from=first,
        learns="burst",
        workers=0,
        checkpoint_every=2,
    )


def plain_weights(folder: Path) -> Path:
    torch.manual_seed(3)
    network = Hime(replace(NETWORK, burst=0))
    config = {"network": {**vars(network.config)}}
    torch.save({"config": config, "ema": network.state_dict()}, folder / "plain.pt")
    return folder / "plain.pt"


def test_the_stages_learn_the_burst_alone_and_go_on_bit_for_bit(
    make_people: MakePeople, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people, given = make_people([2, 2]), plain_weights(tmp_path)
    first = replace(stage(people, given, 1, Losses(reconstruction=0, alignment=1)), validation={"val": people})
    align = fit(first, tmp_path / "align")
    assert float(next(csv.DictReader((tmp_path / "align" / "validation.csv").open()))["earlier_frames"]) != 0
    frames = replace(
        stage(people, align, 3, Losses(alignment=0.5)), batch=Batch({16: 1.0}, 512, {1: 1}, 2, {1: 0.5, 2: 0.5})
    )
    whole = torch.load(fit(frames, tmp_path / "whole"), weights_only=True)
    with pytest.raises(UsageError, match="another network"):
        fit(replace(first, network=replace(NETWORK, burst=8), start_from=align), tmp_path / "other")
    before, aligned = load_weights(given).state_dict(), load_weights(align).state_dict()
    assert before.keys() == {name for name in aligned if not name.startswith("burst.")}
    for name, weight in before.items():
        assert torch.equal(weight, aligned[name])
        assert torch.equal(weight, whole["network"][name])
        assert torch.equal(weight, whole["ema"][name])
    moved = {name for name in aligned if not torch.equal(aligned[name], whole["network"][name])}
    assert {"burst.cofa.g1.weight", "burst.rfa.offset.weight", "burst.to_feature.weight"} <= moved
    steps = iter(range(6))

    def dying(sr: torch.Tensor, hr: torch.Tensor) -> torch.Tensor:
        if next(steps) == 5:  # in the third step: each has two parts
            raise KeyboardInterrupt
        return charbonnier(sr, hr)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("training.fitting.objective.charbonnier", dying)
        fit(frames, tmp_path / "broken")
    again = torch.load(fit(frames, tmp_path / "broken"), weights_only=True)
    for part in ("network", "ema"):
        assert all(torch.equal(again[part][name], weight) for name, weight in whole[part].items())


def test_earlier_frames_leave_all_but_the_target_as_it_is(make_people: MakePeople, tmp_path: Path) -> None:
    run = replace(stage(make_people([2, 2]), tmp_path, 1, Losses()), batch=Batch({16: 1.0}, 512, {1: 1.0}, 1, {2: 1.0}))
    plain = replace(run, network=replace(NETWORK, burst=0), batch=replace(run.batch, past={0: 1.0}), learns="all")
    batch, without = Batches(run)[5], Batches(plain)[5]
    assert (batch.past.shape, without.past.shape) == ((2, 2, 3, 16, 16), (2, 0, 3, 16, 16))
    assert torch.equal(batch.references, without.references)
    assert all(torch.equal(a, b) for a, b in zip(batch, Batches(run)[5], strict=True))
    apart = (batch.past - batch.lr.unsqueeze(1)).abs().mean((2, 3, 4))
    assert (apart > 0.001).all()


def test_evaluate_scores_each_number_of_frames(
    make_people: MakePeople, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))  # without AlexNet, which LPIPS needs
    torch.manual_seed(0)
    network, given, data = Hime(NETWORK), plain_weights(tmp_path), make_people([2, 2])
    path, report = tmp_path / "burst.pt", tmp_path / "report.json"
    torch.save({"config": {"network": vars(NETWORK)}, "ema": network.state_dict()}, path)
    task = ["--data", str(data), "--lr", "16", "--refs", "1", "--conditions", "own", "--frames", "1,3"]
    scored = ["evaluate", "--weights", str(path), *task, "--lr-by", "camera", "--json", str(report)]
    rows = []
    for _ in range(2):
        assert main(scored) == 0
        rows.append(json.loads(report.read_text())["frames"])
    printed = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in printed[-2:]] == ["1", "3"]
    assert rows[0].keys() == {"1", "3"}
    for row, same in zip(rows[0].values(), rows[1].values(), strict=True):
        assert row.keys() == {"psnr", "ssim", "milliseconds", "flicker"}
        assert all(row[name] == same[name] for name in ("psnr", "ssim", "flicker"))
        assert row["milliseconds"] > 0 < row["flicker"]
    assert rows[0]["1"]["psnr"] != rows[0]["3"]["psnr"]
    for options, told in (
        (["--weights", str(given)], "no use of earlier"),
        ([*scored[1:3], "--lr-by", "area"], "area"),
    ):
        assert main(["evaluate", *options, *task]) == 2
        assert told in capsys.readouterr().err
