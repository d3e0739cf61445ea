"""`python -m tests.gpu --out FOLDER`: prove and measure HIME on this machine's GPU. See README.md beside this file."""

import argparse
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import cv2
import onnxruntime
import torch

from app.settings.schema import AUTO_MODELS
from hime_core.assets import locate
from hime_core.network import HimeConfig
from hime_core.runtime import locate_graphs
from hime_core.runtime.sessions import CPU, CUDA
from tests.gpu import engines, live, steps
from tests.gpu.size import DRY, FULL
from tests.gpu.state import done, keep, table
from training.fitting.checkpoint import load_weights

MODEL = AUTO_MODELS[0]  # the app's best weights
PARTS = "abcdef"
SMALL = HimeConfig(4, 8, 1, 1, 2)  # the dry run trains this network


def main() -> None:
    """Run the parts that have not been run yet, and write FOLDER/report.md."""
    options = _parser().parse_args()
    folder: Path = options.out
    folder.mkdir(parents=True, exist_ok=True)
    device = "cpu" if options.dry else "cuda"
    print(f"{_card(device)}, torch {torch.__version__}, ONNX Runtime {onnxruntime.__version__}", flush=True)
    for part, run in _parts(options, device).items():
        if part not in options.parts or (done(folder, part) is not None and part != "f"):
            continue  # part f is called again, because a training run goes on where it stopped
        start = time.perf_counter()
        found = run()
        keep(folder, part, found)
        print(f"part {part}: {time.perf_counter() - start:.1f} s\n\n{_shown(found)}", flush=True)
        (folder / "report.md").write_text(_report(folder, device))


def _parts(options: argparse.Namespace, device: str) -> dict[str, Callable[[], Any]]:
    size, provider = (DRY, CPU) if options.dry else (FULL, CUDA)
    graphs, weights = locate_graphs(MODEL), locate(MODEL, "safetensors")
    network = SMALL if options.dry else HimeConfig()
    parts: dict[str, Callable[[], Any]] = {
        "a": partial(engines.agreement, graphs, provider, size),
        "b": lambda: engines.buckets(graphs, load_weights(weights), provider, device, size),
        "c": partial(live.live, options.call, size.live_seconds, options.out),
        "d": partial(engines.faces, graphs, provider, size),
        "e": lambda: {
            "speed": steps.speed(device, network, size),
            "goes on": steps.resumes(device, network, options.out / "resume"),
        },
    }
    if options.recipe:
        parts["f"] = partial(steps.train, options.recipe, options.out / "run", options.seconds)
    return parts


def _parser() -> argparse.ArgumentParser:
    p = argparse.ArgumentParser(prog="python -m tests.gpu", description="Prove and measure HIME on a GPU.")
    p.add_argument(
        "--out", type=Path, required=True, help="folder for what is found; parts found there are not repeated"
    )
    p.add_argument("--parts", default=PARTS, help="which of them, such as abd; default all")
    p.add_argument("--dry", action="store_true", help="a little of everything, on the CPU")
    p.add_argument("--call", type=Path, help="recording for part c; else the sample call")
    p.add_argument("--recipe", type=Path, help="for part f, of one stage; without it, part f is left out")
    p.add_argument("--seconds", type=float, default=300, help="for part f")
    return p


def _card(device: str) -> str:
    return torch.cuda.get_device_name() if device == "cuda" else f"CPU, {cv2.getNumberOfCPUs()} cores (dry run)"


def _shown(found: Any) -> str:
    if isinstance(found, list):
        return table(found)
    if any(isinstance(value, list | dict) for value in found.values()):
        shown = (f"\n\n{_shown(v)}" if isinstance(v, list) else f" {v}\n" for v in found.values())
        return "\n".join(f"{name}:{text}" for name, text in zip(found, shown, strict=True))
    return table([found])


def _report(folder: Path, device: str) -> str:
    title = f"# {_card(device)}, torch {torch.__version__}, ONNX Runtime {onnxruntime.__version__}\n"
    parts = {part: found for part in PARTS if (found := done(folder, part)) is not None}
    return "\n".join([title, *(f"## Part {part}\n\n{_shown(found)}" for part, found in parts.items())])


if __name__ == "__main__":
    main()
