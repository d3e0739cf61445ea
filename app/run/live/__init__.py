"""The live graph: capture, look and show, enhance, send, each on its own thread."""

from app.run.live.graph import LiveGraph, Seen
from app.run.live.worker import Worker

__all__ = ["LiveGraph", "Seen", "Worker"]
