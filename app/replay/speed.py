"""Computes how fast a replay was."""

from dataclasses import dataclass

from app.replay.call import CallResult


@dataclass(frozen=True)
class Speed:
    """How fast this run replayed calls. Calls whose results were kept from an earlier run do not count."""

    calls: int  # calls of which a frame could be read
    frames: int
    seconds: float  # from the start of the first call to the end of the last call
    frames_per_second: float | None  # None if no frame was replayed
    network_share: float | None  # 0..1, of the time of all processes; None if no frame was replayed


def speed_of(calls: list[CallResult], seconds: float) -> Speed:
    """Return the speed. calls: the calls of this run. seconds: from the start of the first to the end of the last."""
    opened = [c for c in calls if c.frames]
    if not opened:
        return Speed(0, 0, 0.0, None, None)
    frames, busy = sum(c.frames for c in opened), sum(c.seconds for c in opened)
    share = sum(c.network_seconds for c in opened) / busy
    return Speed(len(opened), frames, round(seconds, 2), round(frames / seconds, 2), round(share, 3))
