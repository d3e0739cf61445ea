"""Measures on recorded calls what the age of an exemplar costs (the paper's Table 5)."""

from app.replay.many import replay_all
from app.replay.plan import ReplayPlan
from app.replay.summary import Summary, summarise

__all__ = ["ReplayPlan", "Summary", "replay_all", "summarise"]
