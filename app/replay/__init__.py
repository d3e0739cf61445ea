"""What the age of an exemplar costs, measured on recorded calls (the paper's Table 5)."""

from app.replay.many import replay_all
from app.replay.plan import Plan
from app.replay.summary import Summary, summarise

__all__ = ["Plan", "Summary", "replay_all", "summarise"]
