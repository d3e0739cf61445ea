"""Who is on a track: glances at a face, evidence that adds up, and whose exemplars the face may use."""

from app.people.people import People, PersonView

__all__ = ["People", "PersonView"]
