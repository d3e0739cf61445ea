"""What `run` and `enhance` share: settings, parts, report."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from app.comparison import Comparison
from app.files import check_writable, write_json
from app.settings import Settings, load_settings
from app.summary import one_line
from hime_core.assets import locate
from hime_core.detector import FaceDetector
from hime_core.runtime import Engine, choose_engine


def read_settings(options: Namespace) -> Settings:
    """The settings file named on the command line, else config.yaml, else the defaults; then the command's own.

    Also checks the files that the options name for writing: before the work, not after.
    """
    for path, suffix in ((options.json, ""), (options.trace, ""), (options.compare, ".png")):
        check_writable(path, suffix)
    path = options.config or (Path("config.yaml") if Path("config.yaml").exists() else None)
    settings = load_settings(path)
    if options.view:
        settings = replace(settings, output=replace(settings.output, view=options.view))
    return settings


@contextmanager
def engine_and_detector(settings: Settings) -> Iterator[tuple[Engine, FaceDetector]]:
    """The verified models that the settings name, loaded; the detector is freed at the end."""
    model = settings.enhance.model
    engine = choose_engine(locate(model, "encode.onnx"), locate(model, "enhance.onnx"))
    detector = FaceDetector(locate("blazeface_short_range", "tflite", say=print), settings.detection.min_score)
    try:
        yield engine, detector
    finally:
        detector.close()


def tell(options: Namespace, report: dict[str, object], comparison: Comparison | None) -> None:
    """Write what was asked for and print the summary line."""
    if options.json:
        write_json(options.json, report)
    if comparison and not comparison.write(options.compare):
        print(f"{options.compare}: not written; no far face was enhanced with exemplars")
    print(one_line(report))
