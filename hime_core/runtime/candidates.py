"""The engines that are tried: on which execution provider, with which graph and options."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from hime_core.assets import cache_folder
from hime_core.engines import NetworkEngine
from hime_core.runtime.engine import Engine, OnnxEngine
from hime_core.runtime.gpu import GpuEngine
from hime_core.runtime.graphs import Graphs
from hime_core.runtime.sessions import CPU, CUDA, offered

TENSORRT = "TensorrtExecutionProvider"
# Offered by ONNX Runtime but of no use unasked: Azure's calls a server, and the others compile each shape for seconds
# to minutes.
SKIPPED = ("AzureExecutionProvider", "NvTensorRTRTXExecutionProvider", TENSORRT)

# Of ONNX Runtime's CUDA provider. Its default search for kernels takes longer at each new shape; and its memory grows
# by doubling, which one session for each shape does not need.
CUDA_OPTIONS = {"cudnn_conv_algo_search": "HEURISTIC", "arena_extend_strategy": "kSameAsRequested"}
# The kernels of a shape are recorded once and started together: to start each of them takes longer than it runs.
RECORDED = {"enable_cuda_graph": "1"}


@dataclass(frozen=True)
class Candidate:
    """An engine that may work here. name: for people."""

    name: str
    provider: str
    build: Callable[[], Engine]


def candidates(graphs: Graphs, threads: int, wanted: NetworkEngine) -> list[Candidate]:
    """What may run the network. threads: of the CPU provider; 0: one on each core."""
    if wanted == "cpu":
        return [on_cpu(graphs, threads)]
    if wanted == "tensorrt":
        return [_half(graphs, TENSORRT, "float16", "cuda", _tensorrt_options(cache_folder()), CUDA_OPTIONS)]
    providers = [provider for provider in offered() if provider not in SKIPPED]
    return [c for provider in providers for c in of_provider(provider, graphs, threads)]


def of_provider(provider: str, graphs: Graphs, threads: int) -> list[Candidate]:
    """The ways in which one provider can be used."""
    if provider == CPU:
        return [on_cpu(graphs, threads)]
    if provider == CUDA:
        return [
            _half(graphs, CUDA, "float16, recorded", "cuda", CUDA_OPTIONS | RECORDED, CUDA_OPTIONS),
            _half(graphs, CUDA, "float16", "cuda", CUDA_OPTIONS, CUDA_OPTIONS),
            _single(graphs, CUDA, CUDA_OPTIONS),
        ]
    return [_half(graphs, provider, "float16", "cpu", {}, {}), _single(graphs, provider, {})]


def on_cpu(graphs: Graphs, threads: int) -> Candidate:
    """The float32 graph on the CPU: it is what the others are held against."""
    return Candidate(CPU, CPU, partial(OnnxEngine, graphs.encode, graphs.enhance, CPU, "", threads=threads))


def _single(graphs: Graphs, provider: str, options: Mapping[str, str]) -> Candidate:
    build = partial(OnnxEngine, graphs.encode, graphs.enhance, provider, "", options=options)
    return Candidate(f"{provider}, float32", provider, build)


def _half(
    graphs: Graphs, provider: str, kind: str, device: str, options: Mapping[str, str], encode_options: Mapping[str, str]
) -> Candidate:
    build = partial(
        GpuEngine,
        graphs.encode,
        graphs.gpu,
        provider,
        "",
        device=device,
        options=options,
        encode_options=encode_options,
    )
    return Candidate(f"{provider}, {kind}", provider, build)


def _tensorrt_options(cache: Path) -> dict[str, str]:
    """What TensorRT compiles is kept beside the models that were fetched: it holds weights and no pictures."""
    return {"trt_engine_cache_enable": "1", "trt_engine_cache_path": str(cache / "tensorrt"), "trt_fp16_enable": "1"}
