"""Takes over edits of config.yaml while the program runs."""

import contextlib
import logging
import time
from dataclasses import asdict, replace
from pathlib import Path

from pydantic import TypeAdapter

from app.settings.check_models import check_models
from app.settings.schema import Settings, View, load_settings, with_view
from hime_core.errors import UsageError

log = logging.getLogger(__name__)

LOOK_EVERY = 0.5  # seconds between two looks at the settings file


class SettingsFile:
    """Watches a settings file and takes over the keys that an edit changed.

    The other keys keep their current values, because the command line or the window may have set them. After a bad edit
    all settings stay as they are, and one warning says why.
    """

    def __init__(self, path: Path, view: View | None = None):
        """path: the settings file. view: the command line's choice, which overrides output.view of the file."""
        self._path, self._view = path, view
        self._taken = self._seen = self._stat()
        self._next = 0.0
        self._read: Settings | None = None  # the newest valid content of the file
        with contextlib.suppress(UsageError):
            self._read = self._load()

    def changed(self, current: Settings) -> Settings | None:
        """The settings after an edit, or None while there is nothing new. Cheap enough to call for every frame.

        current: the settings in use. The camera, the output's size and rate, and the log cannot change during a call:
        they stay as they are, and a warning says so.
        """
        now = time.monotonic()
        if now < self._next:
            return None
        self._next = now + LOOK_EVERY
        before, self._seen = self._seen, self._stat()
        if self._seen in (None, self._taken) or self._seen != before:  # missing, unchanged or half-written
            return None
        self._taken = self._seen
        try:
            written = self._load()
            wanted = _edited(current, self._read, written) if self._read else written
            check_models(wanted)
        except UsageError as error:
            log.warning("%s; the settings stay as they were", error)
            return None
        self._read = written
        fixed = replace(current.output, view=wanted.output.view)
        new = replace(wanted, camera=current.camera, output=fixed, log=current.log)
        if (wanted.camera, wanted.output, wanted.log) != (new.camera, new.output, new.log):
            log.warning("%s: camera, output and log take effect when hime is started again", self._path)
        if new == current:
            return None
        log.warning("%s: new settings taken over", self._path)
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
    """The current settings, but with the new value of every key that differs between before and after."""
    old, new, now = asdict(before), asdict(after), asdict(current)
    for section, values in new.items():
        now[section] |= {key: value for key, value in values.items() if value != old[section][key]}
    return TypeAdapter(Settings).validate_python(now)
