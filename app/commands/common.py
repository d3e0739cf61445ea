"""What `run` and `enhance` share: settings, parts, report."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.comparison import Comparison
from app.files import check_writable, write_json
from app.models import load_models
from app.settings import Settings, load_settings, with_view
from app.summary import one_line
from hime_core.detector import FaceDetector
from hime_core.runtime import Engine


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


@contextmanager
def engine_and_detector(settings: Settings) -> Iterator[tuple[Engine, FaceDetector]]:
    """The models, loaded; the detector is freed at the end."""
    models = load_models(settings)
    try:
        yield models.engine, models.detector
    finally:
        models.detector.close()


def tell(options: Namespace, report: dict[str, object], comparison: Comparison | None) -> None:
    """Write what was asked for and print the summary line."""
    if options.json:
        write_json(options.json, report)
    if comparison and not comparison.write(options.compare):
        print(f"{options.compare}: not written; no far face was enhanced with exemplars")
    print(one_line(report))
