"""An engine that remembers, for tests of the app. What it was given and gave is noted."""

import numpy as np

from hime_core.geometry import Image
from hime_core.runtime import Engine, Feature, Memory, Tensor
from hime_core.runtime.engine import to_images, to_network


class Remembering:
    """The real engine, which enhances the mean of the present frame and the earlier ones. A memory is an LR picture."""

    remembers = True

    def __init__(self, engine: Engine):
        self._engine, self.info, self.scale = engine, engine.info, engine.scale
        self.given: list[Memory] = []  # all memories that it gave, in order
        self.asked: list[list[list[Image]]] = []  # by call of `follow`, by headshot: the earlier pictures

    def encode(self, exemplars: list[Image]) -> list[Feature]:
        return self._engine.encode(exemplars)

    def enhance(self, lr: list[Image], references: list[list[Feature]]) -> tuple[list[Image], list[Tensor]]:
        return self._engine.enhance(lr, references)

    def follow(
        self, lr: list[Image], references: list[list[Feature]], past: list[list[Memory]]
    ) -> tuple[list[Image], list[Tensor], list[Memory]]:
        memories = list(to_network(lr))
        means = [np.mean([memory, *some], axis=0) for memory, some in zip(memories, past, strict=True)]
        self.asked.append([to_images(np.stack(some)) if some else [] for some in past])
        self.given += memories
        return *self._engine.enhance(to_images(np.stack(means)), references), memories

    def warm(self, side: int, references: int, headshots: int = 1) -> None:
        """Nothing to get ready."""

    def forget(self) -> None:
        self._engine.forget()
