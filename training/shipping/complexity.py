"""Counts parameters and GMACs of the paper's two networks, beside the paper's numbers (Table 1)."""

from dataclasses import dataclass, replace

import torch

from hime_core.network import Hime, HimeConfig
from hime_core.network.complexity import count_macs, parameter_count
from training.baselines.baseline import Shape
from training.baselines.make import make_network

# At each scale, this width of the network comes nearest to the paper's 0.87 M and 0.90 M parameters.
WIDTHS = {4: 40, 8: 39}
# The paper counts the cost with this many references.
PAPER_REFERENCES = 3
# The paper's Table 1 has these costs. For each network, LR side in pixels and scale they are parameters in millions,
# and GMACs.
PAPER_COSTS = {
    ("small", 32, 4): (0.87, 1.86),
    ("small", 64, 4): (0.87, 7.48),
    ("small", 16, 8): (0.90, 0.49),
    ("large", 32, 4): (9.23, 6.06),
    ("large", 64, 4): (9.23, 24.24),
    ("large", 16, 8): (9.26, 4.49),
}


@dataclass(frozen=True)
class Complexity:
    """The cost of a network at one size: parameters in millions, and GMACs of one LR picture with three references."""

    name: str
    lr: int
    scale: int
    params_m: float
    gmacs: float
    paper_params_m: float
    paper_gmacs: float


def small(scale: int) -> HimeConfig:
    """HIME small at scale 4 or 8."""
    return HimeConfig(scale, WIDTHS[scale])  # type: ignore[arg-type]  # 4 and 8 are WIDTHS' keys


def large(scale: int) -> HimeConfig:
    """HIME large at scale 4 or 8. Its flow is at half the HR resolution, which fits the paper's GMACs."""
    return replace(small(scale), alignment="dconv-flow", flow_factor=scale // 2)  # type: ignore[arg-type]


def cost(config: HimeConfig | Shape, lr: int, references: int) -> tuple[float, float]:
    """Parameters in millions, and GMACs of one LR picture of lr×lr with its references.

    Encoding the references counts too.
    """
    with torch.device("meta"):  # on this device tensors have shapes alone, and nothing is computed
        network = Hime(config) if isinstance(config, HimeConfig) else make_network(config)
        return parameter_count(network) / 1e6, count_macs(network, lr, references) / 1e9


def complexity() -> list[Complexity]:
    """A row for each network and size in the paper's table."""
    rows = []
    for (name, lr, scale), paper in PAPER_COSTS.items():
        config = small(scale) if name == "small" else large(scale)
        rows.append(Complexity(name, lr, scale, *cost(config, lr, PAPER_REFERENCES), *paper))
    return rows
