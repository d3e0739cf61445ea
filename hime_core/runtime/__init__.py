"""Engines: what runs an exported network. A small interface with ONNX Runtime behind it, without torch."""

from hime_core.runtime.choose import choose_engine
from hime_core.runtime.engine import Engine, EngineInfo, Feature, OnnxEngine, Tensor
from hime_core.runtime.graphs import Graphs, locate_graphs

__all__ = ["Engine", "EngineInfo", "Feature", "Graphs", "OnnxEngine", "Tensor", "choose_engine", "locate_graphs"]
