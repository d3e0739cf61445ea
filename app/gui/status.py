"""Says in one sentence what is going on, and in a second one what is wrong, if anything is."""

from dataclasses import dataclass
from typing import Literal

# With at least this many exemplars, the sentence says that a person is known.
ENOUGH_PICTURES = 4
# If a far face waits longer than this many seconds, the sentence says that the computer is too busy.
LONG_WAIT = 3.0

Phase = Literal["opening", "running", "ended", "closing"]
Mood = Literal["good", "busy", "off", "bad"]
Remedy = Literal["check"]


@dataclass(frozen=True)
class Faces:
    """Who is in the picture now."""

    near: int = 0
    far: int = 0
    sharpened: int = 0  # far faces that are sharpened
    references: int = 0  # the most exemplars that are used for one face
    pictures: int = 0  # the number of exemplars of everybody in the picture
    undecided: int = 0  # faces of which it is not certain yet whether they are known


@dataclass(frozen=True)
class Situation:
    """All that the sentence depends on."""

    phase: Phase = "running"
    error: str = ""  # why the call ended; empty if it ended by itself
    source: Literal["camera", "sample", "recording"] = "camera"
    ready: bool = True  # whether the models are loaded
    failed: bool = False  # whether the network cannot be run
    on: bool = True
    paused: bool = False
    camera: Literal["open", "waiting", "released"] = "open"
    faces: Faces = Faces()
    waited: float = 0.0  # seconds for which there have been far faces and none was sharpened
    no_output: str = ""  # why there is no virtual camera although one was chosen
    no_camera: bool = False  # whether the sample call plays because there is no camera


@dataclass(frozen=True)
class Status:
    """What the window says.

    sentence: what is going on. notice: what else is wrong, or empty. detail: more about the notice. remedy: what a
    button should offer.
    """

    sentence: str
    mood: Mood
    notice: str = ""
    remedy: Remedy | None = None
    detail: str = ""


def status(now: Situation) -> Status:
    """Say what is going on in a situation."""
    if now.phase == "closing":
        return Status("Closing …", "busy")
    if now.phase == "opening":
        return Status("Getting ready: opening " + _named(now.source), "busy")
    if now.phase == "ended":
        return _ended(now)
    sentence, mood = _running(now)
    return Status(sentence, mood, *_notice(now))


def _named(source: str) -> str:
    return {"camera": "the camera …", "sample": "the sample call …", "recording": "the recording …"}[source]


def _ended(now: Situation) -> Status:
    if now.error:
        return Status("There is no picture.", "bad", _sentence(now.error))
    what = {"camera": "The call", "sample": "The sample call", "recording": "The recording"}[now.source]
    return Status(f"{what} has ended.", "off")


def _running(now: Situation) -> tuple[str, Mood]:
    if now.camera == "waiting":
        return "The camera is away. It goes on as soon as it is back.", "bad"
    if now.camera == "released":
        return "Nobody is watching, so the camera rests.", "off"
    if now.failed:
        return "Faces cannot be sharpened now: the picture goes out as it is.", "bad"
    if not now.ready:
        return "Getting ready: loading the models …", "busy"
    if not now.on:
        return "HIME is off: the picture goes out as the camera sees it.", "off"
    return _at_work(now)


def _at_work(now: Situation) -> tuple[str, Mood]:
    faces = now.faces
    if faces.far:
        return _far(faces, now.paused, now.waited > LONG_WAIT)
    if not faces.near:
        return "I see nobody. Sit in front of the camera.", "busy"
    if faces.pictures < ENOUGH_PICTURES and now.paused:
        return "Learning is paused. Go on with it so that I can learn your face.", "off"
    if faces.pictures < ENOUGH_PICTURES and faces.undecided:
        return "Looking whether I know you …", "busy"
    if faces.pictures < ENOUGH_PICTURES:
        return "New face: sit close for a few seconds so that I can learn it.", "busy"
    return f"You are close and sharp. I know you: {_pictures(faces.pictures)} ready for when you sit back.", "good"


def _far(faces: Faces, paused: bool, waiting: bool) -> tuple[str, Mood]:
    who = "Your face is" if faces.far == 1 else f"{faces.far} faces are"
    if faces.references:
        of = "pictures" if faces.pictures != 1 else "picture"
        known = "I know you. " if faces.far == 1 else ""
        return f"{known}{who} far: sharpening with {faces.references} of {faces.pictures} {of}.", "good"
    if faces.sharpened and faces.undecided:
        return f"{who} far: looking whether I know you …", "busy"
    if faces.sharpened:
        hint = "" if paused else " New face: sit close for a few seconds."
        return f"{who} far: sharpening without pictures.{hint}", "busy"
    if waiting:
        return f"{who} far, and this computer is too busy for sharpening now.", "bad"
    return f"{who} far: working on it …", "busy"


def _notice(now: Situation) -> tuple[str, Remedy | None, str]:
    if now.failed:
        return "See what this computer lacks.", "check", ""
    if now.no_camera:
        return "There is no camera: this is a sample call.", "check", now.no_output
    if now.no_output:
        return "Only you see this picture: no virtual camera can be used.", "check", now.no_output
    return "", None, ""


def _pictures(count: int) -> str:
    return f"{count} pictures are" if count != 1 else "1 picture is"


def _sentence(text: str) -> str:
    text = text if text.endswith((".", "!", "?")) else text + "."
    first = text.split()[0]
    return text[0].upper() + text[1:] if first.isalpha() else text  # a path stays as it is written
