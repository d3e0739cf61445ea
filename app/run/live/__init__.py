"""The live graph: capturing, processing, enhancing and sending, each on a thread of its own."""

from app.run.live.graph import LiveGraph
from app.run.live.send import Seen
from app.run.live.thread import StageDiedError
from app.run.live.worker import Worker

__all__ = ["LiveGraph", "Seen", "StageDiedError", "Worker"]
