"""Times HIME on this machine: its stages, its network beside an arithmetic floor, and the engines beside each other."""

from app.bench.engines import EngineRow, measure_engines
from app.bench.floor import NetworkCost, NetworkRow, measure_network
from app.bench.stages import measure_stages
from app.bench.timing import Times

__all__ = ["EngineRow", "NetworkCost", "NetworkRow", "Times", "measure_engines", "measure_network", "measure_stages"]
