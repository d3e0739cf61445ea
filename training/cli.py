"""`hime-train` and its subcommands."""

import argparse
import contextlib
import errno
import importlib
import json
import sys
from pathlib import Path
from typing import get_args

from hime_core import core_dumps
from hime_core.assets import Tier, write_atomically
from hime_core.errors import UsageError
from training import threads
from training.scoring.methods import METHODS
from training.settings.conditions import Condition
from training.settings.lr_by import LrBy
from training.stopping import StoppedError

# These errors mean that a person gave a path that cannot be used: its name is too long, or one of its folders may not
# be entered.
UNUSABLE = (errno.ENAMETOOLONG, errno.EACCES)
# These commands compute for so long that it is worthwhile to find out how many threads are fastest.
COMPUTING = ("fit", "evaluate", "calibrate", "sheet", "recogniser", "ablate", "throughput")
# HIME's extra [train] brings these packages.
TRAIN = ("torch", "torchvision", "onnx", "onnxscript", "safetensors", "matplotlib", "tensorboard", "tflite")
# Each package is named with the extra of HIME that brings it.
EXTRAS = dict.fromkeys(TRAIN, "[train]") | {"onnxruntime": "[cpu], or [gpu] for NVIDIA"}


def main(arguments: list[str] | None = None) -> int:
    """Run a command.

    Returns 0 if the command was done, 1 if its report says that a check failed, 130 if the person stopped it by Ctrl-C,
    and 143 if SIGTERM stopped a training run. For bad usage or input it prints one line that says what is wrong, and
    returns 2. Any other error is a bug, and is raised.
    """
    core_dumps.forbid()
    threads.wait_asleep()
    options = _parsed(arguments)
    try:
        _check_names(options)
        if options.command in COMPUTING:
            threads.choose()
        # The command is imported only now: torch takes seconds to load, and `--help` must be quick.
        report = importlib.import_module(f"training.commands.{options.command.replace('-', '_')}").run(options)
        if options.json:
            write_atomically(options.json, (json.dumps(report, indent=2) + "\n").encode())
    except UsageError as error:
        print(f"hime-train: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        if error.errno not in UNUSABLE:
            raise
        print(f"hime-train: {error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    except ModuleNotFoundError as error:
        if error.name not in EXTRAS:
            raise
        extra = EXTRAS[error.name]
        print(f"hime-train: {error.name} is not installed; install HIME with its extra {extra}", file=sys.stderr)
        return 2
    except StoppedError as stopped:
        if str(stopped):
            print(f"hime-train: {stopped}", file=sys.stderr)
        return stopped.code
    except KeyboardInterrupt:
        return 130
    return int(report.get("passed") is False)


def _parsed(arguments: list[str] | None) -> argparse.Namespace:
    """The options of the command line. KEY=VALUE may stand anywhere behind a command that takes overrides."""
    p = parser()
    options, rest = p.parse_known_args(arguments)  # argparse itself takes those alone that stand beside the recipe
    if any(text.startswith("-") or "overrides" not in options for text in rest):
        p.error(f"unrecognized arguments: {' '.join(rest)}")
    if rest:
        options.overrides = [*options.overrides, *rest]
    return options


def _check_names(options: argparse.Namespace) -> None:
    """Look up every path that was given. A path that cannot be used raises OSError now, not after hours of work."""
    for value in vars(options).values():
        for entry in value if isinstance(value, list) else [value]:
            path = entry[1] if isinstance(entry, tuple) else entry  # --predictions gives pairs (NAME, DIR)
            if isinstance(path, Path):
                with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                    path.stat()


def parser() -> argparse.ArgumentParser:
    """The parser of the command line."""
    p = argparse.ArgumentParser(prog="hime-train", description="Train, evaluate and export HIME.")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--json", type=Path, metavar="FILE", help="write the report as JSON")
    commands = p.add_subparsers(required=True, metavar="COMMAND", dest="command")

    _prepare(commands, common)

    fit = commands.add_parser("fit", parents=[common], help="train the stages of a recipe, or go on training")
    fit.add_argument("recipe", type=Path)
    _overrides(fit)
    fit.add_argument("--out", type=Path, required=True, help="folder of checkpoints and logs, a folder a stage")
    fit.add_argument("--allow-change", action="store_true", help="go on with other settings than the run began with")

    _evaluation(commands, common)

    export = commands.add_parser("export", parents=[common], help="safetensors, ONNX pair and registry entry")
    export.add_argument("--weights", type=Path, required=True)
    export.add_argument("--out", type=Path, default=Path("models"))
    export.add_argument("--name", required=True)
    export.add_argument("--licence")
    export.add_argument("--tier", choices=get_args(Tier), help="who may use them: everybody, or research alone")
    export.add_argument("--about")
    export.add_argument("--one-frame", metavar="NAME", help="with a burst: the registered model for a first frame")
    export.add_argument("--blend", type=Path, metavar="WEIGHTS", help="with these, trained on from the same weights")
    export.add_argument("--share", type=_share, help="of the --blend ones, 0 to 1; default 0.5")

    card = commands.add_parser("card", parents=[common], help="a card of weights, out of reports of evaluate")
    card.add_argument("--weights", type=Path, required=True, help="last.pt or .safetensors")
    card.add_argument("--scores", type=Path, nargs="+", default=[], metavar="JSON", help="of evaluate --json")
    card.add_argument("--licence", help="default: what the weights say")
    card.add_argument("--out", type=Path, required=True, metavar="MD")

    _recogniser(commands, common)
    _paper(commands, common)

    _tools(commands, common)
    return p


def _prepare(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    prepare = commands.add_parser("prepare", help="photographs, calls or a public set -> identity folders of headshots")
    kinds = prepare.add_subparsers(required=True, metavar="KIND", dest="kind")
    cut = argparse.ArgumentParser(add_help=False, parents=[common])
    cut.add_argument("source", type=Path)
    cut.add_argument("out", type=Path)
    cut.add_argument("--margin", type=float, default=1.5, help="side kept over the headshot's side (train part)")
    cut.add_argument("--size", type=int, default=448, help="largest side written, pixels")
    cut.add_argument("--hold-out", type=_not_negative, default=0, help="so many identities go to OUT/val, no margin")
    cut.add_argument("--development", type=_not_negative, default=0, help="so many more go to OUT/dev, likewise")
    cut.add_argument("--seed", type=int, default=0)
    folder = kinds.add_parser("folder", parents=[cut], help="a folder of identity folders of photographs")
    folder.add_argument("--name", action="append", help="only files like this pattern; may be repeated")
    folder.add_argument("--min-images", type=int, default=2, help="photographs a held-out identity must have")
    voxceleb = kinds.add_parser("voxceleb", parents=[cut], help="VoxCeleb2's clips or VoxCeleb1's faces")
    voxceleb.add_argument("--every", type=_positive, default=25, help="take every n-th frame of a clip")
    call = kinds.add_parser("call", parents=[common], help="recorded calls; one call is one identity")
    call.add_argument("calls", type=Path, nargs="+")
    call.add_argument("out", type=Path)
    call.add_argument("--every", type=_positive, default=5, help="take every n-th frame")
    call.add_argument("--size", type=int, default=512, help="largest side written, pixels")
    ffhq = kinds.add_parser("ffhq", parents=[common], help="FFHQ as downloaded; every picture is a person of its own")
    ffhq.add_argument("root", type=Path, help="folder with images1024x1024 or thumbnails128x128")
    ffhq.add_argument("out", type=Path)
    split = argparse.ArgumentParser(add_help=False, parents=[common])
    split.add_argument("root", type=Path, help="folder of the set as downloaded")
    split.add_argument("out", type=Path)
    split.add_argument("--development", type=_not_negative, help="so many to OUT/dev; default one in twenty")
    split.add_argument("--training", type=_positive, help="at most so many to OUT/train (paper: 2600); default all")
    split.add_argument("--references", type=_positive, default=3, help="of every target in the evaluation lists")
    split.add_argument("--seed", type=int, default=0)
    celebamask = kinds.add_parser("celebamask-hq", parents=[split], help="CelebAMask-HQ; the paper's set")
    celebamask.add_argument("--evaluation", type=_positive, default=287, help="so many identities go to OUT/val")
    celebamask.add_argument(
        "--identities", type=Path, required=True, metavar="FILE", help="CelebA's identity_CelebA.txt"
    )
    celebref = kinds.add_parser("celebref-hq", parents=[split], help="CelebRef-HQ")
    celebref.add_argument("--evaluation", type=_positive, default=100, help="so many identities go to OUT/val")


def _evaluation(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    data = argparse.ArgumentParser(add_help=False)
    data.add_argument("--data", type=Path, required=True, help="a folder of identity folders of headshots")
    task = argparse.ArgumentParser(add_help=False, parents=[data])
    task.add_argument("--lr", type=int, default=32, help="LR side, pixels; a multiple of 8")
    task.add_argument("--scale", type=int, default=4, help="4 or 8; must be the weights' own")
    task.add_argument("--refs", type=int, default=3)
    task.add_argument("--seed", type=int, default=0, help="draws the references where DATA has no fixed list")

    as_program = argparse.ArgumentParser(add_help=False)
    as_program.add_argument(
        "--for", dest="method", choices=METHODS, help="as this method's published program reads and writes pictures"
    )
    evaluate = commands.add_parser("evaluate", parents=[common, task, as_program], help="scores on identity folders")
    method = evaluate.add_mutually_exclusive_group(required=True)
    method.add_argument("--weights", type=Path, help="last.pt or .safetensors")
    method.add_argument("--predictions", type=Path, metavar="DIR", help="another method's DIR/<identity>/<target>.png")
    evaluate.add_argument(
        "--lr-by", choices=get_args(LrBy), default="bicubic", help="how LR pictures are made; default bicubic"
    )
    evaluate.add_argument(
        "--conditions",
        type=_conditions,
        metavar="NAME,...",
        help=f"which references the weights get: {', '.join(get_args(Condition))}; default all but blank",
    )
    evaluate.add_argument(
        "--raw", action="store_true", help="score last.pt's raw weights in place of the averaged ones"
    )
    evaluate.add_argument("--identity", action="store_true", help="also the distance by dlib's recogniser")
    evaluate.add_argument("--csv", type=Path, metavar="FILE", help="write the scores of every picture")
    evaluate.add_argument("--device", choices=["cpu", "cuda"], default="cpu")
    _add_lpips_weights(evaluate)

    export_list = commands.add_parser(
        "export-list", parents=[common, task, as_program], help="the evaluation list as pictures"
    )
    export_list.add_argument("--out", type=Path, required=True)

    sheet = commands.add_parser("sheet", parents=[common, task], help="a picture of everybody, by several weights")
    sheet.add_argument("--weights", type=Path, nargs="+", required=True, help="last.pt or .safetensors")
    sheet.add_argument("--out", type=Path, required=True, metavar="PNG")

    commands.add_parser("calibrate", parents=[common, data], help="our bicubic rows beside the paper's")


def _tools(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    detector = commands.add_parser("convert-detector", parents=[common], help="Google's BlazeFace file -> ONNX")
    detector.add_argument("source", type=Path, metavar="TFLITE")
    detector.add_argument("--out", type=Path, required=True, metavar="ONNX")

    correlation = commands.add_parser("correlation-map", parents=[common], help="draw the paper's Figure 6")
    correlation.add_argument("image", type=Path)
    correlation.add_argument("--k", type=_odd, nargs="+", default=[3, 5, 7], help="window sizes, odd")
    correlation.add_argument("--out", type=Path, required=True, metavar="PNG")


def _recogniser(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", common: argparse.ArgumentParser
) -> None:
    recogniser = commands.add_parser("recogniser", help="what tells a call's people apart")
    actions = recogniser.add_subparsers(required=True, metavar="ACTION", dest="action")
    fit = actions.add_parser("fit", parents=[common], help="train the stages of a recipe, or go on training")
    fit.add_argument("recipe", type=Path)
    _overrides(fit)
    fit.add_argument("--out", type=Path, required=True, help="folder of checkpoints and logs, a folder a stage")
    fit.add_argument("--allow-change", action="store_true", help="go on with other settings than the run began with")
    evaluate = actions.add_parser(
        "evaluate", parents=[common], help="how many glances are accepted, and how many wrong"
    )
    evaluate.add_argument("--weights", type=Path, required=True, help="last.pt or .safetensors")
    evaluate.add_argument("--data", type=Path, required=True, help="a folder of identity folders of headshots")
    evaluate.add_argument("--margin", type=_margin, default=1.0, help="side of the pictures over the headshot's")
    evaluate.add_argument("--seed", type=_not_negative, default=0)
    export = actions.add_parser("export", parents=[common], help="safetensors, ONNX and registry entry")
    export.add_argument("--weights", type=Path, required=True, help="last.pt or .safetensors")
    export.add_argument("--out", type=Path, default=Path("models"))


def _paper(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", common: argparse.ArgumentParser) -> None:
    ablate = commands.add_parser("ablate", parents=[common], help="train and score a table of the paper")
    ablate.add_argument("table", choices=[*(f"table{i}" for i in range(1, 8)), "figure8"])
    _overrides(ablate)
    ablate.add_argument("--data", type=Path, required=True, help="a folder with train and val; table5: of calls")
    ablate.add_argument("--out", type=Path, required=True, help="folder of the runs and of the table")
    ablate.add_argument("--steps", type=_positive, default=100_000, help="of every row")
    ablate.add_argument("--pixels", type=_positive, help="LR pixels a step; default 32 samples")
    ablate.add_argument("--lr", type=int, help="LR side; default the paper's: 16, table1 three sizes, table5 32")
    ablate.add_argument("--scale", type=int, help="default the paper's 8; table5: the weights' own")
    ablate.add_argument("--seed", type=_not_negative, default=0)
    ablate.add_argument("--seeds", type=_positive, default=1, metavar="N", help="train every row so often, by N seeds")
    ablate.add_argument("--dry-run", action="store_true", help="only tell how long the table takes")
    ablate.add_argument("--device", choices=["cpu", "cuda"], help="default: the GPU where torch has one")
    ablate.add_argument("--weights", type=Path, help="table5: what is scored")
    ablate.add_argument("--vgg-weights", type=Path, metavar="FILE", help="VGG-19's; default: torch.hub's folder")
    _add_lpips_weights(ablate)
    ablate.add_argument(
        "--predictions",
        type=_named_folder,
        action="append",
        default=[],
        metavar="NAME=DIR",
        help="table1: another method's DIR/<lr>x<scale>/<identity>/<target>.png; may be repeated",
    )

    commands.add_parser("complexity", parents=[common], help="parameters and GMACs beside the paper's")

    throughput = commands.add_parser("throughput", parents=[common], help="our training step against the naive one")
    throughput.add_argument("--device", choices=["cpu", "cuda"], default="cpu")
    throughput.add_argument("--lr", type=int, default=32, help="LR side, pixels; a multiple of 8")
    throughput.add_argument("--refs", type=int, default=3)
    throughput.add_argument("--batch", type=_positive, default=6, help="samples a step")
    throughput.add_argument("--compile", action="store_true", help="ours by torch.compile")


def _overrides(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "overrides", nargs="*", metavar="KEY=VALUE", help="changes a setting of every stage or row: optimiser.steps=100"
    )


def _add_lpips_weights(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--lpips-weights", type=Path, metavar="FILE", help="AlexNet's, for LPIPS; default: torch.hub's folder"
    )


def _conditions(text: str) -> list[str]:
    names = text.split(",")
    if unknown := [name for name in names if name not in get_args(Condition)]:
        raise argparse.ArgumentTypeError(f"{unknown[0]!r} is none of {', '.join(get_args(Condition))}")
    return names


def _named_folder(text: str) -> tuple[str, Path]:
    name, _, folder = text.partition("=")
    if not name or not folder:
        raise argparse.ArgumentTypeError("must be NAME=DIR")
    return name, Path(folder)


def _odd(text: str) -> int:
    value = int(text)
    if value < 1 or value % 2 == 0:
        raise argparse.ArgumentTypeError("must be odd and positive")
    return value


def _share(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError("must be 0 to 1")
    return value


def _not_negative(text: str) -> int:
    value = int(text)
    if value < 0:
        raise argparse.ArgumentTypeError("must be 0 or more")
    return value


def _margin(text: str) -> float:
    value = float(text)
    if not 1 <= value < 10:
        raise argparse.ArgumentTypeError("must be 1 or more, and below 10")
    return value


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return value


if __name__ == "__main__":
    sys.exit(main())
