"""The engine interface and its ONNX Runtime implementation."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from hime_core.geometry import Image
from hime_core.runtime.graph_notes import read_notes
from hime_core.runtime.sessions import open_session, placed

Tensor = NDArray[np.floating[Any]]
# What is kept of an exemplar, C×h×w.
Feature = NDArray[np.floating[Any]]

# The range of SR values, where 0 is black and 1 is white. A value outside is not a bright pixel but a broken engine.
LOWEST, HIGHEST = -1.0, 2.0


class EngineError(Exception):
    """The engine gave something that is not a picture: NaN, infinity, or values far out of range."""


@dataclass(frozen=True)
class EngineInfo:
    """Which engine runs, on which provider, why it was chosen, and how long the trial took (runtime/agreement.py)."""

    name: str
    provider: str
    reason: str
    milliseconds: float = 0.0  # of one headshot of the trial; 0 if it was not measured


class Engine(Protocol):
    """Encodes exemplars once, and enhances LR headshots with their features. All images of a call have one LR size."""

    info: EngineInfo
    scale: int

    def encode(self, exemplars: list[Image]) -> list[Feature]:
        """HR exemplars, N of (scale·h)×(scale·w)×3 BGR uint8 -> their N features C×h×w, for this engine alone."""
        ...

    def enhance(self, lr: list[Image], references: Sequence[Sequence[Feature]]) -> tuple[list[Image], list[Tensor]]:
        """B headshots h×w×3 BGR uint8 (h and w multiples of 8), and per headshot its features C×h×w, any number.

        Returns B SR headshots (scale·h)×(scale·w)×3 and per headshot the CoFA weights R_b×h×w. Raises EngineError if
        the output is not a picture. Features must not be changed afterwards, because an engine may recognise them.
        """
        ...

    def warm(self, side: int, references: int, headshots: int = 1) -> None:
        """Get ready for some headshots at once, of one LR side and with some references, so that the first need not
        wait."""
        ...

    def forget(self) -> None:
        """Overwrite everything that the engine keeps of features and pictures."""
        ...

    def placed(self) -> dict[str, Counter[str]]:
        """Where the network's nodes run: by execution provider, how many nodes of each kind."""
        ...

    def macs(self, side: int, references: int, cached: bool = True) -> int:
        """Multiply-adds of enhancing one side×side headshot. cached: the references are encoded already."""
        ...


def to_network(images: list[Image]) -> Tensor:
    """uint8 H×W×3 BGR images -> float32 N×3×H×W RGB, 0..1. The one place where app images become tensors."""
    return np.ascontiguousarray(np.stack(images)[..., ::-1].transpose(0, 3, 1, 2), np.float32) / np.float32(255)


def to_images(batch: Tensor) -> list[Image]:
    """float32 N×3×H×W RGB -> uint8 H×W×3 BGR images, clipped. Raises EngineError for impossible values."""
    low, high = float(batch.min(initial=0)), float(batch.max(initial=0))
    if not (low >= LOWEST and high <= HIGHEST):  # also false for NaN
        raise EngineError(f"the engine returned values from {low} to {high}")
    pixels = np.clip(np.rint(batch * 255), 0, 255).astype(np.uint8)
    return [np.ascontiguousarray(p.transpose(1, 2, 0)[..., ::-1]) for p in pixels]


class OnnxEngine:
    """The two exported graphs in ONNX Runtime on one execution provider."""

    def __init__(
        self,
        encode: Path,
        enhance: Path,
        provider: str,
        reason: str,
        milliseconds: float = 0.0,
        threads: int = 0,
        options: Mapping[str, str] | None = None,
    ):
        """threads: of the CPU provider; 0 is one on each core. options: of the provider. reason, milliseconds: told in
        `info`."""
        self._encode = open_session(encode, provider, threads, options)
        self._enhance = open_session(enhance, provider, threads, options)
        used = self._enhance.get_providers()[0]
        if used != provider:
            raise EngineError(f"{provider} fell back to {used}")
        self._notes = read_notes(self._encode, self._enhance)
        self.scale = self._notes.scale
        self.info = EngineInfo("onnxruntime", provider, reason, milliseconds)

    def encode(self, exemplars: list[Image]) -> list[Feature]:
        return list(self._encode.run(["features"], {"exemplars": to_network(exemplars)})[0])

    def enhance(self, lr: list[Image], references: Sequence[Sequence[Feature]]) -> tuple[list[Image], list[Tensor]]:
        height, width = lr[0].shape[:2]
        most = max(1, *(len(r) for r in references))  # the graph needs at least one, if only as padding
        features = np.zeros((len(lr), most, self._notes.channels, height, width), np.float32)
        present = np.zeros((len(lr), most), np.float32)
        for i, r in enumerate(references):
            if len(r):
                features[i, : len(r)] = r
                present[i, : len(r)] = 1
        inputs = {"lr": to_network(lr), "references": features, "present": present}
        sr, weights = self._enhance.run(["sr", "weights"], inputs)
        return to_images(sr), [weights[i, : len(r)] for i, r in enumerate(references)]

    def warm(self, side: int, references: int, headshots: int = 1) -> None:
        """A processor needs none."""

    def forget(self) -> None:
        """Nothing is kept."""

    def placed(self) -> dict[str, Counter[str]]:
        return placed(self._enhance)

    def macs(self, side: int, references: int, cached: bool = True) -> int:
        return self._notes.macs(side, references, cached)
