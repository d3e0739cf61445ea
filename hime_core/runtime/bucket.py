"""The GPU graph at one fixed shape. It has its own session, and fixed places on the device for inputs and outputs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hime_core.geometry import Image
from hime_core.runtime.engine import Feature, padded
from hime_core.runtime.sessions import InferenceSession, IOBinding, OrtValue, open_session

Half = NDArray[np.float16]


@dataclass(frozen=True)
class Shape:
    """The shape of a batch of headshots, their references and their earlier frames."""

    batch: int  # how many headshots fit into a batch
    references: int  # how many references a headshot can have
    channels: int  # how many channels the features of a reference have
    past: int  # how many earlier frames a headshot can have; 0 for a graph that takes none
    height: int  # the height of an LR headshot, in pixels
    width: int  # the width of an LR headshot, in pixels
    scale: int  # SR is this many times as high and as wide as LR


class Bucket:
    """One shape of the GPU graph.

    A GPU's libraries choose their kernels anew whenever the shape changes, and a recording of the kernels is valid for
    one shape only. So each shape has a session of its own. References stay on the device, and are sent again only if
    others are wanted.
    """

    def __init__(self, graph: Path, provider: str, device: str, options: Mapping[str, str], shape: Shape):
        """device: the memory of inputs and outputs, "cuda" or "cpu". options: what the provider is to be set to."""
        s = self.shape = shape
        fixed = {"batch": s.batch, "references": s.references, "height": s.height, "width": s.width, "earlier": s.past}
        self.session: InferenceSession = open_session(graph, provider, options=options, fixed=fixed)
        self._lr = _place((s.batch, s.height, s.width, 3), np.uint8, device)
        self._references = _place((s.batch, s.references, s.channels, s.height, s.width), np.float16, device)
        self._present = _place((s.batch, s.references), np.float32, device)
        self._sr = _place((s.batch, s.scale * s.height, s.scale * s.width, 3), np.uint8, device)
        self._weights = _place((s.batch, s.references, s.height, s.width), np.float16, device)
        self._sound = _place((s.batch,), np.float32, device)
        # Earlier frames, and which of their places are taken; empty for a graph that takes none.
        self._earlier: dict[str, OrtValue] = {}
        if s.past:
            self._earlier["past"] = _place((s.batch, s.past, s.height, s.width, 3), np.uint8, device)
            self._earlier["there"] = _place((s.batch, s.past), np.float32, device)
        self._binding: IOBinding = self.session.io_binding()
        inputs = {"lr": self._lr, "references": self._references, "present": self._present, **self._earlier}
        for name, value in inputs.items():
            self._binding.bind_ortvalue_input(name, value)
        for name, value in (("sr", self._sr), ("weights", self._weights), ("sound", self._sound)):
            self._binding.bind_ortvalue_output(name, value)
        self._held: list[list[Feature]] | None = None  # each headshot's features on the device; None if unknown
        self._used = True  # whether `run` was called after the last `forget`
        self.forget()

    def run(
        self, lr: Sequence[Image], references: Sequence[Sequence[Feature]], past: Sequence[Sequence[Image]]
    ) -> tuple[Image, Half, NDArray[np.float32]]:
        """Headshots, at most `batch`, their features and their earlier frames -> SR, CoFA's weights, and whether each
        headshot is sound.

        A headshot is sound (1, otherwise 0) if all values of its SR are near the values that a picture can have. The
        results have the length of the whole batch. The results after those of the given headshots mean nothing.
        """
        s = self.shape
        pictures = np.zeros((s.batch, s.height, s.width, 3), np.uint8)
        pictures[: len(lr)] = lr
        self._used = True
        self._lr.update_inplace(pictures)
        self._hold(references)
        if s.past:
            given = padded(past, s.batch, s.past, (s.height, s.width, 3), np.uint8)
            for place, value in zip(self._earlier.values(), given, strict=True):
                place.update_inplace(value)
        self.session.run_with_iobinding(self._binding)
        # The results are copied, because on the CPU these arrays are the output memory, which the next run overwrites.
        return self._sr.numpy().copy(), self._weights.numpy().copy(), self._sound.numpy().copy()

    def forget(self) -> None:
        """Overwrite the features and the pictures on the device."""
        if not self._used:
            return
        places = [
            (self._lr, np.uint8),
            (self._references, np.float16),
            (self._present, np.float32),
            (self._sr, np.uint8),
            (self._weights, np.float16),
            *zip(self._earlier.values(), (np.uint8, np.float32), strict=False),
        ]
        for place, kind in places:
            place.update_inplace(np.zeros(place.shape(), kind))
        self._held = [[] for _ in range(self.shape.batch)]
        self._used = False

    def _hold(self, references: Sequence[Sequence[Feature]]) -> None:
        s = self.shape
        wanted = [list(features) for features in references] + [[] for _ in range(s.batch - len(references))]
        if self._held is not None and all(_same(a, b) for a, b in zip(wanted, self._held, strict=True)):
            return
        stack, present = padded(wanted, s.batch, s.references, (s.channels, s.height, s.width), np.float16)
        self._held = None
        self._references.update_inplace(stack)
        self._present.update_inplace(present)
        self._held = wanted


def _same(a: list[Feature], b: list[Feature]) -> bool:
    """Whether two lists hold the very same arrays."""
    return len(a) == len(b) and all(x is y for x, y in zip(a, b, strict=True))


def _place(shape: tuple[int, ...], kind: type, device: str) -> OrtValue:
    return OrtValue.ortvalue_from_shape_and_type(list(shape), kind, device, 0)
