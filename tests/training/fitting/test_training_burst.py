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
from training.fitting.learner import started
from training.losses.charbonnier import charbonnier
from training.losses.earlier_frames import alignment
from training.settings.config import (
    Batch,
    Bicubic,
    CameraModel,
    Frames,
    Losses,
    Moments,
    Optimiser,
    Part,
    PhotoSet,
    RunConfig,
)

MakePeople = Callable[..., Path]
NETWORK = HimeConfig(4, 8, 1, 1, 1, burst=True)


def stage(people: Path, first: Path, steps: int, losses: Losses, learns: dict[Part, float]) -> RunConfig:
    """A run of LR 16×16, two samples a step."""
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
        learns=learns,
        workers=0,
        checkpoint_every=2,
    )


def plain_weights(folder: Path) -> Path:
    torch.manual_seed(3)
    network = Hime(replace(NETWORK, burst=False))
    config = {"network": {**vars(network.config)}}
    torch.save({"config": config, "ema": network.state_dict()}, folder / "plain.pt")
    return folder / "plain.pt"


def test_each_stage_learns_its_parts_and_goes_on_bit_for_bit(
    make_people: MakePeople, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people, given = make_people([2, 2]), plain_weights(tmp_path)
    first = stage(people, given, 1, Losses(0, alignment=1), {"rest": 0, "burst": 1})
    align = fit(replace(first, validation={"val": people}), tmp_path / "align")
    row = next(csv.DictReader((tmp_path / "align" / "validation.csv").open()))
    assert row["own"] != row["no_reference"]
    with pytest.raises(UsageError, match="another network"):
        started(Hime(replace(NETWORK, burst=False)), load_weights(align), align)
    before, aligned = load_weights(given).state_dict(), load_weights(align).state_dict()
    assert before.keys() == {name for name in aligned if not name.startswith("burst.")}
    assert all(torch.equal(weight, aligned[name]) for name, weight in before.items())

    frames = stage(people, align, 3, Losses(alignment=0.1), {"rest": 0.3, "burst": 1, "hr_extractor": 0})
    frames = replace(frames, batch=replace(frames.batch, references={1: 1}, accumulate=2))
    whole = torch.load(fit(frames, tmp_path / "whole"), weights_only=True)
    for part in ("network", "ema"):
        still = {name for name in aligned if torch.equal(aligned[name], whole[part][name])}
        assert {name for name in before if name.startswith("hr_extractor.")} <= still
        assert {"burst.head.weight", "burst.offset.4.weight", "reconstructor.tail.weight"}.isdisjoint(still)
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
    run = stage(make_people([2, 2]), tmp_path, 1, Losses(), {})
    run = replace(run, batch=Batch({16: 1.0}, 512, {1: 1.0}, past={2: 1.0}))
    plain = replace(run, network=replace(NETWORK, burst=False), batch=replace(run.batch, past={0: 1.0}))
    batch, without = Batches(run)[5], Batches(plain)[5]
    assert (batch.past.shape, without.past.shape) == ((2, 2, 3, 16, 16), (2, 0, 3, 16, 16))
    assert torch.equal(batch.references, without.references)
    assert (batch.noiseless.shape, without.noiseless.shape) == ((2, 3, 3, 16, 16), (2, 0, 3, 16, 16))
    in_good_light = Batches(replace(run, degradation=Bicubic()))[5]
    for seen in (batch, in_good_light):
        assert torch.equal(seen.noiseless[:, 0], in_good_light.lr)
        assert torch.equal(seen.noiseless[:, 1:], in_good_light.past)
    assert all(torch.equal(a, b) for a, b in zip(batch, Batches(run)[5], strict=True))
    apart = (batch.past - batch.lr.unsqueeze(1)).abs().mean((2, 3, 4))
    assert (apart > 0.001).all()


def test_the_right_motion_has_the_smallest_distance() -> None:
    lr = torch.rand(1, 3, 16, 16)
    noiseless = torch.stack((lr, lr.roll(1, 3)), dim=1)
    distances = []
    for dx in (0.5, 1.0, 1.5):
        flow = torch.zeros(1, 2, 16, 16)
        flow[:, 0] = dx
        distances.append(alignment(flow, noiseless).item())
    assert 3 * distances[1] < min(distances[0], distances[2])


def test_evaluate_scores_each_number_of_frames(
    make_people: MakePeople, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))  # without AlexNet, which LPIPS needs
    monkeypatch.setattr("hime_core.network.burst.HALF_WORTH", 0.0)  # frames with little noise count, too
    torch.manual_seed(0)
    network, given, data = Hime(NETWORK), plain_weights(tmp_path), make_people([2, 2])
    path, report = tmp_path / "burst.pt", tmp_path / "report.json"
    torch.save({"config": {"network": vars(NETWORK)}, "ema": network.state_dict()}, path)
    for_one = {name: weight for name, weight in network.state_dict().items() if not name.startswith("burst.")}
    torch.save({"config": {"network": vars(replace(NETWORK, burst=False))}, "ema": for_one}, tmp_path / "for_one.pt")
    task = ["--data", str(data), "--lr", "16", "--refs", "1", "--lr-by", "camera", "--json", str(report)]
    rows = []
    for weights, frames in ((path, "1,2,4"), (path, "2"), (tmp_path / "for_one.pt", "1")):
        assert main(["evaluate", "--weights", str(weights), *task, "--frames", frames]) == 0
        rows.append(json.loads(report.read_text())["frames"])
        assert capsys.readouterr().out.splitlines()[-1].startswith(f"{frames[-1]} frame")
    row = rows[0]["2"]
    assert row.keys() == {"psnr", "psnr_bicubic", "ssim", "milliseconds", "flicker"}
    assert all(row[name] == pytest.approx(rows[1]["2"][name]) for name in ("psnr", "ssim", "flicker"))
    assert row["milliseconds"] > 0 < row["flicker"]
    assert row["psnr"] != rows[0]["4"]["psnr"]
    assert row["psnr"] != rows[0]["1"]["psnr"]
    alone = rows[0]["1"]
    assert all(alone[name] == pytest.approx(rows[2]["1"][name]) for name in alone if name != "milliseconds")
    assert alone["psnr_bicubic"] == row["psnr_bicubic"]  # all see the same frames
    for options, told in (
        ([str(given), "--frames", "2"], "weights without burst see 1 to 1"),
        ([str(path), "--frames", "9"], "weights with burst see 1 to 8"),
        ([str(path)], "say how many"),
        ([str(path), "--frames", "2", "--csv", str(report)], "--csv: is for single frames"),
        ([str(path), "--frames", "2", "--lr-by", "area"], "leave out --lr-by area"),
    ):
        assert main(["evaluate", *task, "--weights", *options]) == 2
        assert told in capsys.readouterr().err
