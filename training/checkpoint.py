"""Checkpoints of a run, and weights to evaluate, export or go on from. Nothing here executes what a file holds."""

import json
from pathlib import Path
from typing import Any

import torch
from safetensors import safe_open

from hime_core.errors import UsageError
from hime_core.network import Hime, HimeConfig


def read_checkpoint(path: Path, device: torch.device) -> dict[str, Any]:
    """What `write_checkpoint` wrote. Raises UsageError where the file is damaged."""
    try:
        return torch.load(path, map_location=device, weights_only=True)
    except Exception as error:  # torch raises many kinds for a damaged file
        raise UsageError(f"{path}: is damaged; delete it to start anew ({type(error).__name__})") from error


def write_checkpoint(path: Path, state: dict[str, object]) -> None:
    """Write beside, then rename: a crash leaves the old checkpoint whole."""
    temporary = path.with_suffix(".tmp")
    torch.save(state, temporary)
    temporary.replace(path)


def load_weights(path: Path) -> Hime:
    """The averaged (EMA) network of a training checkpoint, or the network of a safetensors file."""
    if not path.is_file():
        raise UsageError(f"{path}: no such weights")
    try:
        if path.suffix == ".safetensors":
            with safe_open(path, "pt") as file:
                config = HimeConfig(**json.loads(file.metadata()["config"]))
                weights = {name: file.get_tensor(name) for name in list(file.keys())}
        else:
            state = torch.load(path, map_location="cpu", weights_only=True)
            config, weights = HimeConfig(**state["config"]["network"]), state["ema"]
        network = Hime(config)
        network.load_state_dict(weights)
    except Exception as error:  # torch and safetensors raise many kinds for a damaged file
        why = str(error).strip() or type(error).__name__
        raise UsageError(f"{path}: cannot be read as HIME weights ({why.splitlines()[0]})") from error
    return network.eval()
