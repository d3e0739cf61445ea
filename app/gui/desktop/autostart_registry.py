"""The value of Windows' registry that starts HIME at the login. This was written from reading, and was not run."""

import subprocess
import sys
from collections.abc import Sequence

from app.gui.words.language import tr
from app.media.files import reason
from hime_core.errors import UsageError

assert sys.platform == "win32"

import winreg  # noqa: E402 no other system has it

# At a login, Windows starts what the values of this key name, below HKEY_CURRENT_USER.
KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
# HIME's value has this name, which Task Manager shows.
NAME = "HIME"


def enabled() -> bool:
    """Return whether the value is there."""
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, KEY) as key:
            winreg.QueryValueEx(key, NAME)
    except OSError:
        return False
    return True


def enable(command: Sequence[str]) -> None:
    """Set the value. Raises UsageError if Windows refuses."""
    try:
        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, KEY) as key:
            winreg.SetValueEx(key, NAME, 0, winreg.REG_SZ, subprocess.list2cmdline(command))
    except OSError as error:
        raise UsageError(tr("Windows cannot be asked to start HIME ({reason})").format(reason=reason(error))) from error


def disable() -> None:
    """Remove the value. Raises UsageError if Windows refuses."""
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, KEY, 0, winreg.KEY_SET_VALUE) as key:
            winreg.DeleteValue(key, NAME)
    except FileNotFoundError:
        return
    except OSError as error:
        raise UsageError(tr("Windows still starts HIME ({reason})").format(reason=reason(error))) from error
