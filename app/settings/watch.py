"""config.yaml while the program runs: edits are taken over once they are valid."""

import contextlib
import sys
import time
from dataclasses import asdict, replace
from pathlib import Path

from pydantic import TypeAdapter

from app.settings.check import check_models
from app.settings.schema import Settings, View, load_settings, with_view
from hime_core.errors import UsageError

LOOK_EVERY = 0.5  # seconds


class SettingsFile:
    """Watches a settings file. Only what was changed in it is taken over: the rest may have been set elsewhere.

    A bad edit keeps the settings as they are and says why, once.
    """

    def __init__(self, path: Path, view: View | None = None):
        """view: goes before the file's, as the command line's does."""
        self._path, self._view = path, view
        self._state = self._seen = self._stat()
        self._next = 0.0
        self._read: Settings | None = None  # what was good in it last
        with contextlib.suppress(UsageError):
            self._read = self._load()

    def changed(self, current: Settings) -> Settings | None:
        """The settings to go on with after an edit; None where nothing is new. Cheap enough to ask for every frame.

        What is fixed for a session (the camera, the output's size and rate) stays, and a line says so.
        """
        now = time.monotonic()
        if now < self._next:
            return None
        self._next = now + LOOK_EVERY
        before, self._seen = self._seen, self._stat()
        state = self._seen
        if state is None or state == self._state or state != before:  # gone, the same, or perhaps half-written
            return None
        self._state = state
        try:
            written = self._load()
            wanted = _edited(current, self._read, written) if self._read else written
            check_models(wanted)
        except UsageError as error:
            _say(f"{error}; the settings stay as they were")
            return None
        self._read = written
        fixed = replace(current.output, view=wanted.output.view)
        if wanted.camera != current.camera or wanted.output != fixed:
            _say(f"{self._path}: camera and output take effect when hime is started again")
        new = replace(wanted, camera=current.camera, output=fixed)
        if new == current:
            return None
        _say(f"{self._path}: new settings taken over")
        return new

    def _load(self) -> Settings:
        return with_view(load_settings(self._path), self._view)

    def _stat(self) -> tuple[int, int] | None:
        try:
            stat = self._path.stat()
        except OSError:  # an editor may be between removing and renaming
            return None
        return stat.st_mtime_ns, stat.st_size


def _edited(current: Settings, before: Settings, after: Settings) -> Settings:
    """The current settings, with what differs between before and after as it is after."""
    old, new, now = asdict(before), asdict(after), asdict(current)
    for section, values in new.items():
        now[section] |= {key: value for key, value in values.items() if value != old[section][key]}
    return TypeAdapter(Settings).validate_python(now)


def _say(line: str) -> None:
    print(f"hime: {line}", file=sys.stderr)
