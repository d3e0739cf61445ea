"""Every situation and what the window says in it, in one table. The rules below hold for all combinations."""

from dataclasses import replace
from itertools import product

import pytest

from app.gui.words.numbers import percent
from app.gui.words.situation import Faces, Situation
from app.gui.words.status import ENOUGH_PICTURES, LONG_WAIT, label, status

CAMERA, SAMPLE, RECORDING = (Situation(source=s) for s in ("camera", "sample", "recording"))
NEAR, FAR = Faces(near=1, pictures=12), Faces(far=1, sharpened=1, references=3, pictures=12)
FEW = Faces(near=1, pictures=ENOUGH_PICTURES - 1)
BARE = Faces(far=1, sharpened=1)
WAITING = Faces(far=1)

TABLE = [
    # What keeps faces from being sharpened goes before the faces.
    (replace(CAMERA, phase="greeting"), "Press Start to begin.", "off"),
    (replace(CAMERA, phase="opening"), "Getting ready…", "busy"),
    (replace(CAMERA, phase="closing", faces=FAR), "Closing…", "busy"),
    (replace(CAMERA, ready=False), "Getting ready…", "busy"),
    (replace(CAMERA, on=False, faces=FAR), "HIME is off: faces are not sharpened.", "off"),
    (replace(CAMERA, failed=True), "Faces cannot be sharpened now. The picture is shown as it is.", "bad"),
    (replace(CAMERA, camera="waiting"), "The camera is disconnected. HIME reconnects by itself.", "bad"),
    (replace(CAMERA, camera="opening"), "Getting ready…", "busy"),
    (replace(CAMERA, camera="released"), "Nobody is watching, so the camera rests.", "off"),
    (replace(CAMERA, video_paused="still"), "Your video is paused: others see a still picture.", "off"),
    (replace(CAMERA, video_paused="blurred"), "Your video is paused: others see a blurred picture.", "off"),
    (replace(CAMERA, video_paused="own"), "Your video is paused: others see the picture that you chose.", "off"),
    (replace(CAMERA, video_paused="own", sent=False), "Your video is paused.", "off"),
    (
        replace(CAMERA, video_paused="blurred", camera="released"),
        "Your video is paused: others see a blurred picture.",
        "off",
    ),
    (replace(RECORDING, opened=True, held=True, faces=FAR, position=72), "The recording is paused at 1:12.", "off"),
    # The end.
    (replace(CAMERA, phase="ended", error="there is no camera 'x'"), "There is no picture.", "bad"),
    (replace(CAMERA, phase="ended"), "The call has ended.", "off"),
    (replace(RECORDING, phase="ended"), "The recording has ended.", "off"),
    # Nobody.
    (CAMERA, "I see nobody. Sit in front of the camera.", "busy"),
    (SAMPLE, "I see no face here.", "busy"),
    (RECORDING, "I see no face here.", "busy"),
    # Close.
    (
        replace(CAMERA, faces=NEAR),
        "You are close and sharp. 12 pictures of you are ready for when you sit back.",
        "good",
    ),
    (
        replace(CAMERA, faces=Faces(near=2, pictures=24)),
        "2 people are close and sharp. 24 pictures are ready for when they sit back.",
        "good",
    ),
    (
        replace(RECORDING, faces=NEAR),
        "The face is close and sharp. 12 pictures of it are ready for when it is far.",
        "good",
    ),
    (
        replace(CAMERA, faces=FEW),
        "Learning your face: stay close and look at the camera for a moment.",
        "busy",
    ),
    (replace(CAMERA, faces=FEW, learning_paused=True), "Learning is paused: no new pictures are taken.", "off"),
    (replace(CAMERA, faces=replace(FEW, undecided=1)), "Looking whether I know you…", "busy"),
    (replace(CAMERA, faces=Faces(near=2, pictures=1)), "Learning these faces…", "busy"),
    (replace(RECORDING, faces=FEW), "Learning this face…", "busy"),
    (replace(RECORDING, faces=replace(FEW, undecided=1)), "Looking whether I know this face…", "busy"),
    # Far.
    (
        replace(CAMERA, faces=FAR),
        "You are far from the camera: sharpened with 3 pictures of you.",
        "good",
    ),
    (
        replace(CAMERA, faces=replace(FAR, references=1)),
        "You are far from the camera: sharpened with 1 picture of you.",
        "good",
    ),
    (
        replace(CAMERA, faces=BARE),
        "You are far from the camera. Sit close for a few seconds, so that I learn your face.",
        "busy",
    ),
    (
        replace(CAMERA, faces=BARE, learning_paused=True),
        "You are far from the camera: sharpened without pictures of you.",
        "busy",
    ),
    (
        replace(CAMERA, faces=replace(BARE, undecided=1)),
        "You are far from the camera. Looking whether I know you…",
        "busy",
    ),
    (replace(CAMERA, faces=WAITING), "You are far from the camera: working on it…", "busy"),
    (
        replace(CAMERA, faces=WAITING, waited=LONG_WAIT + 1),
        "You are far, but the computer is too busy. Closing other programs helps.",
        "bad",
    ),
    (
        replace(CAMERA, faces=Faces(near=1, far=1, sharpened=1, references=2, pictures=20)),
        "1 of 2 faces is far away: sharpened with pictures of the same person.",
        "good",
    ),
    (
        replace(CAMERA, faces=Faces(far=2, sharpened=2, references=2, pictures=20)),
        "2 of 2 faces are far away: sharpened with pictures of the same people.",
        "good",
    ),
    (
        replace(CAMERA, faces=Faces(far=2, sharpened=2)),
        "2 of 2 faces are far away: sharpened without pictures so far.",
        "busy",
    ),
    (replace(CAMERA, faces=Faces(far=2)), "2 of 2 faces are far away: working on it…", "busy"),
    (
        replace(CAMERA, faces=Faces(far=2), waited=LONG_WAIT + 1),
        "Faces are far, but the computer is too busy. Closing other programs helps.",
        "bad",
    ),
    (replace(RECORDING, faces=FAR), "The face is far away: sharpened with 3 pictures of it.", "good"),
    (
        replace(RECORDING, faces=replace(FAR, references=1)),
        "The face is far away: sharpened with 1 picture of it.",
        "good",
    ),
    (
        replace(RECORDING, faces=BARE),
        "The face is far away: sharpened without pictures, since I have none of it.",
        "busy",
    ),
    (replace(RECORDING, faces=replace(BARE, undecided=1)), "The face is far away. Looking whether I know it…", "busy"),
    (replace(RECORDING, faces=WAITING), "The face is far away: working on it…", "busy"),
    (
        replace(RECORDING, faces=WAITING, waited=LONG_WAIT + 1),
        "The face is far, but the computer is too busy. Closing other programs helps.",
        "bad",
    ),
]


@pytest.mark.parametrize(("now", "sentence", "mood"), TABLE, ids=[row[1] for row in TABLE])
def test_the_sentence(now: Situation, sentence: str, mood: str) -> None:
    assert (status(now).sentence, status(now).mood) == (sentence, mood)


# Over the picture: the message, and what its buttons offer.
MESSAGES = [
    (replace(CAMERA, faces=FAR), "", ()),
    (replace(CAMERA, phase="greeting"), "Press Start to begin.", ("start",)),
    (replace(CAMERA, phase="opening"), "Getting ready…", ()),
    (
        replace(CAMERA, phase="ended", error="there is no camera 'x'"),
        "There is no camera 'x'.",
        ("again", "camera", "check", "sample"),
    ),
    (replace(CAMERA, camera="waiting"), "The camera is disconnected. HIME reconnects by itself.", ("camera", "check")),
    (
        replace(CAMERA, video_paused="still"),
        "Your video is paused: others see a still picture.",
        ("resume",),
    ),
    (replace(RECORDING, opened=True, held=True), "", ()),  # a person wants to look at the picture
    (replace(RECORDING, phase="ended"), "The recording has ended.", ("play", "camera", "export", "open")),
    (replace(RECORDING, phase="ended", opened=True), "The recording has ended.", ("play", "back", "export", "open")),
    (
        replace(RECORDING, phase="ended", error="b.mp4: has no frames", unreadable=True, opened=True),
        "This recording cannot be played.\nb.mp4: has no frames.",  # a path stays as it is written
        ("open", "back"),
    ),
    (
        replace(RECORDING, phase="ended", error="/out.mp4: cannot be written (No space left on device)"),
        "/out.mp4: cannot be written (No space left on device).",
        ("open", "camera"),
    ),
]


@pytest.mark.parametrize(("now", "message", "actions"), MESSAGES)
def test_the_message_over_the_picture(now: Situation, message: str, actions: tuple[str, ...]) -> None:
    assert (status(now).message, status(now).actions) == (message, actions)


def test_what_is_missing_is_told_beside_it_with_a_remedy() -> None:
    said = status(replace(CAMERA, faces=FAR, no_output="/dev/video9 is in use"))
    assert said.notice == "Only you see this picture: there is no virtual camera."
    assert said.detail == "/dev/video9 is in use" and said.offers_check
    pipewire = status(replace(CAMERA, faces=FAR, few_see="Firefox lists it"))
    assert pipewire.notice == "Camera in PipeWire: Firefox and Chrome can list it, Zoom cannot."
    assert pipewire.detail == "Firefox lists it" and pipewire.offers_check
    assert status(replace(SAMPLE, no_camera=True)).notice == "No camera was found, so a sample call is shown."
    assert not status(CAMERA).notice and not status(CAMERA).offers_check
    answered = status(replace(SAMPLE, no_camera=True, told="Saved as a.png"))
    assert answered.notice == "Saved as a.png" and not answered.offers_check


@pytest.mark.parametrize(
    ("now", "title", "badge"),
    [
        (CAMERA, "Pictures of you", ""),
        (replace(CAMERA, kept=12, people=1), "Pictures of you (12)", ""),
        (replace(CAMERA, kept=24, people=2), "Pictures of the people here (24)", ""),
        (replace(SAMPLE, kept=3, people=1), "Pictures from the sample call (3)", "Sample call"),
        (replace(RECORDING, kept=3, people=1), "Pictures from this recording (3)", "Recording, 0:00"),
        (replace(RECORDING, position=65.2, length=600.4), "Pictures from this recording", "Recording, 1:05 of 10:00"),
        (replace(RECORDING, position=0.9, length=3605), "Pictures from this recording", "Recording, 0:00 of 1:00:05"),
    ],
)
def test_the_strip_and_the_badge(now: Situation, title: str, badge: str) -> None:
    said = status(now)
    assert (said.strip_title + said.strip_count, said.badge) == (title, badge)


@pytest.mark.parametrize(
    ("now", "empty"),
    [
        (
            CAMERA,
            "No pictures yet. Sit close to the camera for a few seconds. Pictures are kept in memory only, and are "
            "gone when the call ends.",
        ),
        (SAMPLE, "No pictures yet. They are kept in memory only, and are gone when the call ends."),
        (RECORDING, "No pictures yet. They are kept in memory only, and are gone when the recording ends."),
        (replace(CAMERA, learning_paused=True), "No pictures. Learning is paused, so none are taken."),
        # After the end they are gone, and there may have been none.
        (replace(CAMERA, phase="ended"), "No pictures. They are deleted from memory when the call ends."),
        (
            replace(CAMERA, phase="ended", error="there is no camera 'x'"),
            "No pictures. They are deleted from memory when the call ends.",
        ),
        (replace(SAMPLE, phase="ended"), "No pictures. They are deleted from memory when the call ends."),
        (replace(RECORDING, phase="ended"), "No pictures. They are deleted from memory when the recording ends."),
    ],
)
def test_what_stands_in_the_strip_while_it_has_no_pictures(now: Situation, empty: str) -> None:
    assert status(now).strip_empty == empty


def test_percent() -> None:
    assert [percent(share) for share in (0.0, 0.834, 1.0)] == ["0%", "83%", "100%"]


def everything() -> list[Situation]:
    """All combinations of what the sentence depends on while a call runs."""
    found = [
        Faces(near, far, min(sharpened, far), references, pictures, undecided)
        for near, far, sharpened, references, pictures, undecided in product(
            (0, 1, 2), (0, 1, 2), (0, 1), (0, 3), (0, 1, 12), (0, 1)
        )
        if references == 0 or (far and sharpened and pictures)
    ]
    return [
        Situation(source=source, faces=faces, waited=waited, learning_paused=paused)
        for source, faces, waited, paused in product(
            ("camera", "sample", "recording"), found, (0.0, LONG_WAIT + 1), (False, True)
        )
    ]


def test_who_is_addressed() -> None:
    for now in everything():
        said = status(now)
        words = " ".join((said.sentence, said.strip_title)).lower().replace(".", " ").split()
        if now.source != "camera" or now.faces.near + now.faces.far > 1:
            assert not {"you", "your"} & set(" ".join(said.sentence.lower().split(".")).split()), (now, said.sentence)
        if now.source != "camera":
            assert "you" not in words, (now, said)


def test_nobody_is_asked_to_do_what_is_done() -> None:
    for now in everything():
        said = status(now).sentence
        if now.faces.near:
            assert "Sit close" not in said and "in front of the camera" not in said, (now, said)
        if not now.faces.far:
            assert "far away" not in said and "You are far" not in said, (now, said)
        if not now.faces.near:
            assert "close and sharp" not in said, (now, said)
        if now.learning_paused:
            assert "so that I learn" not in said, (now, said)  # sitting close would not help


def test_every_offer_has_words() -> None:
    for now, _, actions in MESSAGES:
        assert all(label(action) for action in actions), now
