"""Measures how fast HIME is on this machine.

It times the stages, the network and every engine. The network's time is compared with a floor (see floor.py).
"""

from app.bench.engines import EngineRow, measure_engines
from app.bench.floor import NetworkCost, NetworkRow, measure_network
from app.bench.stages import measure_stages
from app.bench.timing import Times

__all__ = ["EngineRow", "NetworkCost", "NetworkRow", "Times", "measure_engines", "measure_network", "measure_stages"]
