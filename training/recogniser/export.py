"""Writes a trained recogniser: safetensors, the ONNX graph that the app runs, and their registry entry."""

import tempfile
from pathlib import Path

import torch
from safetensors.torch import load_file, save
from torch.export import Dim

from hime_core.assets import sha256_of
from hime_core.errors import UsageError
from hime_core.glance import GLANCE_SIDE
from hime_core.network.recogniser import RecogniserNetwork
from hime_core.recogniser import RECOGNISER_MODEL
from training.fitting.checkpoint import make_folder, read_checkpoint
from training.shipping.export import export_graph, register

# In a checkpoint, each name of a weight of the running average begins with this.
AVERAGED = "module."
# The registry names this licence for the weights.
LICENCE = "Apache-2.0"
# The registry says this about what the weights do.
ABOUT = "Tells the people of one call apart, by glances of 64x64; it knows nobody's name."
# The registry names these sets that the weights were trained on, with their licences.
DATA = [
    "Face Research Lab London Set (CC BY 4.0)",
    "Young Adult White Faces (CC BY 4.0)",
    "US Congress portraits (public domain)",
    "Faker Assets for Person Portraits (CC0 1.0)",
    "Cloud advocate portraits (CC BY 4.0)",
    "Portraits from rOpenSci (CC BY 4.0)",
]


def load_recogniser(path: Path) -> RecogniserNetwork:
    """The running average in a checkpoint, or the network in a safetensors file. Raises UsageError for other files."""
    if not path.is_file():
        raise UsageError(f"{path}: no such weights")
    network = RecogniserNetwork()
    try:
        if path.suffix == ".safetensors":
            weights = load_file(path)
        else:
            average = read_checkpoint(path)["average"]
            weights = {k.removeprefix(AVERAGED): v for k, v in average.items() if k.startswith(AVERAGED)}
        network.load_state_dict(weights)
    except UsageError:
        raise
    except Exception as error:  # torch and safetensors raise many kinds for a damaged file
        raise UsageError(f"{path}: cannot be read as a recogniser ({type(error).__name__})") from error
    return network.eval()


def export(network: RecogniserNetwork, out: Path) -> dict[str, str]:
    """Write OUT/recogniser.safetensors and .onnx, and register their hashes.

    Returns the sha256 of each file by its name.
    """
    make_folder(out)
    names = [f"{RECOGNISER_MODEL}.safetensors", f"{RECOGNISER_MODEL}.onnx"]
    with tempfile.TemporaryDirectory(dir=out) as folder:  # no old file is replaced before all new files are complete
        paths = [Path(folder) / name for name in names]
        paths[0].write_bytes(save({k: v.contiguous() for k, v in network.state_dict().items()}))
        # glances N×3×64×64, RGB, 0..1 -> codes N×128
        shapes: dict[str, dict[int, object]] = {"glances": {0: Dim("count", max=64)}}
        export_graph(
            network, (torch.rand(2, 3, GLANCE_SIDE, GLANCE_SIDE),), shapes, ["glances"], ["codes"], paths[1], {}
        )
        hashes = {path.name: sha256_of(path) for path in paths}
        for path in paths:
            path.replace(out / path.name)
    entry = {"licence": LICENCE, "tier": "open", "about": ABOUT, "data": DATA}
    register(out, RECOGNISER_MODEL, entry | {"files": [{"name": n, "sha256": h} for n, h in hashes.items()]})
    return hashes
