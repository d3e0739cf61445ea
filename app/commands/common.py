"""What `run` and `enhance` share: settings, parts, report."""

from argparse import Namespace
from pathlib import Path

from app.media.files import check_writable, write_json
from app.report.comparison import SideBySide
from app.report.summary import one_line
from app.settings import Settings, load_settings, with_view


def read_settings(options: Namespace) -> Settings:
    """The settings file named on the command line, else config.yaml, else the defaults; then the command's own.

    Also checks the files that the options name for writing: before the work, not after.
    """
    for path, suffix in ((options.json, ""), (options.trace, ""), (options.compare, ".png")):
        check_writable(path, suffix)
    return with_view(load_settings(settings_path(options)), options.view)


def settings_path(options: Namespace) -> Path | None:
    """The settings file named on the command line, else config.yaml where there is one."""
    return options.config or (Path("config.yaml") if Path("config.yaml").exists() else None)


def tell(options: Namespace, report: dict[str, object], comparison: SideBySide | None) -> None:
    """Write what was asked for and print the summary line."""
    if options.json:
        write_json(options.json, report)
    if comparison and not comparison.write(options.compare):
        print(f"{options.compare}: not written; no far face was enhanced with exemplars")
    print(one_line(report))
