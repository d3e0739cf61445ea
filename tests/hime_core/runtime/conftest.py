"""The graphs that ship for scale 8, and the network that they are made of; the tests of training export at scale 4."""

from pathlib import Path

import pytest

from hime_core.assets import locate
from hime_core.network import Hime
from hime_core.runtime import Graphs, OnnxEngine, locate_graphs
from training.fitting.checkpoint import load_weights


@pytest.fixture(scope="session")
def network() -> Hime:
    return load_weights(locate("hime_small_x8", "safetensors"))


@pytest.fixture(scope="session")
def exported() -> Graphs:
    """All graphs of the network."""
    return locate_graphs("hime_small_x8")


@pytest.fixture(scope="session")
def graphs(exported: Graphs) -> tuple[Path, Path]:
    """The network's encode and enhance graphs."""
    return exported.encode, exported.enhance


@pytest.fixture(scope="session")
def engine(graphs: tuple[Path, Path]) -> OnnxEngine:
    return OnnxEngine(*graphs, "CPUExecutionProvider", "for tests")
