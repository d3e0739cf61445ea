"""The file by which Linux and macOS start HIME at the login."""

import os
import plistlib
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from app.gui.words.language import tr
from app.media.files import reason, write_whole
from hime_core.errors import UsageError

# Linux desktops read this. A desktop's own settings change the last two lines when a person switches HIME off there.
DESKTOP_ENTRY = """[Desktop Entry]
Type=Application
Version=1.5
Name=HIME
Comment=Sharp faces in video calls, also far from the camera
Icon=hime
Exec={exec}
Terminal=false
Hidden=false
X-GNOME-Autostart-enabled=true
"""
# In a desktop entry, one of these lines means that the program is not started.
SWITCHED_OFF = re.compile(r"^(Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$", re.MULTILINE)


def enabled() -> bool:
    """Return whether the file is there and asks for HIME."""
    try:
        text = _file().read_text(errors="replace")
    except OSError:
        return False
    return not SWITCHED_OFF.search(text)


def enable(command: Sequence[str]) -> None:
    """Write the file. Raises UsageError if it cannot be written."""
    file = _file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(_failed(tr("{path}: cannot be made ({reason})"), file.parent, error)) from error
    write_whole(file, _agent(command) if sys.platform == "darwin" else _desktop_entry(command))


def disable() -> None:
    """Remove the file. Raises UsageError if it cannot be removed."""
    file = _file()
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(_failed(tr("{path}: cannot be removed ({reason})"), file, error)) from error


def _failed(said: str, path: Path, error: OSError) -> str:
    return said.format(path=path, reason=reason(error))


def _file() -> Path:
    if sys.platform == "darwin":
        return Path.home() / "Library/LaunchAgents/hime.plist"
    configuration = Path(os.environ.get("XDG_CONFIG_HOME", ""))
    if not configuration.is_absolute():  # the specification says that such a value is to be ignored
        configuration = Path.home() / ".config"
    return configuration / "autostart/hime.desktop"


def _agent(command: Sequence[str]) -> bytes:
    return plistlib.dumps(
        {"Label": "hime", "ProgramArguments": list(command), "RunAtLoad": True, "ProcessType": "Interactive"}
    )


def _desktop_entry(command: Sequence[str]) -> bytes:
    return os.fsencode(DESKTOP_ENTRY.format(exec=" ".join(map(_quoted, command))))


def _quoted(argument: str) -> str:
    """Quote an argument of Exec by the Desktop Entry Specification: first as an argument, then as a string."""
    quoted = re.sub(r'(["`$\\])', r"\\\1", argument).replace("%", "%%")
    return f'"{quoted}"'.replace("\\", r"\\").replace("\n", r"\n").replace("\t", r"\t")
