"""The engine for GPUs: the float16 graph, at few fixed shapes."""

import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from hime_core.geometry import Image
from hime_core.runtime.bucket import Bucket, Shape
from hime_core.runtime.engine import EngineError, EngineInfo, Feature, Tensor, to_network
from hime_core.runtime.graph_notes import read_notes
from hime_core.runtime.sessions import CPU, open_session, placed

# The number of small headshots that go through the network together at most. Four small ones take little longer than
# one, which leaves most of a GPU idle. Large ones gain nothing, and room for them costs memory.
MOST_TOGETHER = 4
# LR pixels, the largest side of headshots that go through the network together.
LARGEST_TOGETHER = 64
# The number of shapes that are kept at most; the least recently used goes first. A call has up to 21: all LR sides, and
# the small sides for several faces, too. Each shape takes 70 to 180 MiB of the device.
MOST_SHAPES = 24
# The number of references that a shape has room for at least: the graph needs one, if only as padding.
LEAST_REFERENCES = 1


class GpuEngine:
    """The GPU graph on one execution provider.

    Threads take turns. Each thread records kernels of its own, so one thread is quicker than several.
    """

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
        self._notes = read_notes(self._encode, open_session(graph, CPU))
        self.scale = self._notes.scale
        self._most = LEAST_REFERENCES  # references that a bucket has room for
        self._buckets: dict[tuple[int, int, int], Bucket] = {}  # batch, height, width; the least recently used first
        self._lock = threading.RLock()  # guards all above, since a bucket's places are filled and read in several steps
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
        """As `Engine.enhance`. If the device has no room for another shape, the shapes on it make room."""
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
                except Exception:  # a full device has many errors; anything else fails again, and is raised
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
        """As `Engine.warm`. The shape is used once."""
        exemplar, lr = (np.zeros((n, n, 3), np.uint8) for n in (self.scale * side, side))
        with self._lock:
            self._make_room(references)
            self.enhance([lr] * headshots, [self.encode([exemplar])] * headshots)

    def forget(self) -> None:
        """Overwrite all inputs and outputs on the device."""
        with self._lock:
            for bucket in self._buckets.values():
                bucket.forget()

    def placed(self) -> dict[str, Counter[str]]:
        """As `Engine.placed`, for the shape that was used last; empty before the first use."""
        with self._lock:
            return placed(next(reversed(self._buckets.values())).session) if self._buckets else {}

    def macs(self, side: int, references: int, cached: bool = True) -> int:
        """As `Engine.macs`."""
        return self._notes.macs(side, references, cached)

    def _make_room(self, references: int) -> None:
        """Drop all shapes if they have too little room for references. They are then made anew."""
        if references > self._most:
            self._empty()
            self._most = references

    def _empty(self) -> None:
        self.forget()
        self._buckets.clear()

    def _together(self, headshots: int, height: int, width: int) -> int:
        """How many of some headshots of one size go through the network next."""
        return min(headshots, MOST_TOGETHER if max(height, width) <= LARGEST_TOGETHER else 1)

    def _bucket(self, some: list[Image]) -> Bucket:
        """The bucket for some headshots of one size, made if there is none."""
        height, width = some[0].shape[:2]
        key = 1 if len(some) == 1 else MOST_TOGETHER, height, width
        bucket = self._buckets.pop(key, None)
        if bucket is None:
            if len(self._buckets) >= MOST_SHAPES:
                self._buckets.pop(next(iter(self._buckets))).forget()
            shape = Shape(key[0], self._most, self._notes.channels, height, width, self.scale)
            bucket = Bucket(self._graph, self._provider, self._device, self._options, shape)
        self._buckets[key] = bucket  # now the most recently used
        return bucket
