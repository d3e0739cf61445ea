"""Faces in a frame: finding them, and following them from frame to frame."""

from app.faces.search import FaceSearch
from app.faces.tracks import Track, Tracker

__all__ = ["FaceSearch", "Track", "Tracker"]
