"""The pixels that torch makes of a plan, against those of NumPy and OpenCV; on the CPU: a GPU has the same code."""

from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from hime_core.camera.parameters import Shot
from hime_core.network import HimeConfig
from training.data import moments
from training.data.batches import Batches, loader
from training.data.lr_picture import make_lr
from training.data.on_device import OnDevice, PlanTable, PlanTables, album, batches_on, make, plan_table
from training.data.sample_plan import Capture, Sample
from training.fitting.step import compile_residual
from training.settings.config import Batch, Bicubic, CameraModel, Moments, Photographs, PhotoSet, RunConfig, Webcam

MakePeople = Callable[..., Path]
CPU = torch.device("cpu")
EVERYTHING = Moments(turn=18, dim=0.3, all_wrong=0.3, impostors=0.5, impostor_turn=4, blank=0.2)
CAMERA = Webcam(share=0.8, moving=0.5, misfocus=0.6, amplified=0.2, jpeg=0.4, jpeg_quality=(20, 96), h264=0.2)


def config(make_people: MakePeople, **changes: object) -> RunConfig:
    """Photographs finer than a view, which are averaged, and coarser ones; an LR size that is no multiple of 16."""
    sets = [PhotoSet(make_people([2, 1], side=side, folder=str(side))) for side in (130, 261)]
    sizes = Batch({16: 1.0, 24: 1.0}, 8 * 400, {3: 2.0, 1: 1.0, 0: 0.3})
    run = RunConfig(sets, {}, HimeConfig(4, 8, 1, 1, 1), sizes, EVERYTHING, CAMERA, workers=0, seed=3)
    return replace(run, **changes)


def silent(sample: Sample) -> Sample:
    """A sample without noise: each way draws its own."""
    moment = sample.moment
    references = tuple(replace(view, wear=replace(view.wear, noise=0.0)) for view in moment.references)
    capture = replace(sample.capture, noise=0.0) if isinstance(sample.capture, Capture) else sample.capture
    return Sample(replace(moment, references=references), capture)


def silence(shape: tuple[int, ...]) -> Tensor:
    return torch.zeros(shape)


def levels(pictures: Tensor) -> np.ndarray:
    """N×3×h×w, 0..1 -> whole levels N×h×w×3; fails where they are not whole."""
    out = (255 * pictures).permute(0, 2, 3, 1).numpy()
    np.testing.assert_allclose(out, out.round(), atol=1e-3)
    return out.round()


@pytest.mark.parametrize(
    "camera", [CAMERA, CameraModel(sharpened=0.7), CameraModel(blurred=0.8, blur=(0.5, 1.5)), Bicubic()]
)
def test_a_plan_has_the_same_pixels_either_way(make_people: MakePeople, camera: Webcam | CameraModel | Bicubic) -> None:
    """To the bit but for one value in a thousand. Those are a level apart where a photograph was sampled, up to three
    in another light, and more only where JPEG then rounds a coefficient to the other side."""
    run = config(make_people, degradation=camera)
    batches = Batches(run)
    photographs, seen = album(batches.photographs, CPU), set()
    apart: dict[bool, list[np.ndarray]] = {False: [], True: []}  # levels; without JPEG, and with it
    for step in range(12):
        draw = batches.draw(step)
        samples = [silent(batches.sample(step, index, draw)) for index in draw.indices]
        size = 4 * draw.lr_size
        lr, hr, shown, wrong, *_ = make(photographs, plan_table(step, samples, draw.lr_size, size), run, silence)
        assert (len(lr), shown.shape[1]) == (len(samples), draw.references)
        assert wrong.tolist() == [sample.moment.wrong for sample in samples]
        for index, sample in enumerate(samples):
            target, views = moments.pictures(sample.moment, size)
            expected = [make_lr(target, draw.lr_size, sample.capture), target, *views]
            got = [*levels(lr[index][None]), *levels(hr[index][None]), *levels(shown[index])]
            through_jpeg = [isinstance(sample.capture, Capture) and sample.capture.codec == "jpeg", False]
            through_jpeg += [view.wear.quality > 0 for view in sample.moment.references]
            for one, other, coded in zip(got, expected, through_jpeg, strict=True):
                apart[coded].append(np.abs(one - other).ravel())
            coding = sample.capture.coding if isinstance(sample.capture, Shot) else sample.capture
            seen.add(coding.codec if coding else "clean")
    assert seen == ({"clean"} if isinstance(camera, Bicubic) else {"clean", "jpeg", "h264", "none"})
    assert np.concatenate(apart[False]).max() <= 3
    for pictures in apart.values():
        assert (np.concatenate(pictures) > 0).mean() < 1e-3


def test_noise_is_of_the_plans_strength(make_people: MakePeople) -> None:
    """What noise adds on the device and on the CPU has one deviation."""
    camera = Webcam(share=1, misfocus=0, noise=(6, 6), jpeg=0, h264=0)
    run = config(make_people, degradation=camera)
    batches = Batches(run)
    maker, deviations = OnDevice(batches, CPU), []
    for step in range(4):
        plans = PlanTables(batches)[step]
        clean = make(maker.album, plans, run, silence)[0]
        deviations += [float((lr - clean).std()) for lr in (maker(plans)[0], batches[step][0])]
    assert deviations[::2] == pytest.approx(deviations[1::2], rel=0.1)
    assert 255 * np.mean(deviations) > 3


def assert_same(one: tuple[Tensor, ...], other: tuple[Tensor, ...]) -> None:
    for a, b in zip(one, other, strict=True):
        torch.testing.assert_close(a, b, atol=0, rtol=0)


def test_a_batch_depends_on_its_step_alone_here_too(make_people: MakePeople) -> None:
    run = config(make_people)
    batches = Batches(run)
    first, again = OnDevice(batches, CPU), OnDevice(Batches(run), CPU)
    first(PlanTables(batches)[0])  # what came before must not matter
    assert_same(first(PlanTables(batches)[3]), again(PlanTables(batches)[3]))
    step = PlanTables(batches)[3]
    assert (first(step)[0] != first(step._replace(step=4))[0]).any()  # other noise


def test_workers_send_the_plans_that_they_draw(make_people: MakePeople) -> None:
    run = config(make_people, workers=1)
    tables = PlanTables(Batches(run))
    for step, sent in zip(range(2, 4), loader(tables, run, 2, 4), strict=True):
        assert isinstance(sent, PlanTable)
        drawn = tables[step]
        assert sent[:3] == drawn[:3]
        assert_same(sent[3:], drawn[3:])


def test_processes_share_the_plans_of_one(make_people: MakePeople) -> None:
    run = config(make_people, degradation=Webcam(share=1, h264=0))
    draw = Batches(run).draw(0)
    alone = PlanTables(Batches(run))[0]
    assert len(alone.samples) % 2 == 0
    halves = [PlanTables(Batches(run, rank, 2))[0] for rank in range(2)]
    for index in range(len(draw.indices)):
        torch.testing.assert_close(halves[index % 2].samples[index // 2], alone.samples[index], atol=0, rtol=0)


@pytest.mark.parametrize("samples", [EVERYTHING, Photographs()])
def test_a_cpu_gets_the_batches_that_numpy_makes(make_people: MakePeople, samples: Moments | Photographs) -> None:
    sets = [PhotoSet(make_people([4, 4], side=130), margin=1)]
    run = config(make_people, sets=sets, samples=samples)
    batches = Batches(run)
    for step, batch in enumerate(islice(batches_on(CPU, batches, 0, 9), 2)):
        assert_same(batch, batches[step])


def test_torch_compiles_every_shape_of_a_run(make_people: MakePeople, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sizes by numbers of references, and each size without references and without gradients for the refusal."""
    monkeypatch.setattr(torch._dynamo.config, "recompile_limit", 8)
    compile_residual(config(make_people))
    assert torch._dynamo.config.recompile_limit >= 2 * 3 + 2
    many = Batch(dict.fromkeys(range(8, 64, 8), 1.0), 512, dict.fromkeys(range(4), 1.0))
    compile_residual(config(lambda *_, **__: Path(), batch=many))
    assert torch._dynamo.config.recompile_limit >= 7 * 4 + 7
