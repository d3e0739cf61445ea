"""What `hime run` says about who came: somebody it knows, or a new face."""

from app.people.look import Scene

# Seconds that somebody must be out of sight to be greeted anew: a face missed for a moment is not a return.
GONE = 2.0


class Greeting:
    """scene -> lines to say; none most of the time. Scenes come in order."""

    def __init__(self) -> None:
        self._seen: dict[int, float] = {}  # by person's number, seconds

    def lines(self, scene: Scene) -> list[str]:
        """One line for each person who was not there just before."""
        said, now = [], scene.frame.time
        for track_id, person in scene.people.items():
            if now - self._seen.get(person, -GONE) >= GONE:
                pictures = len(scene.exemplars.get(track_id, []))
                known = f"I know you: person {person}, {pictures} exemplar{'s' if pictures > 1 else ''}"
                again = pictures and person in self._seen
                said.append(known if again else "new face: sit close for a few seconds")
            self._seen[person] = now
        return said
