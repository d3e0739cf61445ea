from pathlib import Path

import onnxruntime
import pytest

from hime_core.runtime import OnnxEngine, choose_engine
from hime_core.runtime.engine import EngineError

pytestmark = pytest.mark.filterwarnings("ignore:Specified provider")

ABSENT = "MIGraphXExecutionProvider"  # of wheels for AMD's GPUs alone; the others know the name and fall back


def offer(monkeypatch: pytest.MonkeyPatch, *providers: str) -> None:
    """ONNX Runtime claims to have these providers. Only what it claims is made up; sessions are real."""
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: list(providers))


def test_the_choice_has_a_reason(graphs: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch, "CPUExecutionProvider")
    engine = choose_engine(*graphs)
    assert engine.info.provider == "CPUExecutionProvider"
    assert "32x32 with 3 references: CPUExecutionProvider " in engine.info.reason
    assert engine.info.reason.endswith(" ms")


def test_a_provider_that_fails_is_skipped_and_told_and_nothing_is_printed(
    graphs: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    offer(monkeypatch, "NoSuchExecutionProvider", ABSENT, "CPUExecutionProvider")
    engine = choose_engine(*graphs)
    assert engine.info.provider == "CPUExecutionProvider"
    assert "NoSuchExecutionProvider failed: Unknown Provider Type" in engine.info.reason
    assert f"{ABSENT} failed: {ABSENT} fell back" in engine.info.reason
    assert capfd.readouterr().out == ""


def test_a_provider_that_fails_without_a_word_is_skipped_too(
    graphs: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(monkeypatch, "NoSuchExecutionProvider", "CPUExecutionProvider")

    def out_of_memory(
        encode: Path, enhance: Path, provider: str, reason: str, ms: float = 0.0, threads: int = 0
    ) -> OnnxEngine:
        if provider == "NoSuchExecutionProvider":
            raise MemoryError
        return OnnxEngine(encode, enhance, provider, reason, ms, threads)

    monkeypatch.setattr("hime_core.runtime.choose.OnnxEngine", out_of_memory)
    assert "NoSuchExecutionProvider failed: MemoryError" in choose_engine(*graphs).info.reason


def test_providers_that_compile_per_shape_are_not_tried(
    graphs: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(monkeypatch, "TensorrtExecutionProvider", "CPUExecutionProvider")
    assert "Tensorrt" not in choose_engine(*graphs).info.reason


def test_no_working_provider_is_an_error(graphs: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch, "NoSuchExecutionProvider")
    with pytest.raises(EngineError, match="no engine works: NoSuchExecutionProvider failed"):
        choose_engine(*graphs)
