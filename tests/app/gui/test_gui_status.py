from dataclasses import replace

import pytest

from app.gui.status import ENOUGH_PICTURES, Faces, Situation, status

FAR = Situation(faces=Faces(far=1, sharpened=1, references=3, pictures=12))
NEAR = Situation(faces=Faces(near=1, pictures=12))


def test_a_far_face_is_told_with_what_it_is_sharpened() -> None:
    assert status(FAR).sentence == "I know you. Your face is far: sharpening with 3 of 12 pictures."
    assert status(FAR).mood == "good"
    one = replace(FAR, faces=Faces(far=2, sharpened=2, references=1, pictures=1))
    assert status(one).sentence == "2 faces are far: sharpening with 1 of 1 picture."


def test_a_far_face_that_is_not_known_is_asked_to_come_close() -> None:
    unknown = replace(FAR, faces=Faces(far=1, sharpened=1))
    assert "New face: sit close" in status(unknown).sentence
    undecided = replace(FAR, faces=Faces(far=1, sharpened=1, undecided=1))
    assert "whether I know you" in status(undecided).sentence
    assert "sit close" not in status(replace(unknown, paused=True)).sentence  # it would not help
    new = replace(FAR, faces=Faces(far=1))
    assert "working on it" in status(new).sentence
    assert "too busy" in status(replace(new, waited=9.0)).sentence


def test_a_near_face_is_learned_until_there_is_enough() -> None:
    few = replace(NEAR, faces=Faces(near=1, pictures=ENOUGH_PICTURES - 1))
    assert status(few).sentence == "New face: sit close for a few seconds so that I can learn it."
    assert "paused" in status(replace(few, paused=True)).sentence
    assert "I know you: 12 pictures" in status(NEAR).sentence
    assert "whether I know you" in status(replace(few, faces=Faces(near=1, undecided=1))).sentence
    assert status(NEAR).mood == "good"


def test_nobody() -> None:
    assert "nobody" in status(Situation()).sentence


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"on": False}, "off"),
        ({"ready": False}, "Getting ready"),
        ({"failed": True}, "cannot be sharpened"),
        ({"camera": "waiting"}, "away"),
        ({"camera": "released"}, "rests"),
        ({"phase": "opening"}, "Getting ready"),
        ({"phase": "closing"}, "Closing"),
        ({"phase": "ended", "source": "recording"}, "The recording has ended"),
    ],
)
def test_what_hinders_goes_before_the_faces(change: dict[str, object], word: str) -> None:
    assert word in status(replace(FAR, **change)).sentence  # type: ignore[arg-type]


def test_what_is_missing_is_told_beside_it_with_a_remedy() -> None:
    said = status(replace(FAR, no_output="/dev/video9 is in use"))
    assert said.sentence == status(FAR).sentence
    assert said.notice == "Only you see this picture: no virtual camera can be used."
    assert said.detail == "/dev/video9 is in use"
    assert said.remedy == "check"
    assert "no camera" in status(replace(FAR, no_camera=True)).notice
    assert status(FAR).notice == ""
    assert status(FAR).remedy is None


def test_why_a_call_ended_is_told_as_a_sentence() -> None:
    said = status(Situation(phase="ended", error="there is no camera 'x'"))
    assert said.notice == "There is no camera 'x'."
    assert said.remedy is None  # the button is in the picture
    assert status(Situation(phase="ended", error="a/b.mp4: has no frames")).notice == "a/b.mp4: has no frames."
