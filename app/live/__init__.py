"""The live graph: capture, look and show, enhance, send, each on its own thread."""

from app.live.graph import LiveGraph, Seen
from app.live.worker import Worker

__all__ = ["LiveGraph", "Seen", "Worker"]
