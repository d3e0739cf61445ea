"""`hime doctor`: tells what this machine lacks for HIME, and the command that mends it."""

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from app.doctor import Check, examine
from app.media.files import check_writable, write_json
from app.settings import Settings, load_settings
from hime_core.errors import UsageError

CONFIG = Path("config.yaml")  # the settings file of this folder


def run(options: Namespace) -> None:
    """Run the checks and print them. A failing check is no error of this command, which then ends with 0 too."""
    check_writable(options.json)
    settings, first = _settings()
    checks = [first, *examine(settings)]
    if options.loopback:
        from app.doctor import loopback  # imported here: it needs OpenCV, which the checks above may find broken

        print(f"writing to the virtual camera and reading it back: {settings.output.width}x{settings.output.height}")
        checks += loopback.check(settings.output)
    for check in checks:
        print(f"{'ok  ' if check.ok else 'FAIL'}  {check.name}: {check.detail}")
        if check.fix:
            print(f"      fix: {check.fix}")
    failed = sum(not check.ok for check in checks)
    print(f"{len(checks)} checks, {failed} failed" if failed else f"{len(checks)} checks, all is well")
    if options.json:
        write_json(options.json, {"checks": [asdict(check) for check in checks]})


def _settings() -> tuple[Settings, Check]:
    """The settings of this folder, and a check of them. For a bad file the defaults, so that the rest is checked."""
    if not CONFIG.exists():
        return Settings(), Check("settings", True, "no config.yaml here: the defaults")
    try:
        return load_settings(CONFIG), Check("settings", True, str(CONFIG))
    except UsageError as error:
        return Settings(), Check("settings", False, str(error), f"mend the key named, or move {CONFIG} away")
