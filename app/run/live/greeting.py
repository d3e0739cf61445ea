"""What `hime run` says about people who come into view: that it knows them, or that they are new."""

from app.people.look import Scene

# A person is greeted again after at least this many seconds out of sight. A face may be missed for a moment.
GONE = 2.0


class Greeting:
    """Turns scenes into lines to say. Most scenes give none. Scenes must come in order."""

    def __init__(self) -> None:
        self._seen: dict[int, float] = {}  # by person's number: when the person was last in view, in seconds

    def lines(self, scene: Scene) -> list[str]:
        """Return one line for each person who was not in view just before."""
        said, now = [], scene.frame.time
        for track_id, person in scene.people.items():
            if now - self._seen.get(person, -GONE) >= GONE:
                pictures = len(scene.exemplars.get(track_id, []))
                known = f"I know you: person {person}, {pictures} exemplar{'s' if pictures > 1 else ''}"
                again = pictures and person in self._seen
                said.append(known if again else "new face: sit close for a few seconds")
            self._seen[person] = now
        return said
