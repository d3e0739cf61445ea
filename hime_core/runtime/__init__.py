"""Engines run an exported network. Their interface is small. ONNX Runtime does the work, and torch is not needed."""

from hime_core.runtime.choose import choose_engine
from hime_core.runtime.engine import Engine, EngineInfo, Feature, OnnxEngine, Tensor
from hime_core.runtime.graphs import Graphs, locate_graphs

__all__ = ["Engine", "EngineInfo", "Feature", "Graphs", "OnnxEngine", "Tensor", "choose_engine", "locate_graphs"]
