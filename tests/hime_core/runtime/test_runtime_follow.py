"""Engines of the network that ships for earlier frames of a face, with such frames."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import pytest
import torch

from hime_core.assets import locate
from hime_core.geometry import Image
from hime_core.network import Hime
from hime_core.network.complexity import macs_of
from hime_core.network.hime import Past
from hime_core.runtime import Graphs, OnnxEngine, choose_engine, locate_graphs
from hime_core.runtime import gpu as gpus
from hime_core.runtime.agreement import trial
from hime_core.runtime.candidates import Candidate, of_provider
from hime_core.runtime.engine import to_images, to_network
from hime_core.runtime.gpu import GpuEngine
from training.fitting.checkpoint import load_weights

CPU = "CPUExecutionProvider"
SCALE = 4
TRIED = trial(SCALE)
ONE, MANY = "hime_small_x4_webcam", "hime_small_x4_burst"


@pytest.fixture(scope="module")
def following() -> Hime:
    return load_weights(locate(MANY, "safetensors"))


@pytest.fixture(scope="module")
def remembering() -> Graphs:
    return locate_graphs(MANY)


@pytest.fixture(scope="module")
def single() -> Graphs:
    """The graphs of the network for one frame."""
    return locate_graphs(ONE)


@pytest.fixture(scope="module")
def engine(single: Graphs) -> OnnxEngine:
    return OnnxEngine(single.encode, single.enhance, CPU, "")


@pytest.fixture(scope="module")
def own(remembering: Graphs) -> OnnxEngine:
    return OnnxEngine(remembering.encode, remembering.enhance, CPU, "", burst=remembering.burst)


@pytest.fixture(params=["cuda", "gpu"])
def gpu(remembering: Graphs, request: pytest.FixtureRequest) -> GpuEngine:
    graph, burst = (getattr(remembering, f"{name}{request.param}") for name in ("", "burst_"))
    return GpuEngine(remembering.encode, graph, CPU, "for tests", burst=burst)


def difference(a: Image, b: Image) -> int:
    return int(np.abs(a.astype(int) - b).max())


@torch.inference_mode()
def test_it_equals_torch_with_any_number_of_earlier_frames(following: Hime, own: OnnxEngine) -> None:
    features = own.encode(TRIED.exemplars)
    counts = [3, 1, 2]
    given, weights = own.follow([TRIED.noisy] * 3, [features] * 3, [TRIED.earlier[-n:] for n in counts])
    lr, references = torch.from_numpy(to_network([TRIED.noisy])), torch.from_numpy(np.stack(features))[None]
    for count, image, shares in zip(counts, given, weights, strict=True):
        frames = torch.from_numpy(to_network(TRIED.earlier[-count:]))[None]
        sr, expected = following.enhance(lr, references, None, Past(frames, torch.ones(1, count)))
        assert difference(image, to_images(sr.numpy())[0]) <= 1
        np.testing.assert_allclose(shares, expected[0], atol=1e-4)
    assert difference(given[0], given[1]) > 5  # earlier frames do matter here


def test_a_first_frame_is_enhanced_by_the_network_for_one_frame(
    own: OnnxEngine, engine: OnnxEngine, gpu: GpuEngine, single: Graphs
) -> None:
    assert own.remembers and gpu.remembers and not engine.remembers
    one = GpuEngine(single.encode, single.cuda if "cuda" in gpu._graph.name else single.gpu, CPU, "")
    for remembers, other in ((own, engine), (gpu, one)):
        features = other.encode(TRIED.exemplars)
        (given,), _ = remembers.enhance([TRIED.lr], [features])
        np.testing.assert_array_equal(given, other.enhance([TRIED.lr], [features])[0][0])


def test_the_gpu_engine_gives_what_the_float32_engine_gives(own: OnnxEngine, gpu: GpuEngine) -> None:
    answers = []
    for one in (own, gpu):
        features = one.encode(TRIED.exemplars)
        sets = [TRIED.earlier[:n] for n in (2, 1, 3, 1, 3)]  # more headshots than go together
        answers.append(one.follow([TRIED.noisy] * 5, [features, [], features[:1], features, []], sets)[0])
    assert max(map(difference, *answers)) <= 1


def test_no_shape_is_made_anew_while_earlier_frames_become_more(
    gpu: GpuEngine, own: OnnxEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, real = [], gpus.Bucket

    def noting(*arguments: Any) -> Any:
        made.append(arguments[-1].past)
        return real(*arguments)

    monkeypatch.setattr(gpus, "Bucket", noting)
    gpu.warm(32, references=1)
    assert made == [0, gpus.LEAST_PAST]
    for n in (1, 2, 3):
        gpu.enhance([TRIED.lr], [[]])
        gpu.follow([TRIED.lr], [[]], [TRIED.earlier[:n]])
    assert len(made) == 2
    more = TRIED.earlier * 2
    (given,), _ = gpu.follow([TRIED.lr], [[]], [more])
    assert made[2:] == [len(more)]
    assert difference(given, own.follow([TRIED.lr], [[]], [more])[0][0]) <= 1


def test_earlier_frames_on_the_device_are_overwritten_when_it_is_told_to_forget(gpu: GpuEngine) -> None:
    gpu.follow([TRIED.lr], [[]], [TRIED.earlier])
    (place,) = gpu._buckets.values()
    values = [place._lr, place._sr, *place._earlier.values()]
    assert len(values) == 4 and all(value.numpy().any() for value in values)
    gpu.forget()
    assert not any(value.numpy().any() for value in values)


class Altered(OnnxEngine):
    """A provider on which earlier frames are computed wrongly: an engine for tests, otherwise real."""

    def __init__(self, graphs: Graphs, alter: Callable[[list[Image]], list[Image]]):
        super().__init__(graphs.encode, graphs.enhance, CPU, "", burst=graphs.burst)
        self._alter = alter

    def follow(self, lr: Any, references: Any, past: Any) -> Any:
        return super().follow(lr, references, [self._alter(list(frames)) for frames in past])


@pytest.mark.parametrize(
    ("alter", "believed"),
    [
        (lambda past: past, True),
        (lambda past: past[-1:], False),
        (lambda past: [np.roll(frame, 4, 1) for frame in past], False),
    ],
    ids=["right", "the last alone", "moved"],
)
def test_an_engine_that_is_wrong_in_earlier_frames_is_refused(
    remembering: Graphs, monkeypatch: pytest.MonkeyPatch, alter: Callable[[list[Image]], list[Image]], believed: bool
) -> None:
    plain, *_ = of_provider(CPU, remembering, 1)
    tried = [Candidate("other", "SomeExecutionProvider", partial(Altered, remembering, alter)), plain]
    monkeypatch.setattr("hime_core.runtime.choose.candidates", lambda graphs, threads, wanted: tried)
    engine = choose_engine(remembering)
    assert engine.remembers
    assert ("other failed: gives another picture than the CPU" in engine.info.reason) != believed


def test_exemplars_and_first_frames_are_of_the_network_for_one_frame(remembering: Graphs, single: Graphs) -> None:
    burst = {name: getattr(remembering, name) for name in ("burst", "burst_cuda", "burst_gpu")}
    assert all(burst.values())
    assert remembering == replace(single, **burst)


def test_every_candidate_has_the_graph_for_earlier_frames(remembering: Graphs) -> None:
    built = {
        c.name: c.build.keywords["burst"]
        for p in (CPU, "CUDAExecutionProvider", "DmlExecutionProvider")
        for c in of_provider(p, replace(remembering, eight_bits=remembering.enhance), 1)
    }
    assert {name: burst.name for name, burst in built.items()} == {
        CPU: f"{MANY}.burst.onnx",
        "CUDAExecutionProvider, float16, recorded": f"{MANY}.burst_cuda.onnx",
        "CUDAExecutionProvider, float16": f"{MANY}.burst_cuda.onnx",
        "CUDAExecutionProvider, float32": f"{MANY}.burst.onnx",
        "DmlExecutionProvider, float16": f"{MANY}.burst_gpu.onnx",
        "DmlExecutionProvider, float32": f"{MANY}.burst.onnx",
    }


def test_it_knows_the_multiply_adds_of_earlier_frames(following: Hime, own: OnnxEngine, engine: OnnxEngine) -> None:
    side, past = 16, Past(torch.zeros(1, 3, 3, 16, 16), torch.ones(1, 3))
    exemplars = torch.zeros(1, 2, 3, SCALE * side, SCALE * side)
    counted = macs_of(lambda: following.enhance(past.frames[:, 0], following.encode_sets(exemplars), None, past))
    assert own.macs(side, 2, cached=False, frames=4) == counted
    assert own.macs(side, 2) == engine.macs(side, 2) < own.macs(side, 2, frames=2) < own.macs(side, 2, frames=4)
