"""An engine that remembers, for tests of the app."""

import numpy as np

from hime_core.geometry import Image
from hime_core.runtime import Engine, Feature, Tensor


class Remembering:
    """The real engine, which enhances the mean of the present frame and the earlier ones."""

    remembers = True

    def __init__(self, engine: Engine):
        self._engine, self.info, self.scale = engine, engine.info, engine.scale
        self.asked: list[list[list[Image]]] = []  # by call of `follow`, by headshot: the earlier pictures

    def encode(self, exemplars: list[Image]) -> list[Feature]:
        return self._engine.encode(exemplars)

    def enhance(self, lr: list[Image], references: list[list[Feature]]) -> tuple[list[Image], list[Tensor]]:
        return self._engine.enhance(lr, references)

    def follow(
        self, lr: list[Image], references: list[list[Feature]], past: list[list[Image]]
    ) -> tuple[list[Image], list[Tensor]]:
        assert all(past)
        self.asked.append([[picture.copy() for picture in some] for some in past])
        means = [np.mean([image, *some], axis=0) for image, some in zip(lr, past, strict=True)]
        return self._engine.enhance([np.rint(mean).astype(np.uint8) for mean in means], references)

    def warm(self, side: int, references: int, headshots: int = 1) -> None:
        """Nothing to get ready."""

    def forget(self) -> None:
        self._engine.forget()
