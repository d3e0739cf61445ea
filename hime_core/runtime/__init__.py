"""What runs an exported network: a small interface, ONNX Runtime behind it. No torch."""

from hime_core.runtime.choose import choose_engine
from hime_core.runtime.engine import Engine, EngineInfo, OnnxEngine

__all__ = ["Engine", "EngineInfo", "OnnxEngine", "choose_engine"]
