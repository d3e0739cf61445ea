"""All that the words of the window depend on. This module does not use Qt."""

from dataclasses import dataclass
from typing import Literal

# A person who starts HIME for the first time is greeted before the first call is opened.
Phase = Literal["greeting", "opening", "running", "ended", "closing"]
Source = Literal["camera", "sample", "recording"]
# What others see while the video is paused: the last picture, the last picture blurred, or a picture of one's own.
CoverName = Literal["still", "blurred", "own"]


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
    """What goes on in the call and in the window."""

    phase: Phase = "running"
    error: str = ""  # why the call ended; empty if it ended by itself
    unreadable: bool = False  # whether it ended because the recording cannot be read
    source: Source = "camera"
    ready: bool = True  # whether the models are loaded
    failed: bool = False  # whether the network cannot be run
    on: bool = True
    learning_paused: bool = False
    video_paused: CoverName | None = None  # what others see while the video is paused; None if it is not
    # The camera is being opened again when it was released and somebody wants it again.
    camera: Literal["open", "waiting", "released", "opening"] = "open"
    held: bool = False  # whether a recording that a person opened stands still
    position: float = 0.0  # seconds of the recording that have been played
    length: float | None = None  # seconds for which the recording lasts, if it is known
    opened: bool = False  # whether a person opened the recording, in place of the camera
    faces: Faces = Faces()
    waited: float = 0.0  # seconds for which there have been far faces and none was sharpened
    sent: bool = True  # whether the picture goes to a virtual camera or into a file
    no_output: str = ""  # why there is no virtual camera although one was chosen
    few_see: str = ""  # which programs list the virtual camera, if it is one that only some do
    no_camera: bool = False  # whether the sample call plays because there is no camera
    told: str = ""  # what the window answers to something that a person just did, or empty
    kept: int = 0  # the number of pictures in the strip
    people: int = 0  # of how many people these are
