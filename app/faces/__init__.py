"""Finds the faces in a frame and follows them from frame to frame."""

from app.faces.search import FaceSearch
from app.faces.tracks import Track, Tracker

__all__ = ["FaceSearch", "Track", "Tracker"]
