"""Who gets how many milliseconds: what each far face is granted in a round of enhancing, and what gives way.

Faces give way in this order: a smaller LR size, fewer references, a round left out. The frame rate never does: frames
are shown with the detail that there is (app/enhance/carry.py), and where they still come late the rounds are spaced
out.
"""

import time
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from app.enhance.enhancer import STEP, Demand, Grant

# Time per LR pixel of HIME small, in multiply-adds: without references, and for each one whose features are cached
# (deformable sampling takes longer than its few). Only their ratio matters: the time of one is measured.
ALONE, PER_REFERENCE = 741.0, 60.0
SMALLEST = 0.75  # of a window's side: below it, what the camera did see is lost
LARGEST_MS = 250.0  # a face that would take longer even so is left alone: its detail would be old before it is shown
LEARNING = 0.1  # share of a new measurement in the time of a multiply-add
HOPE = 0.98  # of the time of a multiply-add, at each round in which no face is affordable
ROOM = 0.15  # of the budget, free before something is given back: grants must not flutter
LATE, EARLY = 0.95, 0.75  # of a frame's period: the stages before sending take more, or less
GAVE_WAY = ("LR size", "references", "rate")
SHORTEST_SHARE = 0.4  # of its time that enhancing always gets


def work(lr: int, references: int) -> float:
    """Relative cost of a face."""
    return lr**2 * (ALONE + PER_REFERENCE * references)


@dataclass
class Governor:
    """Plans rounds of enhancing. budget_ms: a round should take no longer. ms_per_work: as the engine's trial says."""

    budget_ms: float
    ms_per_work: float
    gave_way: Counter[str] = field(default_factory=Counter)  # rounds in which each of GAVE_WAY did
    log: deque[str] = field(default_factory=lambda: deque(maxlen=200))
    _last_turn: dict[int, int] = field(default_factory=dict)  # track -> the number of the turn it had last
    _last_grant: dict[int, tuple[int, int]] = field(default_factory=dict)  # track -> LR side, references
    _turns: int = 0
    _share: float = 1.0
    _said: str = ""
    _start: float = field(default_factory=time.monotonic)

    def plan(self, demands: list[Demand]) -> list[Grant]:
        """Grants for one round, of at least one face where any is affordable."""
        wanted = [Grant(d, d.side, d.references) for d in demands if self._cost(_least(d)) <= LARGEST_MS]
        if demands and not wanted:  # perhaps the machine was only busy when the time was measured
            self.ms_per_work *= HOPE
        fitted = self._fitted(wanted)
        chosen = self._in_turn(fitted)
        self._tell(wanted, fitted, chosen)
        alive = {d.track.id for d in demands}
        self._last_turn = {i: n for i, n in self._last_turn.items() if i in alive}
        for grant in chosen:
            self._turns += 1
            self._last_turn[grant.demand.track.id] = self._turns
        self._last_grant = {g.demand.track.id: (g.lr, g.references) for g in fitted}
        return chosen

    def measured(self, grants: list[Grant], milliseconds: float) -> None:
        """Learn from a round. One that took far longer than ever (exemplars to encode first) teaches little."""
        total = sum(work(g.lr, g.references) for g in grants)
        if total:
            sample = min(milliseconds / total, 2 * self.ms_per_work)
            self.ms_per_work += LEARNING * (sample - self.ms_per_work)

    def frame_took(self, share_of_period: float) -> None:
        """Tell how much of a frame's period the stages before sending took: late frames slow enhancing down."""
        if share_of_period > LATE:
            self._share = max(SHORTEST_SHARE, self._share * 0.97)
        elif share_of_period < EARLY:
            self._share = min(1.0, self._share * 1.01)

    def rest_after(self, milliseconds: float) -> float:
        """Seconds to leave the machine to the other stages after a round that took so long."""
        return milliseconds / 1000 * (1 / self._share - 1)

    def _fitted(self, wanted: list[Grant]) -> list[Grant]:
        """The same faces, smaller and with fewer references until they fit or nothing is left to give.

        Unless there is clearly room for more, faces stay with what they had in the round before.
        """
        roomy = self.budget_ms * (1 - ROOM)
        held = [self._held(g) for g in wanted]
        if self._total(wanted) > roomy and self._total(held) <= self.budget_ms:
            return held
        fitted = {g.demand.track.id: g for g in wanted}
        while self._total(fitted.values()) > roomy:
            smaller = [s for g in fitted.values() if (s := _smaller(g))]
            fewer = [f for g in fitted.values() if (f := _fewer(g))]
            if not (options := smaller or fewer):
                break
            dearest = max(options, key=lambda g: self._cost(g) / max(g.demand.strength, 0.1))
            fitted[dearest.demand.track.id] = dearest
        return list(fitted.values())

    def _held(self, wanted: Grant) -> Grant:
        lr, references = self._last_grant.get(wanted.demand.track.id, (wanted.lr, wanted.references))
        least = _least(wanted.demand)
        lr = min(max(lr, least.lr), wanted.lr)
        return replace(wanted, lr=lr, references=min(max(references, least.references), wanted.references))

    def _in_turn(self, fitted: list[Grant]) -> list[Grant]:
        """Those that have waited longest, as many as the budget allows; of equals, what shows more goes first."""
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
        return self.ms_per_work * work(grant.lr, grant.references)

    def _total(self, grants: Iterable[Grant]) -> float:
        return sum(map(self._cost, grants))

    def _tell(self, wanted: list[Grant], fitted: list[Grant], chosen: list[Grant]) -> None:
        sizes = [f"{w.lr}->{f.lr}" for w, f in zip(wanted, fitted, strict=True) if f.lr < w.lr]
        references = [
            f"{w.references}->{f.references}"
            for w, f in zip(wanted, fitted, strict=True)
            if f.references < w.references
        ]
        left_out = len(fitted) - len(chosen)
        self.gave_way.update(dict(zip(GAVE_WAY, map(bool, (sizes, references, left_out)), strict=True)))
        parts = [f"{len(wanted)} faces"]
        parts += [f"LR {', '.join(sizes)}"] if sizes else []
        parts += [f"references {', '.join(references)}"] if references else []
        parts += [f"{len(chosen)} of them a round"] if left_out else []
        said = "; ".join(parts) if len(parts) > 1 else ""
        if said != self._said:
            self._said = said
            self.log.append(f"{time.monotonic() - self._start:.1f} s: {said or 'nothing gives way'}")


def _least(demand: Demand) -> Grant:
    lr = STEP * -(-int(SMALLEST * demand.side) // STEP)
    return Grant(demand, min(lr, demand.side), min(1, demand.references))


def _smaller(grant: Grant) -> Grant | None:
    return replace(grant, lr=grant.lr - STEP) if grant.lr - STEP >= _least(grant.demand).lr else None


def _fewer(grant: Grant) -> Grant | None:
    fewer = grant.references - 1
    return replace(grant, references=fewer) if fewer >= _least(grant.demand).references else None
