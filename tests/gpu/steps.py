"""Parts e and f: how fast a GPU trains, whether a stopped run goes on exactly, and a training run of limited time."""

import contextlib
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any
from unittest import mock

import cv2
import numpy as np

from hime_core.network import HimeConfig
from tests.gpu.size import Size
from training.fitting import record
from training.fitting.checkpoint import read_checkpoint, write_checkpoint
from training.fitting.fit import fit
from training.settings.config import Batch, Optimiser, PhotoSet, RunConfig, Webcam
from training.shipping.throughput import throughput

# The steps that are timed have samples of this LR side in pixels, and this many references each.
LR, REFERENCES = 32, 3
STEPS = 6  # The run that is stopped half way has this many steps.


def speed(device: str, network: HimeConfig, size: Size) -> list[dict[str, Any]]:
    """Time whole training steps on one batch of noise, first eager and, on a GPU, then compiled."""
    rows = []
    for compiled in (False, True) if device == "cuda" else (False,):
        start = time.perf_counter()
        found = throughput(
            network,
            LR,
            REFERENCES,
            size.batch,
            device=device,
            compiled=compiled,
            steps=size.steps,
            matrix_side=None if device == "cuda" else 128,
        )
        more = {"samples_per_second": round(found.steps_per_second * found.batch, 1)}
        rows.append(asdict(found) | more | {"measuring took, s": round(time.perf_counter() - start, 1)})
    return rows


def resumes(device: str, network: HimeConfig, folder: Path) -> dict[str, Any]:
    """How far the weights of two short runs are apart. One is not interrupted. The other is stopped and resumed."""
    people = _people(folder / "people")
    config = RunConfig(
        sets=[PhotoSet(people)],
        validation={},
        network=network,
        degradation=Webcam(),
        device=device,  # type: ignore[arg-type]
        workers=0,
        checkpoint_every=STEPS // 2,
        validate_every=10 * STEPS,
        optimiser=Optimiser(steps=STEPS, warmup=1),
        batch=Batch(lr_sizes={16: 0.5, 24: 0.5}, pixels=2048, references={3: 0.5, 1: 0.5}),
    )
    whole, halves = folder / "whole", folder / "halves"
    fit(config, whole)
    with contextlib.suppress(_StoppedError), mock.patch.object(record, "write_checkpoint", _write_and_stop):
        fit(config, halves)
    stopped_at = read_checkpoint(halves / "last.pt")["step"]
    fit(config, halves)
    a, b = (read_checkpoint(out / "last.pt")["network"] for out in (whole, halves))
    apart = max(float((a[name] - b[name]).abs().max()) for name in a)
    return {
        "stopped at step": stopped_at,
        "steps": STEPS,
        "largest difference of a weight": apart,
        "largest weight": max(float(value.abs().max()) for value in a.values()),
    }


def train(recipe: Path, out: Path, seconds: float) -> dict[str, Any]:
    """Part f: train with the recipe for this many seconds at most. The next call goes on where this one stopped."""
    command = [sys.executable, "-m", "training.cli", "fit", str(recipe), "--out", str(out)]
    start = time.perf_counter()
    with contextlib.suppress(subprocess.TimeoutExpired):
        subprocess.run(command, check=True, timeout=seconds)
    last = out / "last.pt"
    return {
        "recipe": recipe.name,
        "steps": read_checkpoint(last)["step"] if last.exists() else 0,
        "seconds": round(time.perf_counter() - start, 1),
    }


class _StoppedError(Exception):
    """Stops a training run."""


def _write_and_stop(path: Path, state: dict[str, object]) -> None:
    write_checkpoint(path, state)
    raise _StoppedError


def _people(folder: Path) -> Path:
    """Write soft random shapes as photographs: two of each of six people."""
    rng = np.random.default_rng(0)
    for person in range(6):
        (folder / f"p{person}").mkdir(parents=True, exist_ok=True)
        for number in range(2):
            picture = sum(
                cv2.resize(rng.normal(0, 40, (n, n, 3)), (224, 224), interpolation=cv2.INTER_CUBIC) for n in (4, 16)
            )
            cv2.imwrite(str(folder / f"p{person}" / f"{number}.png"), np.clip(128 + np.asarray(picture), 0, 255))
    return folder
