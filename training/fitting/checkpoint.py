"""Reads and writes checkpoints and weights. Nothing here executes code from a file."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import torch
from pydantic import TypeAdapter
from safetensors import safe_open
from torch import Tensor, nn

from hime_core.errors import UsageError
from hime_core.network import Hime, HimeConfig
from hime_core.network.rfa_flow import FlowRfa
from training.baselines.baseline import BaselineNetwork, Shape
from training.baselines.make import make_network
from training.settings.baselines import Baseline
from training.tensor_files import tensors_of

# In SpyNet's files, the name of a weight ends like this. The groups are the level, the convolution's place in that
# level, and the kind of the weight.
CONVOLUTION = re.compile(r"\.(\d+)\.\D*(\d+)\.(?:conv\.)?(weight|bias)$")


def read_checkpoint(path: Path) -> dict[str, Any]:
    """Read a checkpoint that `write_checkpoint` wrote. Raises UsageError if the file is damaged."""
    try:
        return torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:  # torch raises many kinds for a damaged file
        raise UsageError(f"{path}: is damaged; delete it to start anew ({type(error).__name__})") from error


def write_checkpoint(path: Path, state: dict[str, object]) -> None:
    """Write a checkpoint under another name, then rename it, so that a crash leaves the old checkpoint whole.

    Raises UsageError if the file cannot be written.
    """
    temporary = path.with_suffix(".tmp")
    try:
        torch.save(state, temporary)
        temporary.replace(path)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror}); make room and start again") from error
    finally:
        temporary.unlink(missing_ok=True)


def load_weights(path: Path) -> Hime:
    """The averaged (EMA) network of a checkpoint of HIME, or the network of a .safetensors file.

    Raises UsageError for any other file.
    """
    network = load_network(path)
    if not isinstance(network, Hime):
        raise UsageError(f"{path}: holds the network of another method, {network.config.baseline.kind}")
    return network


def load_network(path: Path, *, raw: bool = False) -> Hime | BaselineNetwork:
    """`load_weights`, also of a checkpoint of another method (`training/baselines`).

    raw: the network as the last step left it, in place of the averaged one. Only a checkpoint has both.
    """
    if raw and path.suffix == ".safetensors":
        raise UsageError(f"--raw: {path} holds averaged weights alone; give the run's last.pt")
    if not path.is_file():
        raise UsageError(f"{path}: no such weights")
    try:
        if path.suffix == ".safetensors":
            with safe_open(path, "pt") as file:
                config = HimeConfig(**json.loads(file.metadata()["config"]))
                weights = {name: file.get_tensor(name) for name in list(file.keys())}
        else:
            state = torch.load(path, map_location="cpu", weights_only=True)
            config, weights = HimeConfig(**state["config"]["network"]), state["network" if raw else "ema"]
            if (baseline := state["config"].get("baseline")) is not None:
                other = make_network(Shape(config.scale, TypeAdapter(Baseline).validate_python(baseline)))
                other.load_state_dict(weights)
                return other.eval()
        network = Hime(config)
        network.load_state_dict(weights)
    except Exception as error:  # torch and safetensors raise many kinds for a damaged file
        why = str(error).strip() or type(error).__name__
        raise UsageError(f"{path}: cannot be read as HIME weights ({why.splitlines()[0]})") from error
    return network.eval()


def load_weights_of(path: Path, scale: int) -> Hime:
    """`load_weights`. Raises UsageError also if the network is for another scale."""
    network = load_weights(path)
    _check_scale(network, scale, path)
    return network


def load_network_of(path: Path, scale: int, *, raw: bool = False) -> Hime | BaselineNetwork:
    """`load_network`. Raises UsageError also if the network is for another scale."""
    network = load_network(path, raw=raw)
    _check_scale(network, scale, path)
    return network


def _check_scale(network: Hime | BaselineNetwork, scale: int, path: Path) -> None:
    if network.config.scale != scale:
        raise UsageError(f"{path}: is for scale {network.config.scale}, not {scale}")


def blend(first: Hime, second: Hime, share: float) -> Hime:
    """A network whose weights lie between the weights of two networks.

    Each weight is (1 - share) · first + share · second (network interpolation, Wang et al. 2018, section 3.4). This is
    useful only if the training of one network began with the weights of the other.

    Raises UsageError if the networks' configurations differ.
    """
    if first.config != second.config:
        raise UsageError("--blend: is of another network than --weights; blend weights of one configuration")
    network, a, b = Hime(first.config), first.state_dict(), second.state_dict()
    network.load_state_dict({name: torch.lerp(a[name], b[name], share) for name in a})
    return network.eval()


def keep_best(out: Path, step: int, score: float, count: int) -> None:
    """Copy OUT/last.pt to OUT/best_<score>_<step>.pt if its score is among the `count` best.

    Remove all best_ files that are not among the `count` best any more.
    """
    scores = {path: float(path.name.split("_")[1]) for path in out.glob("best_*_*.pt")}
    path = out / f"best_{score:+.3f}_{step}.pt"
    scores[path] = score
    ranked = sorted(scores, key=lambda p: scores[p], reverse=True)
    if path in ranked[:count]:
        temporary = path.with_suffix(".tmp")
        try:
            shutil.copyfile(out / "last.pt", temporary)
            temporary.replace(path)
        except OSError as error:
            temporary.unlink(missing_ok=True)
            raise UsageError(f"{path}: cannot be written ({error.strerror}); make room and start again") from error
    for beaten in ranked[count:]:
        beaten.unlink(missing_ok=True)


def revision() -> str:
    """The git revision of this code, with "+" if files differ from it; empty if git does not know the code."""
    # `describe --dirty` would write to git's index. `status` with --no-optional-locks does not.
    git = ["git", "--no-optional-locks", "-C", str(Path(__file__).parent)]
    try:
        commit = _said([*git, "describe", "--always", "--abbrev=12", "--exclude=*"])
        return commit + ("+" if _said([*git, "status", "--porcelain", "--untracked-files=no"]) else "")
    except (OSError, subprocess.CalledProcessError):
        return ""


def _said(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def load_spynet(path: Path, network: Hime) -> None:
    """Put published SpyNet weights into a network with flow. The file is .safetensors, or .pth that holds only tensors.

    The known layouts name a convolution by its level, the coarsest first, and by its place in that level. A network
    with fewer levels than the file takes the finest levels. Raises UsageError if the network has no flow, or if the
    file is of any other kind.
    """
    if not isinstance(network.rfa, FlowRfa):
        raise UsageError(f"flow_weights: {path} is for alignment dconv-flow; the run's network has no flow")
    with tensors_of(path, "SpyNet weights") as tensors:
        levels: dict[int, dict[int, dict[str, Tensor]]] = {}
        for name, tensor in tensors.items():
            if match := CONVOLUTION.search(name):
                level, place, kind = int(match[1]), int(match[2]), match[3]
                levels.setdefault(level, {}).setdefault(place, {})[kind] = tensor
        steps = network.rfa.spynet.steps
        for step, level in zip(reversed(steps), sorted(levels, reverse=True), strict=False):
            assert isinstance(step, nn.Sequential)
            convolutions = [module for module in step if isinstance(module, nn.Conv2d)]
            for convolution, place in zip(convolutions, sorted(levels[level]), strict=True):
                convolution.load_state_dict(levels[level][place])
        if len(levels) < len(steps):
            raise ValueError(f"{len(levels)} levels, {len(steps)} are needed")


def make_folder(path: Path) -> None:
    """Make a folder and the folders above it. Raises UsageError if that is not possible."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{path}: cannot be made ({error.strerror}); choose another --out") from error
