"""What the dialog that checks this computer says, in ordinary words. This module does not use Qt."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.doctor import Check

# A person who starts HIME for the first time reads this sentence first.
WELCOME = "HIME makes your face sharp in video calls when you sit far from the camera."
# These lines head the findings: the first if nothing fails, and then the one that fits the gravest fault.
ALL_WELL = "All is well."
BLOCKED_BY_ONE = "HIME cannot sharpen your calls yet: one thing has to be fixed."
BLOCKED_BY_SEVERAL = "HIME cannot sharpen your calls yet: {count} things have to be fixed."
ONE_FOR_MEETINGS = "HIME works, but one thing is missing for meetings."
SEVERAL_FOR_MEETINGS = "HIME works, but {count} things are missing for meetings."
ONE_TO_DO = "HIME works, but one thing needs your attention."
SEVERAL_TO_DO = "HIME works, but {count} things need your attention."
# Without what these checks look for, HIME works, but it cannot take part in a meeting.
FOR_MEETINGS = frozenset({"camera", "permissions", "virtual camera", "exclusive_caps", "virtual camera choice"})


@dataclass(frozen=True)
class Words:
    """What is said about one check.

    title: what it is about. The other texts are sentences for what the check can find: fine, a fault with which HIME
    works (limited), a fault with which it does not (blocked), and nothing, because it was skipped. A check that cannot
    find one of these has no text for it. {detail} stands for the check's detail.
    """

    title: str
    fine: str = ""
    limited: str = ""
    blocked: str = ""
    skipped: str = ""

    def about(self, check: Check) -> str:
        """Return the sentences about what this check found."""
        if check.skipped:
            return self.skipped
        if check.ok:
            return self.fine.format(detail=check.detail)
        return self.blocked if check.blocks else self.limited


# For each check that the dialog shows, by its name, these words.
WORDS = {
    "OpenCV": Words(
        "Pictures",
        fine="HIME can read and draw pictures.",
        limited="The part that draws pictures is installed twice. HIME may fail at any time.",
        blocked="The part that draws pictures does not work. HIME cannot do without it.",
    ),
    "camera": Words(
        "Camera",
        fine="HIME can be used with: {detail}.",
        limited="HIME sees no camera here. Until there is one, it shows a sample call.",
        blocked="HIME cannot look for cameras, because a part of it does not work.",
    ),
    "permissions": Words(
        "Permission to use cameras",
        fine="Your account may use every camera here, real or virtual.",
        limited="Your account may not use every camera here. HIME can neither open such a camera nor send to it.",
        skipped="There is no camera yet, real or virtual, that your account could be allowed to use.",
    ),
    "virtual camera": Words(
        "Virtual camera",
        fine="The virtual camera is here. In a meeting, choose it in place of your camera.",
        limited="There is no virtual camera yet. Until there is one, others do not see HIME's picture.",
    ),
    "exclusive_caps": Words(
        "Virtual camera in Chrome and Zoom",
        fine="Chrome and Zoom can list the virtual camera.",
        limited="Chrome and Zoom do not list the virtual camera, because it lacks a setting.",
        skipped="It could not be checked whether Chrome and Zoom can list the virtual camera.",
    ),
    "virtual camera choice": Words(
        "Choice of the virtual camera",
        fine="It is clear which virtual camera HIME sends to.",
        limited="It is not clear which virtual camera HIME sends to. It may be one that another program uses.",
        skipped="There is no virtual camera yet that could be chosen.",
    ),
    "ONNX Runtime": Words(
        "Installation of the engine",
        fine="The engine, which computes sharper faces, is installed.",
        limited="The engine, which computes sharper faces, does not suit this computer. It may be slow or fail.",
        blocked="The engine, which computes sharper faces, is not installed. HIME cannot do without it.",
    ),
    "engine": Words(
        "Engine",
        fine="The engine works, and HIME uses the fastest way that this computer has.",
        limited="The engine works, but without your graphics card, which would be faster.",
        blocked="The engine does not work. Without it, HIME cannot sharpen faces.",
    ),
    "model files": Words(
        "What HIME has learnt",
        fine="What HIME has learnt about faces is here and whole.",
        limited="A file of what HIME has learnt about faces is damaged or missing. Your calls do not need it.",
        blocked="A file of what HIME has learnt about faces is damaged or missing. HIME cannot do without it.",
    ),
    "nothing is sent": Words(
        "Nothing is sent",
        fine="No part of HIME reports to anybody what you do.",
        limited="A part of HIME may report to its maker that you use it.",
    ),
    "usage reports": Words(
        "Left from before",
        fine="Nothing was left here that tells of your use.",
        limited="An older version of HIME, or another program, has left notes here that tell of your use.",
        skipped="There is no place here where such notes could have been left.",
    ),
    "Qt": Words(
        "This window",
        fine="The window works.",
        limited="The window may fail to open, or close by itself.",
    ),
    "check": Words(
        "The check itself",
        limited="This computer could not be checked.",
    ),
}


def summary(checks: Sequence[Check]) -> str:
    """Return one line that tells what the checks found, and whether HIME works."""
    failing = [check for check in checks if not check.ok]
    blocking = [check for check in failing if check.blocks]
    if not failing:
        return ALL_WELL
    if blocking:
        return _counted(BLOCKED_BY_ONE, BLOCKED_BY_SEVERAL, len(blocking))
    if all(check.name in FOR_MEETINGS for check in failing):
        return _counted(ONE_FOR_MEETINGS, SEVERAL_FOR_MEETINGS, len(failing))
    return _counted(ONE_TO_DO, SEVERAL_TO_DO, len(failing))


def _counted(one: str, several: str, count: int) -> str:
    return one if count == 1 else several.format(count=count)
