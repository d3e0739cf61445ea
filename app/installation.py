"""What kind of copy of HIME runs: one that pip installed, or a bundle, which is HIME with a Python of its own in one
folder. A bundle has no pip, and its program is no Python."""

import os
import sys
from pathlib import Path

# With this argument and a module's name, a bundle's program only tries to import the module.
TRY_IMPORT = "--try-import"
# With this argument, a bundle's program shows what it reads as a camera in PipeWire (app.output.pipewire).
SHOW_CAMERA = "--show-camera"
# In a bundle, this mends what pip would mend elsewhere.
AGAIN = "install HIME again: parts of it are missing or damaged"
# On Windows a bundle has two programs. This one opens no terminal, and can print nothing.
WINDOWS_PROGRAM = "HIME.exe"
# This one is for the terminal.
WINDOWS_COMMAND = "hime-cli.exe"


def bundled() -> bool:
    """Return whether this copy is a bundle."""
    return bool(getattr(sys, "frozen", False))  # PyInstaller sets it


def pip(arguments: str) -> str:
    """Return the line that runs pip for this copy, or, in a bundle, what to do instead.

    arguments: pip's arguments, as for a terminal.
    """
    return AGAIN if bundled() else f"{sys.executable} -m pip {arguments}"


def pip_lines(*arguments: str) -> str:
    """Return a line that runs pip several times, or, in a bundle, what to do instead."""
    return AGAIN if bundled() else " && ".join(map(pip, arguments))


def importing(module: str) -> list[str]:
    """Return the command that tries to import a module, in a process of its own."""
    if not bundled():
        return [sys.executable, "-c", f"import {module}"]
    program = Path(sys.executable)
    return [str(program.with_name(WINDOWS_COMMAND) if sys.platform == "win32" else program), TRY_IMPORT, module]


def showing_camera(*arguments: str) -> list[str]:
    """Return the command that shows what it reads as a camera in PipeWire. arguments: those of app.output.pipewire."""
    if bundled():
        return [sys.executable, SHOW_CAMERA, *arguments]
    return [sys.executable, "-P", "-m", "app.output.pipewire", *arguments]


def window(*arguments: str) -> list[str]:
    """Return the command that starts HIME from anywhere, without a terminal. arguments: those of `hime`."""
    program = Path(sys.executable)
    if bundled():
        if sys.platform == "win32":
            program = program.with_name(WINDOWS_PROGRAM)
        return [_app_image(program) or str(program), *arguments]
    if sys.platform == "win32":
        program = program.with_name("pythonw.exe")  # python.exe would open a terminal beside the window
    # Without -P, a folder "app" in the home folder, where systems start programs, would be run in HIME's place.
    return [str(program), "-P", "-m", "app", *arguments]


def _app_image(program: Path) -> str | None:
    """Return the file of the AppImage that this program is in. An AppImage is mounted at another place each time.

    A terminal that is an AppImage itself hands its own file to every program that it starts.
    """
    folder = os.environ.get("APPDIR")
    return os.environ.get("APPIMAGE") if folder and program.is_relative_to(folder) else None
