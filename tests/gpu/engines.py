"""Parts a, b and d: whether every way to use the GPU agrees with the CPU, the time that every shape takes, and how many
faces are enhanced in the time of one picture."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import cv2
import numpy as np
import torch

from app.enhance.fidelity import gated
from hime_core.geometry import Image, Square, crop
from hime_core.network import Hime
from hime_core.runtime import Engine, Graphs
from hime_core.runtime.agreement import trial
from hime_core.runtime.candidates import Candidate, of_provider, on_cpu
from hime_core.runtime.engine import Feature
from hime_core.runtime.gpu import GpuEngine
from hime_core.runtime.sessions import CPU
from tests.gpu.size import Size

PERIOD = 1000 / 30  # A call shows a new picture after this many milliseconds.


@dataclass(frozen=True)
class Work:
    """Headshots, and each person's exemplars."""

    lr: list[Image]
    exemplars: list[list[Image]]


def ways(graphs: Graphs, provider: str) -> list[Candidate]:
    """The CPU, then each way to use the provider."""
    if provider == CPU:  # the dry run compares the two graphs on the CPU
        half = partial(GpuEngine, graphs.encode, graphs.cuda, CPU, "")
        return [on_cpu(graphs, 0), Candidate(f"{CPU}, float16", CPU, half)]
    return [on_cpu(graphs, 0), *of_provider(provider, graphs, 0)]


def work(lr: int, references: int, faces: int, scale: int) -> Work:
    """This many different faces with this many references each. They are made of soft shapes."""
    tried = trial(scale)
    lrs, exemplars = [], []
    for face in range(faces):
        turned = [np.roll(picture, 5 * face, 1) for picture in (tried.lr, *tried.exemplars)]
        lrs.append(np.asarray(cv2.resize(turned[0], (lr, lr), interpolation=cv2.INTER_CUBIC), np.uint8))
        side = lr * scale
        own = [np.asarray(cv2.resize(p, (side, side), interpolation=cv2.INTER_CUBIC), np.uint8) for p in turned[1:]]
        exemplars.append([np.roll(own[i % len(own)], i, 0) for i in range(references)])
    return Work(lrs, exemplars)


def features_of(engine: Engine, some: Work) -> list[list[Feature]]:
    """Each face's exemplars, encoded together."""
    return [engine.encode(own) if own else [] for own in some.exemplars]


def agreement(graphs: Graphs, provider: str, size: Size) -> list[dict[str, Any]]:
    """Part a: how far each way is from the CPU's pictures. Each case is run again after all the others."""
    reference, *others = ways(graphs, provider)
    cpu = reference.build()
    # Cases with most references come first, because a bucket that must hold more references is made anew.
    cases = [
        (lr, refs, faces) for refs in sorted(size.references)[::-1] for lr in size.agreement_lrs for faces in size.faces
    ]
    expected = {}
    for lr, refs, faces in cases:
        some = work(lr, refs, faces, cpu.scale)
        expected[lr, refs, faces] = cpu.enhance(some.lr, features_of(cpu, some))[0]
    rows = []
    for candidate in others:
        engine = _built(candidate, rows)
        if engine is None:
            continue
        largest, mean, decibels = 0, [], []
        for _ in range(2):
            for case in cases:
                some = work(*case, cpu.scale)
                given, _ = engine.enhance(some.lr, features_of(engine, some))
                apart = [np.abs(a.astype(int) - b) for a, b in zip(expected[case], given, strict=True)]
                largest = max(largest, *(int(a.max()) for a in apart))
                mean += [float(a.mean()) for a in apart]
                decibels += [_psnr_between(a) for a in apart]
        rows.append({
            "way": candidate.name, "cases": len(cases), "largest difference, levels": largest,
            "mean difference, levels": float(np.mean(mean)), "least PSNR to the CPU, dB": min(decibels), "fault": None,
        })  # fmt: skip
    return rows


def buckets(graphs: Graphs, network: Hime, provider: str, device: str, size: Size) -> list[dict[str, Any]]:
    """Part b: for each way, the time of a shape's first use and of later uses; and the time that torch takes."""
    rows: list[dict[str, Any]] = []
    for candidate in ways(graphs, provider)[1:]:
        engine = _built(candidate, rows)
        if engine is None:
            continue
        for lr in size.lrs:
            for faces in size.faces:
                some = work(lr, 3, faces, engine.scale)
                before, start = _free(device), time.perf_counter()
                known = features_of(engine, some)
                encoded = time.perf_counter()
                engine.enhance(some.lr, known)
                first = time.perf_counter()
                p50, p95 = _times(partial(engine.enhance, some.lr, known), size.rounds)
                rows.append({
                    "way": candidate.name, "LR": lr, "faces": faces, "first encoding, ms": 1000 * (encoded - start),
                    "first use, ms": 1000 * (first - encoded), "p50, ms": p50, "p95, ms": p95,
                    "memory, MiB": before - _free(device), "fault": None,
                })  # fmt: skip
    for lr in size.lrs:
        p50, p95 = _torch_times(network, lr, device, size.rounds)
        rows.append({
            "way": "torch, float16, channels last, eager" if device == "cuda" else "torch, float32, eager", "LR": lr,
            "faces": 1, "first encoding, ms": None, "first use, ms": None, "p50, ms": p50, "p95, ms": p95,
            "memory, MiB": None, "fault": None,
        })  # fmt: skip
    return rows


def faces(graphs: Graphs, provider: str, size: Size) -> list[dict[str, Any]]:
    """Part d: how many far faces are enhanced in the time of one picture, at 30 pictures a second.

    The network alone is timed. Then it is timed as in the app: with cutting each face out of a 1280×720 frame, and with
    the fidelity gate.
    """
    rows: list[dict[str, Any]] = []
    frame = np.asarray(cv2.resize(trial(4).exemplars[0], (1280, 720), interpolation=cv2.INTER_CUBIC), np.uint8)
    for candidate in ways(graphs, provider)[1:2]:
        engine = _built(candidate, rows)
        if engine is None:
            continue
        for lr in size.crowd_lrs:
            known = features_of(engine, work(lr, 3, 1, engine.scale))

            def round_of(count: int, lr: int = lr, known: list[list[Feature]] = known, engine: Engine = engine) -> None:
                square = Square(640, 360, lr)
                lrs = [crop(frame, square, lr) for _ in range(count)]
                sr, _ = engine.enhance(lrs, known * count)
                for before, after in zip(lrs, sr, strict=True):
                    gated(before, after)

            def network_of(
                count: int, lr: int = lr, known: list[list[Feature]] = known, engine: Engine = engine
            ) -> None:
                engine.enhance([crop(frame, Square(640, 360, lr), lr)] * count, known * count)

            for name, run in (("network", network_of), ("cut, network, gate", round_of)):
                count, p95 = _most(run, size)
                rows.append(
                    {"way": candidate.name, "LR": lr, "what": name, "faces at 30 a second": count, "p95, ms": p95}
                )
    return rows


def _most(run: Callable[[int], None], size: Size) -> tuple[int, float]:
    """The most faces that take no longer than PERIOD, and their time in ms. Both times are 95th percentiles.

    Faces are counted in fours, up to four times `size.crowd`.
    """
    best, measured = 0, 0.0
    low, high = 0, size.crowd
    while low < high:
        count = (low + high + 1) // 2
        _, p95 = _times(partial(run, 4 * count), size.rounds)
        if p95 <= PERIOD:
            low, best, measured = count, 4 * count, p95
        else:
            high = count - 1
    return best, measured


def _times(run: Callable[[], object], rounds: int) -> tuple[float, float]:
    """The median and the 95th percentile of the time of a run, in ms, after a warm-up."""
    for _ in range(2):
        run()
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        taken.append(1000 * (time.perf_counter() - start))
    p50, p95 = np.percentile(taken, (50, 95))
    return float(p50), float(p95)


@torch.inference_mode()
def _torch_times(network: Hime, lr: int, device: str, rounds: int) -> tuple[float, float]:
    """As `_times`, for `enhance` with three encoded references. All inputs are on the device already."""
    kind = torch.float16 if device == "cuda" else torch.float32
    network = network.to(device, kind).to(memory_format=torch.channels_last)
    picture = torch.rand(1, 3, lr, lr, device=device, dtype=kind)
    known = torch.rand(1, 3, network.rfa.kept_channels, lr, lr, device=device, dtype=kind)

    def run() -> None:
        network.enhance(picture, known)
        if device == "cuda":
            torch.cuda.synchronize()

    return _times(run, rounds)


def _built(candidate: Candidate, rows: list[dict[str, Any]]) -> Engine | None:
    """The engine. If it cannot be built, this adds a row that says why, and returns None."""
    try:
        return candidate.build()
    except Exception as error:  # a provider may fail in any way; the kit then tries the others
        rows.append({"way": candidate.name, "fault": (str(error).splitlines() or [type(error).__name__])[0][:200]})
        return None


def _free(device: str) -> float:
    """The device's free memory, in MiB; 0 for the CPU."""
    return torch.cuda.mem_get_info()[0] / 2**20 if device == "cuda" else 0.0


def _psnr_between(apart: np.ndarray) -> float:
    return float(10 * np.log10(255**2 / max(float(np.mean(apart.astype(float) ** 2)), 1e-9)))
