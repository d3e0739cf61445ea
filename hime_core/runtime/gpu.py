"""The engine for GPUs. It runs the float16 graph at a few fixed shapes."""

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

# At most this many small headshots go through the network together. One small headshot leaves most of a GPU idle, so
# that four take little longer. Large headshots gain nothing from this, and a shape for several of them costs memory.
MOST_TOGETHER = 4
# Headshots go through the network together if their sides are at most this many LR pixels.
LARGEST_TOGETHER = 64
# At most this many shapes are kept, and the least recently used one is dropped first. A call has up to 21: one for each
# LR side, and another one for several faces of each small side. A shape takes 70 to 180 MiB of the device's memory.
MOST_SHAPES = 24
# Networks that remember have twice as many, with earlier frames and without.
MOST_SHAPES_REMEMBERING = 2 * MOST_SHAPES
# A shape has room for at least this many references. The graph needs one, even if it is padding.
LEAST_REFERENCES = 1
# A shape with earlier frames has room for at least this many. They are as many as a call uses, so that no shape is made
# anew in the first frames of a face.
LEAST_PAST = 3


class GpuEngine:
    """The GPU graph on one execution provider.

    Threads take turns. One thread is quicker than several, because kernels are recorded for each thread.
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
        burst: Path | None = None,
    ):
        """device: the memory of inputs and outputs: "cuda", or "cpu" if the provider itself copies them to the GPU.

        options: the provider's, for `graph` and `burst`. encode_options: the provider's, for `encode`. burst: the graph
        for headshots with earlier frames, of a network that remembers. reason, milliseconds: for `info`.
        """
        self._graph, self._burst, self._provider, self._device, self._options = (
            graph,
            burst or graph,
            provider,
            device,
            dict(options or {}),
        )
        self._encode = open_session(encode, provider, options=encode_options)
        self._notes = read_notes(self._encode, open_session(graph, CPU))
        self._burst_notes = read_notes(self._encode, open_session(self._burst, CPU))
        self.scale, self.remembers = self._notes.scale, burst is not None
        self._most_shapes = MOST_SHAPES_REMEMBERING if self.remembers else MOST_SHAPES
        self._most = LEAST_REFERENCES  # a bucket has room for this many references
        self._most_past = LEAST_PAST  # a bucket with earlier frames has room for this many
        # By batch, height, width, and whether there are earlier frames. The least recently used one is the first.
        self._buckets: dict[tuple[int, int, int, bool], Bucket] = {}
        # A bucket is filled, run and read in several steps, which no other thread may interrupt.
        self._lock = threading.RLock()
        self.info = EngineInfo("onnxruntime, float16", provider, reason, milliseconds)
        used = self._encode.get_providers()[0]
        if used != provider:
            raise EngineError(f"{provider} fell back to {used}")

    def encode(self, exemplars: list[Image]) -> list[Feature]:
        """As `Engine.encode`. The features are float16."""
        with self._lock:
            features = self._encode.run(["features"], {"exemplars": to_network(exemplars)})[0]
        return list(features.astype(np.float16))

    def enhance(self, lr: list[Image], references: Sequence[Sequence[Feature]]) -> tuple[list[Image], list[Tensor]]:
        """As `Engine.enhance`. If the device has no memory for another shape, all the shapes on it are dropped."""
        return self._run(lr, references, [[] for _ in lr])

    def follow(
        self, lr: list[Image], references: Sequence[Sequence[Feature]], past: Sequence[Sequence[Image]]
    ) -> tuple[list[Image], list[Tensor]]:
        """As `Engine.follow`. As for `enhance`, shapes on the device may be dropped."""
        return self._run(lr, references, past)

    def _run(
        self, lr: list[Image], references: Sequence[Sequence[Feature]], past: Sequence[Sequence[Image]]
    ) -> tuple[list[Image], list[Tensor]]:
        """Enhance headshots. past: all of them have earlier frames, or none."""
        with self._lock:
            self._make_room(max(len(features) for features in references), max(len(frames) for frames in past))
            images: list[Image] = []
            weights: list[Tensor] = []
            while len(images) < len(lr):
                start = len(images)
                some = lr[start : start + self._together(len(lr) - start, *lr[start].shape[:2])]
                theirs, before = references[start : start + len(some)], past[start : start + len(some)]
                try:
                    sr, shares, sound = self._bucket(some, bool(before[0])).run(some, theirs, before)
                except Exception:  # a full device may raise many errors; any other error is raised by the second try
                    if len(self._buckets) <= 1:
                        raise
                    self._empty()
                    sr, shares, sound = self._bucket(some, bool(before[0])).run(some, theirs, before)
                if not sound[: len(some)].all():
                    raise EngineError("the engine returned values that are not a picture's")
                images += list(sr[: len(some)])
                weights += [shares[i, : len(features)].astype(np.float32) for i, features in enumerate(theirs)]
            return images, weights

    def warm(self, side: int, references: int, headshots: int = 1) -> None:
        """As `Engine.warm`. The shape is used once, and so is that with earlier frames if the engine remembers."""
        exemplar, lr = (np.zeros((n, n, 3), np.uint8) for n in (self.scale * side, side))
        with self._lock:
            self._make_room(references, 0)
            features = [self.encode([exemplar])] * headshots
            self.enhance([lr] * headshots, features)
            if self.remembers:
                self.follow([lr] * headshots, features, [[lr]] * headshots)

    def forget(self) -> None:
        """Overwrite all inputs and outputs on the device."""
        with self._lock:
            for bucket in self._buckets.values():
                bucket.forget()

    def placed(self) -> dict[str, Counter[str]]:
        """As `Engine.placed`, for the shape that was used last. The result is empty before the first use."""
        with self._lock:
            return placed(next(reversed(self._buckets.values())).session) if self._buckets else {}

    def macs(self, side: int, references: int, cached: bool = True, frames: int = 1) -> int:
        """As `Engine.macs`."""
        notes = self._notes if frames == 1 else self._burst_notes
        return notes.macs(side, references, cached, frames)

    def _make_room(self, references: int, past: int) -> None:
        """If the shapes have no room for so many references or earlier frames, drop all. They are made anew when
        needed."""
        if references > self._most or past > self._most_past:
            self._empty()
            self._most, self._most_past = max(references, self._most), max(past, self._most_past)

    def _empty(self) -> None:
        self.forget()
        self._buckets.clear()

    def _together(self, headshots: int, height: int, width: int) -> int:
        """The number of headshots that go through the network next, if this many of one size are left."""
        return min(headshots, MOST_TOGETHER if max(height, width) <= LARGEST_TOGETHER else 1)

    def _bucket(self, some: list[Image], follow: bool) -> Bucket:
        """The bucket for some headshots of one size. It is made if there is none. follow: with earlier frames."""
        height, width = some[0].shape[:2]
        key = 1 if len(some) == 1 else MOST_TOGETHER, height, width, follow
        bucket = self._buckets.pop(key, None)
        if bucket is None:
            if len(self._buckets) >= self._most_shapes:
                self._buckets.pop(next(iter(self._buckets))).forget()
            past = self._most_past if follow else 0
            shape = Shape(key[0], self._most, self._notes.channels, past, height, width, self.scale)
            bucket = Bucket(self._burst if follow else self._graph, self._provider, self._device, self._options, shape)
        self._buckets[key] = bucket  # the last place is for the most recently used one
        return bucket
