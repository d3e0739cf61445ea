"""Counts parameters and GMACs of the networks that are trained here, beside the paper's numbers (Table 1)."""

from dataclasses import dataclass, replace

import torch

from hime_core.network import Hime, HimeConfig
from hime_core.network.complexity import count_macs, parameter_count
from training.baselines.baseline import Shape
from training.baselines.make import make_network
from training.settings.baselines import Baseline, Fsrnet, Srntt, Ttsr

# At each scale, this width of the network comes nearest to the paper's 0.87 M and 0.90 M parameters.
WIDTHS = {4: 40, 8: 39}
# Costs are counted with this many references, by network: as the method was published.
REFERENCES = {"small": 3, "large": 3, "SRNTT": 1, "TTSR": 1, "FSRNet": 0}
# A count that differs from the paper's by more than this share is explained.
COUNTS_AGREE = 0.1
# The paper's Table 1 has these costs. For each network, LR side in pixels and scale they are parameters in millions,
# and GMACs.
PAPER_COSTS = {
    ("small", 32, 4): (0.87, 1.86),
    ("small", 64, 4): (0.87, 7.48),
    ("small", 16, 8): (0.90, 0.49),
    ("large", 32, 4): (9.23, 6.06),
    ("large", 64, 4): (9.23, 24.24),
    ("large", 16, 8): (9.26, 4.49),
    ("SRNTT", 32, 4): (6.30, 36.47),
    ("SRNTT", 64, 4): (6.30, 145.89),
    ("TTSR", 32, 4): (6.73, 26.62),
    ("TTSR", 64, 4): (6.73, 106.48),
    ("FSRNet", 16, 8): (15.52, 3.20),
}
# Our counts differ from the paper's for these reasons, by network.
WHY_COSTS_DIFFER = {
    "small": (
        "the paper counts 660,000 to 710,000 more multiply-adds an LR pixel, at all sizes; these are about 48 "
        "convolutions of 40 channels, which its text does not describe"
    ),
    "large": (
        "the small network and SpyNet with four levels are all that the paper's text describes; its counts also hold "
        "what they hold more for small"
    ),
    "TTSR": "the paper does not count the search for the most similar texture, which grows as the square of LR's area",
    "FSRNet": "the paper seems to have exchanged the two columns: they would be 15.52 GMACs and 3.20 M parameters",
}


@dataclass(frozen=True)
class Complexity:
    """The cost of a network at one size: parameters in millions, and GMACs of one LR picture with its references."""

    name: str
    lr: int
    scale: int
    refs: int
    params_m: float
    gmacs: float
    paper_params_m: float
    paper_gmacs: float
    note: str | None  # which of our counts differ from the paper's by more than COUNTS_AGREE, and why


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
        # In training some methods compute more, for their losses.
        network = (Hime(config) if isinstance(config, HimeConfig) else make_network(config)).eval()
        return parameter_count(network) / 1e6, count_macs(network, lr, references) / 1e9


def complexity() -> list[Complexity]:
    """A row for each network and size in the paper's table."""
    rows = []
    for (name, lr, scale), paper in PAPER_COSTS.items():
        ours = cost(_config(name, scale), lr, REFERENCES[name])
        note = cost_note(*ours, *paper, WHY_COSTS_DIFFER.get(name, ""))
        rows.append(Complexity(name, lr, scale, REFERENCES[name], *ours, *paper, note))
    return rows


def cost_note(
    params_m: float | None, gmacs: float | None, paper_params_m: float | None, paper_gmacs: float | None, why: str
) -> str | None:
    """Which of our counts differ from the paper's by more than COUNTS_AGREE, and why.

    why: the reason; empty if it is not known. Returns None if the counts agree or are missing.
    """
    differing = [
        f"{ours:.2f} {unit}, not {paper:.2f}"
        for ours, paper, unit in ((params_m, paper_params_m, "M parameters"), (gmacs, paper_gmacs, "GMACs"))
        if ours and paper and abs(ours / paper - 1) > COUNTS_AGREE
    ]
    return f"{' and '.join(differing)}: {why or 'why is not known'}" if differing else None


def _config(name: str, scale: int) -> HimeConfig | Shape:
    others: dict[str, Baseline] = {"SRNTT": Srntt(), "TTSR": Ttsr(), "FSRNet": Fsrnet()}
    if name in others:
        return Shape(scale, others[name])
    return small(scale) if name == "small" else large(scale)
