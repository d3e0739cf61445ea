"""The command line of `hime`."""

import argparse
import importlib
import io
import logging
import signal
import sys
import threading
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from hime_core import core_dumps
from hime_core.errors import UsageError

log = logging.getLogger(__name__)


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit status. A fault of HIME itself raises an exception instead.

    0: the command is done. 1: `hime doctor` found a fault of this computer, or `hime enhance --out` enhanced some
    recordings, but not all. 2: the usage or the input is bad, and a line for each mistake says what is wrong. 130:
    Ctrl-C stopped the command before there was anything to keep, or before every recording was begun.
    """
    core_dumps.forbid()
    if isinstance(sys.stdout, io.TextIOWrapper):  # a program without a console has none
        sys.stdout.reconfigure(errors="backslashreplace")  # for names that the terminal's encoding lacks
    arguments = sys.argv[1:] if arguments is None else arguments
    options = parser().parse_args(arguments or ["run"])
    # These signals end a command as Ctrl-C does, so that no half-written file stays.
    for ending in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, ending, None)
        if number is None or threading.current_thread() is not threading.main_thread():
            continue
        if signal.getsignal(number) != signal.SIG_IGN:  # nohup makes the program ignore SIGHUP
            signal.signal(number, signal.default_int_handler)
    try:
        # Imported here, because settings and stages take a second to load and `--help` must be quick.
        from app.report.log import log_files, logging_to

        with logging_to(log_files()[0] if _log_wanted(options) else None, options.verbose):
            return _run(options)
    except KeyboardInterrupt:
        return 130


def _run(options: argparse.Namespace) -> int:
    from app.report.versions import versions

    listed = ", ".join(f"{name} {version}" for name, version in versions().items())
    log.info("hime %s: %s", options.command, listed)
    try:
        return importlib.import_module(f"app.commands.{options.command}").run(options) or 0
    except UsageError as error:
        log.error("%s", error)
        return 2
    except ModuleNotFoundError as error:
        if error.name != "onnxruntime":
            raise
        log.error("no engine is installed; install HIME with its extra [cpu], or [gpu] for NVIDIA")
        return 2


def _log_wanted(options: argparse.Namespace) -> bool:
    """Return whether the settings ask for a log file. Settings that cannot be read do not."""
    from app.settings import find_settings, load_settings

    try:
        return load_settings(find_settings(getattr(options, "config", None))).log.file
    except UsageError:
        return False


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands and their options."""
    p = argparse.ArgumentParser(
        prog="hime",
        description="Sharp faces in video calls, from your own earlier headshots. Without a command: run.",
    )
    p.add_argument("--version", action="version", version=f"HIME {_version()}")
    commands = p.add_subparsers(required=True, metavar="COMMAND", dest="command", parser_class=_CommandParser)

    run = commands.add_parser(
        "run",
        help="the live virtual camera, in a window",
        description="The live virtual camera. A window opens where there is a display; with --headless, --seconds, "
        "--json, --trace or --compare it runs in the terminal.",
    )
    run.add_argument(
        "--source", default="auto", help="auto, sample, a camera's number, name or id, or a video file (default: auto)"
    )
    run.add_argument("--sink", default="auto", help="auto, virtual, none or a video file to write (default: auto)")
    run.add_argument("--seconds", type=_positive, help="stop after so many seconds")
    run.add_argument("--headless", action="store_true", help="without a window")
    run.add_argument("--minimised", action="store_true", help="with the window in the tray at first")
    _add_common(run)

    enhance = commands.add_parser(
        "enhance",
        help="enhance recorded calls",
        usage="hime enhance IN OUT [options]\n       hime enhance RECORDING... --out DIR [options]",
        description="Enhance a recorded call: every frame is written, with the far faces in it sharpened. Sound is "
        "kept where the new file can hold it, and else converted. Sound, subtitles and other tracks for which neither "
        "is possible are left out. Damaged frames are counted, and those that cannot be decoded are left out. A line "
        "at the end tells everything that was damaged, converted or left out, and so does --json. Ctrl-C stops early "
        "and keeps what was written.",
        epilog="With --out, every path is a recording, or a folder of recordings with its subfolders. Each recording "
        "NAME is written as DIR/NAME.mp4; .mkv and .mov keep their ending. Where several have one name, each is named "
        "after its folder too. If the file is there already, that recording fails, and the file is not overwritten; "
        "with --resume, a file that ends early is replaced by one that goes on from it. If one fails, the "
        "others are still enhanced; the last line names those that failed, and the exit status is 1. Ctrl-C stops the "
        "present recording, keeps what was written of it, and begins no other.",
    )
    enhance.add_argument(
        "paths",
        type=Path,
        nargs="+",
        metavar="PATH",
        help="the recording and the file to write (.mp4, .mkv, .mov); with --out, recordings and folders of them",
    )
    enhance.add_argument(
        "--out", type=Path, metavar="DIR", help="enhance several recordings into this folder, which is made if missing"
    )
    enhance.add_argument(
        "--resume",
        action="store_true",
        help="go on where an earlier run of the same command was interrupted, from the unfinished file that it left "
        "(OUT.partial.mp4), or from OUT if Ctrl-C ended it early; with --out, whole files are left as they are, and "
        "the rest is begun (.mp4, .mkv, .mov)",
    )
    enhance.add_argument("--exemplars", type=Path, metavar="DIR", help="photographs of the one person in the call")
    _add_common(enhance)

    replay = commands.add_parser(
        "replay",
        help="measure on recorded calls what the age of an exemplar costs",
        description="Measure on recorded calls what the age of an exemplar costs. The report in --out shows faces of "
        "the calls, and so do the results kept there of every finished call; nothing is sent anywhere. Delete the "
        "folder to be rid of them. Only pictures are read, no sound and no subtitles. Damaged frames are counted in "
        "the report, and those that cannot be decoded are left out. A call that cannot be used is named in the report "
        "with the reason; if none can be used, the exit status is 2.",
    )
    replay.add_argument(
        "calls", type=Path, nargs="+", metavar="CALL", help="a video file, or a folder of them; subfolders, too"
    )
    replay.add_argument(
        "--intervals",
        type=_counts,
        default=[30, 60, 120],
        metavar="J,J,..",
        help="a new reference every J headshots (default: 30,60,120)",
    )
    replay.add_argument(
        "--scale", type=int, choices=(4, 8), default=4, help="how many times smaller faces are made (default: 4)"
    )
    replay.add_argument(
        "--lr", type=int, default=32, metavar="N", help="side of the faces made small, pixels (default: 32)"
    )
    replay.add_argument(
        "--degradation",
        choices=("bicubic", "webcam", "camera"),
        default="bicubic",
        help="how faces are made small; camera: by a random camera for each call (default: bicubic)",
    )
    replay.add_argument(
        "--person", type=_count, metavar="N", help="by order of appearance, from 1 (default: the largest face)"
    )
    replay.add_argument(
        "--every",
        type=_count,
        default=1,
        metavar="K",
        help="score one headshot of every K, drawn at random (default: 1, all of them: about 350 MB of memory for an "
        "hour's call)",
    )
    replay.add_argument("--jobs", type=_count, metavar="N", help="calls at a time (default: half of the cores)")
    replay.add_argument(
        "--out",
        type=Path,
        default=Path("out/replay"),
        metavar="DIR",
        help="gets report.html, report.json, scores.csv; finished calls in it are not run again (default: out/replay)",
    )
    replay.add_argument("--plot", type=Path, metavar="PNG", help="save the curve of quality against age")
    replay.add_argument("--config", type=Path, metavar="FILE", help="settings (default: config.yaml, if there is one)")
    replay.add_argument("--json", type=Path, metavar="FILE", help="write the report as JSON")

    cameras = commands.add_parser("cameras", help="the cameras there are, with their ids and modes")
    cameras.add_argument("--json", type=Path, metavar="FILE", help="write the report as JSON")

    doctor = commands.add_parser(
        "doctor",
        help="what this machine lacks for HIME, and how to fix it",
        description="What this machine lacks for HIME, and how to fix it. The exit status is 1 if a check fails, "
        "else 0. A check that is skipped does not apply here or could not be made; it does not count.",
    )
    doctor.add_argument("--loopback", action="store_true", help="write to the virtual camera and read it back")
    doctor.add_argument(
        "--report", type=Path, metavar="FILE", help="write versions, checks and the log as text, to report a fault with"
    )
    doctor.add_argument("--json", type=Path, metavar="FILE", help="write the report as JSON")

    bench = commands.add_parser("bench", help="what each stage and the network cost on this machine")
    bench.add_argument("--lr", type=int, nargs="+", default=[24, 32, 48, 64], help="LR sizes, multiples of 8")
    bench.add_argument("--config", type=Path, metavar="FILE", help="settings (default: config.yaml, if there is one)")
    bench.add_argument("--json", type=Path, metavar="FILE", help="write the report as JSON")

    models = commands.add_parser("models", help="the model files")
    models.add_argument("action", choices=("list", "fetch", "verify"))
    models.add_argument("--json", type=Path, metavar="FILE", help="write the report as JSON")
    for command in commands.choices.values():
        command.add_argument("-v", "--verbose", action="store_true", help="tell more, to find out what is wrong")
    return p


class _CommandParser(argparse.ArgumentParser):
    """Reads the options of a command, which may also stand between the files that a command takes."""

    _within = False  # whether the parser is at work, and calls itself

    def parse_known_args(self, args=None, namespace=None):
        """Read a command's arguments. What follows "--" are files, even if they look like options."""
        if self._within:
            return super().parse_known_args(args, namespace)
        if "--" in args:
            end = args.index("--")
            args = args[:end] + [f"./{name}" if name.startswith("-") else name for name in args[end + 1 :]]
        self._within = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._within = False


def _version() -> str:
    try:
        return version("hime")
    except PackageNotFoundError:
        return "(not installed)"


def _add_common(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--view",
        choices=("full", "zoom"),
        help="show the whole frame, or the part with the people in it (default: output.view in the settings)",
    )
    command.add_argument("--config", type=Path, metavar="FILE", help="settings (default: config.yaml, if there is one)")
    command.add_argument("--json", type=Path, metavar="FILE", help="write the report as JSON")
    command.add_argument("--trace", type=Path, metavar="FILE", help="write one JSON line per output frame")
    command.add_argument("--compare", type=Path, metavar="PNG", help="save bicubic | HIME | exemplar of a far face")


def _positive(text: str) -> float:
    value = float(text)
    if not value > 0:
        raise argparse.ArgumentTypeError("must be more than 0")
    return value


def _count(text: str) -> int:
    try:
        value = int(text)
    except ValueError:
        value = 0
    if value < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 up")
    return value


def _counts(text: str) -> list[int]:
    return [_count(part) for part in text.split(",")]
