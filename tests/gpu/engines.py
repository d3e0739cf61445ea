"""Parts a, b and d: whether every way to use the GPU agrees with the CPU, the time that every shape takes, and how many
faces are enhanced in the time of one picture."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import Any

import cv2
import numpy as np
import torch

from app.enhance.fidelity import gated
from app.enhance.history import MOST_EARLIER
from hime_core.geometry import Image, Square, crop
from hime_core.network import Hime
from hime_core.network.hime import Past
from hime_core.runtime import Engine, Graphs
from hime_core.runtime.agreement import TRIAL_NOISE, trial
from hime_core.runtime.candidates import Candidate, of_provider, on_cpu
from hime_core.runtime.engine import Feature
from hime_core.runtime.gpu import GpuEngine
from hime_core.runtime.sessions import CPU
from tests.gpu.size import Size

PERIOD = 1000 / 30  # A call shows a new picture after this many milliseconds.
# The faces of a batch have these numbers of earlier frames, in turn. FIRST is for faces that have just come into view,
# and LATER for those with all that the app remembers. MIXED is for a batch with different numbers.
FIRST, LATER, MIXED = (0,), (MOST_EARLIER,), (MOST_EARLIER, 1)

Row = dict[str, Any]


@dataclass(frozen=True)
class Work:
    """Headshots, each person's exemplars, and each face's earlier frames. All faces have earlier frames, or none."""

    lr: list[Image]
    exemplars: list[list[Image]]
    past: list[list[Image]]


def ways(graphs: Graphs, provider: str) -> list[Candidate]:
    """The CPU, then each way to use the provider."""
    if provider == CPU:  # the dry run compares the two graphs on the CPU
        half = partial(GpuEngine, graphs.encode, graphs.cuda, CPU, "", burst=graphs.burst_cuda)
        return [on_cpu(graphs, 0), Candidate(f"{CPU}, float16", CPU, half)]
    return [on_cpu(graphs, 0), *of_provider(provider, graphs, 0)]


def work(lr: int, references: int, faces: int, earlier: tuple[int, ...], scale: int) -> Work:
    """This many different faces with this many references each. They are made of soft shapes.

    earlier: the faces have these numbers of earlier frames, in turn. From frame to frame a face moves by an LR pixel,
    and the noise is another. Without noise the network would not use the earlier frames of a large face.
    """
    tried, rng = trial(scale), np.random.default_rng(0)
    some = Work([], [], [])
    for face in range(faces):
        turned = [np.roll(picture, 5 * face, 1) for picture in (tried.lr, *tried.exemplars)]
        clean = cv2.resize(turned[0], (lr, lr), interpolation=cv2.INTER_CUBIC)
        moved = [np.roll(clean, n, 1) for n in range(earlier[face % len(earlier)], -1, -1)]
        noisy = [np.clip(m + rng.normal(0, TRIAL_NOISE, m.shape), 0, 255).astype(np.uint8) for m in moved]
        some.past.append(noisy[:-1])
        some.lr.append(noisy[-1])
        side = lr * scale
        own = [np.asarray(cv2.resize(p, (side, side), interpolation=cv2.INTER_CUBIC), np.uint8) for p in turned[1:]]
        some.exemplars.append([np.roll(own[i % len(own)], i, 0) for i in range(references)])
    return some


def features_of(engine: Engine, some: Work) -> list[list[Feature]]:
    """Each face's exemplars, encoded together."""
    return [engine.encode(own) if own else [] for own in some.exemplars]


def enhanced(engine: Engine, some: Work, known: list[list[Feature]]) -> list[Image]:
    """The SR pictures, with the earlier frames if there are any."""
    if some.past[0]:
        return engine.follow(some.lr, known, some.past)[0]
    return engine.enhance(some.lr, known)[0]


def agreement(graphs: Graphs, provider: str, size: Size) -> list[Row]:
    """Part a: how far each way is from the CPU's pictures. Each case is run again after all the others."""
    reference, *others = ways(graphs, provider)
    cpu = reference.build()
    # Cases with most references come first, because a bucket that must hold more references is made anew.
    most_first = sorted(size.references, reverse=True)
    cases = [
        (lr, refs, faces, earlier)
        for refs, lr, faces, earlier in product(most_first, size.agreement_lrs, size.faces, (FIRST, MIXED))
    ]

    def pictures(engine: Engine, case: tuple[int, int, int, tuple[int, ...]]) -> list[Image]:
        some = work(*case, cpu.scale)
        return enhanced(engine, some, features_of(engine, some))

    expected = {case: pictures(cpu, case) for case in cases}

    def compare(engine: Engine) -> Iterator[Row]:
        apart: dict[tuple[int, ...], list[tuple[int, float, float]]] = {FIRST: [], MIXED: []}
        for case in 2 * cases:
            apart[case[-1]] += map(_apart, expected[case], pictures(engine, case))
        for earlier, found in apart.items():
            largest, mean, decibels = zip(*found, strict=True)
            yield {
                "earlier": " or ".join(map(str, earlier)), "cases": len(cases) // 2,
                "largest difference, levels": max(largest), "mean difference, levels": float(np.mean(mean)),
                "least PSNR to the CPU, dB": min(decibels),
            }  # fmt: skip

    return [row for candidate in others for row in _measured(candidate, compare)]


def buckets(graphs: Graphs, network: Hime, provider: str, device: str, size: Size) -> list[Row]:
    """Part b: for each way, the time of a shape's first use and of later uses; and the time that torch takes."""

    def measure(engine: Engine) -> Iterator[Row]:
        for lr, faces, earlier in product(size.lrs, size.faces, (FIRST, LATER)):
            some = work(lr, 3, faces, earlier, engine.scale)
            before, start = _free(device), time.perf_counter()
            known = features_of(engine, some)
            encoded = time.perf_counter()
            enhanced(engine, some, known)
            first = time.perf_counter()
            p50, p95 = _times(partial(enhanced, engine, some, known), size.rounds)
            yield {
                "LR": lr, "faces": faces, "earlier": earlier[0], "encoding, ms": 1000 * (encoded - start),
                "first use, ms": 1000 * (first - encoded), "p50, ms": p50, "p95, ms": p95,
                "memory, MiB": before - _free(device),
            }  # fmt: skip

    rows = [row for candidate in ways(graphs, provider)[1:] for row in _measured(candidate, measure)]
    way = "torch, float16, channels last, eager" if device == "cuda" else "torch, float32, eager"
    for lr, earlier in product(size.lrs, (0, MOST_EARLIER)):
        p50, p95 = _torch_times(network, lr, earlier, device, size.rounds)
        rows.append({"way": way, "LR": lr, "faces": 1, "earlier": earlier, "p50, ms": p50, "p95, ms": p95})
    return rows


def faces(graphs: Graphs, provider: str, size: Size) -> list[Row]:
    """Part d: how many far faces are enhanced in the time of one picture, at 30 pictures a second.

    All have as many earlier frames as the app remembers. The network alone is timed. Then it is timed as in the app:
    with cutting each face out of a 1280×720 frame, and with the fidelity gate.
    """
    frame = np.asarray(cv2.resize(trial(4).exemplars[0], (1280, 720), interpolation=cv2.INTER_CUBIC), np.uint8)

    def measure(engine: Engine) -> Iterator[Row]:
        for lr in size.crowd_lrs:
            one = work(lr, 3, 1, LATER, engine.scale)
            known = features_of(engine, one)
            for what, run in (("network", _network_of), ("cut, network, gate", partial(_round_of, frame))):
                count, p95 = _most(partial(run, engine, one, known), size)
                yield {"LR": lr, "earlier": MOST_EARLIER, "what": what, "faces at 30 a second": count, "p95, ms": p95}

    return list(_measured(ways(graphs, provider)[1], measure))


def _network_of(engine: Engine, one: Work, known: list[list[Feature]], count: int) -> None:
    engine.follow(one.lr * count, known * count, one.past * count)


def _round_of(frame: Image, engine: Engine, one: Work, known: list[list[Feature]], count: int) -> None:
    side = len(one.lr[0])
    lrs = [crop(frame, Square(640, 360, side), side) for _ in range(count)]
    sr, _ = engine.follow(lrs, known * count, one.past * count)
    for before, after in zip(lrs, sr, strict=True):
        gated(before, after)


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
def _torch_times(network: Hime, lr: int, earlier: int, device: str, rounds: int) -> tuple[float, float]:
    """As `_times`, for `enhance` with three encoded references. All inputs are on the device already."""
    kind = torch.float16 if device == "cuda" else torch.float32
    network = network.to(device, kind).to(memory_format=torch.channels_last)
    picture = torch.rand(1, 3, lr, lr, device=device, dtype=kind)
    known = torch.rand(1, 3, network.rfa.kept_channels, lr, lr, device=device, dtype=kind)
    frames = torch.rand(1, earlier, 3, lr, lr, device=device, dtype=kind)
    past = Past(frames, torch.ones(1, earlier, device=device, dtype=kind)) if earlier else None

    def run() -> None:
        network.enhance(picture, known, past=past)
        if device == "cuda":
            torch.cuda.synchronize()

    return _times(run, rounds)


def _measured(candidate: Candidate, measure: Callable[[Engine], Iterator[Row]]) -> Iterator[Row]:
    """What is measured of a way, row by row. If the way fails, one more row says why."""
    try:
        for row in measure(candidate.build()):
            yield {"way": candidate.name, **row, "fault": None}
    except Exception as error:  # a provider may fail in any way; the kit then tries the others
        yield {"way": candidate.name, "fault": (str(error).splitlines() or [type(error).__name__])[0][:200]}


def _free(device: str) -> float:
    """The device's free memory, in MiB; 0 for the CPU."""
    return torch.cuda.mem_get_info()[0] / 2**20 if device == "cuda" else 0.0


def _apart(a: Image, b: Image) -> tuple[int, float, float]:
    """The largest and the mean difference of two pictures, in levels, and the PSNR between them, in dB."""
    apart = np.abs(a.astype(int) - b)
    psnr = 10 * np.log10(255**2 / max(float(np.mean(apart**2)), 1e-9))
    return int(apart.max()), float(apart.mean()), float(psnr)
