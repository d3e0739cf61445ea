"""The paper's tables as data: Tables 1 to 4, 6 and 7, and Figure 8. Table 5 needs no training: temporal.py."""

from training.ablations.rows import Block, Numbers, TableRow
from training.settings.baselines import SRNTT_PUBLISHED, Fsrnet, Ttsr
from training.shipping.complexity import PAPER_COSTS, WHY_COSTS_DIFFER

# A second stage learns with these settings. The paper does not say how long and how fast a second stage learns; this
# rate is ESRGAN's after its first stage. The paper names no other rate or start for the discriminator, so the
# discriminator learns at the network's rate, from the first step.
SECOND_STAGE = {"optimiser": {"learning_rate": 1e-4, "discriminator_first": 0, "discriminator_rate": 1e-4}}
# A second stage without correlation loss has these losses and this optimiser.
WITHOUT_CORRELATION = {"losses": {"perceptual": 0.01, "adversarial": 0.1}, **SECOND_STAGE}
# A second stage with correlation loss, HIME_P, has these losses and this optimiser.
PERCEPTUAL = {"losses": {"correlation": 0.1, "perceptual": 0.01, "adversarial": 0.1}, **SECOND_STAGE}
# Figure 8 has these windows k, pixels.
WINDOWS = (1, 3, 5, 7, 9)

# These methods with references are trained here with these losses, as published.
PUBLISHED = {"SRNTT": SRNTT_PUBLISHED, "TTSR": Ttsr.published()}

# Table 1 has these numbers of bicubic, by LR side in pixels and scale.
BICUBIC = {
    (32, 4): Numbers(25.64, 0.7752, 0.3229),
    (64, 4): Numbers(28.40, 0.8169, 0.2860),
    (16, 8): Numbers(21.83, 0.5929, 0.5247),
}
# Table 1 has these PSNR, SSIM and LPIPS of HIME_rec small, HIME_P small, HIME_rec large and HIME_P large, by LR side in
# pixels and scale.
HIME = {
    (32, 4): ((29.11, 0.8794, 0.1136), (27.16, 0.8269, 0.0464), (29.23, 0.8817, 0.1102), (27.05, 0.8224, 0.0461)),
    (64, 4): ((31.24, 0.8785, 0.1611), (29.06, 0.8262, 0.0633), (31.28, 0.8789, 0.1600), (29.16, 0.8272, 0.0641)),
    (16, 8): ((24.54, 0.7411, 0.2433), (22.45, 0.6338, 0.1297), (24.68, 0.7467, 0.2361), (23.35, 0.6744, 0.1313)),
}
# Table 1 has these numbers of other methods, by LR side in pixels and scale, and by name.
OTHERS = {
    (32, 4): {
        "SRNTT": Numbers(28.02, 0.8434, 0.0682, *PAPER_COSTS["SRNTT", 32, 4]),
        "TTSR": Numbers(27.31, 0.8346, 0.0633, *PAPER_COSTS["TTSR", 32, 4]),
        "SPARNet": Numbers(20.50, 0.6118, 0.1617, 85.73, 45.25),
        "PSFR-GAN": Numbers(25.47, 0.7709, 0.0981, 67.05, 117.84),
    },
    (64, 4): {
        "SRNTT": Numbers(30.41, 0.8552, 0.0906, *PAPER_COSTS["SRNTT", 64, 4]),
        "TTSR": Numbers(29.87, 0.8484, 0.0851, *PAPER_COSTS["TTSR", 64, 4]),
        "SPARNet": Numbers(23.26, 0.6990, 0.1341, 85.73, 180.99),
        "PSFR-GAN": Numbers(26.62, 0.7685, 0.1039, 67.05, 161.89),
        "DFDNet": Numbers(21.55, 0.6587, 0.1581, 133.34, 601.04),
    },
    (16, 8): {
        "PFSR": Numbers(21.44, 0.5778, 0.2065, 10.08, 8.97),
        "FSRNet": Numbers(20.03, 0.5749, 0.2865, *PAPER_COSTS["FSRNet", 16, 8]),
        "GWAInet": Numbers(21.96, 0.5844, 0.2056, 4.29, 6.55),
        "SPARNet": Numbers(19.00, 0.5022, 0.2576, 85.73, 45.25),
        "PSFR-GAN": Numbers(22.05, 0.6102, 0.2062, 67.05, 117.84),
    },
}


def blocks_of(table: str, lr: int | None = None, scale: int | None = None) -> list[Block]:
    """The blocks of table1 to table4, table6, table7 or figure8.

    Without LR side and scale, the sizes are the paper's. Table 1 has three sizes, and all others have one.
    """
    if table == "table1":
        sizes = BICUBIC if lr is None or scale is None else [(lr, scale)]
        return [comparison(*size) for size in sizes]
    lr, scale = lr or 16, scale or 8
    rows = {"table2": alignment(scale), "table3": AGGREGATION, "table4": EXEMPLARS, "table6": LOSSES, "table7": FLIPS}
    return [Block(lr, scale, (rows | {"figure8": correlation_windows()})[table])]


def comparison(lr: int, scale: int) -> Block:
    """Table 1 at one size: bicubic, the other methods in the paper's order, and HIME.

    HIME is trained with reconstruction and perceptual losses, small and large, and small without references too. At a
    size that the paper does not have, the other methods are those that can be trained here.
    """
    trainable = {method: Numbers() for method in ("FSRNet", *(PUBLISHED if scale == 4 else ()))}
    rows: list[TableRow] = []
    for method, numbers in OTHERS.get((lr, scale), trainable).items():
        rows += rival(method, numbers)
    rows.append(TableRow("HIME_rec small, no references", {"batch": {"references": {0: 1.0}}}, references=0))
    for i, (name, changes) in enumerate({"small": {}, "large": flow(scale)}.items()):
        papers = HIME.get((lr, scale), ((), (), (), ()))[2 * i : 2 * i + 2]
        rec, p = (Numbers(*numbers, *PAPER_COSTS[name, lr, scale]) if numbers else Numbers() for numbers in papers)
        why = WHY_COSTS_DIFFER[name]
        rows.append(TableRow(f"HIME_rec {name}", changes, rec, why_costs_differ=why))
        second = {**changes, **PERCEPTUAL}
        rows.append(TableRow(f"HIME_P {name}", second, p, begins_with=f"HIME_rec {name}", why_costs_differ=why))
    return Block(lr, scale, tuple(rows), BICUBIC.get((lr, scale), Numbers()))


def rival(method: str, paper: Numbers) -> list[TableRow]:
    """The rows of another method. A method that is not trained here has one row.

    TTSR and SRNTT learn with one reference, as published, and the same weights are tested with three, too. They learn
    with the reconstruction loss alone at first, and then with all their losses. FSRNet takes no references.
    """
    why = WHY_COSTS_DIFFER.get(method, "")
    if method == "FSRNet":
        changes = {"baseline": Fsrnet(), "batch": {"references": {0: 1.0}}}
        return [TableRow(method, changes, paper, references=0, why_costs_differ=why)]
    if method not in PUBLISHED:
        return [TableRow(method, None, paper)]
    one = {"batch": {"references": {1: 1.0}}}
    rec, whole = f"{method}_rec", {"baseline": PUBLISHED[method], **one, **SECOND_STAGE}
    return [
        TableRow(rec, {"baseline": type(PUBLISHED[method])(), **one}, references=1),
        TableRow(f"{rec}, 3 references", {}, weights_of=rec),
        TableRow(method, whole, paper, references=1, begins_with=rec, why_costs_differ=why),
        TableRow(f"{method}, 3 references", {}, weights_of=method),
    ]


def flow(scale: int) -> dict[str, object]:
    """The changes that turn HIME small into HIME large."""
    return {"network": {"alignment": "dconv-flow", "flow_factor": scale // 2}}


def alignment(scale: int) -> tuple[TableRow, ...]:
    """The rows of Table 2: how references are aligned."""
    return (
        TableRow("conv", {"network": {"alignment": "conv"}}, Numbers(24.33, 0.7311, 0.2605)),
        TableRow("dconv", {}, Numbers(24.54, 0.7411, 0.2433)),
        TableRow("dconv-flow", flow(scale), Numbers(24.68, 0.7467, 0.2361)),
    )


# Table 3 has these rows. They differ in how references are aggregated.
AGGREGATION = (
    TableRow("average", {"network": {"aggregation": "average"}}, Numbers(22.120, 0.6350, 0.4332)),
    TableRow("max", {"network": {"aggregation": "max"}}, Numbers(22.118, 0.6349, 0.4331)),
    TableRow("cofa", {}, Numbers(24.381, 0.7339, 0.2533)),
)
# Table 4 has these rows. They differ in how many references there are.
EXEMPLARS = (
    TableRow("0 references", {"batch": {"references": {0: 1.0}}}, Numbers(23.84, 0.7088, 0.3440), references=0),
    TableRow("1 reference", {"batch": {"references": {1: 1.0}}}, Numbers(24.35, 0.7318, 0.2572), references=1),
    TableRow("3 references", {"batch": {"references": {3: 1.0}}}, Numbers(24.54, 0.7409, 0.2433), references=3),
)
# Table 6 has these rows. They differ in their losses.
LOSSES = (
    TableRow("rec", {}, Numbers(24.38, 0.7339, 0.2533)),
    TableRow("rec + cor", {"losses": {"correlation": 0.1}}, Numbers(24.35, 0.7346, 0.2437)),
    TableRow("P without cor", WITHOUT_CORRELATION, Numbers(22.44, 0.6204, 0.1543), begins_with="rec"),
    TableRow("P with cor", PERCEPTUAL, Numbers(23.28, 0.6673, 0.1389), begins_with="rec"),
)
# Table 7 has these rows. They differ in how samples are mirrored.
FLIPS = (
    TableRow("no flip", {"samples": {"flip": "none"}}, Numbers(22.60, 0.660)),
    TableRow("uneven flip", {"samples": {"flip": "uneven"}}, Numbers(22.52, 0.654)),
    TableRow("even flip", {"samples": {"flip": "even"}}, Numbers(23.63, 0.662)),
)


def correlation_windows() -> tuple[TableRow, ...]:
    """The rows of Figure 8: correlation loss alone, and fine-tuning with both losses.

    The paper gives no numbers for them.
    """
    rows = [TableRow("rec", {})]
    for k in WINDOWS:
        alone = {"reconstruction": 0.0, "correlation": 1.0, "correlation_window": k}
        rows.append(TableRow(window_name("cor", k), {"losses": alone}))
    for k in WINDOWS:
        both = {"correlation": 0.1, "correlation_window": k}
        rows.append(TableRow(window_name("rec + cor", k), {"losses": both, **SECOND_STAGE}, begins_with="rec"))
    return tuple(rows)


def window_name(losses: str, k: int) -> str:
    """The name of a row of Figure 8."""
    return f"{losses}, k = {k}"
