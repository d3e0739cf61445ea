"""Turns a situation into all that the window says of it. This is the only place that does so."""

from dataclasses import dataclass
from typing import Literal

from app.gui.words.language import tr
from app.gui.words.situation import CoverName, Faces, Situation, Source

# With at least this many exemplars of the people in the picture, the sentence says that they are known.
ENOUGH_PICTURES = 4
# If a far face waits longer than this many seconds, the sentence says that the computer is too busy.
LONG_WAIT = 3.0

Mood = Literal["good", "busy", "off", "bad"]
# What a button below a message offers.
Action = Literal["start", "again", "play", "camera", "check", "sample", "open", "back", "export", "resume"]


@dataclass(frozen=True)
class Status:
    """What the window says.

    sentence: what is going on. notice: what else is to be told, or empty. detail: more about the notice. offers_check:
    whether a button beside the notice offers to check the computer. message: what stands over the picture, or empty.
    actions: what the buttons below the message offer, the best one first. badge: what the picture is, if it is not the
    camera's, or empty. strip_title, strip_count: what stands over the strip, and behind that how many pictures it has,
    or empty. strip_empty: what stands in the strip while it has no pictures.
    """

    sentence: str
    mood: Mood
    notice: str = ""
    detail: str = ""
    offers_check: bool = False
    message: str = ""
    actions: tuple[Action, ...] = ()
    badge: str = ""
    strip_title: str = ""
    strip_count: str = ""
    strip_empty: str = ""


def status(now: Situation) -> Status:
    """Say what is going on in a situation."""
    sentence, mood = _sentence(now)
    notice, detail = _notice(now)
    message, actions = _message(now, sentence)
    return Status(
        sentence=sentence,
        mood=mood,
        notice=now.told or notice,
        detail="" if now.told else detail,
        offers_check=bool(notice) and not now.told,
        message=message,
        actions=actions,
        badge=_badge(now),
        strip_title=_strip_title(now),
        strip_count=f" ({now.kept})" if now.kept else "",
        strip_empty=_strip_empty(now),
    )


def label(action: Action) -> str:
    """Return what the button of an action says."""
    return {
        "start": tr("&Start"),
        "again": tr("Try again"),
        "play": tr("Play again"),
        "camera": tr("Choose another camera…"),
        "check": tr("Check this computer…"),
        "sample": tr("Watch the sample call"),
        "open": tr("Open another recording…"),
        "back": tr("Back to the camera"),
        "export": tr("Export…"),
        "resume": tr("Continue"),
    }[action]


def _sentence(now: Situation) -> tuple[str, Mood]:
    if now.phase == "closing":
        return tr("Closing…"), "busy"
    if now.phase == "greeting":
        return tr("Press Start to begin."), "off"
    if now.phase == "opening":
        return tr("Getting ready…"), "busy"
    return _ended(now) if now.phase == "ended" else _hindered(now) or _at_work(now)


def _hindered(now: Situation) -> tuple[str, Mood] | None:
    """Say what keeps faces from being sharpened at all; None if nothing does."""
    if now.held:
        return tr("The recording is paused at {position}.").format(position=clock(now.position)), "off"
    if now.video_paused:
        return (_paused(now.video_paused) if now.sent else tr("Your video is paused.")), "off"
    if now.camera != "open":
        return _without_camera(now.camera)
    if now.failed:
        return tr("Faces cannot be sharpened now. The picture is shown as it is."), "bad"
    if not now.ready:
        return tr("Getting ready…"), "busy"
    return None if now.on else (tr("HIME is off: faces are not sharpened."), "off")


def _without_camera(camera: str) -> tuple[str, Mood]:
    said: dict[str, tuple[str, Mood]] = {
        "waiting": (tr("The camera is disconnected. HIME reconnects by itself."), "bad"),
        "opening": (tr("Getting ready…"), "busy"),
        "released": (tr("Nobody is watching, so the camera rests."), "off"),
    }
    return said[camera]


def _ended(now: Situation) -> tuple[str, Mood]:
    if now.error:
        return tr("There is no picture."), "bad"
    if now.source == "recording":
        return tr("The recording has ended."), "off"
    return tr("The call has ended."), "off"


def _paused(cover: CoverName) -> str:
    return {
        "still": tr("Your video is paused: others see a still picture."),
        "blurred": tr("Your video is paused: others see a blurred picture."),
        "own": tr("Your video is paused: others see the picture that you chose."),
    }[cover]


def _at_work(now: Situation) -> tuple[str, Mood]:
    faces, mine = now.faces, now.source == "camera"
    if faces.far:
        one = faces.far == 1 and not faces.near
        busy = now.waited > LONG_WAIT
        if not one:
            return _many_far(faces, busy)
        return _you_far(faces, now.learning_paused, busy) if mine else _one_far(faces, busy)
    if not faces.near:
        return _nobody(now.source), "busy"
    if faces.pictures < ENOUGH_PICTURES:
        return _learning(now, mine)
    if faces.near > 1:
        ready = tr("{people} people are close and sharp. {pictures} pictures are ready for when they sit back.")
        return ready.format(people=faces.near, pictures=faces.pictures), "good"
    ready = (
        tr("You are close and sharp. {pictures} pictures of you are ready for when you sit back.")
        if mine
        else tr("The face is close and sharp. {pictures} pictures of it are ready for when it is far.")
    )
    return ready.format(pictures=faces.pictures), "good"


def _nobody(source: Source) -> str:
    if source == "camera":
        return tr("I see nobody. Sit in front of the camera.")
    return tr("I see no face here.")


def _learning(now: Situation, mine: bool) -> tuple[str, Mood]:
    if now.learning_paused:
        return tr("Learning is paused: no new pictures are taken."), "off"
    if now.faces.undecided:
        return (tr("Looking whether I know you…") if mine else tr("Looking whether I know this face…")), "busy"
    if now.faces.near > 1:
        return tr("Learning these faces…"), "busy"
    if not mine:
        return tr("Learning this face…"), "busy"
    return tr("Learning your face: stay close and look at the camera for a moment."), "busy"


def _you_far(faces: Faces, learning_paused: bool, busy: bool) -> tuple[str, Mood]:
    if faces.references:
        if faces.references == 1:
            return tr("You are far from the camera: sharpened with 1 picture of you."), "good"
        said = tr("You are far from the camera: sharpened with {used} pictures of you.")
        return said.format(used=faces.references), "good"
    if not faces.sharpened and busy:
        return tr("You are far, but the computer is too busy. Closing other programs helps."), "bad"
    if not faces.sharpened:
        return tr("You are far from the camera: working on it…"), "busy"
    if faces.undecided:
        return tr("You are far from the camera. Looking whether I know you…"), "busy"
    hint = tr("You are far from the camera. Sit close for a few seconds, so that I learn your face.")
    return (tr("You are far from the camera: sharpened without pictures of you.") if learning_paused else hint), "busy"


def _one_far(faces: Faces, busy: bool) -> tuple[str, Mood]:
    if faces.references:
        if faces.references == 1:
            return tr("The face is far away: sharpened with 1 picture of it."), "good"
        said = tr("The face is far away: sharpened with {used} pictures of it.")
        return said.format(used=faces.references), "good"
    if not faces.sharpened:
        if busy:
            return tr("The face is far, but the computer is too busy. Closing other programs helps."), "bad"
        return tr("The face is far away: working on it…"), "busy"
    if faces.undecided:
        return tr("The face is far away. Looking whether I know it…"), "busy"
    return tr("The face is far away: sharpened without pictures, since I have none of it."), "busy"


def _many_far(faces: Faces, busy: bool) -> tuple[str, Mood]:
    """Say what happens to far faces beside others, near or far."""
    count = {"far": faces.far, "all": faces.far + faces.near}
    if faces.references:
        said = tr("{far} of {all} faces are far away: sharpened with pictures of the same people.")
        one = tr("1 of {all} faces is far away: sharpened with pictures of the same person.")
        return (one if faces.far == 1 else said).format(**count), "good"
    if faces.sharpened:
        said = tr("{far} of {all} faces are far away: sharpened without pictures so far.")
        one = tr("1 of {all} faces is far away: sharpened without pictures so far.")
        return (one if faces.far == 1 else said).format(**count), "busy"
    if busy:
        return tr("Faces are far, but the computer is too busy. Closing other programs helps."), "bad"
    said = tr("{far} of {all} faces are far away: working on it…")
    one = tr("1 of {all} faces is far away: working on it…")
    return (one if faces.far == 1 else said).format(**count), "busy"


def _notice(now: Situation) -> tuple[str, str]:
    if now.phase != "running":
        return "", ""
    if now.failed:
        return tr("See what this computer lacks."), ""
    if now.no_camera:
        return tr("No camera was found, so a sample call is shown."), now.no_output or now.few_see
    if now.no_output:
        return tr("Only you see this picture: there is no virtual camera."), now.no_output
    if now.few_see:
        return tr("Camera in PipeWire: Firefox and Chrome can list it, Zoom cannot."), now.few_see
    return "", ""


def _message(now: Situation, sentence: str) -> tuple[str, tuple[Action, ...]]:
    if now.phase == "greeting":
        return sentence, ("start",)
    if now.phase == "opening":
        return sentence, ()
    if now.phase == "ended":
        return _why_ended(now) or sentence, _after_the_end(now)
    if now.phase == "running" and now.camera == "waiting" and not now.video_paused:
        return sentence, ("camera", "check")
    if now.phase == "running" and now.video_paused:
        return sentence, ("resume",)
    return "", ()


def _why_ended(now: Situation) -> str:
    why = _as_sentence(now.error) if now.error else ""
    return tr("This recording cannot be played.") + "\n" + why if now.unreadable else why


def _after_the_end(now: Situation) -> tuple[Action, ...]:
    if now.source == "recording":
        other: Action = "back" if now.opened else "camera"
        return ("open", other) if now.error else ("play", other, "export", "open")
    return ("again", "camera", "check", "sample") if now.error else ("play",)


def _badge(now: Situation) -> str:
    if now.phase != "running":
        return ""
    return {"camera": "", "sample": tr("Sample call"), "recording": _recording(now)}[now.source]


def _recording(now: Situation) -> str:
    position = clock(now.position)
    if now.length is None:
        return tr("Recording, {position}").format(position=position)
    return tr("Recording, {position} of {length}").format(position=position, length=clock(now.length))


def clock(seconds: float) -> str:
    """Write a time as "1:05" or "1:00:05"."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _strip_title(now: Situation) -> str:
    """Return what stands over the strip."""
    return {
        "camera": tr("Pictures of you") if now.people < 2 else tr("Pictures of the people here"),
        "sample": tr("Pictures from the sample call"),
        "recording": tr("Pictures from this recording"),
    }[now.source]


def _strip_empty(now: Situation) -> str:
    """Return what stands in the strip while it has no pictures."""
    if now.phase == "ended":  # there may have been pictures, or none
        if now.source == "recording":
            return tr("No pictures. They are deleted from memory when the recording ends.")
        return tr("No pictures. They are deleted from memory when the call ends.")
    if now.learning_paused:
        return tr("No pictures. Learning is paused, so none are taken.")
    if now.source == "camera":
        return tr(
            "No pictures yet. Sit close to the camera for a few seconds. Pictures are kept in memory only, and are "
            "gone when the call ends."
        )
    if now.source == "recording":
        return tr("No pictures yet. They are kept in memory only, and are gone when the recording ends.")
    return tr("No pictures yet. They are kept in memory only, and are gone when the call ends.")


def _as_sentence(text: str) -> str:
    text = text if text.endswith((".", "!", "?")) else text + "."
    first = text.split()[0]
    return text[0].upper() + text[1:] if first.isalpha() else text  # a path stays as it is written
