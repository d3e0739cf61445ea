"""What the dialog that checks this computer says, in ordinary words. This module has no widgets."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.doctor import Check
from app.gui.words.language import tr

# Without what these checks look for, HIME works, but it cannot take part in a meeting. They are in the order in which a
# person does something about them.
FOR_MEETINGS = ("camera", "permissions", "virtual camera", "exclusive_caps", "virtual camera choice")


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


def words_of_checks() -> dict[str, Words]:
    """Return the words for each check that the dialog shows, by its name."""
    return {
        "OpenCV": Words(
            tr("Pictures"),
            fine=tr("HIME can read and draw pictures."),
            limited=tr("The part that draws pictures is installed twice. HIME may fail at any time."),
            blocked=tr("The part that draws pictures does not work. HIME cannot do without it."),
        ),
        "camera": Words(
            tr("Camera"),
            fine=tr("HIME can be used with: {detail}."),
            limited=tr("HIME sees no camera here. Until there is one, it shows a sample call."),
            blocked=tr("HIME cannot look for cameras, because a part of it does not work."),
        ),
        "permissions": Words(
            tr("Permission to use cameras"),
            fine=tr("Your account may use every camera here, real or virtual."),
            limited=tr(
                "Your account may not use every camera here. HIME can neither open such a camera nor send to it."
            ),
            skipped=tr("There is no camera yet, real or virtual, that your account could be allowed to use."),
        ),
        "virtual camera": Words(
            tr("Virtual camera"),
            fine=tr("The virtual camera is here. In a meeting, choose it in place of your camera."),
            limited=tr(
                "There is no virtual camera yet. Until there is one, most meeting programs do not find HIME's picture."
            ),
        ),
        "exclusive_caps": Words(
            tr("Virtual camera in Chrome and Zoom"),
            fine=tr("Chrome and Zoom can list the virtual camera."),
            limited=tr("Chrome and Zoom do not list the virtual camera, because it lacks a setting."),
            skipped=tr("It could not be checked whether Chrome and Zoom can list the virtual camera."),
        ),
        "virtual camera choice": Words(
            tr("Choice of the virtual camera"),
            fine=tr("It is clear which virtual camera HIME sends to."),
            limited=tr("It is not clear which virtual camera HIME sends to. It may be one that another program uses."),
            skipped=tr("There is no virtual camera yet that could be chosen."),
        ),
        "PipeWire camera": Words(
            tr("Camera without a kernel module"),
            fine=tr("HIME can be a camera in PipeWire. Firefox and Chrome can list it, Zoom and many others cannot."),
            limited=tr("Your settings ask for a camera in PipeWire, and there is no PipeWire here."),
            skipped=tr("There is no PipeWire here, in which HIME could be a camera without a kernel module."),
        ),
        "ONNX Runtime": Words(
            tr("Installation of the engine"),
            fine=tr("The engine, which computes sharper faces, is installed."),
            limited=tr(
                "The engine, which computes sharper faces, does not suit this computer. It may be slow or fail."
            ),
            blocked=tr("The engine, which computes sharper faces, is not installed. HIME cannot do without it."),
        ),
        "engine": Words(
            tr("Engine"),
            fine=tr("The engine works, and HIME uses the fastest way that this computer has."),
            limited=tr("The engine works, but without your graphics card, which would be faster."),
            blocked=tr("The engine does not work. Without it, HIME cannot sharpen faces."),
        ),
        "model files": Words(
            tr("What HIME has learnt"),
            fine=tr("What HIME has learnt about faces is here and whole."),
            limited=tr("A file of what HIME has learnt about faces is damaged or missing. Your calls do not need it."),
            blocked=tr("A file of what HIME has learnt about faces is damaged or missing. HIME cannot do without it."),
        ),
        "nothing is sent": Words(
            tr("Nothing is sent"),
            fine=tr("No part of HIME reports to anybody what you do."),
            limited=tr("A part of HIME may report to its maker that you use it."),
        ),
        "usage reports": Words(
            tr("Left from before"),
            fine=tr("Nothing was left here that tells of your use."),
            limited=tr("An older version of HIME, or another program, has left notes here that tell of your use."),
            skipped=tr("There is no place here where such notes could have been left."),
        ),
        "Qt": Words(
            tr("This window"),
            fine=tr("The window works."),
            limited=tr("The window may fail to open, or close by itself."),
        ),
        "check": Words(
            tr("The check itself"),
            limited=tr("This computer could not be checked."),
        ),
    }


def summary(checks: Sequence[Check]) -> str:
    """Return one line that tells what the checks found, and whether HIME works."""
    failing = [check for check in checks if not check.ok]
    if not failing:
        return tr("All is well.")
    if blocking := [check for check in failing if check.blocks]:
        return _counted(
            tr("HIME cannot sharpen your calls yet: one thing has to be fixed."),
            tr("HIME cannot sharpen your calls yet: {count} things have to be fixed."),
            len(blocking),
        )
    if all(check.name in FOR_MEETINGS for check in failing):
        return _counted(
            tr("HIME works, but one thing is missing for meetings."),
            tr("HIME works, but {count} things are missing for meetings."),
            len(failing),
        )
    return _counted(
        tr("HIME works, but one thing needs your attention."),
        tr("HIME works, but {count} things need your attention."),
        len(failing),
    )


def to_do_first(checks: Sequence[Check]) -> Check | None:
    """Return the fault that is to be mended first, or None if all is well.

    What HIME cannot do without comes before what only meetings need, and that before the rest.
    """
    failing = [check for check in checks if not check.ok]
    return min(failing, key=lambda check: (not check.blocks, _place(check.name)), default=None)


def _place(name: str) -> int:
    return FOR_MEETINGS.index(name) if name in FOR_MEETINGS else len(FOR_MEETINGS)


def _counted(one: str, several: str, count: int) -> str:
    return one if count == 1 else several.format(count=count)
