from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from hime_core.camera.parameters import Shot
from hime_core.errors import UsageError
from hime_core.network import HimeConfig
from training.data.batches import Batches, load_people, loader
from training.data.pictures import read_rgb, to_tensor
from training.settings.config import Batch, CameraModel, Moments, Photographs, PhotoSet, RunConfig, Webcam

MakePeople = Callable[..., Path]


def config(*sets: PhotoSet, **batch: object) -> RunConfig:
    network = HimeConfig(4, 8, 1, 1, 1)
    return RunConfig(list(sets), {}, network, Batch(**{"lr_sizes": {16: 1}, "pixels": 512, **batch}), workers=0)


def test_a_picture_becomes_an_rgb_tensor(tmp_path: Path) -> None:
    bgr = np.zeros((2, 2, 3), np.uint8)
    bgr[..., 0] = 255
    cv2.imwrite(str(tmp_path / "blue.png"), bgr)
    tensor = to_tensor([read_rgb(tmp_path / "blue.png")])
    assert tensor.shape == (1, 3, 2, 2)
    assert tensor[0, :, 0, 0].tolist() == [0, 0, 1]


def test_a_batch_depends_on_its_step_and_the_seed_alone(make_people: MakePeople) -> None:
    run = config(PhotoSet(make_people([2, 2])), references={2: 1.0})
    batches, again, other = Batches(run), Batches(run), Batches(replace(run, seed=1))
    batches[0]  # what came before must not matter
    for mine, same in zip(batches[3], again[3], strict=True):
        torch.testing.assert_close(mine, same, atol=0, rtol=0)
    for different in (batches[4], other[3]):
        assert all((a != b).any() for a, b in zip(batches[3][:3], different[:3], strict=True))


@pytest.mark.parametrize("references", [0, 1, 3])
@pytest.mark.parametrize(("lr_size", "pixels", "count"), [(16, 512, 2), (24, 600, 1), (16, 10, 1)])
def test_shapes(make_people: MakePeople, references: int, lr_size: int, pixels: int, count: int) -> None:
    people = make_people([1, 1], side=144)
    run = config(PhotoSet(people), lr_sizes={lr_size: 1}, pixels=pixels, references={references: 1})
    lr, hr, shown, *_ = Batches(run)[0]
    assert lr.shape == (count, 3, lr_size, lr_size)
    assert hr.shape == (count, 3, 4 * lr_size, 4 * lr_size)
    assert shown.shape == (count, references, 3, 4 * lr_size, 4 * lr_size)
    assert lr.dtype == hr.dtype == shown.dtype == torch.float32
    assert 0.1 < hr.mean() < 0.9
    assert 0.5 < hr.max() <= 1


def test_sizes_and_reference_counts_are_drawn_by_their_shares(make_people: MakePeople) -> None:
    run = config(PhotoSet(make_people([1, 1])), lr_sizes={8: 0.7, 16: 0.3}, pixels=64, references={0: 0.5, 2: 0.5})
    drawn = [Batches(run)[step] for step in range(60)]
    small = sum(lr.shape[-1] == 8 for lr, *_ in drawn)
    assert {lr.shape[-1] for lr, *_ in drawn} == {8, 16}
    assert 30 < small < 54
    assert {shown.shape[1] for _, _, shown, *_ in drawn} == {0, 2}


def test_a_photograph_is_no_target_at_sizes_it_cannot_fill(tmp_path: Path) -> None:
    """Headshots of 32 pixels (dark) serve an HR size of 32, not of 64; those of 64 (bright) serve both."""
    for name, value, side in (("dark", 40, 48), ("bright", 220, 96)):
        for identity in "ab":
            (tmp_path / name / identity).mkdir(parents=True)
            cv2.imwrite(str(tmp_path / name / identity / "0.png"), np.full((side, side, 3), value, np.uint8))
    sets = PhotoSet(tmp_path / "dark"), PhotoSet(tmp_path / "bright")
    for lr_size, dark in ((8, True), (16, False)):
        _, hr, *_ = Batches(config(*sets, lr_sizes={lr_size: 1}, pixels=40 * lr_size**2, references={0: 1}))[0]
        assert bool((hr.mean((1, 2, 3)) < 0.5).any()) is dark
    with pytest.raises(UsageError, match="HR size of 128"):
        Batches(config(*sets, lr_sizes={32: 1}))


def test_sets_are_drawn_by_their_weights(tmp_path: Path) -> None:
    for name, value in (("dark", 40), ("bright", 220)):
        for identity in "ab":
            (tmp_path / name / identity).mkdir(parents=True)
            cv2.imwrite(str(tmp_path / name / identity / "0.png"), np.full((48, 48, 3), value, np.uint8))
    sets = PhotoSet(tmp_path / "dark", weight=1), PhotoSet(tmp_path / "bright", weight=3)
    _, hr, *_ = Batches(config(*sets, lr_sizes={8: 1}, pixels=200 * 64, references={0: 1}))[0]
    bright = (hr.mean((1, 2, 3)) > 0.5).sum()
    assert len(hr) == 200
    assert 130 < bright < 170


def test_the_easy_reference_gets_harder_with_the_steps(make_people: MakePeople) -> None:
    moments = Moments(easy_reference=1, ease_steps=100)
    run = replace(config(PhotoSet(make_people([1, 1])), pixels=20 * 256, references={1: 1.0}), samples=moments)
    batches = Batches(run)
    early, late = (
        np.mean([torch.corrcoef(torch.stack((t.mean(0).flatten(), v[0].mean(0).flatten())))[0, 1] for t, v in pairs])
        for pairs in (zip(*batches[step][1:3], strict=True) for step in (0, 100))
    )
    assert early > late + 0.02


def test_loader_gives_the_steps_in_order(make_people: MakePeople) -> None:
    batches = Batches(config(PhotoSet(make_people([1, 1])), references={1: 1.0}))
    loaded = list(loader(batches, batches.config, 2, 5))
    assert len(loaded) == 3
    for step, batch in zip(range(2, 5), loaded, strict=True):
        for mine, expected in zip(batch, batches[step], strict=True):
            torch.testing.assert_close(mine, expected, atol=0, rtol=0)
    assert list(loader(batches, batches.config, 5, 5)) == []


def test_load_people_leaves_out_what_is_no_picture(make_people: MakePeople) -> None:
    folder = make_people([2, 1])
    (folder / "p0" / ".DS_Store").write_bytes(b"x")
    (folder / "empty").mkdir()
    (folder / "notes.txt").write_text("x")
    people = load_people(PhotoSet(folder, margin=1.25))
    assert [len(photographs) for photographs in people] == [2, 1]
    assert people[0][0].margin == 1.25
    assert people[0][0].image.shape == (96, 96, 3)


@pytest.mark.parametrize("counts", [[], [3], [0, 2]])
def test_a_set_needs_two_identities(make_people: MakePeople, tmp_path: Path, counts: list[int]) -> None:
    (tmp_path / "people").mkdir(exist_ok=not counts)
    with pytest.raises(UsageError, match="at least 2"):
        load_people(PhotoSet(tmp_path / "people" if not counts else make_people(counts)))


def test_a_missing_set_and_a_broken_picture_are_named(make_people: MakePeople, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="absent"):
        load_people(PhotoSet(tmp_path / "absent"))
    folder = make_people([1, 1])
    (folder / "p1" / "broken.png").write_bytes(b"not a picture")
    with pytest.raises(UsageError, match=r"broken\.png"):
        load_people(PhotoSet(folder))


def test_what_a_sample_shows_does_not_follow_from_its_size(make_people: MakePeople) -> None:
    """Size and number of references are drawn apart from the sample: each size sees each set."""
    sets = [PhotoSet(make_people([1, 1], folder=name), margin=1) for name in ("a", "b")]
    for i, photo_set in enumerate(sets):
        for file in photo_set.path.rglob("*.png"):
            cv2.imwrite(str(file), np.full((96, 96, 3), 40 + 160 * i, np.uint8))
    batches = Batches(config(*sets, lr_sizes={8: 0.5, 16: 0.5}, pixels=64, references={0: 1}))
    seen = {(lr.shape[-1], bool(lr.mean() > 0.5)) for lr, *_ in (batches[step] for step in range(40))}
    assert len(seen) == 4


def test_who_has_too_few_photographs_is_no_sample_of_the_papers(make_people: MakePeople) -> None:
    run = config(PhotoSet(make_people([4, 4, 2, 1]), margin=1), references={3: 1.0})
    run = replace(run, samples=Photographs())
    assert [len(person) for person in Batches(run).sets[16][0][0]] == [4, 4]
    with pytest.raises(UsageError, match="--margin 1"):
        Batches(replace(run, sets=[replace(run.sets[0], margin=1.5)]))
    with pytest.raises(UsageError, match="two people with 5 photographs"):
        Batches(replace(run, batch=replace(run.batch, references={4: 1.0})))


@pytest.mark.parametrize("world", [2, 4])
def test_processes_share_the_samples_of_one(make_people: MakePeople, world: int) -> None:
    run = config(PhotoSet(make_people([2, 2])), pixels=8 * 256, references={2: 1.0})
    run = replace(run, degradation=Webcam())
    alone = Batches(run)[3]
    shared = [Batches(run, rank, world)[3] for rank in range(world)]
    for index in range(8):
        for whole, part in zip(alone, shared[index % world], strict=True):
            torch.testing.assert_close(whole[index], part[index // world], atol=0, rtol=0)


def test_a_batch_tells_whose_references_are_all_wrong(make_people: MakePeople) -> None:
    run = config(PhotoSet(make_people([1, 1])), pixels=40 * 256, references={1: 1})
    for share, least, most in ((0.0, 0, 0), (0.5, 10, 30), (1.0, 40, 40)):
        wrong = Batches(replace(run, samples=Moments(all_wrong=share)))[0].wrong
        assert wrong.dtype == torch.bool
        assert least <= wrong.sum() <= most


def test_a_batch_divides_into_its_parts(make_people: MakePeople) -> None:
    run = config(PhotoSet(make_people([1, 1])), pixels=5 * 256, accumulate=2)
    assert len(Batches(run)[0][0]) in (4, 6)
    assert len(Batches(run, 0, 3)[0][0]) == 2


def test_photographs_are_taken_as_they_are(make_people: MakePeople) -> None:
    """At the pictures' own size, target and references are the files' pixels, and never the same picture twice."""
    folder = make_people([4, 4], side=64)
    run = replace(
        config(PhotoSet(folder, margin=1), pixels=6 * 256, references={3: 1}), samples=Photographs(flip="none")
    )
    files = {tuple(read_rgb(f).ravel()[:60]) for f in folder.rglob("*.png")}
    _, hr, shown, *_ = Batches(run)[0]
    for target, views in zip(hr, shown, strict=True):
        pictures = [tuple((255 * v).round().byte().permute(1, 2, 0).flatten()[:60].tolist()) for v in (target, *views)]
        assert len(set(pictures)) == 4
        assert set(pictures) <= files


def test_a_camera_of_the_camera_model_saw_the_references_too(make_people: MakePeople) -> None:
    run = RunConfig(
        [PhotoSet(make_people([1, 1]))],
        {},
        batch=Batch({16: 1.0}, 256 * 20, {2: 1.0}),
        degradation=CameraModel(share=0.5, sharpened=1.0),
    )
    batches = Batches(run)
    samples = [batches.sample(0, index, batches.draw(0)) for index in batches.draw(0).indices]
    seen = [sample.capture for sample in samples]
    assert {type(capture) for capture in seen} == {Shot, type(None)}
    for sample in samples:
        for view in sample.moment.references:
            if isinstance(sample.capture, Shot):
                assert view.wear.sharpening == sample.capture.processing.sharpening > 0
            else:
                assert view.wear.sharpening == 0
