"""Faces in a frame: find them, follow them."""

from app.faces.search import FaceSearch
from app.faces.tracks import Track, Tracker

__all__ = ["FaceSearch", "Track", "Tracker"]
