"""`hime-train` and its subcommands."""

import argparse
import json
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from hime_core.assets import locate, write_atomically
from hime_core.errors import UsageError

if TYPE_CHECKING:
    from hime_core.detector import FaceDetector


def main(arguments: list[str] | None = None) -> int:
    """Run a command. 0: done; 2: bad usage or input, told in one line. Anything else is a bug and raises."""
    options = parser().parse_args(arguments)
    try:
        report = options.command(options)
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
    commands = p.add_subparsers(required=True, metavar="COMMAND")

    prepare = commands.add_parser("prepare", help="photographs or calls -> identity folders of headshots")
    kinds = prepare.add_subparsers(required=True, metavar="KIND")
    folder = kinds.add_parser("folder", parents=[common], help="a folder of identity folders of photographs")
    folder.add_argument("source", type=Path)
    folder.add_argument("out", type=Path)
    folder.add_argument("--name", action="append", help="only files like this pattern; may be repeated")
    folder.add_argument("--margin", type=float, default=1.5, help="side kept over the headshot's side (train part)")
    folder.add_argument("--size", type=int, default=448, help="largest side written, pixels")
    folder.add_argument("--hold-out", type=int, default=0, help="so many identities go to OUT/val, without margin")
    folder.add_argument("--min-images", type=int, default=2, help="photographs a held-out identity must have")
    folder.add_argument("--seed", type=int, default=0)
    folder.set_defaults(command=_prepare_folder)
    call = kinds.add_parser("call", parents=[common], help="recorded calls; one call is one identity")
    call.add_argument("calls", type=Path, nargs="+")
    call.add_argument("out", type=Path)
    call.add_argument("--every", type=_positive, default=5, help="take every n-th frame")
    call.add_argument("--size", type=int, default=512, help="largest side written, pixels")
    call.set_defaults(command=_prepare_call)

    fit = commands.add_parser("fit", parents=[common], help="train, or go on training")
    fit.add_argument("config", type=Path)
    fit.add_argument("--out", type=Path, required=True, help="folder of checkpoint and logs")
    fit.set_defaults(command=_fit)

    evaluate = commands.add_parser("evaluate", parents=[common], help="PSNR and SSIM on identity folders")
    evaluate.add_argument("--weights", type=Path, required=True, help="last.pt or .safetensors")
    evaluate.add_argument("--data", type=Path, required=True)
    evaluate.add_argument("--lr", type=int, default=32, help="LR side, pixels; a multiple of 8")
    evaluate.add_argument("--scale", type=int, default=4, help="must be the weights' own")
    evaluate.add_argument("--refs", type=int, default=3)
    evaluate.add_argument("--seed", type=int, default=0)
    evaluate.set_defaults(command=_evaluate)

    export = commands.add_parser("export", parents=[common], help="safetensors, ONNX pair and registry entry")
    export.add_argument("--weights", type=Path, required=True)
    export.add_argument("--out", type=Path, default=Path("models"))
    export.add_argument("--name", required=True)
    export.add_argument("--licence")
    export.add_argument("--about")
    export.set_defaults(command=_export)
    return p


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return value


# The imports below are inside the commands: torch takes seconds to load, and `--help` must be quick.


def _prepare_folder(options: argparse.Namespace) -> dict[str, object]:
    from training.data.prepare import prepare_folder

    with _detector() as detector:
        counts = prepare_folder(
            options.source,
            options.out,
            detector,
            names=options.name or ["*"],
            margin=options.margin,
            size=options.size,
            hold_out=options.hold_out,
            min_images=options.min_images,
            seed=options.seed,
        )
    print(
        f"{options.out}: {counts['train']} for training, {counts['val']} held out, {counts['no_face']} without a face"
    )
    return dict(counts)


def _prepare_call(options: argparse.Namespace) -> dict[str, object]:
    from training.data.prepare import prepare_call

    with _detector() as detector:
        counts = prepare_call(options.calls, options.out, detector, every=options.every, size=options.size)
    print(f"{options.out}: {counts['val']} headshots, {counts['no_face']} frames without a face")
    return dict(counts)


def _fit(options: argparse.Namespace) -> dict[str, object]:
    from training.config import load_config
    from training.fit import fit

    config = load_config(options.config)
    checkpoint = fit(config, options.out)
    print(f"trained to step {config.optimiser.steps}: {checkpoint}")
    return {"checkpoint": str(checkpoint), "steps": config.optimiser.steps}


def _evaluate(options: argparse.Namespace) -> dict[str, object]:
    from training.evaluate import evaluate
    from training.export import load_checkpoint

    network = load_checkpoint(options.weights)
    if options.scale != network.config.scale:
        raise UsageError(f"{options.weights}: is for scale {network.config.scale}, not {options.scale}")
    if options.lr % 8 or options.lr <= 0:
        raise UsageError(f"--lr {options.lr}: must be a multiple of 8")
    if not 0 <= options.refs <= 16:
        raise UsageError(f"--refs {options.refs}: must be 0 to 16")
    result = evaluate(network, options.data, options.lr, options.refs, seed=options.seed)
    base = result.means["bicubic"]["psnr"]
    print(f"{result.count} images, {result.references} references   PSNR    gain  SSIM")
    for name, row in result.means.items():
        print(f"{name:<28} {row['psnr']:6.2f}  {row['psnr'] - base:+6.2f}  {row['ssim']:.4f}")
    return result.report()


def _export(options: argparse.Namespace) -> dict[str, object]:
    from training.export import export

    hashes = export(options.weights, options.out, options.name, options.licence, options.about)
    for name, sha256 in hashes.items():
        print(f"{sha256}  {options.out / name}")
    return {"files": hashes}


def _detector() -> "closing[FaceDetector]":
    from hime_core.detector import FaceDetector

    return closing(FaceDetector(locate("blazeface_short_range", "tflite")))


if __name__ == "__main__":
    sys.exit(main())
