from pathlib import Path

import numpy as np
import pytest
import torch

from hime_core.geometry import Image
from hime_core.network import Hime
from hime_core.network.complexity import count_macs
from hime_core.runtime import EngineInfo, OnnxEngine
from hime_core.runtime.engine import EngineError, to_images, to_network

SCALE = 8


def pictures(count: int, height: int, width: int, seed: int = 0) -> list[Image]:
    rng = np.random.default_rng(seed)
    return list(rng.integers(0, 256, (count, height, width, 3)).astype(np.uint8))


def difference(a: Image, b: Image) -> int:
    return int(np.abs(a.astype(int) - b).max())


def test_app_images_become_rgb_tensors_and_back() -> None:
    red = np.zeros((2, 4, 3), np.uint8)
    red[..., 2] = 255
    tensor = to_network([red])
    assert tensor.dtype == np.float32
    np.testing.assert_array_equal(tensor, np.broadcast_to([[[[1.0]], [[0.0]], [[0.0]]]], (1, 3, 2, 4)))
    images = pictures(3, 8, 16)
    np.testing.assert_array_equal(to_images(to_network(images)), images)


def test_values_are_rounded_and_overshoot_is_clipped() -> None:
    batch = np.array([[-0.4, 51.4 / 255, 1.7], [-0.4 / 255, 50.6 / 255, 254.6 / 255]], np.float32).reshape(2, 3, 1, 1)
    assert [image.ravel().tolist() for image in to_images(batch)] == [[255, 51, 0]] * 2  # BGR


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, -1.5, 2.5])
def test_what_is_not_a_picture_is_refused(value: float) -> None:
    batch = np.full((2, 3, 4, 4), 0.5, np.float32)
    batch[1, 2, 3, 0] = value
    with pytest.raises(EngineError):
        to_images(batch)


@pytest.mark.parametrize("references", [0, 1, 3, 8])
@pytest.mark.parametrize(("height", "width"), [(16, 16), (40, 24)])
@torch.inference_mode()
def test_engine_equals_torch(network: Hime, engine: OnnxEngine, references: int, height: int, width: int) -> None:
    lr, exemplars = pictures(1, height, width), pictures(references, SCALE * height, SCALE * width, seed=1)
    features = (
        engine.encode(exemplars) if references else np.zeros((0, network.rfa.kept_channels, height, width), np.float32)
    )
    (image,), (weights,) = engine.enhance(lr, [features])
    views = torch.from_numpy(to_network(exemplars)) if references else torch.zeros(0, 3, SCALE * height, SCALE * width)
    sr, expected_weights = network(torch.from_numpy(to_network(lr)), views[None])
    assert image.shape == (SCALE * height, SCALE * width, 3)
    assert difference(image, to_images(sr.numpy())[0]) <= 1
    assert weights.shape == (references, height, width)
    np.testing.assert_allclose(weights, expected_weights[0], atol=1e-4)


def test_faces_with_different_numbers_of_references_in_one_batch(engine: OnnxEngine) -> None:
    counts = [0, 3, 1]
    lr = pictures(len(counts), 16, 24)
    features = [engine.encode(pictures(4, SCALE * 16, SCALE * 24, seed=i))[:n] for i, n in enumerate(counts)]
    together, weights = engine.enhance(lr, features)
    for i, count in enumerate(counts):
        (alone,), (alone_weights,) = engine.enhance([lr[i]], [features[i]])
        assert difference(together[i], alone) <= 1
        assert weights[i].shape == (count, 16, 24)
        np.testing.assert_allclose(weights[i], alone_weights, atol=1e-5)
    without, _ = engine.enhance(lr, [f[:0] for f in features])
    assert difference(together[1], without[1]) > 1  # references do matter here


def test_broken_features_are_noticed(engine: OnnxEngine) -> None:
    with pytest.raises(EngineError):
        engine.enhance(pictures(1, 16, 16), [np.full((1, 40, 16, 16), np.nan, np.float32)])


def test_engine_knows_its_scale_and_itself(engine: OnnxEngine) -> None:
    assert engine.scale == SCALE
    assert engine.info == EngineInfo("onnxruntime", "CPUExecutionProvider", "for tests")


@pytest.mark.filterwarnings("ignore:Specified provider")
def test_a_silent_fallback_to_another_provider_is_an_error(graphs: tuple[Path, Path]) -> None:
    with pytest.raises(EngineError, match="MIGraphXExecutionProvider fell back to CPUExecutionProvider"):
        OnnxEngine(*graphs, "MIGraphXExecutionProvider", "")


@pytest.mark.parametrize(("side", "references"), [(16, 1), (16, 2), (24, 3)])
def test_engine_knows_its_multiply_adds(network: Hime, engine: OnnxEngine, side: int, references: int) -> None:
    assert engine.macs(side, references, cached=False) == count_macs(network, side, references)
    encoding = engine.macs(side, references, cached=False) - engine.macs(side, references)
    assert encoding == references * (engine.macs(side, 1, cached=False) - engine.macs(side, 1))
    assert 0 < engine.macs(side, 0) == engine.macs(side, 0, cached=False) < engine.macs(side, references)


def test_threads_do_not_change_the_picture(graphs: tuple[Path, Path], engine: OnnxEngine) -> None:
    lr, exemplars = pictures(1, 16, 24), pictures(2, SCALE * 16, SCALE * 24, seed=1)
    one = OnnxEngine(*graphs, "CPUExecutionProvider", "for tests", threads=1)
    features = engine.encode(exemplars)
    assert difference(one.enhance(lr, [features])[0][0], engine.enhance(lr, [features])[0][0]) <= 1
