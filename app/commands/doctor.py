"""`hime doctor`: tells what this machine lacks for HIME, and the command that fixes it."""

from argparse import Namespace
from dataclasses import asdict

from app.doctor import Check, examine
from app.media.files import check_writable, write_json
from app.report.attachment import as_lines, attachment
from app.report.log import log_files
from app.settings import Settings, find_settings, load_settings
from hime_core.assets import write_atomically
from hime_core.errors import UsageError
from hime_core.shown_text import harmless


def run(options: Namespace) -> int:
    """Run the checks and print them. Return the exit status: 1 if a check fails, else 0."""
    check_writable(options.json)
    check_writable(options.report)
    settings, first = _settings()
    checks = [first, *examine(settings)]
    if options.loopback:
        from app.doctor import loopback  # imported only here, because OpenCV may be broken

        print(f"writing to the virtual camera and reading it back: {settings.output.width}x{settings.output.height}")
        checks += loopback.check(settings.output)
    print("\n".join(line for check in checks for line in as_lines(check)))
    failed = sum(not check.ok for check in checks)
    skipped = sum(check.skipped for check in checks)
    print(f"{len(checks)} checks, {failed} failed, {skipped} skipped")
    if options.json:
        write_json(options.json, {"checks": [asdict(check) for check in checks]})
    if options.report:
        write_atomically(options.report, attachment(settings, checks, log_files()).encode())
        written = f"{options.report}: written, to be attached to a report of a fault; it holds no pictures"
        print(harmless(written))
    return 1 if failed else 0


def _settings() -> tuple[Settings, Check]:
    """Return the settings of this folder and a check of them. If the file is bad, return the default settings."""
    path = find_settings(None)
    if path is None:
        return Settings(), Check("settings", True, "no config.yaml here: the defaults")
    try:
        return load_settings(path), Check("settings", True, str(path))
    except UsageError as error:
        return Settings(), Check("settings", False, str(error), f"correct each key that is named, or move {path} away")
