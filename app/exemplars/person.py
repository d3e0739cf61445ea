"""Somebody met in this call: their bank, what they looked like, and where they were last."""

import math

import numpy as np

from app.exemplars.appearance import SAME, Appearance, likeness
from app.exemplars.bank import Bank
from app.faces import Track
from app.settings import ExemplarSettings
from hime_core.geometry import Square

SLEEP = 30.0  # seconds that somebody out of sight is remembered
GLANCES = 12  # remembered; a new one is kept where it differs from them
NEWS = 0.98  # likeness to all of them below which it does
# Likeness of successive glances within BLINK seconds. The same person measures 0.95 and more in 100 ms sitting still,
# 0.9 when lively, under 0.5 in the fastest turns, after which they are looked at like anybody who returns. Of two
# people in the same pose, place and light 3..8 % reach 0.9, 13..26 % 0.85: a swap within a frame is not seen for sure.
STEADY, BLINK = 0.88, 0.25
REACH = 1.5  # sides of the larger headshot: "near where they left"
EDGE = 0.3  # sides from the headshot to the frame's border: "at the edge"
GROWTH = 1.0  # octaves of size that may lie between leaving and returning, and
GROWTH_RATE = 0.5  # as many more for each second between


class Person:
    """Made awake, with nothing banked."""

    def __init__(self, id: int, settings: ExemplarSettings):
        self.id = id
        self.bank = Bank(settings)
        self._glances: list[Appearance] = []
        self._last: Appearance | None = None
        self._square = Square(0, 0, 0)
        self._edges: frozenset[str] = frozenset()
        self._seen = -math.inf
        self._scene = 0

    def see(self, glance: Appearance, track: Track, frame: tuple[int, int], time: float, alone: bool) -> None:
        """Remember a frame (height, width). alone: no other head touches, so the glance shows nobody else."""
        self._last, self._square, self._seen, self._scene = glance, track.square, time, track.scene
        self._edges = edges(track.square, frame)
        if alone and self.resemblance(glance) < NEWS:
            self._glances = [*self._glances[1 - GLANCES :], glance]

    def resemblance(self, glance: Appearance) -> float:
        """Of a glance to the likest one remembered, at most 1; -1 where there is none."""
        return max((likeness(glance, known) for known in self._glances), default=-1.0)

    def goes_on(self, glance: Appearance, time: float) -> bool:
        """Whether the next glance along a track is still this person: steady, or surely the same after a gap."""
        steady = self._last is not None and time - self._seen <= BLINK and likeness(glance, self._last) >= STEADY
        return steady or self.resemblance(glance) >= SAME

    def still_there(self, glance: Appearance) -> bool:
        """Whether the place where the face was missed shows what it showed before."""
        return self._last is not None and likeness(glance, self._last) >= STEADY

    def may_be(self, track: Track, frame: tuple[int, int], time: float) -> bool:
        """Whether place and time let this sleeper be the face that a new track starts with.

        Near where they left, or in through the edge of the frame (height, width) that they left by.
        """
        gap = time - self._seen
        if track.scene != self._scene or not 0 <= gap <= SLEEP:
            return False
        if abs(math.log2(track.square.side / self._square.side)) > GROWTH + GROWTH_RATE * gap:
            return False
        apart = np.hypot(track.square.x - self._square.x, track.square.y - self._square.y)
        near = apart < REACH * max(track.square.side, self._square.side)
        return bool(near or self._edges & edges(track.square, frame))

    def expired(self, scene: int, time: float) -> bool:
        """Whether a sleeper can never wake again."""
        return scene != self._scene or time - self._seen > SLEEP

    def forget(self) -> None:
        """Wipe the exemplars' pixels and every glance."""
        self.bank.wipe()
        self._glances, self._last = [], None


def edges(square: Square, frame: tuple[int, int]) -> frozenset[str]:
    """Which side edges of a frame (height, width) a headshot is at; people come and go there."""
    room = EDGE * square.side
    x0, _, x1, _ = square.box
    return frozenset(name for name, at in (("left", x0 < room), ("right", x1 > frame[1] - room)) if at)
