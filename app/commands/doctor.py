"""`hime doctor`: what HIME needs of this machine, and the exact fix for what is missing."""

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from app.doctor import Check, examine
from app.media.files import check_writable, write_json
from app.settings import Settings, load_settings
from hime_core.errors import UsageError

CONFIG = Path("config.yaml")


def run(options: Namespace) -> None:
    """Check and tell. A failing check is a finding, not an error of this command: it ends with 0 all the same."""
    check_writable(options.json)
    settings, first = _settings()
    checks = [first, *examine(settings)]
    if options.loopback:
        from app.doctor import loopback  # here: it needs OpenCV, and the other checks tell what is wrong with that

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
    """The settings of this folder; where they are bad, the defaults, so that the rest can be checked."""
    if not CONFIG.exists():
        return Settings(), Check("settings", True, "no config.yaml here: the defaults")
    try:
        return load_settings(CONFIG), Check("settings", True, str(CONFIG))
    except UsageError as error:
        return Settings(), Check("settings", False, str(error), f"mend the key named, or move {CONFIG} away")
