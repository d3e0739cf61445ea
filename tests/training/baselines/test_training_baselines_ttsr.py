import itertools
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor
from torch.nn import functional as F

from hime_core.errors import UsageError
from training.baselines.baseline import Shape
from training.baselines.ttsr.attention import patches, search, transfer
from training.baselines.ttsr.losses import TtsrObjective
from training.baselines.ttsr.network import TtsrNetwork
from training.fitting.checkpoint import load_network
from training.fitting.fit import fit
from training.fitting.step import train_step
from training.losses.perceptual import vgg19_features
from training.scoring.evaluate import evaluate
from training.settings.baselines import Ttsr
from training.settings.config import Batch, Optimiser, PhotoSet, RunConfig

MakePeople = Callable[..., Path]
# All losses of the paper, and a main network of a few channels.
TINY = replace(Ttsr.published(), width=4, blocks=(1, 1, 1, 1))


def transferred_slowly(textures: Tensor, chosen: Tensor) -> Tensor:
    """`transfer` of one reference by unfolding, choosing and folding patches, as the authors describe it."""
    b, h, w = chosen.shape
    f = textures.shape[3] // h
    window = {"kernel_size": 3 * f, "padding": f, "stride": f}
    unfolded = F.unfold(textures.squeeze(1), **window)
    taken = unfolded.gather(2, chosen.view(b, 1, h * w).expand_as(unfolded))
    return F.fold(taken, (f * h, f * w), **window) / 9


@pytest.mark.parametrize("f", [1, 2])
def test_whole_cells_are_transferred_as_folded_patches_are(f: int) -> None:
    torch.manual_seed(0)
    textures = torch.rand(2, 1, 3, 4 * f, 5 * f, dtype=torch.float64, requires_grad=True)
    chosen = torch.randint(20, (2, 4, 5))
    fast, slow = transfer(textures, chosen), transferred_slowly(textures, chosen)
    torch.testing.assert_close(fast, slow)
    upstream = torch.rand_like(fast)
    gradients = [torch.autograd.grad(made, textures, upstream)[0] for made in (fast, slow)]
    torch.testing.assert_close(*gradients)


def test_the_search_finds_a_moved_patch_in_whichever_reference_has_it() -> None:
    """Reference 1 is the picture, moved by two LR pixels to the right and one down; reference 0 is another picture.

    Patches are compared whose features see neither picture's border.
    """
    torch.manual_seed(0)
    hr, other = torch.rand(2, 1, 3, 72, 72).unbind()
    network = TtsrNetwork(Shape(4, TINY)).eval()
    low = F.interpolate(hr, scale_factor=0.25, mode="bicubic", antialias=True)
    shown = torch.stack([other, hr.roll((4, 8), (2, 3))], 1)
    with torch.inference_mode():
        weights = network.make(low, shown).weights[0, :, 6:10, 6:10]
        references = network._blurred(shown.flatten(0, 1))
        queries, keys = (patches(network.extractor(x)[2]) for x in (network.upsample(low), references))
        chosen, _ = search(queries, keys.reshape(1, 2 * 324, -1))
    assert not weights[0].any()
    assert float(weights[1].min()) > 0.9999
    y, x = torch.meshgrid(torch.arange(6, 10), torch.arange(6, 10), indexing="ij")
    assert torch.equal(chosen.view(18, 18)[6:10, 6:10], 324 + 18 * (y + 1) + x + 2)


def test_half_precision_chooses_the_same_patches_and_rounds_no_picture() -> None:
    torch.manual_seed(0)
    network, lr, references = TtsrNetwork(Shape(4, TINY)), torch.rand(1, 3, 8, 8), torch.rand(1, 2, 3, 32, 32)
    with torch.no_grad():
        whole = network.make(lr, references)
        with torch.autocast("cpu", torch.bfloat16):
            half = network.make(lr, references)
    assert torch.equal(half.weights, whole.weights)
    for level in range(3):
        assert torch.equal(half.beside[f"transferred_{level}"], whole.beside[f"transferred_{level}"])
    assert half.sr.dtype == torch.float32
    assert not torch.equal(half.sr, half.sr.bfloat16().float())


def test_the_gradient_of_the_soft_attention_is_that_of_the_chosen_pairs() -> None:
    torch.manual_seed(0)
    queries, keys = (torch.rand(2, n, 3, dtype=torch.float64, requires_grad=True) for n in (4, 5))
    gradients = [
        torch.autograd.grad(soft.square().sum(), (queries, keys))
        for soft in (search(queries, keys)[1], torch.bmm(queries, keys.transpose(1, 2)).amax(2))
    ]
    torch.testing.assert_close(*gradients)


def test_all_weights_learn_from_all_losses(monkeypatch: pytest.MonkeyPatch) -> None:
    # ImageNet's weights are not at hand on every machine.
    random = vgg19_features(None, 30)[0]
    monkeypatch.setattr("training.baselines.ttsr.losses.load_vgg19", lambda path: random)
    torch.manual_seed(0)
    shape = Shape(4, TINY)
    network, objective = TtsrNetwork(shape), TtsrObjective(shape, None)
    hr = torch.rand(1, 3, 32, 32)
    made = network.make(F.avg_pool2d(hr, 4), torch.rand(1, 2, 3, 32, 32))
    loss, terms = objective.generator(made, hr)
    loss.backward()
    assert terms.keys() == {"reconstruction", "perceptual", "transfer", "adversarial"}
    assert all(p.grad is not None and p.grad.any() for p in network.parameters())
    assert not any(p.grad is not None for p in objective.parameters())  # the discriminator's, and VGG-19's
    expected = terms["reconstruction"] + 1e-2 * (terms["perceptual"] + terms["transfer"]) + 1e-3 * terms["adversarial"]
    torch.testing.assert_close(loss, expected)


def test_a_true_reference_is_learned_from() -> None:
    """Black and white pixels, of which LR tells nothing, with themselves as reference and with a black one.

    Ten steps of the main network from the same weights.
    """
    torch.manual_seed(0)
    hr, shape = torch.rand(1, 1, 32, 32).round().repeat(1, 3, 1, 1), Shape(4, Ttsr(width=8, blocks=(0, 0, 0, 0)))
    network, objective, losses = TtsrNetwork(shape), TtsrObjective(shape, None), []
    network.extractor.requires_grad_(False)
    start = deepcopy(network.state_dict())
    for reference in (hr, torch.zeros_like(hr)):
        network.load_state_dict(start)
        optimiser = torch.optim.Adam(network.main.parameters(), 5e-3)
        for _ in range(10):
            optimiser.zero_grad()
            loss, _ = objective.generator(network.make(F.avg_pool2d(hr, 4), reference.unsqueeze(1)), hr)
            loss.backward()
            optimiser.step()
        losses.append(float(loss.detach()))
    own, blank = losses
    assert own < 0.9 * blank


def test_a_run_resumes_bit_for_bit_and_is_scored(
    make_people: MakePeople, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two steps at once, and one and one."""
    people = make_people([2, 2], side=48)
    config = RunConfig(
        [PhotoSet(people)],
        {},
        baseline=replace(TINY, perceptual=0, adversarial=0),
        batch=Batch({8: 1.0}, 64, {2: 0.5, 0: 0.5}),
        optimiser=Optimiser(steps=2, warmup=0),
        workers=0,
        checkpoint_every=1,
    )
    whole = torch.load(fit(config, tmp_path / "whole"), weights_only=True)
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("training.fitting.fit.train_step", dying_in_the_second(train_step))
        fit(config, tmp_path / "broken")
    last = fit(config, tmp_path / "broken")
    resumed = torch.load(last, weights_only=True)
    for part in ("network", "ema"):
        torch.testing.assert_close(resumed[part], whole[part], rtol=0, atol=0)
    assert not resumed["ema"]["extractor.imagenet"]
    scores = evaluate(load_network(last), people, 8, 1, limit=1, progress=False).means
    assert scores["own"]["psnr"] != scores["no_reference"]["psnr"]


def dying_in_the_second(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function that does as the given one does, and is interrupted when it is called for the second time."""
    calls = itertools.count()

    def dying(*given: Any) -> Any:
        if next(calls):
            raise KeyboardInterrupt
        return function(*given)

    return dying


def test_only_the_published_scale_is_made() -> None:
    with pytest.raises(UsageError, match="scale 4 alone, not 8"):
        TtsrNetwork(Shape(8, TINY))
