"""Decides who is on each track, by comparing glances at the face, and whose exemplars the face may use."""

from app.people.people import People, PersonView

__all__ = ["People", "PersonView"]
