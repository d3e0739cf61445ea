"""Which engine is chosen. What ONNX Runtime claims to have is made up; the sessions are real, on the CPU."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pytest

from hime_core.geometry import Image
from hime_core.runtime import Graphs, OnnxEngine, choose_engine
from hime_core.runtime import candidates as ways
from hime_core.runtime.candidates import Candidate, of_provider
from hime_core.runtime.engine import EngineError
from hime_core.runtime.gpu import GpuEngine

CPU = "CPUExecutionProvider"
ABSENT = "MIGraphXExecutionProvider"  # of wheels for AMD's GPUs alone; the others know the name and fall back


def offer(monkeypatch: pytest.MonkeyPatch, *providers: str) -> None:
    """ONNX Runtime claims to have these providers."""
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: list(providers))


def try_instead(monkeypatch: pytest.MonkeyPatch, *builds: tuple[str, Callable[[], Any], bool]) -> None:
    """These engines are tried, by name, how they are built, and whether only where the one before fails."""
    made = [Candidate(name, "SomeExecutionProvider", build, fallback) for name, build, fallback in builds]
    monkeypatch.setattr("hime_core.runtime.choose.candidates", lambda graphs, threads, wanted: made)


class Altered(GpuEngine):
    """A provider on which something is computed wrongly: an engine for tests, otherwise real."""

    def __init__(self, graphs: Graphs, alter: Callable[[Image], Image], references: bool = True):
        super().__init__(graphs.encode, graphs.gpu, CPU, "")
        self._alter, self._with_references = alter, references

    def enhance(self, lr: Any, references: Any) -> Any:
        images, weights = super().enhance(lr, references if self._with_references else [[] for _ in references])
        if not self._with_references:
            weights = [np.full((len(r), *lr[0].shape[:2]), 1 / 3) for r in references]
        return [self._alter(image) for image in images], weights


def test_the_choice_has_a_reason(exported: Graphs, monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch, CPU)
    engine = choose_engine(exported)
    assert engine.info.provider == CPU
    assert "32x32 with 3 references: CPUExecutionProvider " in engine.info.reason
    assert engine.info.reason.endswith(" ms")
    assert engine.info.milliseconds > 0


def test_a_provider_that_fails_is_skipped_and_told_and_nothing_is_printed(
    exported: Graphs, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    offer(monkeypatch, "NoSuchExecutionProvider", ABSENT, CPU)
    engine = choose_engine(exported)
    assert engine.info.provider == CPU
    for kind in ("float16", "float32"):
        assert f"NoSuchExecutionProvider, {kind} failed: Unknown Provider Type" in engine.info.reason
        assert f"{ABSENT}, {kind} failed: {ABSENT} fell back" in engine.info.reason
    assert capfd.readouterr().out == ""


def test_a_provider_that_fails_without_a_word_is_skipped_too(exported: Graphs, monkeypatch: pytest.MonkeyPatch) -> None:
    def out_of_memory() -> OnnxEngine:
        raise MemoryError

    plain = partial(OnnxEngine, exported.encode, exported.enhance, CPU, "")
    try_instead(monkeypatch, ("full", out_of_memory, False), ("plain", plain, False))
    reason = choose_engine(exported).info.reason
    assert "full failed: MemoryError, plain " in reason


def test_a_fallback_is_tried_only_where_the_one_before_fails(exported: Graphs, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> OnnxEngine:
        raise EngineError("no graphs here")

    works = partial(OnnxEngine, exported.encode, exported.enhance, CPU, "")
    try_instead(monkeypatch, ("first", works, False), ("second", works, True))
    assert "second" not in choose_engine(exported).info.reason
    try_instead(monkeypatch, ("first", fails, False), ("second", works, True))
    assert "first failed: no graphs here, second " in choose_engine(exported).info.reason


@pytest.mark.parametrize(
    ("alter", "references"),
    [
        (lambda image: np.roll(image, 1, 1), True),  # half a pixel of LR and more, at scale 8 an eighth
        (lambda image: image[..., ::-1], True),
        (lambda image: np.clip(image.astype(int) + 6, 0, 255).astype(np.uint8), True),
        (lambda image: image, False),
    ],
    ids=["moved", "red for blue", "brighter", "without references"],
)
def test_a_provider_that_gives_wrong_pictures_is_refused_however_fast(
    exported: Graphs, monkeypatch: pytest.MonkeyPatch, alter: Callable[[Image], Image], references: bool
) -> None:
    plain = partial(OnnxEngine, exported.encode, exported.enhance, CPU, "")
    wrong = partial(Altered, exported, alter, references)
    try_instead(monkeypatch, ("wrong", wrong, False), ("plain", plain, False))
    engine = choose_engine(exported)
    assert "wrong failed: gives another picture than the CPU" in engine.info.reason
    assert isinstance(engine, OnnxEngine)


def test_the_half_precision_engine_is_believed(exported: Graphs, monkeypatch: pytest.MonkeyPatch) -> None:
    try_instead(monkeypatch, ("half", partial(Altered, exported, lambda image: image), False))
    assert isinstance(choose_engine(exported), GpuEngine)


def test_providers_that_compile_per_shape_are_tried_only_when_asked_for(
    exported: Graphs, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(monkeypatch, "TensorrtExecutionProvider", CPU)
    assert "Tensorrt" not in choose_engine(exported).info.reason
    (asked,) = ways.candidates(exported, 0, "tensorrt")
    assert asked.provider == "TensorrtExecutionProvider"
    with pytest.raises(EngineError, match="no engine works: TensorrtExecutionProvider, float16 failed"):
        choose_engine(exported, wanted="tensorrt")


def test_the_cpu_alone_where_it_is_asked_for(exported: Graphs, monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch, "NoSuchExecutionProvider", CPU)
    assert "NoSuch" not in choose_engine(exported, wanted="cpu").info.reason


@pytest.mark.parametrize("levels", [0, 60])
def test_a_graph_for_8_bits_is_tried_beside_the_other_and_refused_where_its_pictures_differ(
    exported: Graphs, monkeypatch: pytest.MonkeyPatch, levels: int
) -> None:
    with_both = replace(exported, eight_bits=exported.enhance)
    plain, rounded = of_provider(CPU, with_both, 0)
    assert (plain.name, rounded.name) == (CPU, f"{CPU}, 8 bits")

    def wrong() -> Altered:
        return Altered(exported, lambda image: np.clip(image.astype(int) + levels, 0, 255).astype(np.uint8))

    tried = [plain, replace(rounded, build=wrong)]
    monkeypatch.setattr("hime_core.runtime.choose.candidates", lambda graphs, threads, wanted: tried)
    reason = choose_engine(with_both).info.reason
    assert f"{CPU} " in reason
    assert ("8 bits failed: gives another picture" in reason) == bool(levels)


def test_cuda_has_its_own_graph_and_the_others_that_without_deformable_convolution(exported: Graphs) -> None:
    recorded, unrecorded, single = of_provider("CUDAExecutionProvider", exported, 0)
    assert (recorded.fallback, unrecorded.fallback, single.fallback) == (False, True, False)
    assert recorded.build.args[:2] == (exported.encode, exported.cuda)
    assert recorded.build.keywords["options"]["enable_cuda_graph"] == "1"
    assert "enable_cuda_graph" not in recorded.build.keywords["encode_options"]
    half, _ = of_provider("DmlExecutionProvider", exported, 0)
    assert half.build.args[:2] == (exported.encode, exported.gpu)
    assert half.build.keywords["device"] == "cpu"


def test_no_working_provider_is_an_error(exported: Graphs, monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch, "NoSuchExecutionProvider")
    with pytest.raises(EngineError, match="no engine works: NoSuchExecutionProvider, float16 failed"):
        choose_engine(exported)


def test_a_cpu_that_cannot_run_the_network_is_told(exported: Graphs, tmp_path: Path) -> None:
    """As on Macs with Intel's processor, whose last ONNX Runtime knows no deformable convolution."""
    broken = tmp_path / "enhance.onnx"
    broken.write_bytes(b"no graph")
    with pytest.raises(EngineError, match="no engine works: CPUExecutionProvider failed: "):
        choose_engine(replace(exported, enhance=broken))
