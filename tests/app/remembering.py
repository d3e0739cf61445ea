"""An engine that remembers, for tests of the app. What it was given is noted."""

import numpy as np

from hime_core.geometry import Image
from hime_core.runtime import Engine, Feature, Tensor


class Remembering:
    """The real engine. Where there are earlier frames, it enhances the mean of all frames."""

    remembers = True

    def __init__(self, engine: Engine):
        self._engine, self.info, self.scale = engine, engine.info, engine.scale
        self.past: list[Image] = []  # the very arrays of earlier frames that it was given
        self.asked: list[list[list[Image]]] = []  # by call of `follow`, by headshot: copies of its earlier frames
        self.calls: list[list[int]] = []  # by call, by headshot: how many earlier frames it had

    def encode(self, exemplars: list[Image]) -> list[Feature]:
        return self._engine.encode(exemplars)

    def enhance(self, lr: list[Image], references: list[list[Feature]]) -> tuple[list[Image], list[Tensor]]:
        self.calls.append([0] * len(lr))
        return self._engine.enhance(lr, references)

    def follow(
        self, lr: list[Image], references: list[list[Feature]], past: list[list[Image]]
    ) -> tuple[list[Image], list[Tensor]]:
        assert all(past)  # each headshot has at least one earlier frame
        self.asked.append([[picture.copy() for picture in some] for some in past])
        self.calls.append([len(some) for some in past])
        self.past += [picture for some in past for picture in some]
        means = [np.mean([now, *some], axis=0).round().astype(np.uint8) for now, some in zip(lr, past, strict=True)]
        return self._engine.enhance(means, references)

    def warm(self, side: int, references: int, headshots: int = 1) -> None:
        """Nothing to get ready."""

    def forget(self) -> None:
        self._engine.forget()
