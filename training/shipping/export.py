"""Writes a trained network: safetensors, the ONNX graphs that the app runs, and their registry entry."""

import json
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
import yaml
from safetensors.torch import save
from torch import Tensor, nn
from torch.export import Dim

from hime_core.assets import sha256_of, write_atomically
from hime_core.errors import UsageError
from hime_core.network import Hime
from hime_core.network.complexity import count_macs, macs_of
from hime_core.runtime.sessions import CPU, open_session
from training.shipping.eight_bits import without_rounding, write_eight_bits
from training.shipping.graphs import BurstGraph, EncodeGraph, EnhanceGraph, GpuGraph

# Graphs use this version of ONNX's operations. DeformConv came with version 19.
OPSET = 20
# Graphs without DeformConv use this version of ONNX's operations: WebGPU has no later GridSample.
OPSET_BY_SAMPLING = 18
# The file names of a network's graphs end with these.
GRAPHS = ("encode.onnx", "enhance.onnx", "cuda.onnx", "gpu.onnx")
# The file names of the graphs of a network with a burst end with these.
BURST_GRAPHS = ("burst.onnx", "burst_cuda.onnx", "burst_gpu.onnx")
# The graph of a network that was trained with rounding, for processors, ends with this.
EIGHT_BITS = "eight_bits.onnx"
# Two networks encode exemplars alike if no number of their features differs by more than this.
ENCODED_ALIKE = 1e-4
# A graph takes any batch size up to this.
BATCH_SIZE = Dim("batch", max=64)
# A graph takes any number of references up to this.
REFERENCE_COUNT = Dim("references", max=16)
# A graph of a network with a burst takes any number of earlier frames up to this.
EARLIER_COUNT = Dim("earlier", max=16)
# A graph takes LR heights of 8 times this, 16 to 256 pixels.
LR_HEIGHT = Dim("h8", min=2, max=32)
# A graph takes LR widths of 8 times this, 16 to 256 pixels.
LR_WIDTH = Dim("w8", min=2, max=32)
# The exporter names a size by the first name. In the graphs it has the second name.
SIZE_NAMES = {"8*h8": "height", "8*w8": "width"}
# registry.yaml begins with this. YAML libraries drop comments, so `export` writes these lines again.
REGISTRY_HEADER = """\
# The model files that HIME knows. A file without sources ships beside this one; the others are fetched once, verified
# against their sha256 and cached. `hime models list` shows them. `hime-train export` rewrites this file: it keeps all
# entries and these lines, but no other comment.
"""


def export(
    network: Hime,
    out: Path,
    name: str,
    licence: str | None,
    about: str | None,
    tier: str | None = None,
    told: Mapping[str, str] | None = None,
    one_frame: str | None = None,
) -> dict[str, str]:
    """Write OUT/<name>.safetensors and its graphs (`GRAPHS`) and register their hashes in OUT/registry.yaml.

    A network that was trained with rounding to 8 bits also gets its graph for that. Its other graphs do not round. A
    network with a burst has `BURST_GRAPHS` in place of `GRAPHS`.

    licence, about, tier: for the registry entry. If one is left out, the entry keeps its own; a new entry needs the
    first two. If the weights have changed, the figures in the entry are removed, since they were measured with other
    weights. told: what the safetensors file says of itself, beside its configuration and its licence (origin.py).
    one_frame: for a network with a burst, the registered name of the network that enhances a face's first frame and
    encodes exemplars. Its encode graph lies in OUT, too. Returns the sha256 of each file by its name. Raises UsageError
    if a new entry lacks its licence or its text, if `one_frame` is not given for a network with a burst, or is given
    for another, or if the two encode exemplars differently.
    """
    registry_path = out / "registry.yaml"
    entry = read_entries(registry_path).get(name, {})
    given = ("licence", licence), ("tier", tier), ("about", about), ("one_frame", one_frame)
    entry |= {k: v for k, v in given if v}
    if not {"licence", "about"} <= entry.keys():
        raise UsageError(f"{registry_path}: {name} is new there; give --licence and --about")
    if bool(network.config.burst) != ("one_frame" in entry):
        raise UsageError(f"{registry_path}: {name}: --one-frame is needed with a burst, and only with a burst")
    if network.config.burst:
        check_encoding(network, out / f"{entry['one_frame']}.{GRAPHS[0]}")
    out.mkdir(parents=True, exist_ok=True)
    plain = without_rounding(network) if network.config.rounded else network
    graphs = BURST_GRAPHS if network.config.burst else GRAPHS
    endings = ("safetensors", *graphs, *([EIGHT_BITS] if network.config.rounded else []))
    names = [f"{name}.{ending}" for ending in endings]
    with tempfile.TemporaryDirectory(dir=out) as folder:  # no old file is replaced before all new files are complete
        paths = [Path(folder) / n for n in names]
        facts = {"config": json.dumps(asdict(network.config))} | (dict(told or {}) | {"licence": entry["licence"]})
        paths[0].write_bytes(in_order(save(network.state_dict(), metadata=facts)))
        if network.config.burst:
            export_burst(plain, paths[1])
        else:
            export_onnx(plain, paths[1], paths[2])
        for path, by_sampling in zip(paths[len(graphs) - 1 :], (False, True), strict=False):
            export_gpu(plain, path, by_sampling=by_sampling)
        if network.config.rounded:
            write_eight_bits(network, paths[2], paths[5])
        hashes = {p.name: sha256_of(p) for p in paths}
        files = [{"name": n, "sha256": h} for n, h in hashes.items()]
        if not same_tensors(out / names[0], paths[0]):
            entry.pop("metrics", None)
        entry["files"] = files
        for path in paths:
            path.replace(out / path.name)
    register(out, name, entry)
    return hashes


def check_encoding(network: Hime, graph: Path) -> None:
    """Raise UsageError unless an encode graph makes of an exemplar what the network makes of it."""
    if not graph.is_file():
        raise UsageError(f"{graph}: is missing; --one-frame names weights that were exported to the same folder")
    side = 16 * network.config.scale
    exemplar = torch.rand(1, 3, side, side, generator=torch.Generator().manual_seed(0))
    with torch.inference_mode():
        expected = network.encode(exemplar).numpy()
    (given,) = open_session(graph, CPU).run(None, {"exemplars": exemplar.numpy()})
    if given.shape != expected.shape or np.abs(given - expected).max() > ENCODED_ALIKE:
        raise UsageError(f"{graph}: encodes exemplars otherwise than the weights do; these were trained from others")


def in_order(file: bytes) -> bytes:
    """A .safetensors file with its metadata sorted by name, so that the same weights always give the same bytes.

    safetensors writes metadata in a random order.
    """
    header, tensors = _parts(file)
    table = json.loads(header)
    table = {"__metadata__": dict(sorted(table.pop("__metadata__").items()))} | table
    text = json.dumps(table, separators=(",", ":"), ensure_ascii=False).encode()
    text += b" " * (-len(text) % 8)  # the tensors begin at a multiple of 8 bytes
    return len(text).to_bytes(8, "little") + text + tensors


def same_tensors(old: Path, new: Path) -> bool:
    """Returns whether two .safetensors files of one network hold the same weights, whatever else they say."""
    return old.is_file() and _parts(old.read_bytes())[1] == _parts(new.read_bytes())[1]


def _parts(file: bytes) -> tuple[bytes, bytes]:
    """The header of a .safetensors file, which is JSON, and its tensors."""
    end = 8 + int.from_bytes(file[:8], "little")
    return file[8:end], file[end:]


def register(out: Path, name: str, entry: dict[str, Any]) -> None:
    """Put an entry into OUT/registry.yaml. It replaces an entry of the same name."""
    path = out / "registry.yaml"
    registry = read_entries(path) | {name: entry}
    text = REGISTRY_HEADER + yaml.safe_dump(registry, sort_keys=False, width=110)
    write_atomically(path, text.encode())


def read_entries(path: Path) -> dict[str, Any]:
    """The entries of a registry file by name. There are none if there is no file."""
    return (yaml.safe_load(path.read_text()) if path.exists() else None) or {}


def export_onnx(network: Hime, encode: Path, enhance: Path) -> None:
    """Write the two graphs for processors. They take any batch, number of references and size, in multiples of 8.

    The graphs' metadata has the scale, and the multiply-adds per LR pixel. In the encode graph they are for an
    exemplar. In the enhance graph they are for the LR picture and for each reference.
    """
    s, k = network.config.scale, network.rfa.kept_channels
    export_graph(
        EncodeGraph(network),
        (torch.rand(2, 3, 32 * s, 24 * s),),
        {"exemplars": {0: Dim("count", max=64), 2: 8 * s * LR_HEIGHT, 3: 8 * s * LR_WIDTH}},
        ["exemplars"],
        ["features"],
        encode,
        {"scale": s, "macs_per_pixel": macs_per_pixel(network).encoding},
    )
    export_graph(
        EnhanceGraph(network),
        (torch.rand(2, 3, 32, 24), torch.rand(2, 3, k, 32, 24), torch.ones(2, 3)),
        {
            "lr": {0: BATCH_SIZE, 2: 8 * LR_HEIGHT, 3: 8 * LR_WIDTH},
            "references": {0: BATCH_SIZE, 1: REFERENCE_COUNT, 3: 8 * LR_HEIGHT, 4: 8 * LR_WIDTH},
            "present": {0: BATCH_SIZE, 1: REFERENCE_COUNT},
        },
        ["lr", "references", "present"],
        ["sr", "weights"],
        enhance,
        _facts(network),
    )


def export_burst(network: Hime, path: Path) -> None:
    """Write the graph of a network with a burst, for processors. Its metadata also has the multiply-adds of a frame."""
    k = network.rfa.kept_channels
    past = torch.rand(2, 3, 3, 32, 24)
    export_graph(
        BurstGraph(network),
        (torch.rand(2, 3, 32, 24), torch.rand(2, 3, k, 32, 24), torch.ones(2, 3), past, torch.ones(2, 3)),
        {
            "lr": {0: BATCH_SIZE, 2: 8 * LR_HEIGHT, 3: 8 * LR_WIDTH},
            "references": {0: BATCH_SIZE, 1: REFERENCE_COUNT, 3: 8 * LR_HEIGHT, 4: 8 * LR_WIDTH},
            "present": {0: BATCH_SIZE, 1: REFERENCE_COUNT},
            "past": {0: BATCH_SIZE, 1: EARLIER_COUNT, 3: 8 * LR_HEIGHT, 4: 8 * LR_WIDTH},
            "there": {0: BATCH_SIZE, 1: EARLIER_COUNT},
        },
        ["lr", "references", "present", "past", "there"],
        ["sr", "weights"],
        path,
        _facts(network),
    )


def export_gpu(network: Hime, path: Path, *, by_sampling: bool) -> None:
    """Write a graph for GPUs. It takes features from the encode graph, and any batch, number of references and size.

    by_sampling: the graph is for engines without deformable convolution. Its metadata is that of the enhance graph. The
    graph of a network with a burst also takes any number of earlier frames.
    """
    features = torch.rand(2, 3, network.rfa.kept_channels, 32, 24).half()
    example: tuple[Tensor, ...] = torch.randint(0, 256, (2, 32, 24, 3), dtype=torch.uint8), features, torch.ones(2, 3)
    shapes: dict[str, dict[int, object]] = {}
    if network.config.burst:
        example += torch.randint(0, 256, (2, 3, 32, 24, 3), dtype=torch.uint8), torch.ones(2, 3)
        shapes["past"] = {0: BATCH_SIZE, 1: EARLIER_COUNT, 2: 8 * LR_HEIGHT, 3: 8 * LR_WIDTH}
        shapes["there"] = {0: BATCH_SIZE, 1: EARLIER_COUNT}
    export_graph(
        GpuGraph(network, by_sampling),
        example,
        {
            "lr": {0: BATCH_SIZE, 1: 8 * LR_HEIGHT, 2: 8 * LR_WIDTH},
            "references": {0: BATCH_SIZE, 1: REFERENCE_COUNT, 3: 8 * LR_HEIGHT, 4: 8 * LR_WIDTH},
            "present": {0: BATCH_SIZE, 1: REFERENCE_COUNT},
            **shapes,
        },
        ["lr", "references", "present", *shapes],
        ["sr", "weights", "sound"],
        path,
        _facts(network),
        OPSET_BY_SAMPLING if by_sampling else OPSET,
    )


@dataclass(frozen=True)
class MacsPerPixel:
    """Multiply-accumulates per LR pixel."""

    encoding: int  # to encode an exemplar
    alone: int  # to enhance without references and earlier frames; with what the graph always computes, as CoFA's query
    per_reference: int  # for each encoded reference
    per_frame: int  # for each earlier frame; 0 without a burst


def macs_per_pixel(network: Hime) -> MacsPerPixel:
    """Count what a network computes for each LR pixel."""
    side = 32  # every network takes this LR side, and the counts grow in proportion to the pixels
    with_one, with_two = (count_macs(network, side, references) for references in (1, 2))
    exemplar = torch.zeros(1, 3, network.config.scale * side, network.config.scale * side)
    encoding = macs_of(lambda: network.encode(exemplar))
    another = with_two - with_one
    always = per_frame = 0
    if burst := network.burst:
        one, two = (macs_of(partial(burst, *_black(side, n))) for n in (1, 2))
        always, per_frame = 2 * one - two, two - one
    counts = encoding, with_one - another + always, another - encoding, per_frame
    return MacsPerPixel(*(count // side**2 for count in counts))


def _black(side: int, earlier: int) -> tuple[Tensor, Tensor, Tensor]:
    """An LR headshot, earlier ones, and that all of them are there."""
    return torch.zeros(1, 3, side, side), torch.zeros(1, earlier, 3, side, side), torch.ones(1, earlier)


def _facts(network: Hime) -> dict[str, int]:
    """The metadata of a graph that enhances."""
    macs = macs_per_pixel(network)
    facts = {
        "scale": network.config.scale,
        "macs_per_pixel": macs.alone,
        "macs_per_pixel_per_reference": macs.per_reference,
    }
    return facts | ({"macs_per_pixel_per_frame": macs.per_frame} if network.config.burst else {})


def export_graph(
    graph: nn.Module,
    example: tuple[Tensor, ...],
    shapes: dict[str, dict[int, object]],
    inputs: list[str],
    outputs: list[str],
    path: Path,
    metadata: dict[str, int],
    opset: int = OPSET,
) -> None:
    """Write a module as an ONNX graph. shapes: the sizes that may vary, by input and dimension."""
    with torch.no_grad():
        program = torch.onnx.export(
            graph.eval(),
            example,
            input_names=inputs,
            output_names=outputs,
            dynamic_shapes=shapes,
            opset_version=opset,
            dynamo=True,
            verbose=False,
        )
    assert program is not None
    model = program.model_proto
    _forget_origin(model)
    _name_sizes(model)
    for key, value in metadata.items():
        model.metadata_props.add(key=key, value=str(value))
    onnx.save(model, str(path))


def _name_sizes(model: onnx.ModelProto) -> None:
    """Name the LR height and width, so that a session can fix them by these names."""
    graph = model.graph
    for part in (*graph.value_info, *graph.input, *graph.output):
        for size in part.type.tensor_type.shape.dim:
            if size.dim_param in SIZE_NAMES:
                size.dim_param = SIZE_NAMES[size.dim_param]


def _forget_origin(model: onnx.ModelProto) -> None:
    """Remove the exporter's notes about the source, which are stack traces with paths of this machine."""
    graph = model.graph
    for part in (graph, *graph.node, *graph.value_info, *graph.input, *graph.output, *graph.initializer):
        part.ClearField("metadata_props")
        part.ClearField("doc_string")
