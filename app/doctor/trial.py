"""Tries to import a package in a process of its own, because a broken package may crash."""

import subprocess

from hime_core import installation

# Wheels need these libraries of the system. Each has this package in Debian and its descendants.
DEBIAN = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLESv2.so.2": "libgles2",
    "libX11.so.6": "libx11-6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
}


def why_not(module: str) -> str | None:
    """Return in one line why `import module` fails, or None if it works."""
    done = subprocess.run(
        installation.importing(module),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # on Windows, a terminal would open for a moment
    )
    if not done.returncode:
        return None
    return (done.stderr.strip().splitlines() or [f"it ended with {done.returncode}"])[-1]


def cure(reason: str, wheel: str) -> str:
    """Return the command that fixes what `why_not` found.

    It installs the missing library, if the reason names a known one. Otherwise it installs the wheel once more. In a
    bundle it tells what to do instead.
    """
    package = next((DEBIAN[library] for library in DEBIAN if library in reason), None)
    if package:
        return f"sudo apt install {package}"
    return installation.pip(f"install --force-reinstall --no-deps {wheel}")
