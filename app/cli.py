"""`hime` and its subcommands."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from app.settings import Settings, load_settings
from hime_core.assets import write_atomically
from hime_core.errors import UsageError


def main(arguments: list[str] | None = None) -> int:
    """Run a command. 0: done; 2: bad usage or input, told in one line. Anything else is a bug and raises."""
    options = parser().parse_args(arguments)
    try:
        options.command(options)
    except UsageError as error:
        print(f"hime: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


def parser() -> argparse.ArgumentParser:
    """The command line."""
    p = argparse.ArgumentParser(prog="hime", description="Sharp faces in video calls, from your own earlier headshots.")
    commands = p.add_subparsers(required=True, metavar="COMMAND")

    run = commands.add_parser("run", help="the live virtual camera")
    run.add_argument("--source", default="auto", help="auto, sample, a camera number or a video file (default: auto)")
    run.add_argument("--sink", default="auto", help="auto, virtual, none or a video file to write (default: auto)")
    run.add_argument("--seconds", type=_positive, help="stop after so many seconds")
    run.add_argument("--headless", action="store_true", help="without a window; there is none yet, so always so")
    _add_common(run)
    run.set_defaults(command=_run)

    enhance = commands.add_parser("enhance", help="enhance a recorded call")
    enhance.add_argument("input", type=Path, metavar="IN")
    enhance.add_argument("output", type=Path, metavar="OUT")
    enhance.add_argument("--exemplars", type=Path, metavar="DIR", help="photographs of the one person in the call")
    _add_common(enhance)
    enhance.set_defaults(command=_enhance)

    models = commands.add_parser("models", help="the model files")
    models.add_argument("action", choices=("list", "fetch", "verify"))
    models.add_argument("--json", type=Path, metavar="FILE")
    models.set_defaults(command=_models)
    return p


def _add_common(command: argparse.ArgumentParser) -> None:
    command.add_argument("--view", choices=("full", "zoom"), help="overrides output.view")
    command.add_argument("--config", type=Path, metavar="FILE", help="settings (default: config.yaml where there is one)")
    command.add_argument("--json", type=Path, metavar="FILE", help="write the report as JSON")
    command.add_argument("--trace", type=Path, metavar="FILE", help="write one JSON line per output frame")
    command.add_argument("--compare", type=Path, metavar="PNG", help="save bicubic | HIME | exemplar of a far face")


def _positive(text: str) -> float:
    value = float(text)
    if not value > 0:
        raise argparse.ArgumentTypeError("must be more than 0")
    return value


# The imports below are inside the commands: `hime models fetch` must work before anything heavy does, and `--help`
# must be quick.


def _run(options: argparse.Namespace) -> None:
    from app.comparison import Comparison
    from app.live import LiveGraph
    from app.sinks import open_sink
    from app.sources import open_source
    from app.summary import one_line

    settings = _settings(options)
    with _writable(options.trace) as trace, _parts(settings) as (engine, detector):
        source = open_source(options.source, settings.camera)
        try:
            graph = _graph(engine, detector, settings, source.width, source.height)
            width, height = graph.output_size
            sink, note = open_sink(options.sink, width, height, settings.output.fps)
            if note:
                print(note)
            live = LiveGraph(source, graph, sink, settings.output.fps)
            comparison = Comparison() if options.compare else None
            seconds = live.run(options.seconds, trace, comparison)
        finally:
            source.close()
        report = live.tally.report(seconds, engine.info, source.name, sink.name)
    _finish(options, report, comparison)
    print(one_line(report))


def _enhance(options: argparse.Namespace) -> None:
    from app.comparison import Comparison
    from app.exemplars.given import read_exemplars
    from app.offline import enhance_recording
    from app.sinks import VideoSink
    from app.sources import VideoFile
    from app.summary import one_line

    settings = _settings(options)
    if not options.input.exists():
        raise UsageError(f"{options.input}: no such file")
    source = VideoFile(options.input)
    try:
        with _writable(options.trace) as trace, _parts(settings) as (engine, detector):
            given = read_exemplars(options.exemplars, detector) if options.exemplars else None
            graph = _graph(engine, detector, settings, source.width, source.height, given)
            width, height = graph.output_size
            sink = VideoSink(options.output, width, height, audio_from=options.input, audio_start=source.start)
            comparison = Comparison() if options.compare else None
            tally, seconds = enhance_recording(source, graph, sink, trace, comparison)
    finally:
        source.close()
    report = tally.report(seconds, engine.info, source.name, sink.name) | {"audio_kept": sink.audio_kept}
    _finish(options, report, comparison)
    print(one_line(report))


def _models(options: argparse.Namespace) -> None:
    from hime_core.assets import cache_folder, fetch, models_folder, path_of, read_registry, verify

    folder, cache = models_folder(), cache_folder()
    rows, faults = [], []
    for model in read_registry(folder).values():
        for file in model.files:
            path = path_of(file, folder, cache)
            if options.action == "fetch" and file.sources and not path.exists():
                fetch(file, path, print)
            fault = None
            try:
                verify(file, path)
            except UsageError as error:
                fault = str(error)
                faults.append(fault)
            ok = fault is None
            rows.append({"name": file.name, "path": str(path), "sha256": file.sha256, "ok": ok, "licence": model.licence})
            print(f"{'ok     ' if ok else 'missing' if not path.exists() else 'corrupt'}  {file.name}  ({model.licence})  {path}")
    if options.json:
        _write_json(options.json, {"models": rows})
    if options.action != "list" and faults:
        raise UsageError(faults[0])


def _settings(options: argparse.Namespace) -> Settings:
    path = options.config or (Path("config.yaml") if Path("config.yaml").exists() else None)
    settings = load_settings(path)
    if options.view:
        settings = replace(settings, output=replace(settings.output, view=options.view))
    return settings


@contextmanager
def _parts(settings: Settings) -> Iterator[tuple]:
    """The engine and the detector that the settings name."""
    from hime_core.assets import locate
    from hime_core.detector import FaceDetector
    from hime_core.runtime import choose_engine

    model = settings.enhance.model
    engine = choose_engine(locate(model, "encode.onnx"), locate(model, "enhance.onnx"))
    detector = FaceDetector(locate("blazeface_short_range", "tflite"), settings.detection.min_score)
    try:
        yield engine, detector
    finally:
        detector.close()


def _graph(engine, detector, settings: Settings, width: int, height: int, given=None):
    from app.graph import Graph

    return Graph(engine, detector, settings, width, height, given)


@contextmanager
def _writable(path: Path | None) -> Iterator[TextIO | None]:
    """A text file for writing, or None for no path."""
    if path is None:
        yield None
        return
    try:
        file = path.open("w")
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror})") from error
    with file:
        yield file


def _finish(options: argparse.Namespace, report: dict[str, object], comparison) -> None:
    if options.json:
        _write_json(options.json, report)
    if comparison and not comparison.write(options.compare):
        print(f"{options.compare}: not written; no far face was enhanced with exemplars, or the path is not writable")


def _write_json(path: Path, value: dict[str, object]) -> None:
    try:
        write_atomically(path, (json.dumps(value, indent=2) + "\n").encode())
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror})") from error
