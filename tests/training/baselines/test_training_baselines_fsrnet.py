from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from hime_core.errors import UsageError
from hime_core.network import HimeConfig
from tests.training.tiny_celebamask import make_celebamask
from training.baselines.baseline import Made, Shape
from training.baselines.fsrnet.losses import FsrnetObjective
from training.baselines.fsrnet.network import FsrnetNetwork
from training.data.batches import Batches
from training.data.celebamask import prepare_celebamask
from training.data.parsing_maps import learns_maps
from training.data.pictures import read_rgb
from training.fitting.checkpoint import load_network
from training.fitting.fit import fit
from training.scoring.evaluate import evaluate
from training.settings.baselines import Fsrnet
from training.settings.config import Batch, Optimiser, Photographs, PhotoSet, RunConfig
from training.settings.parsing import PARTS
from training.shipping.complexity import cost

NARROW, SIDE = Shape(4, Fsrnet(width=4)), 32


def draw_masks(root: Path) -> None:
    """Masks of every picture, at twice its side: a face that fills the picture, two eyes, hair above it, and a hat."""
    for picture in (root / "CelebA-HQ-img").iterdir():
        folder = root / "CelebAMask-HQ-mask-anno" / "0"
        folder.mkdir(parents=True, exist_ok=True)
        areas = {"skin": (0, 64, 8, 56), "l_eye": (24, 32, 16, 24), "r_eye": (24, 32, 40, 48), "hair": (0, 16, 0, 64)}
        for name, (top, bottom, left, right) in (areas | {"hat": (0, 8, 0, 64)}).items():
            mask = np.zeros((2 * SIDE, 2 * SIDE, 3), np.uint8)
            mask[top:bottom, left:right] = 255
            cv2.imwrite(str(folder / f"{int(picture.stem):05d}_{name}.png"), mask)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A tiny CelebAMask-HQ with masks."""
    make_celebamask(tmp_path / "set", people=4, images=4, side=SIDE)
    draw_masks(tmp_path / "set")
    return tmp_path / "set"


def prepare(root: Path, out: Path) -> None:
    prepare_celebamask(root, root / "identity_CelebA.txt", out, seed=0, evaluation=2, development=0)


def run_on(data: Path) -> RunConfig:
    """Four steps of a narrow FSRNet on LR 8×8 at scale 4, one sample a step and no references."""
    return RunConfig(
        [PhotoSet(data / "train", margin=1.0)],
        {},
        HimeConfig(4),
        Batch({8: 1.0}, 64, {0: 1.0}),
        Photographs(),
        baseline=NARROW.baseline,
        optimiser=Optimiser(steps=4, learning_rate=1e-2, warmup=1),
        workers=0,
        checkpoint_every=2,
    )


def test_costs_are_those_of_the_paper_with_its_two_columns_exchanged() -> None:
    """HIME's Table 1 says 15.52 M parameters and 3.20 GMACs."""
    params, gmacs = cost(Shape(8, Fsrnet()), 16, 0)
    assert params == pytest.approx(3.20, rel=0.03)
    assert gmacs == pytest.approx(15.52, rel=0.03)


def test_every_weight_learns() -> None:
    network, objective = FsrnetNetwork(NARROW), FsrnetObjective(NARROW, None)
    made = network.make(torch.rand(1, 3, 8, 8), torch.zeros(1, 2, 3, 32, 32))
    made.beside["true_maps"] = torch.rand(1, len(PARTS), 16, 16)
    assert made.sr.shape == (1, 3, 32, 32)
    assert torch.equal(made.weights, torch.zeros(1, 2, 8, 8))
    loss, terms = objective.generator(made, torch.rand(1, 3, 32, 32))
    assert set(terms) == {"reconstruction", "coarse", "prior"}
    loss.backward()
    for name, parameter in network.named_parameters():
        assert parameter.grad is not None, name
        assert parameter.grad.abs().max() > 0, name


def test_masks_become_maps_of_merged_parts(root: Path, tmp_path: Path) -> None:
    prepare(root, tmp_path / "out")
    pictures = sorted(f.relative_to(tmp_path / "out/train").with_suffix("") for f in tmp_path.glob("out/train/*/*.jpg"))
    maps = sorted((tmp_path / "out/train_maps").glob("*/*.png"))
    assert [f.relative_to(tmp_path / "out/train_maps").with_suffix("") for f in maps] == pictures
    assert len(maps) == 8
    labels = read_rgb(maps[0])[..., 0]
    names = list(PARTS)
    seen = {place: names[labels[place]] for place in ((60, 30), (28, 20), (28, 44), (10, 30), (4, 2), (60, 2))}
    assert list(seen.values()) == ["skin", "eye", "eye", "hair", "hair", "rest"]


def test_a_picture_without_masks_is_named(root: Path, tmp_path: Path) -> None:
    prepare(root, tmp_path / "out")
    number = min(int(f.stem) for f in tmp_path.glob("out/train/*/*.jpg"))
    for file in (root / "CelebAMask-HQ-mask-anno" / "0").glob(f"{number:05d}_*.png"):
        file.unlink()
    with pytest.raises(UsageError, match=f"has no masks of picture {number}; .* or remove this folder"):
        prepare(root, tmp_path / "again")
    assert {p.name for p in tmp_path.iterdir()} == {root.name, "out"}


def prior_loss(network: FsrnetNetwork, config: RunConfig) -> float:
    batch = Batches(config)[99]
    with torch.no_grad():
        made: Made = network.train().make(batch.lr, batch.references)
    made.beside["true_maps"] = batch.maps
    return float(FsrnetObjective(NARROW, None).generator(made, batch.hr)[1]["prior"])


def test_a_run_learns_maps_goes_on_bit_for_bit_and_is_scored(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(root, tmp_path / "out")
    config = run_on(tmp_path / "out")
    whole = torch.load(fit(config, tmp_path / "whole"), weights_only=True)
    generator, steps = FsrnetObjective.generator, iter(range(3))

    def dying(self: FsrnetObjective, made: Made, hr: torch.Tensor) -> tuple[torch.Tensor, dict[str, torch.Tensor]]:
        if next(steps, None) is None:
            raise KeyboardInterrupt
        return generator(self, made, hr)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(FsrnetObjective, "generator", dying)
        fit(config, tmp_path / "broken")
    again = torch.load(fit(config, tmp_path / "broken"), weights_only=True)
    for part in ("network", "ema"):
        assert all(torch.equal(again[part][name], value) for name, value in whole[part].items())
    network = load_network(tmp_path / "whole" / "last.pt")
    assert isinstance(network, FsrnetNetwork)
    assert network.parsing_maps
    scores = evaluate(network, tmp_path / "out" / "val", 8, 1, limit=2, progress=False).means
    assert scores["own"]["psnr"] == scores["no_reference"]["psnr"] != scores["bicubic"]["psnr"]
    torch.manual_seed(config.seed)
    start = FsrnetNetwork(NARROW)
    assert prior_loss(network, config) < 0.8 * prior_loss(start, config)


def test_without_maps_a_run_learns_without_the_prior_loss(root: Path, tmp_path: Path) -> None:
    prepare(root, tmp_path / "out")
    (tmp_path / "out" / "train_maps").rename(tmp_path / "elsewhere")
    config = run_on(tmp_path / "out")
    assert not learns_maps(config)
    assert Batches(config)[0].maps.shape[1] == 0


def test_half_precision_rounds_no_picture() -> None:
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        made = FsrnetNetwork(NARROW).eval().make(torch.rand(1, 3, 8, 8), torch.zeros(1, 0, 3, SIDE, SIDE))
    for picture in (made.sr, made.beside["coarse"]):
        assert picture.dtype == torch.float32
        assert not torch.equal(picture, picture.bfloat16().float())
