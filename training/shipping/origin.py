"""What is known of where weights come from, as text by name. `export` writes it into .safetensors files."""

import json
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from safetensors import safe_open

from hime_core.errors import UsageError
from training.fitting.checkpoint import read_checkpoint
from training.fitting.validation import VALIDATION_REFERENCES

# These settings of a run are not told. They are paths of somebody's computer, or settings of the machine and the files.
UNTOLD = frozenset(
    {"sets", "validation", "network", "start_from", "teacher", "flow_weights", "vgg_weights", "device", "workers"}
    | {"compile", "checkpoint_every", "validate_every", "keep_best", "tracker"}
)
# A folder of one of these names is a part of a set. The set has the name of the folder above.
PARTS = frozenset({"train", "dev", "val"})


def origin(weights: Path) -> dict[str, str]:
    """What is known of a checkpoint, or what a .safetensors file says of itself. No path of this computer is in it.

    Of a checkpoint: step, revision, data (names of the sets), scores and settings (JSON), and hime, the version of HIME
    that reads it now. What a file does not know is left out. Raises UsageError if the file cannot be read.
    """
    if weights.suffix == ".safetensors":
        return _said(weights)
    state = read_checkpoint(weights)
    config = state.get("config", {})
    told: dict[str, Any] = {"step": state.get("step"), "revision": state.get("revision")}
    told["data"] = ", ".join(_data(weights))
    if state.get("metrics"):
        sizes = config["batch"]["lr_sizes"]
        told["scores"] = json.dumps(
            {
                "lr": int(max(sizes, key=lambda size: sizes[size])),
                "references": VALIDATION_REFERENCES,
                "psnr_gain_db": state["metrics"],
            }
        )
    if settings := {name: value for name, value in config.items() if name not in UNTOLD}:
        told["settings"] = json.dumps(settings)
    with suppress(PackageNotFoundError):  # a copy of the code that nobody installed
        told["hime"] = version("hime")
    return {name: str(value) for name, value in told.items() if value}


def of_blend(first: dict[str, str], second: dict[str, str], share: float) -> dict[str, str]:
    """What is known of a blend: what both weights say alike, the data of both, and the share of the second."""
    alike = {name: value for name, value in first.items() if second.get(name) == value and name != "scores"}
    sets = [name for told in (first, second) for name in told.get("data", "").split(", ") if name]
    return alike | {"data": ", ".join(dict.fromkeys(sets)), "blend": f"{share:g} of the second weights"}


def set_name(folder: Path) -> str:
    """The name of a set of photographs: `london` for data/london/train."""
    folder = folder.absolute()  # `val`, from within the set, has the set's name too
    return folder.parent.name if folder.name in PARTS else folder.name


def _said(weights: Path) -> dict[str, str]:
    try:
        with safe_open(weights, "pt") as file:
            return {name: text for name, text in (file.metadata() or {}).items() if name != "config"}
    except Exception as error:  # safetensors raises many kinds for a damaged file
        raise UsageError(f"{weights}: cannot be read as weights ({type(error).__name__})") from error


def _data(weights: Path) -> list[str]:
    """The names of the sets that weights were trained on, and of those that the weights learned from before or beside.

    Where weights that a run began with are gone, their file's folder stands in place of their sets.
    """
    if not weights.is_file():
        return [f"what {weights.parent.name}/{weights.name} learned from"]
    if weights.suffix == ".safetensors":
        data = _said(weights).get("data")
        return data.split(", ") if data else [f"what {weights.stem} learned from"]
    config = read_checkpoint(weights).get("config", {})
    names = [set_name(Path(photographs["path"])) for photographs in config.get("sets", ())]
    for other in (config.get("start_from"), config.get("teacher")):
        names += _data(Path(other)) if other else []
    return list(dict.fromkeys(names))
