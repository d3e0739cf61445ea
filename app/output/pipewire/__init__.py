"""The program that shows HIME's pictures as a camera in PipeWire. It runs as a process of its own, beside HIME.

It is a process of its own because it uses a library in C. If that library crashes, the call goes on.
"""

import os
from collections.abc import Mapping
from pathlib import Path

# The setting output.device names this camera so.
PIPEWIRE = "pipewire"
# The program writes this when the camera is listed and nobody watches it.
LISTED = b"l"
# The program writes this when somebody begins to watch.
WATCHED = b"w"


def socket(environment: Mapping[str, str] = os.environ) -> Path | None:
    """Return the local socket of the PipeWire that runs here, or None if none runs. environment: as os.environ."""
    name = environment.get("PIPEWIRE_REMOTE") or "pipewire-0"
    folder = environment.get("PIPEWIRE_RUNTIME_DIR") or environment.get("XDG_RUNTIME_DIR")
    if not folder and not name.startswith("/"):
        return None
    path = Path(folder or "/", name)  # an absolute name stands for itself
    return path if path.is_socket() else None
