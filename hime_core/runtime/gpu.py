"""The engine for GPUs: the float16 graph, at few fixed shapes."""

import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from hime_core.geometry import Image
from hime_core.runtime.bucket import Bucket, Shape
from hime_core.runtime.engine import EngineError, EngineInfo, Feature, Tensor, to_network
from hime_core.runtime.noted import noted
from hime_core.runtime.sessions import CPU, open_session, placed

# Headshots that go through the network together. One alone must not wait for room that nobody fills. Four small ones
# take little longer than one, which leaves most of a GPU idle; large ones do not, and room for them costs memory.
TOGETHER = 4
LARGEST_TOGETHER = 64  # LR pixels
# Shapes that are kept; the least recently used go first. A call has up to 21: all LR sides, and the small ones for
# several faces too. Each takes 70 to 180 MiB of the device.
MOST_SHAPES = 24
LEAST_REFERENCES = 1  # the graph wants one at least, if only as padding


class GpuEngine:
    """The GPU graph on one execution provider. Threads take turns; each records its own graphs, so that one thread is
    quicker than several."""

    def __init__(
        self,
        encode: Path,
        graph: Path,
        provider: str,
        reason: str,
        milliseconds: float = 0.0,
        device: str = "cpu",
        options: Mapping[str, str] | None = None,
        encode_options: Mapping[str, str] | None = None,
    ):
        """device: where inputs and outputs lie: "cuda", or "cpu" where the provider fetches them itself. options,
        encode_options: the provider's, for the two graphs. provider, reason, milliseconds: told in `info`."""
        self._graph, self._provider, self._device, self._options = graph, provider, device, dict(options or {})
        self._encode = open_session(encode, provider, options=encode_options)
        self._noted = noted(self._encode, open_session(graph, CPU))
        self.scale = self._noted.scale
        self._most = LEAST_REFERENCES  # references that a bucket has room for
        self._buckets: dict[tuple[int, int, int], Bucket] = {}  # batch, height, width; the least recently used first
        self._lock = threading.RLock()  # guards all above: a bucket's places are filled and read in several steps
        self.info = EngineInfo("onnxruntime, float16", provider, reason, milliseconds)
        used = self._encode.get_providers()[0]
        if used != provider:
            raise EngineError(f"{provider} fell back to {used}")

    def encode(self, exemplars: list[Image]) -> list[Feature]:
        """As `Engine.encode`; the features are float16."""
        with self._lock:
            features = self._encode.run(["features"], {"exemplars": to_network(exemplars)})[0]
        return list(features.astype(np.float16))

    def enhance(self, lr: list[Image], references: Sequence[Sequence[Feature]]) -> tuple[list[Image], list[Tensor]]:
        """As `Engine.enhance`. Where the device has no room for another shape, those that it has make room."""
        with self._lock:
            self._make_room(max(len(features) for features in references))
            images: list[Image] = []
            weights: list[Tensor] = []
            while len(images) < len(lr):
                start = len(images)
                some = lr[start : start + self._together(len(lr) - start, *lr[start].shape[:2])]
                theirs = references[start : start + len(some)]
                try:
                    sr, shares, sound = self._bucket(some).run(some, theirs)
                except Exception:  # a full device is told in many ways; what else it may be fails again, and is raised
                    if len(self._buckets) <= 1:
                        raise
                    self._empty()
                    sr, shares, sound = self._bucket(some).run(some, theirs)
                if not sound[: len(some)].all():
                    raise EngineError("the engine returned values that are not a picture's")
                images += list(sr[: len(some)])
                weights += [shares[i, : len(features)].astype(np.float32) for i, features in enumerate(theirs)]
            return images, weights

    def warm(self, side: int, references: int, headshots: int = 1) -> None:
        """As `Engine.warm`: the shape is used once."""
        exemplar, lr = (np.zeros((n, n, 3), np.uint8) for n in (self.scale * side, side))
        with self._lock:
            self._make_room(references)
            self.enhance([lr] * headshots, [self.encode([exemplar])] * headshots)

    def forget(self) -> None:
        """Overwrite what the device has of anybody in its inputs and outputs."""
        with self._lock:
            for bucket in self._buckets.values():
                bucket.forget()

    def placed(self) -> dict[str, Counter[str]]:
        """As `Engine.placed`, of the shape that was used last; empty before the first."""
        with self._lock:
            return placed(next(reversed(self._buckets.values())).session) if self._buckets else {}

    def macs(self, side: int, references: int, cached: bool = True) -> int:
        """As `Engine.macs`."""
        return self._noted.macs(side, references, cached)

    def _make_room(self, references: int) -> None:
        """Shapes are made anew where they have too little room for references."""
        if references > self._most:
            self._empty()
            self._most = references

    def _empty(self) -> None:
        self.forget()
        self._buckets.clear()

    def _together(self, headshots: int, height: int, width: int) -> int:
        """How many of so many headshots go through the network next."""
        return min(headshots, TOGETHER if max(height, width) <= LARGEST_TOGETHER else 1)

    def _bucket(self, some: list[Image]) -> Bucket:
        """The shape for some headshots."""
        height, width = some[0].shape[:2]
        key = 1 if len(some) == 1 else TOGETHER, height, width
        bucket = self._buckets.pop(key, None)
        if bucket is None:
            if len(self._buckets) >= MOST_SHAPES:
                self._buckets.pop(next(iter(self._buckets))).forget()
            shape = Shape(key[0], self._most, self._noted.channels, height, width, self.scale)
            bucket = Bucket(self._graph, self._provider, self._device, self._options, shape)
        self._buckets[key] = bucket  # now the most recently used
        return bucket
