"""The shipped configurations; what a configuration may hold is test_training_config.py's."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from hime_core.network import Hime
from training.ablations.make import paper_run
from training.data.batches import Batches
from training.fitting.objective import Objective
from training.settings.config import Losses, Moments, PhotoSet, Webcam, dump, load_config
from training.shipping.complexity import large, small

MakePeople = Callable[..., Path]
FOLDER = Path(__file__).parents[3] / "training" / "configs"
CONFIGS = {path.stem: load_config(path) for path in sorted(FOLDER.glob("*.yaml"))}
NETWORKS = {
    "celebamask_x4": small(4),
    "celebamask_x8": small(8),
    "fast_x4_webcam_gpu": replace(small(4), width=32),
    "large_x4": large(4),
    "large_x4_longer": large(4),
    "small_x4": small(4),
    "small_x4_longer": small(4),
    "small_x4_perceptual": small(4),
    "small_x4_research": small(4),
    "small_x4_research_longer": small(4),
    "small_x4_webcam": small(4),
    "small_x4_webcam_fifth": small(4),
    "small_x4_webcam_fourth": small(4),
    "small_x4_webcam_gpu": small(4),
    "small_x4_webcam_longer": small(4),
    "small_x4_webcam_sixth": small(4),
    "small_x4_webcam_third": small(4),
    "small_x4_webcam_twin": small(4),
    "small_x8": replace(small(8), width=40),  # as small_x4, with which it begins
    "small_x8_longer": replace(small(8), width=40),
    "small_x8_third": replace(small(8), width=40),
}


def test_every_network_is_one_of_the_papers() -> None:
    assert {name: config.network for name, config in CONFIGS.items()} == NETWORKS


@pytest.mark.parametrize("name", NETWORKS)
def test_a_batch_goes_through_the_network_at_every_size(name: str, make_people: MakePeople) -> None:
    config = CONFIGS[name]
    people = make_people([4, 4], side=400)
    for size in config.batch.lr_sizes:
        one = replace(config.batch, lr_sizes={size: 1.0}, pixels=2 * size**2)
        small_run = replace(
            config, sets=[PhotoSet(people, margin=s.margin, size=s.size) for s in config.sets[:1]], batch=one, workers=0
        )
        lr, hr, exemplars, _ = Batches(small_run)[0]
        shape = replace(config.network, width=8, lr_blocks=1, hr_blocks=1, reconstruction_blocks=1)
        with torch.inference_mode():
            sr, _ = Hime(shape)(lr, exemplars)
        assert sr.shape == hr.shape == (2, 3, config.network.scale * size, config.network.scale * size)
        assert torch.isfinite(Objective(Losses()).generator(sr, hr)[0])


def test_make_trains_first_what_a_configuration_starts_from() -> None:
    before = re.findall(r"^train-(\w+): train-(\w+)$", (FOLDER.parents[1] / "Makefile").read_text(), re.MULTILINE)
    starts = {name: config.start_from for name, config in CONFIGS.items() if config.start_from}
    assert starts.pop("small_x4_webcam_gpu") == Path("models/hime_small_x4_webcam.safetensors")  # which ships
    assert {name: Path("runs") / first / "last.pt" for name, first in before} == starts
    assert len(before) == len(starts)


@pytest.mark.parametrize(("name", "lr"), [("celebamask_x4", 32), ("celebamask_x8", 16)])
def test_the_papers_configurations_are_the_tables_own(name: str, lr: int) -> None:
    config = CONFIGS[name]
    table = paper_run(
        Path("data/celebamask"), lr, config.network.scale, steps=100_000, pixels=None, seed=0, device="cuda"
    )
    ours, theirs = (dump(replace(c, sets=[], validation={}, workers=1, keep_best=0)) for c in (config, table))
    assert ours == theirs
    [photo_set] = config.sets
    assert (photo_set.margin, photo_set.size) == (1, table.sets[0].size)


def test_the_shipped_weights_saw_jpeg_and_noise_alone() -> None:
    assert CONFIGS["small_x4"].degradation == Webcam(
        share=0.75,
        misfocus=0.3,
        blur=(0.2, 0.6),
        exposure=(1, 1),
        noise=(0.3, 4),
        jpeg=0.5,
        jpeg_quality=(60, 96),
        h264=0,
        moving=0,
        amplified=0,
    )


def test_what_came_later_is_off_in_the_earlier_configurations() -> None:
    """They make the samples that their weights were trained on."""
    later = {
        "small_x4_webcam_sixth",
        "small_x4_research_longer",
        "small_x4_perceptual",
        "large_x4_longer",
        "small_x8_third",
        "small_x4_webcam_gpu",
        "fast_x4_webcam_gpu",
    }
    for name, config in CONFIGS.items():
        if isinstance(config.samples, Moments) and isinstance(config.degradation, Webcam) and name not in later:
            shares = config.samples.dim, config.samples.impostor_turn, config.degradation.moving
            assert (*shares, config.degradation.amplified) == (0, 0, 0, 0), name


def test_the_second_stage_goes_on_from_the_first() -> None:
    """On a CPU, without VGG-19; the paper's own second stage is in the tables' rows."""
    first, second = CONFIGS["small_x4_webcam_sixth"], CONFIGS["small_x4_perceptual"]
    assert second.start_from == Path("runs") / "small_x4_webcam_sixth" / "last.pt"
    assert second.network == first.network
    assert second.degradation == first.degradation
    assert second.losses == replace(first.losses, correlation=0.1, adversarial=0.02)
    assert second.optimiser.discriminator_first > 0
    assert second.optimiser.learning_rate < second.optimiser.discriminator_rate
    assert second.optimiser.learning_rate < first.optimiser.learning_rate
