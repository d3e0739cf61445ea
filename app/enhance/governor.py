"""The governor: which far faces are enhanced in a round, at which LR size and with how many references.

The worker enhances in rounds, one after another (app/run/live/worker.py). Before each, it shows the governor what every
far face would like to have (a `Demand`) and gets what this round can afford (a `Grant` for some of them):

1. Every face wants its own size and all its references. The governor knows what that costs: `work` counts the
   multiply-adds, and `measured` learns how long one takes on this machine.
2. Where all faces together would take longer than the budget, they give way step by step (`_fitted`). The next step is
   taken from the face that costs most for what it shows. First the LR sides shrink, each down to SMALLEST_LR_SHARE of
   its window. Then references are left out, down to one per face.
3. Where that is still too much, only some faces have their turn in this round, and the others come next (`_in_turn`).
   At least one face always has its turn.

The frame rate never gives way. Frames do not wait for a round: they show the detail that there is
(app/enhance/carry.py). Where they come late nevertheless, because enhancing takes the processor from the other stages,
the rounds are spaced out (`frame_took`, `rest_after`).
"""

import time
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from app.enhance.enhancer import LR_STEP, Demand, Grant

# Work for each LR pixel of a face, in multiply-adds of HIME small without references.
WORK_ALONE = 741.0
# Work for each LR pixel and reference, in multiply-adds. It counts as more than it has, because sampling is slow.
WORK_PER_REFERENCE = 60.0
# A face's LR side may shrink to this share of its window's side. Below it, detail that the camera saw would be lost.
SMALLEST_LR_SHARE = 0.75
# A face that would take longer than this many milliseconds at the least is left alone: it would come too late.
LONGEST_FACE_MS = 250.0
# Share of a new measurement in the time that a multiply-add is believed to take.
LEARNING = 0.1
# While every face would take too long, that time is multiplied by this in each round: it may have been measured badly.
DECAY_WHILE_TOO_SLOW = 0.98
# Share of the budget that must be free before anything is given back. Otherwise grants would change all the time.
FREE_SHARE = 0.15
# Frames are late where the stages before sending take more than this share of a frame's period.
LATE_SHARE = 0.95
# Frames are early where the stages before sending take less than this share of a frame's period.
EARLY_SHARE = 0.75
# The share of its time that enhancing gets is multiplied by this for every late frame.
SLOWER = 0.97
# The share of its time that enhancing gets is multiplied by this for every early frame.
FASTER = 1.01
# Enhancing always gets this share of its time, however late the frames are.
LEAST_TIME_SHARE = 0.4
# When a face is chosen to give way, each counts as shown to at least this share, 0..1, however little is shown of it.
LEAST_STRENGTH = 0.1
# What can give way, in this order.
GAVE_WAY = ("LR size", "references", "rate")


def work(lr: int, references: int) -> float:
    """What a face costs, in multiply-adds, at an LR side in pixels and with a number of references."""
    return lr**2 * (WORK_ALONE + WORK_PER_REFERENCE * references)


@dataclass
class Governor:
    """Plans the rounds of enhancing. Knows the faces by their tracks, and only while they are in the scene."""

    budget_ms: float  # milliseconds that a round should take at most
    ms_per_work: float  # milliseconds that a multiply-add takes: first as the engine's trial says, then as measured
    gave_way: Counter[str] = field(default_factory=Counter)  # by GAVE_WAY: in how many rounds it gave way
    log: deque[str] = field(default_factory=lambda: deque(maxlen=200))  # a line for each change of what gives way
    _last_turn: dict[int, int] = field(default_factory=dict)  # by track: the number of the turn that it had last
    _last_grant: dict[int, tuple[int, int]] = field(default_factory=dict)  # by track: its last LR side and references
    _turns: int = 0  # how many turns were given so far
    _share: float = 1.0  # share of its time that enhancing gets; the rest is left to the other stages
    _told: str = ""  # what the last line of the log says
    _start: float = field(default_factory=time.monotonic)  # seconds; the log counts from here

    def plan(self, demands: list[Demand]) -> list[Grant]:
        """The grants for one round: at least one, unless no face is affordable at all."""
        wanted = [Grant(d, d.side, d.references) for d in demands if self._cost(_least(d)) <= LONGEST_FACE_MS]
        if demands and not wanted:
            self.ms_per_work *= DECAY_WHILE_TOO_SLOW
        fitted = self._fitted(wanted)
        chosen = self._in_turn(fitted)
        self._tell(wanted, fitted, chosen, left_alone=len(demands) - len(wanted))
        alive = {d.track.id for d in demands}
        self._last_turn = {i: n for i, n in self._last_turn.items() if i in alive}
        for grant in chosen:
            self._turns += 1
            self._last_turn[grant.demand.track.id] = self._turns
        self._last_grant = {g.demand.track.id: (g.lr, g.references) for g in fitted}
        return chosen

    def measured(self, grants: list[Grant], milliseconds: float) -> None:
        """Learn from a round how long a multiply-add takes.

        A round that took far longer than expected had exemplars to encode first, and counts as twice the expected time.
        """
        total = sum(work(g.lr, g.references) for g in grants)
        if total:
            sample = min(milliseconds / total, 2 * self.ms_per_work)
            self.ms_per_work += LEARNING * (sample - self.ms_per_work)

    def frame_took(self, share_of_period: float) -> None:
        """Learn which share of a frame's period the stages before sending took. Late frames slow enhancing down."""
        if share_of_period > LATE_SHARE:
            self._share = max(LEAST_TIME_SHARE, self._share * SLOWER)
        elif share_of_period < EARLY_SHARE:
            self._share = min(1.0, self._share * FASTER)

    def rest_after(self, milliseconds: float) -> float:
        """Seconds to leave the machine to the other stages, after a round that took so many milliseconds."""
        return milliseconds / 1000 * (1 / self._share - 1)

    def _fitted(self, wanted: list[Grant]) -> list[Grant]:
        """Grants for the same faces, made smaller until they fit the budget or nothing is left to give.

        As long as not all wishes fit with some room, faces keep what they had in the round before if that still fits.
        """
        roomy = self.budget_ms * (1 - FREE_SHARE)
        held = [self._held(g) for g in wanted]
        if self._total(wanted) > roomy and self._total(held) <= self.budget_ms:
            return held
        fitted = {g.demand.track.id: g for g in wanted}
        while self._total(fitted.values()) > roomy:
            smaller = [s for g in fitted.values() if (s := _smaller(g))]
            fewer = [f for g in fitted.values() if (f := _fewer(g))]
            if not (options := smaller or fewer):
                break
            dearest = max(options, key=lambda g: self._cost(g) / max(g.demand.strength, LEAST_STRENGTH))
            fitted[dearest.demand.track.id] = dearest
        return list(fitted.values())

    def _held(self, wanted: Grant) -> Grant:
        """What a face had in the round before, within what it wants now and the least it can have."""
        lr, references = self._last_grant.get(wanted.demand.track.id, (wanted.lr, wanted.references))
        least = _least(wanted.demand)
        lr = min(max(lr, least.lr), wanted.lr)
        return replace(wanted, lr=lr, references=min(max(references, least.references), wanted.references))

    def _in_turn(self, fitted: list[Grant]) -> list[Grant]:
        """Those that have waited longest, as many as the budget allows; of equals, the one that shows more."""
        waiting = sorted(
            fitted,
            key=lambda g: (self._last_turn.get(g.demand.track.id, 0), -g.demand.strength * g.demand.side),
        )
        chosen: list[Grant] = []
        for grant in waiting:
            if chosen and self._total([*chosen, grant]) > self.budget_ms:
                break
            chosen.append(grant)
        return chosen

    def _cost(self, grant: Grant) -> float:
        """Milliseconds that a face is expected to take."""
        return self.ms_per_work * work(grant.lr, grant.references)

    def _total(self, grants: Iterable[Grant]) -> float:
        """Milliseconds that several faces are expected to take."""
        return sum(map(self._cost, grants))

    def _tell(self, wanted: list[Grant], fitted: list[Grant], chosen: list[Grant], left_alone: int) -> None:
        """Count what gave way in this round, and write a line where that is something else than before.

        left_alone: how many faces would take too long.
        """
        sizes = [f"{w.lr}->{f.lr}" for w, f in zip(wanted, fitted, strict=True) if f.lr < w.lr]
        references = [
            f"{w.references}->{f.references}"
            for w, f in zip(wanted, fitted, strict=True)
            if f.references < w.references
        ]
        waiting = len(fitted) - len(chosen)
        self.gave_way.update(dict(zip(GAVE_WAY, map(bool, (sizes, references, waiting + left_alone)), strict=True)))
        faces = len(wanted) + left_alone
        parts = [f"{faces} face{'' if faces == 1 else 's'}"]
        parts += [f"{left_alone} left alone: enhancing would take too long"] if left_alone else []
        parts += [f"LR {', '.join(sizes)}"] if sizes else []
        parts += [f"references {', '.join(references)}"] if references else []
        parts += [f"{len(chosen)} of them a round"] if waiting else []
        line = "; ".join(parts) if len(parts) > 1 else ""
        if line != self._told:
            self._told = line
            self.log.append(f"{time.monotonic() - self._start:.1f} s: {line or 'nothing gives way'}")


def _least(demand: Demand) -> Grant:
    """The least that a face can have: the smallest LR side, and one reference where there is any."""
    lr = LR_STEP * -(-int(SMALLEST_LR_SHARE * demand.side) // LR_STEP)
    return Grant(demand, min(lr, demand.side), min(1, demand.references))


def _smaller(grant: Grant) -> Grant | None:
    """The grant with its LR side one step smaller; None where it is the smallest already."""
    return replace(grant, lr=grant.lr - LR_STEP) if grant.lr - LR_STEP >= _least(grant.demand).lr else None


def _fewer(grant: Grant) -> Grant | None:
    """The grant with one reference less; None where it has the least already."""
    fewer = grant.references - 1
    return replace(grant, references=fewer) if fewer >= _least(grant.demand).references else None
