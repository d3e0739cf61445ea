"""The shipped recipes; what a recipe may hold is tested in test_training_recipe.py and test_training_config.py."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from hime_core.network import Hime
from training.ablations.plan import paper_run
from training.data.batches import Batches
from training.fitting.objective import Objective
from training.recogniser.config import RecogniserRun
from training.settings.config import Batch, CameraModel, Losses, Moments, Optimiser, PhotoSet, RunConfig, Webcam, dump
from training.settings.recipe import load_recipe
from training.shipping.complexity import large, small

MakePeople = Callable[..., Path]
FOLDER = Path(__file__).parents[3] / "training" / "recipes"
RECIPES = [path.stem for path in sorted(FOLDER.glob("*.yaml")) if path.stem != "recogniser"]
CHAINS = {name: load_recipe(FOLDER / f"{name}.yaml", RunConfig, Path("runs") / name) for name in RECIPES}
# By folder below runs/: the settings of every stage of every recipe.
CONFIGS = {stage.out.relative_to("runs").as_posix(): stage.run for chain in CHAINS.values() for stage in chain}
X8 = replace(small(8), width=40)  # as small x4, with which it begins
BURST = replace(small(4), burst=True)
FAST = replace(small(4), inner_width=32, narrow_blocks=7, sampled_width=24, rounded=True)
NETWORKS = {
    "celebamask_x4": small(4),
    "celebamask_x8": small(8),
    "fast_x4_webcam_gpu": replace(small(4), width=32),
    "hime_fast_x4/all_pictures": FAST,
    "hime_fast_x4/clear_pictures": FAST,
    "hime_large_x4/flow": large(4),
    "hime_large_x4/bad_cameras": large(4),
    "hime_small_x4/photographs": small(4),
    "hime_small_x4/sharper": small(4),
    "hime_small_x4_burst": BURST,
    "hime_small_x4_perceptual": small(4),
    "hime_small_x4_research/lfw": small(4),
    "hime_small_x4_research/bad_cameras": small(4),
    "hime_small_x4_webcam/cameras": small(4),
    "hime_small_x4_webcam/strangers": small(4),
    "hime_small_x4_webcam/more_strangers": small(4),
    "hime_small_x4_webcam/refusal": small(4),
    "hime_small_x4_webcam/turns": small(4),
    "hime_small_x4_webcam/bad_cameras": small(4),
    "hime_small_x4_webcam/many_cameras": small(4),
    "hime_small_x4_webcam/every_light": small(4),
    "hime_small_x4_webcam/repeated_colours": small(4),
    "hime_small_x4_webcam/moved_colours": small(4),
    "hime_small_x8/smallest_faces": X8,
    "hime_small_x8/refusal": X8,
    "hime_small_x8/bad_cameras": X8,
    "own_photographs": small(4),
    "small_x4_camera_gpu": small(4),
    "small_x4_webcam_48": replace(small(4), width=48),
    "small_x4_webcam_gpu": small(4),
    "small_x4_webcam_twin": small(4),
}
SHIPPED = Path("models/hime_small_x4_webcam.safetensors")
# Of every stage of every recipe, by folder below runs/: its steps, its highest learning rate and its seed.
SCHEDULES = {
    "celebamask_x4": (100_000, 6.0e-4, 0),
    "celebamask_x8": (100_000, 6.0e-4, 0),
    "fast_x4_webcam_gpu": (9_000, 1.0e-3, 22),
    "hime_fast_x4/all_pictures": (5_000, 2.0e-4, 34),
    "hime_fast_x4/clear_pictures": (700, 1.0e-4, 35),
    "hime_large_x4/flow": (5_000, 3.0e-4, 10),
    "hime_large_x4/bad_cameras": (6_500, 3.0e-4, 13),
    "hime_small_x4/photographs": (8_600, 6.0e-4, 0),
    "hime_small_x4/sharper": (13_500, 5.0e-4, 1),
    "hime_small_x4_burst": (6_000, 2.0e-3, 41),
    "hime_small_x4_perceptual": (2_000, 4.0e-5, 6),
    "hime_small_x4_research/lfw": (7_000, 4.0e-4, 9),
    "hime_small_x4_research/bad_cameras": (4_000, 4.0e-4, 14),
    "hime_small_x4_webcam/cameras": (4_250, 4.0e-4, 2),
    "hime_small_x4_webcam/strangers": (5_000, 4.0e-4, 4),
    "hime_small_x4_webcam/more_strangers": (8_000, 4.0e-4, 5),
    "hime_small_x4_webcam/refusal": (3_500, 2.0e-4, 6),
    "hime_small_x4_webcam/turns": (9_000, 4.0e-4, 8),
    "hime_small_x4_webcam/bad_cameras": (18_000, 4.0e-4, 11),
    "hime_small_x4_webcam/many_cameras": (5_435, 6.0e-4, 21),
    "hime_small_x4_webcam/every_light": (16_000, 3.0e-4, 22),
    "hime_small_x4_webcam/repeated_colours": (6_000, 2.0e-4, 23),
    "hime_small_x4_webcam/moved_colours": (15_000, 3.0e-4, 24),
    "hime_small_x8/smallest_faces": (3_600, 5.0e-4, 3),
    "hime_small_x8/refusal": (5_000, 4.0e-4, 7),
    "hime_small_x8/bad_cameras": (9_000, 5.0e-4, 12),
    "recogniser/photographs": (8_000, 2.0e-3, 0),
    "recogniser/siblings": (5_000, 1.0e-3, 0),
    "recogniser/turns": (10_000, 2.0e-3, 0),
    "recogniser/lookalikes": (4_000, 1.0e-3, 0),
    "own_photographs": (2_000, 1.0e-4, 41),
    "small_x4_camera_gpu": (9_000, 6.0e-4, 21),
    "small_x4_webcam_48": (15_000, 3.0e-4, 48),
    "small_x4_webcam_gpu": (9_000, 6.0e-4, 21),
    "small_x4_webcam_twin": (2_000, 2.0e-4, 11),
}
HIME_SMALL_X4 = ["hime_small_x4/photographs", "hime_small_x4/sharper"]
UNTIL_REFUSAL = [
    *HIME_SMALL_X4,
    *(f"hime_small_x4_webcam/{stage}" for stage in ("cameras", "strangers", "more_strangers", "refusal")),
]
UNTIL_TURNS = [*UNTIL_REFUSAL, "hime_small_x4_webcam/turns"]
UNTIL_BAD_CAMERAS = [*UNTIL_TURNS, "hime_small_x4_webcam/bad_cameras"]
ALL_WEBCAM = [
    *UNTIL_BAD_CAMERAS,
    *(
        f"hime_small_x4_webcam/{stage}"
        for stage in ("many_cameras", "every_light", "repeated_colours", "moved_colours")
    ),
]


def test_every_network_is_one_of_the_papers() -> None:
    assert {name: config.network for name, config in CONFIGS.items()} == NETWORKS


@pytest.mark.parametrize("name", sorted(NETWORKS))
def test_a_batch_goes_through_the_network_at_every_size(name: str, make_people: MakePeople) -> None:
    config = CONFIGS[name]
    people = make_people([4, 4], side=400)
    for size in config.batch.lr_sizes:
        one = replace(config.batch, lr_sizes={size: 1.0}, pixels=2 * size**2)
        small_run = replace(
            config, sets=[PhotoSet(people, margin=s.margin, size=s.size) for s in config.sets[:1]], batch=one, workers=0
        )
        lr, hr, exemplars, *_ = Batches(small_run)[0]
        shape = replace(config.network, width=8, lr_blocks=1, hr_blocks=1, reconstruction_blocks=1)
        with torch.inference_mode():
            sr, _ = Hime(shape)(lr, exemplars)
        assert sr.shape == hr.shape == (2, 3, config.network.scale * size, config.network.scale * size)
        assert torch.isfinite(Objective(Losses()).generator(sr, hr)[0])


@pytest.mark.parametrize(
    ("recipe", "stages"),
    [
        ("hime_small_x4", HIME_SMALL_X4),
        ("hime_small_x4_webcam", ALL_WEBCAM),
        ("hime_small_x4_research", [*UNTIL_REFUSAL, *(f"hime_small_x4_research/{s}" for s in ("lfw", "bad_cameras"))]),
        ("hime_small_x4_perceptual", [*UNTIL_BAD_CAMERAS, "hime_small_x4_perceptual"]),
        ("hime_large_x4", [*UNTIL_TURNS, "hime_large_x4/flow", "hime_large_x4/bad_cameras"]),
        (
            "hime_small_x8",
            [*HIME_SMALL_X4, *(f"hime_small_x8/{s}" for s in ("smallest_faces", "refusal", "bad_cameras"))],
        ),
        ("small_x4_webcam_twin", [*UNTIL_TURNS, "small_x4_webcam_twin"]),
    ],
)
def test_each_stage_starts_from_the_one_before_it(recipe: str, stages: list[str]) -> None:
    chain = CHAINS[recipe]
    assert [stage.out for stage in chain] == [Path("runs") / stage for stage in stages]
    assert [stage.run.start_from for stage in chain] == [None, *(stage.out / "last.pt" for stage in chain[:-1])]


def test_the_fast_network_begins_with_shipped_weights() -> None:
    first, second = CHAINS["hime_fast_x4"]
    assert (first.run.start_from, second.run.start_from) == (SHIPPED, first.out / "last.pt")


def test_the_others_are_of_one_stage() -> None:
    started = {name: chain[0].run.start_from for name, chain in CHAINS.items() if len(chain) == 1}
    nothing: dict[str, Path | None] = dict.fromkeys(("celebamask_x4", "celebamask_x8", "fast_x4_webcam_gpu"))
    assert started == nothing | dict.fromkeys(
        (
            "hime_small_x4_burst",
            "own_photographs",
            "small_x4_camera_gpu",
            "small_x4_webcam_48",
            "small_x4_webcam_gpu",
        ),
        SHIPPED,
    )


def test_a_stage_is_the_same_in_every_recipe_that_begins_with_it() -> None:
    for chain in CHAINS.values():
        for stage in chain:
            assert stage.run == CONFIGS[stage.out.relative_to("runs").as_posix()]


def test_every_stage_keeps_its_steps_learning_rate_and_seed() -> None:
    recogniser = load_recipe(FOLDER / "recogniser.yaml", RecogniserRun, Path("runs") / "recogniser")
    runs = CONFIGS | {f"recogniser/{stage.name}": stage.run for stage in recogniser}
    assert {
        name: (run.optimiser.steps, run.optimiser.learning_rate, run.seed) for name, run in runs.items()
    } == SCHEDULES


def test_a_stage_keeps_what_it_does_not_name() -> None:
    """A late stage of the app's weights names few settings: the others stand at the top and in earlier stages."""
    config = CONFIGS["hime_small_x4_webcam/bad_cameras"]
    assert config.batch == Batch(
        {16: 0.07, 24: 0.15, 32: 0.3, 40: 0.18, 48: 0.12, 56: 0.08, 64: 0.1},
        references={3: 0.6, 2: 0.12, 1: 0.14, 0: 0.14},
    )
    assert config.samples == Moments(
        ease_steps=1, stranger=0.14, paired=0.5, all_wrong=0.3, impostors=0.65, impostor_turn=4.5, turn=18, dim=0.15
    )
    assert config.degradation == Webcam(
        share=0.7, moving=0.12, noise=(0.3, 8.0), amplified=0.15, jpeg_quality=(20, 96), h264_crf=(16, 34)
    )
    assert config.losses == Losses(refusal=1.0)
    assert config.optimiser == Optimiser(steps=18000, learning_rate=4e-4)
    assert (config.validate_every, config.seed, config.precision) == (1000, 11, "bfloat16")


def test_the_last_stages_of_the_apps_weights_see_many_cameras() -> None:
    for stage in ("repeated_colours", "moved_colours"):
        config = CONFIGS[f"hime_small_x4_webcam/{stage}"]
        assert config.degradation == CameraModel(
            share=0.75, clean=0.4, developed=0.5, temporal=0.1, jpeg=0.25, h264=0.25, half_colour=0.8
        )
        assert (config.device, config.batch.pixels) == ("cpu", 6144)


def test_the_wider_network_sees_what_the_last_stage_of_the_apps_weights_sees() -> None:
    last, wider = (dump(CONFIGS[name]) for name in ("hime_small_x4_webcam/moved_colours", "small_x4_webcam_48"))
    assert {key for key in last if last[key] != wider[key]} == {"validation", "network", "start_from", "seed"}


@pytest.mark.parametrize(("name", "lr"), [("celebamask_x4", 32), ("celebamask_x8", 16)])
def test_the_papers_recipes_are_the_tables_own(name: str, lr: int) -> None:
    config = CONFIGS[name]
    table = paper_run(
        Path("data/celebamask"), lr, config.network.scale, steps=100_000, pixels=None, seed=0, device="cuda"
    )
    ours, theirs = (dump(replace(c, sets=[], validation={}, workers=1, keep_best=0)) for c in (config, table))
    assert ours == theirs
    [photo_set] = config.sets
    assert (photo_set.margin, photo_set.size) == (1, table.sets[0].size)


def test_the_shipped_weights_saw_jpeg_and_noise_alone() -> None:
    assert CONFIGS["hime_small_x4/photographs"].degradation == Webcam(
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


def test_what_came_later_is_off_in_the_earlier_stages() -> None:
    """They make the samples that their weights were trained on."""
    later = {
        "hime_small_x4_webcam/bad_cameras",
        "hime_small_x4_research/bad_cameras",
        "hime_small_x4_perceptual",
        "hime_large_x4/bad_cameras",
        "hime_small_x8/bad_cameras",
        "small_x4_webcam_gpu",
        "fast_x4_webcam_gpu",
    }
    for name, config in CONFIGS.items():
        if isinstance(config.samples, Moments) and isinstance(config.degradation, Webcam) and name not in later:
            shares = config.samples.dim, config.samples.impostor_turn, config.degradation.moving
            assert (*shares, config.degradation.amplified) == (0, 0, 0, 0), name


def test_the_second_stage_goes_on_from_the_first() -> None:
    """On a CPU, without VGG-19; the paper's own second stage is in the tables' rows."""
    first, second = CONFIGS["hime_small_x4_webcam/bad_cameras"], CONFIGS["hime_small_x4_perceptual"]
    assert second.start_from == Path("runs") / "hime_small_x4_webcam" / "bad_cameras" / "last.pt"
    assert second.network == first.network
    assert second.degradation == first.degradation
    assert second.losses == replace(first.losses, correlation=0.1, adversarial=0.02)
    assert second.optimiser.discriminator_first > 0
    assert second.optimiser.learning_rate < second.optimiser.discriminator_rate
    assert second.optimiser.learning_rate < first.optimiser.learning_rate
