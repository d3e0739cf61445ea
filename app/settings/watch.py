"""Applies edits of config.yaml while the program runs."""

import contextlib
import logging
import time
from dataclasses import asdict, replace
from pathlib import Path

from pydantic import TypeAdapter

from app.settings.check_models import check_models
from app.settings.schema import Settings, View, load_settings, read_settings_file, with_view
from hime_core.errors import UsageError

log = logging.getLogger(__name__)

# HIME looks at the settings file again after this many seconds.
LOOK_EVERY = 0.5


class SettingsFile:
    """Watches a settings file and applies the keys that an edit changed.

    All other keys keep their current values, because the command line or the window may have set them. If an edit is
    not valid, all settings stay as they are, and one warning says why.
    """

    def __init__(self, path: Path, view: View | None = None):
        """path: the settings file. view: the view that the command line names; it overrides output.view of the file."""
        self._path, self._view = path, view
        self._applied_stat = self._newest_stat = self._stat()
        self._next_look = 0.0
        self._last_valid: Settings | None = None  # what the file said when it was last valid
        with contextlib.suppress(UsageError):
            # They are not logged here, because the command that watches the file has logged them.
            self._last_valid = with_view(read_settings_file(path), view)

    def changed(self, current: Settings) -> Settings | None:
        """Return the settings after an edit, or None if nothing is new. This is cheap enough to call for every frame.

        current: the settings in use. During a call, the settings of the camera, the log and the output cannot change,
        except output.view. If an edit changes one of these, the old value stays in use, and a warning says so.
        """
        now = time.monotonic()
        if now < self._next_look:
            return None
        self._next_look = now + LOOK_EVERY
        before, self._newest_stat = self._newest_stat, self._stat()
        # The file is not read while it is missing or unchanged. It is not read either if its stat has changed since the
        # last look, because another program may still be writing it.
        if self._newest_stat in (None, self._applied_stat) or self._newest_stat != before:
            return None
        self._applied_stat = self._newest_stat
        try:
            written = with_view(load_settings(self._path), self._view)
            wanted = _edited(current, self._last_valid, written) if self._last_valid else written
            check_models(wanted)
        except UsageError as error:
            self.refuse(error)
            return None
        self._last_valid = written
        fixed = replace(current.output, view=wanted.output.view)
        new = replace(wanted, camera=current.camera, output=fixed, log=current.log)
        if (wanted.camera, wanted.output, wanted.log) != (new.camera, new.output, new.log):
            log.warning("%s: camera, output and log take effect when hime is started again", self._path)
        if new == current:
            return None
        log.warning("%s: new settings taken over", self._path)
        return new

    def refuse(self, error: UsageError) -> None:
        """Say why an edit is not taken over: a line for each mistake, and one for what follows from them."""
        log.warning("%s", error)
        log.warning("%s: not taken over; the settings stay as they were", self._path)

    def _stat(self) -> tuple[int, int] | None:
        """Return the file's time of change (nanoseconds) and size (bytes), or None if there is no file."""
        try:
            stat = self._path.stat()
        except OSError:  # an editor may have removed the old file and not yet put the new one in its place
            return None
        return stat.st_mtime_ns, stat.st_size


def _edited(current: Settings, before: Settings, after: Settings) -> Settings:
    """Return the current settings, but with the new value of every key whose value differs between before and after."""
    old, new, now = asdict(before), asdict(after), asdict(current)
    for section, values in new.items():
        now[section] |= {key: value for key, value in values.items() if value != old[section][key]}
    return TypeAdapter(Settings).validate_python(now)
