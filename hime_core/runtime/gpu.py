"""The engine for GPUs: the float16 graph, at few fixed shapes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from hime_core.geometry import Image
from hime_core.runtime.bucket import Bucket, Shape
from hime_core.runtime.engine import EngineError, EngineInfo, Feature, Tensor, to_network
from hime_core.runtime.noted import noted
from hime_core.runtime.sessions import open_session, placed

# Headshots that go through the network together. One alone must not wait for room that nobody fills. Four small ones
# take little longer than one, which leaves most of a GPU idle; large ones do not, and room for them costs memory.
TOGETHER = 4
LARGEST_TOGETHER = 64  # LR pixels
LEAST_REFERENCES = 1  # the graph wants one at least, if only as padding


class GpuEngine:
    """The GPU graph on one execution provider. To be used from one thread, since a recorded graph belongs to one."""

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
        self._free = open_session(graph, provider, options=encode_options)  # of no fixed shape
        self._noted = noted(self._encode, self._free)
        self.scale = self._noted.scale
        self._most = LEAST_REFERENCES  # references that a bucket has room for
        self._buckets: dict[tuple[int, int, int], Bucket] = {}  # batch, height, width
        self.info = EngineInfo("onnxruntime, float16", provider, reason, milliseconds)
        used = self._encode.get_providers()[0]
        if used != provider:
            raise EngineError(f"{provider} fell back to {used}")

    def encode(self, exemplars: list[Image]) -> list[Feature]:
        """As `Engine.encode`; the features are float16."""
        return list(self._encode.run(["features"], {"exemplars": to_network(exemplars)})[0].astype(np.float16))

    def enhance(self, lr: list[Image], references: Sequence[Sequence[Feature]]) -> tuple[list[Image], list[Tensor]]:
        """As `Engine.enhance`."""
        self._make_room(max(len(features) for features in references))
        images: list[Image] = []
        weights: list[Tensor] = []
        while len(images) < len(lr):
            start = len(images)
            bucket = self._bucket(len(lr) - start, *lr[start].shape[:2])
            stop = start + bucket.shape.batch
            some, theirs = lr[start:stop], references[start:stop]
            sr, shares, sound = bucket.run(some, theirs)
            if not sound[: len(some)].all():
                raise EngineError("the engine returned values that are not a picture's")
            images += list(sr[: len(some)])
            weights += [shares[i, : len(features)].astype(np.float32) for i, features in enumerate(theirs)]
        return images, weights

    def warm(self, side: int, references: int, headshots: int = 1) -> None:
        """As `Engine.warm`: the shape is used once."""
        self._make_room(references)
        exemplar, lr = (np.zeros((n, n, 3), np.uint8) for n in (self.scale * side, side))
        self.enhance([lr] * headshots, [self.encode([exemplar])] * headshots)

    def forget(self) -> None:
        """Overwrite what the device has of anybody."""
        for bucket in self._buckets.values():
            bucket.forget()

    def placed(self) -> dict[str, Counter[str]]:
        """As `Engine.placed`, of the shape that was used last; where none was, of none in particular."""
        return placed(next(reversed(self._buckets.values())).session if self._buckets else self._free)

    def macs(self, side: int, references: int, cached: bool = True) -> int:
        """As `Engine.macs`."""
        return self._noted.macs(side, references, cached)

    def _make_room(self, references: int) -> None:
        """Buckets are made anew where they have too little room for references."""
        if references > self._most:
            self.forget()
            self._buckets.clear()
            self._most = references

    def _bucket(self, headshots: int, height: int, width: int) -> Bucket:
        """The one that so many headshots begin with."""
        batch = TOGETHER if headshots > 1 and max(height, width) <= LARGEST_TOGETHER else 1
        key = batch, height, width
        if key not in self._buckets:
            shape = Shape(batch, self._most, self._noted.channels, height, width, self.scale)
            self._buckets[key] = Bucket(self._graph, self._provider, self._device, self._options, shape)
        return self._buckets[key]
