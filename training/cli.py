"""`hime-train` and its subcommands."""

import argparse
import importlib
import json
import sys
from pathlib import Path

from hime_core.assets import write_atomically
from hime_core.errors import UsageError


def main(arguments: list[str] | None = None) -> int:
    """Run a command. 0: done; 2: bad usage or input, told in one line. Anything else is a bug and raises."""
    options = parser().parse_args(arguments)
    try:
        # Imported only now: torch takes seconds to load, and `--help` must be quick.
        report = importlib.import_module(f"training.commands.{options.command}").run(options)
        if options.json:
            write_atomically(options.json, (json.dumps(report, indent=2) + "\n").encode())
    except UsageError as error:
        print(f"hime-train: {error}", file=sys.stderr)
        return 2
    except ModuleNotFoundError as error:
        if error.name not in ("torch", "torchvision", "onnx", "onnxscript", "safetensors"):
            raise
        print("hime-train: torch is not installed; install HIME with its extra [train]", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


def parser() -> argparse.ArgumentParser:
    """The command line."""
    p = argparse.ArgumentParser(prog="hime-train", description="Train, evaluate and export HIME.")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--json", type=Path, metavar="FILE", help="write the report as JSON")
    commands = p.add_subparsers(required=True, metavar="COMMAND", dest="command")

    prepare = commands.add_parser("prepare", help="photographs or calls -> identity folders of headshots")
    kinds = prepare.add_subparsers(required=True, metavar="KIND", dest="kind")
    folder = kinds.add_parser("folder", parents=[common], help="a folder of identity folders of photographs")
    folder.add_argument("source", type=Path)
    folder.add_argument("out", type=Path)
    folder.add_argument("--name", action="append", help="only files like this pattern; may be repeated")
    folder.add_argument("--margin", type=float, default=1.5, help="side kept over the headshot's side (train part)")
    folder.add_argument("--size", type=int, default=448, help="largest side written, pixels")
    folder.add_argument("--hold-out", type=int, default=0, help="so many identities go to OUT/val, without margin")
    folder.add_argument("--min-images", type=int, default=2, help="photographs a held-out identity must have")
    folder.add_argument("--seed", type=int, default=0)
    call = kinds.add_parser("call", parents=[common], help="recorded calls; one call is one identity")
    call.add_argument("calls", type=Path, nargs="+")
    call.add_argument("out", type=Path)
    call.add_argument("--every", type=_positive, default=5, help="take every n-th frame")
    call.add_argument("--size", type=int, default=512, help="largest side written, pixels")

    fit = commands.add_parser("fit", parents=[common], help="train, or go on training")
    fit.add_argument("config", type=Path)
    fit.add_argument("--out", type=Path, required=True, help="folder of checkpoint and logs")

    evaluate = commands.add_parser("evaluate", parents=[common], help="PSNR and SSIM on identity folders")
    evaluate.add_argument("--weights", type=Path, required=True, help="last.pt or .safetensors")
    evaluate.add_argument("--data", type=Path, required=True)
    evaluate.add_argument("--lr", type=int, default=32, help="LR side, pixels; a multiple of 8")
    evaluate.add_argument("--scale", type=int, default=4, help="must be the weights' own")
    evaluate.add_argument("--refs", type=int, default=3)
    evaluate.add_argument("--seed", type=int, default=0)

    export = commands.add_parser("export", parents=[common], help="safetensors, ONNX pair and registry entry")
    export.add_argument("--weights", type=Path, required=True)
    export.add_argument("--out", type=Path, default=Path("models"))
    export.add_argument("--name", required=True)
    export.add_argument("--licence")
    export.add_argument("--about")
    return p


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return value


if __name__ == "__main__":
    sys.exit(main())
