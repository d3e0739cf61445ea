"""Tries to import a package in a process of its own, because a broken package may crash."""

import subprocess

from app import installation

# HIME's packages need these libraries of the system. Each has this package in Debian and its descendants.
DEBIAN = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLESv2.so.2": "libgles2",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libbrotlicommon.so.1": "libbrotli1",
    "libbrotlidec.so.1": "libbrotli1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libzstd.so.1": "libzstd1",
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


def library(reason: str) -> str | None:
    """Return the command that installs the missing library that a reason names, or None if it names no known one."""
    package = next((DEBIAN[name] for name in DEBIAN if name in reason), None)
    return f"sudo apt install {package}" if package else None


def cure(reason: str, wheel: str) -> str:
    """Return the command that fixes what `why_not` found.

    It installs the missing library, if the reason names a known one. Otherwise it installs the wheel once more. In a
    bundle it tells what to do instead.
    """
    return library(reason) or installation.pip(f"install --force-reinstall --no-deps {wheel}")
