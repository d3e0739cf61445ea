"""`hime bench`: how long HIME takes on this machine."""

from argparse import Namespace
from dataclasses import asdict

from app.bench import EngineRow, NetworkCost, NetworkRow, Times, measure_engines, measure_network, measure_stages
from app.media.files import check_writable, write_json
from app.models import load_models
from app.settings import find_settings, load_settings
from hime_core.errors import UsageError
from hime_core.runtime import EngineInfo, locate_graphs

# The network and every engine are timed this many times.
ROUNDS = 15
# The stages are timed on this many seconds of the sample call.
CALL_SECONDS = 6.0
# The report opens with the row that has this LR side in pixels, this number of references, and this number of frames.
# True means that the references are cached.
HEADLINE = 32, 3, True, 1
# The exported graphs take LR sides of at most this many pixels.
LARGEST_LR = 256


def run(options: Namespace) -> None:
    """Measure, print a table, and write the report if the options ask for one."""
    check_writable(options.json)
    sizes = sorted(set(options.lr))
    if wrong := [lr for lr in sizes if lr % 8 or not 16 <= lr <= LARGEST_LR]:
        raise UsageError(f"--lr {wrong[0]}: must be a multiple of 8 from 16 to {LARGEST_LR}")
    settings = load_settings(find_settings(options.config))
    models = load_models(settings)
    stages = measure_stages(models, settings, CALL_SECONDS)
    network = measure_network(models.engine, sizes, ROUNDS)
    engines = measure_engines(locate_graphs(settings.enhance.best_model), sizes, ROUNDS)
    info = models.engine.info
    print(table(info, stages, network, engines))
    if options.json:
        write_json(options.json, report(info, models.engine.scale, stages, network, engines))


def report(
    info: EngineInfo, scale: int, stages: dict[str, Times], network: NetworkCost, engines: list[EngineRow]
) -> dict[str, object]:
    """Return the JSON report. Its headline is the HEADLINE row, or the first row if that one was not measured."""
    headline = _headline(network)
    return {
        "engine": {"model": info.model, "name": info.name, "provider": info.provider, "reason": info.reason},
        "headline": {key: getattr(headline, key) for key in ("lr", "refs", "cached")},
        "floor_ms": round(headline.floor_ms, 3),
        "bicubic_ms": round(headline.bicubic_ms, 4),
        "times_floor": round(headline.times_floor, 3),
        "gflops": round(network.gflops, 1),
        "rows": [_row(row, scale) for row in network.rows if row.frames == 1],
        "rows_with_earlier_frames": [_row(row, scale) for row in network.rows if row.frames > 1],
        "stages_ms": {stage: _rounded(ms) for stage, ms in stages.items()},
        "engines": [asdict(row) | {"ms": row.ms and _rounded(row.ms)} for row in engines],
    }


def table(info: EngineInfo, stages: dict[str, Times], network: NetworkCost, engines: list[EngineRow]) -> str:
    """Return the report as text."""
    lines = [
        "Milliseconds: median (95th percentile).",
        "",
        "A 1280x720 frame of the sample call with one far face, stage by stage:",
        *(f"  {stage:<10}{_ms(ms)}" for stage, ms in stages.items()),
        *([] if stages else ["  no far face was enhanced with all its references; see exemplars in the settings"]),
        "",
        f"{info.model} on {info.provider}; the floor at the {network.gflops:.0f} GFLOP/s of fp32 matrix products here:",
        f"  {'LR':>3} {'refs':>5}  {'features':<9}{'frames':>6}{'ms':>17}{'floor':>9}{'x floor':>9}{'bicubic':>9}",
        *(
            f"  {row.lr:>3} {row.refs:>5}  {'cached' if row.cached else 'encoded':<9}{row.frames:>6}{_ms(row.ms):>17}"
            f"{row.floor_ms:9.2f}{round(row.times_floor, 3):9.2f}{row.bicubic_ms:9.3f}"  # rounded as in the JSON report
            for row in network.rows
        ),
        "",
        "Engine against engine, three cached references:",
        *(f"  {_engine(row):<46}LR {row.lr:<5}{_frames(row)}{_ms(row.ms) if row.ms else row.fault}" for row in engines),
        *(f"  {name}: not all of it runs there: {where}" for name, where in _strays(engines).items()),
    ]
    return "\n".join(lines)


def _headline(network: NetworkCost) -> NetworkRow:
    return next((r for r in network.rows if (r.lr, r.refs, r.cached, r.frames) == HEADLINE), network.rows[0])


def _row(row: NetworkRow, scale: int) -> dict[str, object]:
    return {
        "lr": row.lr,
        "scale": scale,
        "refs": row.refs,
        "cached": row.cached,
        "frames": row.frames,
        "ms": _rounded(row.ms),
        "floor_ms": round(row.floor_ms, 3),
        "times_floor": round(row.times_floor, 3),
        "bicubic_ms": round(row.bicubic_ms, 4),
    }


def _rounded(ms: Times) -> dict[str, float]:
    return {"p50": round(ms.p50, 3), "p95": round(ms.p95, 3)}


def _ms(ms: Times) -> str:
    return f"{ms.p50:8.2f} ({ms.p95:.2f})"


def _strays(engines: list[EngineRow]) -> dict[str, str]:
    """Return, by engine, the nodes that run on another provider. Engines without such nodes are left out."""
    return {row.engine: row.elsewhere for row in engines if row.elsewhere}


def _frames(row: EngineRow) -> str:
    return f"{row.frames} frames " if row.frames > 1 else ""


def _engine(row: EngineRow) -> str:
    threads = {None: "", 0: ", all cores", 1: ", 1 thread"}[row.threads]
    return row.engine + threads
