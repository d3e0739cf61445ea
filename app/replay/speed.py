"""How fast a replay was."""

from dataclasses import dataclass

from app.replay.call import CallResult


@dataclass(frozen=True)
class Speed:
    """Of the calls that were not at hand from an earlier run: frames, seconds on the wall's clock, and the network's
    share of the processes' time. None where there were no such calls."""

    calls: int
    frames: int
    seconds: float
    frames_per_second: float | None
    network_share: float | None


def speed_of(calls: list[CallResult], seconds: float) -> Speed:
    """calls: those replayed in this run. seconds: that they took, all together."""
    frames, busy = sum(c.frames for c in calls), sum(c.seconds for c in calls)
    if not frames:
        return Speed(len(calls), 0, 0.0, None, None)
    share = sum(c.network_seconds for c in calls) / busy
    return Speed(len(calls), frames, round(seconds, 2), round(frames / seconds, 2), round(share, 3))
