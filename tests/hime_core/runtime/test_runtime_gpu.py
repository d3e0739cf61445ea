"""The engine for GPUs and both of its graphs, on the CPU provider; what only a GPU can show, tests/gpu shows."""

import threading
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import onnx
import pytest

from hime_core.geometry import Image
from hime_core.runtime import Graphs, OnnxEngine
from hime_core.runtime import bucket as buckets
from hime_core.runtime.agreement import trial
from hime_core.runtime.engine import EngineError
from hime_core.runtime.gpu import LARGEST_TOGETHER, MOST_TOGETHER, GpuEngine

CPU = "CPUExecutionProvider"
SCALE = 8


@pytest.fixture(params=["cuda", "gpu"])
def gpu(exported: Graphs, request: pytest.FixtureRequest) -> GpuEngine:
    return GpuEngine(exported.encode, getattr(exported, request.param), CPU, "for tests")


def faces(count: int, height: int, width: int) -> list[Image]:
    """Soft pictures: what a kernel does wrongly on noise, an eye would not see."""
    soft = np.asarray(cv2.resize(trial(SCALE).exemplars[0], (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    return [np.ascontiguousarray(np.roll(soft, 7 * i, 1)) for i in range(count)]


def difference(a: Image, b: Image) -> int:
    return int(np.abs(a.astype(int) - b).max())


@pytest.mark.parametrize("counts", [[3], [0], [2, 0, 3], [1, 1, 1, 1, 3]])
@pytest.mark.parametrize(("height", "width"), [(16, 16), (24, 40), (LARGEST_TOGETHER + 8, 16)])
def test_it_gives_the_pictures_and_weights_of_the_float32_engine(
    gpu: GpuEngine, engine: OnnxEngine, counts: list[int], height: int, width: int
) -> None:
    lr = faces(len(counts), height, width)
    seen = [faces(n, SCALE * height, SCALE * width) for n in counts]
    own, half = ([e.encode(pictures) if pictures else [] for pictures in seen] for e in (engine, gpu))
    expected, expected_weights = engine.enhance(lr, own)
    given, weights = gpu.enhance(lr, half)
    assert len(given) == len(lr)
    assert max(map(difference, expected, given)) <= 1
    for count, a, b in zip(counts, expected_weights, weights, strict=True):
        assert a.shape == b.shape == (count, height, width)
        np.testing.assert_allclose(a, b, atol=0.01)


def test_one_graph_has_deformable_convolution_and_the_other_samples_instead(exported: Graphs) -> None:
    kinds = {name: {node.op_type for node in onnx.load(getattr(exported, name)).graph.node} for name in ("cuda", "gpu")}
    assert "DeformConv" in kinds["cuda"] and "GridSample" not in kinds["cuda"]
    assert "GridSample" in kinds["gpu"] and "DeformConv" not in kinds["gpu"]


def test_a_picture_stays_what_it_was_when_the_next_is_made(gpu: GpuEngine) -> None:
    first, second = faces(2, 16, 16)
    (kept,), _ = gpu.enhance([first], [[]])
    before = kept.copy()
    gpu.enhance([second], [[]])
    assert difference(kept, before) == 0


def test_broken_features_are_noticed(gpu: GpuEngine) -> None:
    broken = np.full((40, 16, 16), np.nan, np.float16)
    with pytest.raises(EngineError, match="not a picture"):
        gpu.enhance(faces(2, 16, 16), [[], [broken]])


def test_small_faces_go_together_and_large_ones_alone(gpu: GpuEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    made = sizes_made(monkeypatch)
    gpu.enhance(faces(1, 16, 16), [[]])
    gpu.enhance(faces(MOST_TOGETHER + 1, 16, 16), [[]] * (MOST_TOGETHER + 1))
    large = LARGEST_TOGETHER + 8
    gpu.enhance(faces(2, large, large), [[], []])
    assert made == [(1, 16), (MOST_TOGETHER, 16), (1, large)]


def test_a_shape_that_was_made_ready_is_not_made_again(gpu: GpuEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    made = sizes_made(monkeypatch)
    gpu.warm(16, references=3)
    gpu.warm(16, references=3, headshots=2)
    assert made == [(1, 16), (MOST_TOGETHER, 16)]
    features = gpu.encode(faces(3, SCALE * 16, SCALE * 16))
    gpu.enhance(faces(1, 16, 16), [features])
    gpu.enhance(faces(3, 16, 16), [features[:1], [], features])
    assert len(made) == 2


def test_references_that_the_device_has_are_not_sent_again(
    gpu: GpuEngine, engine: OnnxEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    lr, seen = faces(1, 16, 16), faces(3, SCALE * 16, SCALE * 16)
    features = gpu.encode(seen)
    first, _ = gpu.enhance(lr, [features])
    (place,) = gpu._buckets.values()
    sent = 0

    class Counting:
        """A place on the device; how often references are sent is counted."""

        def __init__(self, value: Any):
            self._value = value

        def update_inplace(self, data: Any) -> None:
            nonlocal sent
            sent += 1
            self._value.update_inplace(data)

    monkeypatch.setattr(place, "_references", Counting(place._references))
    again, _ = gpu.enhance(lr, [list(features)])
    assert sent == 0 and difference(first[0], again[0]) == 0
    other, _ = gpu.enhance(lr, [[features[2], features[1]]])
    assert sent == 1
    expected, _ = engine.enhance(lr, [engine.encode([seen[2], seen[1]])])
    assert difference(other[0], expected[0]) <= 1


def test_what_the_device_has_is_overwritten_when_it_is_told_to_forget(gpu: GpuEngine) -> None:
    gpu.enhance(faces(1, 16, 16), [gpu.encode(faces(2, SCALE * 16, SCALE * 16))])
    (place,) = gpu._buckets.values()
    assert place._references.numpy().any() and place._sr.numpy().any()
    gpu.forget()
    for value in (place._references, place._present, place._lr, place._sr, place._weights):
        assert not value.numpy().any()
    assert not any(place._held or [])


def test_threads_take_turns(gpu: GpuEngine, engine: OnnxEngine) -> None:
    """The window compares a face while the call goes on: nobody's references come to another's face."""
    people = [(lr, [hr]) for lr, hr in zip(faces(2, 16, 16), faces(2, 128, 128), strict=True)]
    expected = [engine.enhance([lr], [engine.encode(seen)])[0][0] for lr, seen in people]
    apart: list[int] = []

    def go(who: int) -> None:
        lr, seen = people[who]
        features = gpu.encode(seen)
        given = [gpu.enhance([lr], [features])[0][0] for _ in range(30)]
        apart.extend(difference(image, expected[who]) for image in given)

    threads = [threading.Thread(target=go, args=(who,)) for who in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(apart) == 60 and max(apart) <= 1


def test_shapes_that_were_not_used_for_long_make_room(gpu: GpuEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hime_core.runtime.gpu.MOST_SHAPES", 2)
    made = sizes_made(monkeypatch)
    for height in (16, 24, 16, 32, 16, 24):
        gpu.enhance(faces(1, height, 16), [[]])
    assert made == [(1, 16), (1, 24), (1, 32), (1, 24)]


def test_where_the_device_is_full_the_other_shapes_make_room(gpu: GpuEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    gpu.enhance(faces(1, 16, 16), [[]])
    gpu.enhance(faces(1, 24, 16), [[]])
    real, failures = buckets.Bucket.__init__, iter([True])

    def full_once(*arguments: Any) -> None:
        if next(failures, False):
            raise RuntimeError("out of memory")
        real(*arguments)

    monkeypatch.setattr(buckets.Bucket, "__init__", full_once)
    (image,), _ = gpu.enhance(faces(1, 32, 16), [[]])
    assert image.shape == (SCALE * 32, SCALE * 16, 3)
    assert list(gpu._buckets) == [(1, 32, 16, False)]


def test_room_for_more_references_is_made(gpu: GpuEngine, engine: OnnxEngine) -> None:
    lr, seen = faces(1, 16, 16), faces(5, SCALE * 16, SCALE * 16)
    gpu.enhance(lr, [gpu.encode(seen[:1])])
    given, _ = gpu.enhance(lr, [gpu.encode(seen)])
    expected, _ = engine.enhance(lr, [engine.encode(seen)])
    assert difference(given[0], expected[0]) <= 1


def test_it_says_where_its_nodes_run(gpu: GpuEngine) -> None:
    gpu.warm(16, references=1)
    (where,) = gpu.placed().items()
    assert where[0] == CPU and where[1]["Conv"] > 0


def test_it_knows_its_multiply_adds(gpu: GpuEngine, engine: OnnxEngine) -> None:
    assert gpu.scale == SCALE
    for cached in (True, False):
        assert gpu.macs(24, 3, cached) == engine.macs(24, 3, cached) > 0


def test_a_silent_fallback_to_another_provider_is_an_error(exported: Graphs) -> None:
    with pytest.raises(EngineError, match="fell back to CPUExecutionProvider"):
        GpuEngine(exported.encode, exported.gpu, "MIGraphXExecutionProvider", "")


def sizes_made(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """(headshots, LR height) of every bucket that is made from now on."""
    made: list[tuple[int, int]] = []
    real = buckets.Bucket.__init__

    def noting(self: buckets.Bucket, graph: Path, provider: str, device: str, options: Any, shape: Any) -> None:
        made.append((shape.batch, shape.height))
        real(self, graph, provider, device, options, shape)

    monkeypatch.setattr(buckets.Bucket, "__init__", noting)
    return made
