"""Starts HIME with the system: asks for it, takes it back, and says whether it is so."""

import sys
from collections.abc import Sequence

from app import installation


def command() -> list[str]:
    """Return the command that starts this copy of HIME in the tray."""
    return installation.window("run", "--minimised")


def enabled() -> bool:
    """Return whether the system is asked to start HIME. A switch-off in Windows' Task Manager is not seen."""
    if sys.platform == "win32":
        from app.gui.desktop import autostart_registry as place
    else:
        from app.gui.desktop import autostart_file as place
    return place.enabled()


def enable(command: Sequence[str]) -> None:
    """Ask the system to start HIME from the next login on.

    command: a program and its arguments, as `command` returns them. Raises UsageError if the system refuses.
    """
    if sys.platform == "win32":
        from app.gui.desktop import autostart_registry as place
    else:
        from app.gui.desktop import autostart_file as place
    place.enable(command)


def disable() -> None:
    """Take back what `enable` asked for. A HIME that runs goes on. Raises UsageError if the system refuses."""
    if sys.platform == "win32":
        from app.gui.desktop import autostart_registry as place
    else:
        from app.gui.desktop import autostart_file as place
    place.disable()
