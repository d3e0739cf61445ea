from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from torch import nn
from torchvision.models import VGG19_Weights, vgg19
from torchvision.transforms.functional import normalize

from hime_core.errors import UsageError
from training.losses.perceptual import (
    CONV5_4,
    DEVIATION,
    FETCH,
    MEAN,
    PerceptualLoss,
    VggFeatures,
    load_vgg19,
    perceptual_loss,
    vgg19_features,
)


@pytest.fixture(scope="module")
def untrained() -> nn.Sequential:
    """VGG-19's features with random weights; built without its classifier, which would take seconds."""
    with torch.device("meta"):
        features = vgg19(weights=None).features
    features.to_empty(device="cpu")
    torch.manual_seed(0)
    for layer in features:
        if isinstance(layer, nn.Conv2d):
            nn.init.kaiming_normal_(layer.weight)
            nn.init.zeros_(layer.bias)
    return features


@pytest.fixture
def checkpoints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """torch.hub's folder of weight files, empty."""
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    folder = tmp_path / "hub" / "checkpoints"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def no_download(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(*arguments: object, **others: object) -> None:
        pytest.fail(f"a download was tried: {arguments}")

    monkeypatch.setattr("torch.hub.download_url_to_file", asked)
    monkeypatch.setattr("urllib.request.urlopen", asked)


def weights_file(folder: Path) -> Path:
    return folder / Path(VGG19_Weights.IMAGENET1K_V1.url).name


def test_constants_are_torchvisions(untrained: nn.Sequential) -> None:
    transforms = VGG19_Weights.IMAGENET1K_V1.transforms()
    assert (transforms.mean, transforms.std) == (list(MEAN), list(DEVIATION))
    assert max(i for i, layer in enumerate(untrained) if isinstance(layer, nn.Conv2d)) == CONV5_4


def test_features_are_of_the_last_convolution_before_its_relu(untrained: nn.Sequential) -> None:
    image = torch.rand(2, 3, 32, 48)
    x = normalize(image, list(MEAN), list(DEVIATION))
    with torch.no_grad():
        for layer in untrained[: CONV5_4 + 1]:
            x = layer(x)
        actual = VggFeatures(untrained)(image)
    assert actual.shape == (2, 512, 2, 3)
    torch.testing.assert_close(actual, x)
    assert float(actual.min()) < 0 < float(actual.max())


def test_loss_is_the_mean_distance_and_trains_sr_alone(untrained: nn.Sequential) -> None:
    extractor = VggFeatures(untrained)
    sr, hr = torch.rand(2, 1, 3, 32, 32).requires_grad_().unbind()
    sr.retain_grad()
    hr.retain_grad()
    loss = PerceptualLoss(extractor)(sr, hr)
    loss.backward()
    assert torch.equal(loss, perceptual_loss(sr, hr, extractor))
    torch.testing.assert_close(loss, (extractor(hr) - extractor(sr)).abs().sum() / (512 * 2 * 2))
    assert sr.grad is not None
    assert float(sr.grad.abs().sum()) > 0
    assert hr.grad is None
    assert all(p.grad is None and not p.requires_grad for p in extractor.parameters())
    assert float(perceptual_loss(hr, hr, extractor).detach()) == 0


def test_weights_come_from_torch_hubs_folder(untrained: nn.Sequential, checkpoints: Path) -> None:
    state = {f"features.{name}": value for name, value in untrained.state_dict().items()}
    torch.save(state | {"classifier.0.weight": torch.zeros(2, 2)}, weights_file(checkpoints))
    features = load_vgg19()
    assert {p.device.type for p in features.parameters()} == {"cpu"}
    for name, value in untrained.state_dict().items():
        assert torch.equal(features.state_dict()[name], value)


@pytest.mark.usefixtures("no_download")
def test_weights_that_are_not_there_are_one_line_and_not_fetched(checkpoints: Path) -> None:
    with pytest.raises(UsageError) as error:
        load_vgg19()
    text = str(error.value)
    assert text.startswith(f"{weights_file(checkpoints)}: ")
    assert "are not at hand" in text and FETCH in text
    assert VGG19_Weights.IMAGENET1K_V1.url in text
    assert "set the weight of the perceptual loss to 0" in text
    assert "\n" not in text
    assert list(checkpoints.iterdir()) == []


class Payload:
    """Unpickling it makes a folder."""

    def __init__(self, made: Path):
        self.made = made

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return Path.mkdir, (self.made,)


@pytest.mark.usefixtures("no_download")
def test_other_files_in_its_place_are_told_and_not_executed(checkpoints: Path, tmp_path: Path) -> None:
    path = weights_file(checkpoints)
    for write in (
        lambda: path.write_bytes(b"not weights"),
        lambda: torch.save({"features.0.weight": torch.zeros(64, 3, 3, 3)}, path),
        lambda: torch.save({"features.0.weight": Payload(tmp_path / "made")}, path),
    ):
        write()
        with pytest.raises(UsageError, match="cannot be read") as error:
            load_vgg19()
        assert "\n" not in str(error.value)
    assert not (tmp_path / "made").exists()


def test_features_for_other_methods_have_given_weights_or_seeded_random_ones(
    untrained: nn.Sequential, checkpoints: Path, tmp_path: Path
) -> None:
    first = []
    for _ in range(2):
        torch.manual_seed(3)
        features, trained = vgg19_features(None, 5)
        assert not trained and len(features) == 5
        first.append(features[2].weight)
    assert torch.equal(*first)
    assert first[0].std().item() == pytest.approx((2 / (64 * 9)) ** 0.5, rel=0.02)  # He et al. 2015, as torchvision
    state = {f"features.{name}": value for name, value in untrained.state_dict().items()}
    save_file(state, tmp_path / "given.safetensors")
    for path in (tmp_path / "given.safetensors", None):
        features, trained = vgg19_features(path, 5)
        assert trained and torch.equal(features[2].weight, untrained[2].weight)
        torch.save(state, weights_file(checkpoints))  # None finds these
    save_file({name: value.half() for name, value in state.items()}, tmp_path / "half.safetensors")
    assert vgg19_features(tmp_path / "half.safetensors", 5)[0](torch.zeros(1, 3, 8, 8)).dtype == torch.float32
    assert torch.equal(load_vgg19(tmp_path / "given.safetensors")[CONV5_4].weight, untrained[CONV5_4].weight)


@pytest.mark.parametrize(
    ("tensors", "why"),
    [
        ({"0.weight": torch.zeros(64, 3, 3, 3)}, "it has no features.0.weight"),
        ({"features.0.weight": torch.zeros(8, 3, 3, 3), "features.0.bias": torch.zeros(64)}, "size mismatch"),
        (None, "no such weights"),
    ],
)
def test_a_given_file_of_another_layout_is_told(
    tmp_path: Path, tensors: dict[str, torch.Tensor] | None, why: str
) -> None:
    path = tmp_path / "other.safetensors"
    if tensors:
        save_file(tensors, path)
    with pytest.raises(UsageError) as error:
        vgg19_features(path, 1)
    assert str(error.value).startswith(f"{path}: ") and why in str(error.value) and "\n" not in str(error.value)
