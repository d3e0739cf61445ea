"""Measures on recorded calls how much worse an older exemplar is than a newer one (the paper's Table 5)."""

from app.replay.many import replay_all
from app.replay.plan import ReplayPlan
from app.replay.summary import Summary, summarise

__all__ = ["ReplayPlan", "Summary", "replay_all", "summarise"]
