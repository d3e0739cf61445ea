"""The governor decides which far faces are enhanced in a round, at which LR size and with how many references.

The worker enhances in rounds, one after another (app/run/live/worker.py). Before each round, it shows the governor a
`Demand` for every far face and gets a `Grant` for each face that this round can afford:

1. Every face wants its own size and all its references. The governor knows what that costs: `work` counts the
   multiply-adds, and `measured` learns how long one takes on this machine.
2. If all faces together would take longer than the budget, they give way step by step (`_fitted`). Each step is taken
   from the face that costs most for what it shows. First the LR sides shrink, each down to SMALLEST_LR_SHARE of its
   window. Then references are left out, down to one per face. Earlier frames never give way, because they cost little.
3. If that is still too much, only some faces have their turn in this round, and the others come next (`_in_turn`).
   At least one face always has its turn, unless even the cheapest would take longer than LONGEST_FACE_MS.

The frame rate never gives way. Frames do not wait for a round: they show the detail of earlier rounds
(app/enhance/carry.py). Frames may still come late, because enhancing takes the processor from the other stages. The
rounds are then spaced out (`frame_took`, `rest_after`).
"""

import time
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from app.enhance.enhancer import LR_STEP, Demand, Grant

# Each LR pixel of a face costs this many thousand multiply-adds, counted in HIME small without references.
WORK_ALONE = 741.0
# Each reference counts as this many thousand multiply-adds per LR pixel. The true number is lower. But for each
# reference the network also reads features at shifted places, and this takes longer than its few multiply-adds suggest.
WORK_PER_REFERENCE = 60.0
# Each earlier frame counts as this many thousand multiply-adds per LR pixel. The true number is 13, but here, too, the
# network reads at shifted places. On one thread of two machines, three of them took 0.062 to 0.083 of the time of a
# face with three references. Each counts as 0.083 / 3 * (741 + 3 * 60).
WORK_PER_EARLIER_FRAME = 25.5
# A face's LR side may shrink to this share of its window's side. A smaller one would lose detail from the camera.
SMALLEST_LR_SHARE = 0.75
# A face is left alone if its cheapest grant would take more than this many milliseconds. It would come too late.
LONGEST_FACE_MS = 250.0
# A new measurement moves the expected time of a multiply-add by this share of the difference between the two.
LEARNING = 0.1
# The expected time of a multiply-add may be wrong. It cannot be measured while no face is enhanced.
# While every face would take too long, the expected time is therefore multiplied by this factor in each round.
DECAY_WHILE_TOO_SLOW = 0.98
# Grants grow back only if this share of the budget stays free. Otherwise they would change all the time.
FREE_SHARE = 0.15
# A frame is late if the stages before sending take more than this share of its period.
LATE_SHARE = 0.95
# A frame is early if the stages before sending take less than this share of its period.
EARLY_SHARE = 0.75
# The share of the time in which enhancing may run is multiplied by this factor after every late frame.
SLOWER = 0.97
# The share of the time in which enhancing may run is multiplied by this factor after every early frame.
FASTER = 1.01
# Enhancing may always run for at least this share of the time, however late the frames are.
LEAST_TIME_SHARE = 0.4
# The face with the highest cost divided by strength gives way. A strength (0..1) counts as at least this.
LEAST_STRENGTH = 0.1
# These give way in this order. The rate is how often each face has its turn.
GAVE_WAY = ("LR size", "references", "rate")


def work(lr: int, references: int, earlier: int = 0) -> float:
    """Return what a face costs, in thousands of multiply-adds.

    lr: the LR side, in pixels. references: how many there are. earlier: how many earlier frames the network sees.
    """
    return lr**2 * (WORK_ALONE + WORK_PER_REFERENCE * references + WORK_PER_EARLIER_FRAME * earlier)


@dataclass
class Governor:
    """Plans the rounds of enhancing. It knows faces by their tracks, and forgets a face when its demands end."""

    budget_ms: float  # milliseconds that a round should take at most
    ms_per_work: float  # milliseconds that a thousand multiply-adds take: first from the trial, then as measured
    gave_way: Counter[str] = field(default_factory=Counter)  # by name in GAVE_WAY: in how many rounds it gave way
    log: deque[str] = field(default_factory=lambda: deque(maxlen=200))  # a line for each change of what gives way
    _last_turn: dict[int, int] = field(default_factory=dict)  # by track: the number of its last turn
    _last_grant: dict[int, tuple[int, int]] = field(default_factory=dict)  # by track: its last LR side and references
    _turns: int = 0  # how many turns were given so far
    _time_share: float = 1.0  # 0..1, the share of the time in which enhancing may run
    _last_line: str = ""  # what the last line of the log says
    _start: float = field(default_factory=time.monotonic)  # seconds; the log counts from here

    def plan(self, demands: list[Demand]) -> list[Grant]:
        """Return the grants for one round: at least one, unless no face is affordable at all."""
        wanted = [Grant(d, d.side, d.references) for d in demands if self._cost(_least(d)) <= LONGEST_FACE_MS]
        if demands and not wanted:
            self.ms_per_work *= DECAY_WHILE_TOO_SLOW
        fitted = self._fitted(wanted)
        chosen = self._in_turn(fitted)
        self._log_changes(wanted, fitted, chosen, left_alone=len(demands) - len(wanted))
        alive = {d.track.id for d in demands}
        self._last_turn = {i: n for i, n in self._last_turn.items() if i in alive}
        for grant in chosen:
            self._turns += 1
            self._last_turn[grant.demand.track.id] = self._turns
        self._last_grant = {g.demand.track.id: (g.lr, g.references) for g in fitted}
        return chosen

    def measured(self, grants: list[Grant], milliseconds: float) -> None:
        """Learn from a round how long a multiply-add takes.

        A round counts as at most twice the expected time, because a much longer one had exemplars to encode first.
        """
        total = sum(map(_work, grants))
        if total:
            sample = min(milliseconds / total, 2 * self.ms_per_work)
            self.ms_per_work += LEARNING * (sample - self.ms_per_work)

    def frame_took(self, share_of_period: float) -> None:
        """Slow enhancing down after a late frame, and speed it up after an early one.

        share_of_period: the share of the frame's period that the stages before sending took.
        """
        if share_of_period > LATE_SHARE:
            self._time_share = max(LEAST_TIME_SHARE, self._time_share * SLOWER)
        elif share_of_period < EARLY_SHARE:
            self._time_share = min(1.0, self._time_share * FASTER)

    def rest_after(self, milliseconds: float) -> float:
        """Return for how many seconds enhancing must rest after a round that took this many milliseconds."""
        return milliseconds / 1000 * (1 / self._time_share - 1)

    def _fitted(self, wanted: list[Grant]) -> list[Grant]:
        """Return grants for the same faces, made smaller until they fit the budget or cannot shrink any more.

        If the full grants would leave less than FREE_SHARE of the budget free, the faces keep their grants of the round
        before as long as those fit the budget.
        """
        roomy = self.budget_ms * (1 - FREE_SHARE)
        held = [self._held(g) for g in wanted]
        if self.expected_ms(wanted) > roomy and self.expected_ms(held) <= self.budget_ms:
            return held
        fitted = {g.demand.track.id: g for g in wanted}
        while self.expected_ms(fitted.values()) > roomy:
            smaller = [s for g in fitted.values() if (s := _smaller(g))]
            fewer = [f for g in fitted.values() if (f := _fewer(g))]
            if not (options := smaller or fewer):
                break
            dearest = max(options, key=lambda g: self._cost(g) / max(g.demand.strength, LEAST_STRENGTH))
            fitted[dearest.demand.track.id] = dearest
        return list(fitted.values())

    def _held(self, wanted: Grant) -> Grant:
        """Return a face's grant of the round before, limited to what it wants now and to the least that it can have."""
        lr, references = self._last_grant.get(wanted.demand.track.id, (wanted.lr, wanted.references))
        least = _least(wanted.demand)
        lr = min(max(lr, least.lr), wanted.lr)
        return replace(wanted, lr=lr, references=min(max(references, least.references), wanted.references))

    def _in_turn(self, fitted: list[Grant]) -> list[Grant]:
        """Return the grants of the faces that have waited longest, as many as the budget allows.

        Among faces that have waited equally long, a larger and more strongly shown one comes first.
        """
        waiting = sorted(
            fitted,
            key=lambda g: (self._last_turn.get(g.demand.track.id, 0), -g.demand.strength * g.demand.side),
        )
        chosen: list[Grant] = []
        for grant in waiting:
            if chosen and self.expected_ms([*chosen, grant]) > self.budget_ms:
                break
            chosen.append(grant)
        return chosen

    def _cost(self, grant: Grant) -> float:
        """Return the milliseconds that a face is expected to take."""
        return self.ms_per_work * _work(grant)

    def expected_ms(self, grants: Iterable[Grant]) -> float:
        """Return the milliseconds that several faces are expected to take."""
        return sum(map(self._cost, grants))

    def _log_changes(self, wanted: list[Grant], fitted: list[Grant], chosen: list[Grant], left_alone: int) -> None:
        """Count what gave way in this round, and add a line to the log if it differs from the round before.

        left_alone: how many faces are left alone because they would take too long.
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
        if line != self._last_line:
            self._last_line = line
            self.log.append(f"{time.monotonic() - self._start:.1f} s: {line or 'nothing gives way'}")


def _work(grant: Grant) -> float:
    """Return what a face costs as granted. Earlier frames count in full, even in a round that changes the LR side."""
    return work(grant.lr, grant.references, grant.demand.earlier)


def _least(demand: Demand) -> Grant:
    """Return the least that a face can have: the smallest LR side, and one reference if there is any."""
    lr = LR_STEP * -(-int(SMALLEST_LR_SHARE * demand.side) // LR_STEP)
    return Grant(demand, min(lr, demand.side), min(1, demand.references))


def _smaller(grant: Grant) -> Grant | None:
    """Return the grant with its LR side one step smaller, or None if it is the smallest already."""
    return replace(grant, lr=grant.lr - LR_STEP) if grant.lr - LR_STEP >= _least(grant.demand).lr else None


def _fewer(grant: Grant) -> Grant | None:
    """Return the grant with one reference less, or None if it has the fewest already."""
    fewer = grant.references - 1
    return replace(grant, references=fewer) if fewer >= _least(grant.demand).references else None
