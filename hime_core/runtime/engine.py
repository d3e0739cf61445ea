"""The engine interface and its ONNX Runtime implementation."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from hime_core.geometry import Image
from hime_core.runtime.graph_notes import read_notes
from hime_core.runtime.sessions import InferenceSession, open_session, placed

Tensor = NDArray[np.floating[Any]]
# A feature is an encoded exemplar, C×h×w.
Feature = NDArray[np.floating[Any]]

# SR values lie within this range, in which 0 is black and 1 is white. A value outside means that the engine is broken.
LOWEST, HIGHEST = -1.0, 2.0


class EngineError(Exception):
    """An engine does not work: it cannot be used here, or its output is not a picture (NaN, or values out of range)."""


@dataclass(frozen=True)
class EngineInfo:
    """The engine that runs, its provider, why it was chosen, and how long its trial took (runtime/agreement.py)."""

    name: str
    provider: str
    reason: str
    milliseconds: float = 0.0  # for one headshot of the trial; 0 if it was not measured
    model: str = ""  # the registered name of the network; empty if it has none


class Engine(Protocol):
    """Encodes exemplars once, and enhances LR headshots with their features. LR images passed at once have one size."""

    info: EngineInfo
    scale: int
    remembers: bool  # whether the network makes use of earlier frames (network/burst.py)

    def encode(self, exemplars: list[Image]) -> list[Feature]:
        """N HR exemplars (scale·h)×(scale·w)×3 BGR uint8 -> their N features C×h×w, which only this engine can use."""
        ...

    def enhance(self, lr: list[Image], references: Sequence[Sequence[Feature]]) -> tuple[list[Image], list[Tensor]]:
        """Enhance B headshots h×w×3 BGR uint8, h and w multiples of 8, each with any number of features C×h×w.

        Returns B SR headshots (scale·h)×(scale·w)×3, and for each headshot the CoFA weights R_b×h×w. Raises EngineError
        if the output is not a picture. The caller must not change features afterwards: an engine that gets the same
        array again takes its values for unchanged. An engine that remembers enhances them without earlier frames.
        """
        ...

    def follow(
        self, lr: list[Image], references: Sequence[Sequence[Feature]], past: Sequence[Sequence[Image]]
    ) -> tuple[list[Image], list[Tensor]]:
        """As `enhance`, for headshots that follow others of the same faces. Only for an engine that remembers.

        past: for each headshot one or more earlier LR headshots, of the same size.
        """
        ...

    def warm(self, side: int, references: int, headshots: int = 1) -> None:
        """Get ready for this many headshots at once, with this LR side and this many references each, so that the first
        ones need not wait."""
        ...

    def forget(self) -> None:
        """Overwrite everything that the engine keeps of features and pictures."""
        ...

    def placed(self) -> dict[str, Counter[str]]:
        """Where the network's nodes run: for each execution provider, how many nodes of each kind."""
        ...

    def macs(self, side: int, references: int, cached: bool = True, frames: int = 1) -> int:
        """Multiply-adds of enhancing one side×side headshot. cached: whether the references are encoded already.

        frames: how many frames the network sees, the headshot's own among them.
        """
        ...


def to_network(images: list[Image]) -> Tensor:
    """uint8 H×W×3 BGR images -> float32 N×3×H×W RGB, 0..1."""
    return np.ascontiguousarray(np.stack(images)[..., ::-1].transpose(0, 3, 1, 2), np.float32) / np.float32(255)


def to_images(batch: Tensor) -> list[Image]:
    """float32 N×3×H×W RGB -> uint8 H×W×3 BGR images, clipped. Raises EngineError for impossible values."""
    low, high = float(batch.min(initial=0)), float(batch.max(initial=0))
    if not (low >= LOWEST and high <= HIGHEST):  # also false for NaN
        raise EngineError(f"the engine returned values from {low} to {high}")
    # OpenCV rounds and clips in one step, in a fifth of NumPy's time.
    pictures = [
        [cv2.addWeighted(channel, 255, channel, 0, 0, dtype=cv2.CV_8U) for channel in picture[::-1]]
        for picture in batch
    ]
    return [np.asarray(cv2.merge(channels), np.uint8) for channels in pictures]


def padded(
    sets: Sequence[Sequence[NDArray[Any]]], batch: int, most: int, shape: Sequence[int], kind: type
) -> list[NDArray[Any]]:
    """Sets of arrays of one shape -> all of them, batch×most×shape, and which places are taken, batch×most (1 or 0).

    The other places are zero. kind: the type of the arrays; which places are taken is float32.
    """
    stack: NDArray[Any] = np.zeros((batch, most, *shape), kind)
    taken = np.zeros((batch, most), np.float32)
    for i, some in enumerate(sets):
        if len(some):
            stack[i, : len(some)] = some
            taken[i, : len(some)] = 1
    return [stack, taken]


class OnnxEngine:
    """The exported graphs in ONNX Runtime on one execution provider."""

    def __init__(
        self,
        encode: Path,
        enhance: Path,
        provider: str,
        reason: str,
        milliseconds: float = 0.0,
        threads: int = 0,
        options: Mapping[str, str] | None = None,
        name: str = "onnxruntime",
        burst: Path | None = None,
    ):
        """threads: how many the CPU provider uses; 0 stands for one on each core. options: the provider's.

        burst: the graph for headshots with earlier frames, of a network that remembers. reason, milliseconds, name: for
        `info`.
        """
        self._encode = open_session(encode, provider, threads, options)
        self._enhance = open_session(enhance, provider, threads, options)
        used = self._enhance.get_providers()[0]
        if used != provider:
            raise EngineError(f"{provider} fell back to {used}")
        self._notes = read_notes(self._encode, self._enhance)
        self.scale, self.remembers = self._notes.scale, burst is not None
        self._burst = open_session(burst, provider, threads, options) if burst else self._enhance
        self._burst_notes = read_notes(self._encode, self._burst)
        self.info = EngineInfo(name, provider, reason, milliseconds)

    def encode(self, exemplars: list[Image]) -> list[Feature]:
        return list(self._encode.run(["features"], {"exemplars": to_network(exemplars)})[0])

    def enhance(self, lr: list[Image], references: Sequence[Sequence[Feature]]) -> tuple[list[Image], list[Tensor]]:
        return self._run(self._enhance, lr, references, {})

    def follow(
        self, lr: list[Image], references: Sequence[Sequence[Feature]], past: Sequence[Sequence[Image]]
    ) -> tuple[list[Image], list[Tensor]]:
        stack, there = padded(
            [list(to_network(list(some))) for some in past],
            len(lr),
            max(map(len, past)),
            (3, *lr[0].shape[:2]),
            np.float32,
        )
        return self._run(self._burst, lr, references, {"past": stack, "there": there})

    def _run(
        self,
        session: InferenceSession,
        lr: list[Image],
        references: Sequence[Sequence[Feature]],
        more: dict[str, NDArray[Any]],
    ) -> tuple[list[Image], list[Tensor]]:
        most = max(1, *(len(r) for r in references))  # the graph needs at least one reference, even if it is padding
        shape = self._notes.channels, *lr[0].shape[:2]
        features, present = padded(references, len(lr), most, shape, np.float32)
        inputs = {"lr": to_network(lr), "references": features, "present": present, **more}
        sr, weights = session.run(["sr", "weights"], inputs)
        return to_images(sr), [weights[i, : len(r)] for i, r in enumerate(references)]

    def warm(self, side: int, references: int, headshots: int = 1) -> None:
        """Do nothing: the CPU needs no preparation."""

    def forget(self) -> None:
        """Do nothing: this engine keeps no features and no pictures."""

    def placed(self) -> dict[str, Counter[str]]:
        return placed(self._enhance)

    def macs(self, side: int, references: int, cached: bool = True, frames: int = 1) -> int:
        notes = self._notes if frames == 1 else self._burst_notes
        return notes.macs(side, references, cached, frames)
