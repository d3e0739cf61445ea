"""Lists the engines to try, each with its execution provider, graph and options."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from hime_core.assets import cache_folder
from hime_core.engine_names import NetworkEngine
from hime_core.runtime.agreement import IN_EIGHT_BITS, IN_FLOATS, Tolerance
from hime_core.runtime.engine import Engine, OnnxEngine
from hime_core.runtime.gpu import GpuEngine
from hime_core.runtime.graphs import Graphs
from hime_core.runtime.sessions import CPU, CUDA, TENSORRT, offered

# ONNX Runtime may offer these providers, but "auto" does not try them. Azure's provider calls a server. The others
# compile each shape, which takes seconds to minutes.
SKIPPED = ("AzureExecutionProvider", "NvTensorRTRTXExecutionProvider", TENSORRT)

# ONNX Runtime's CUDA provider gets these options. By default it searches for kernels for over a second at each new
# shape, and doubles its memory whenever that grows, which a session for one shape does not need. The layout NHWC suits
# the GPU's matrix units, and saves a quarter of the time (docs/performance.md).
CUDA_OPTIONS = {
    "cudnn_conv_algo_search": "HEURISTIC",
    "arena_extend_strategy": "kSameAsRequested",
    "prefer_nhwc": "1",
}
# ONNX Runtime's other providers get these options. CoreML's older format has no operator for sampling.
OTHERS_OPTIONS = {"CoreMLExecutionProvider": {"ModelFormat": "MLProgram"}}
# With this option the kernels of a shape are recorded once and then started together. This saves time, because starting
# a kernel takes longer than running it.
RECORDED = {"enable_cuda_graph": "1"}


@dataclass(frozen=True)
class Candidate:
    """An engine that may work on this machine.

    name: what people read. fallback: whether it is tried only if the candidate before it fails. tolerance: how
    far its pictures may be from those of the CPU in float32.
    """

    name: str
    provider: str
    build: Callable[[], Engine]
    fallback: bool = False
    tolerance: Tolerance = IN_FLOATS


def candidates(graphs: Graphs, threads: int, wanted: NetworkEngine) -> list[Candidate]:
    """The engines to try, in order. threads: how many the CPU provider uses; 0 stands for one on each core."""
    if wanted == "cpu":
        return of_provider(CPU, graphs, threads)
    if wanted == "tensorrt" and graphs.gpu:
        options = _tensorrt_options(cache_folder())
        return [_half(graphs.encode, graphs.gpu, TENSORRT, "float16", "cuda", options, options, graphs.burst_gpu)]
    providers = [provider for provider in offered() if provider not in SKIPPED]
    return [c for provider in providers for c in of_provider(provider, graphs, threads)]


def of_provider(provider: str, graphs: Graphs, threads: int) -> list[Candidate]:
    """The engines that use one provider."""
    if provider == CPU:
        # The graph for earlier frames is not in 8 bits.
        fast = graphs.eight_bits is not None and graphs.burst is None
        return [on_cpu(graphs, threads), *([in_eight_bits(graphs, threads)] if fast else [])]
    if provider == CUDA and graphs.cuda:
        on_cuda = graphs.encode, graphs.cuda, CUDA
        return [
            _half(*on_cuda, "float16, recorded", "cuda", CUDA_OPTIONS | RECORDED, CUDA_OPTIONS, graphs.burst_cuda),
            replace(_half(*on_cuda, "float16", "cuda", CUDA_OPTIONS, CUDA_OPTIONS, graphs.burst_cuda), fallback=True),
            _single(graphs, CUDA, CUDA_OPTIONS),
        ]
    options = OTHERS_OPTIONS.get(provider, {})
    single = _single(graphs, provider, options)
    if graphs.gpu is None:
        return [single]
    return [_half(graphs.encode, graphs.gpu, provider, "float16", "cpu", options, options, graphs.burst_gpu), single]


def on_cpu(graphs: Graphs, threads: int) -> Candidate:
    """The float32 graph on the CPU. All other engines are compared with this one."""
    build = partial(OnnxEngine, graphs.encode, graphs.enhance, CPU, "", threads=threads, burst=graphs.burst)
    return Candidate(CPU, CPU, build)


def in_eight_bits(graphs: Graphs, threads: int) -> Candidate:
    """The graph for 8 bits on the CPU. A CPU without 8-bit products may be slow with it, or compute other pictures."""
    assert graphs.eight_bits
    build = partial(OnnxEngine, graphs.encode, graphs.eight_bits, CPU, "", threads=threads, name="onnxruntime, 8 bits")
    return Candidate(f"{CPU}, 8 bits", CPU, build, tolerance=IN_EIGHT_BITS)


def _single(graphs: Graphs, provider: str, options: Mapping[str, str]) -> Candidate:
    build = partial(OnnxEngine, graphs.encode, graphs.enhance, provider, "", options=options, burst=graphs.burst)
    return Candidate(f"{provider}, float32", provider, build)


def _half(
    encode: Path,
    graph: Path,
    provider: str,
    kind: str,
    device: str = "cpu",
    options: Mapping[str, str] | None = None,
    encode_options: Mapping[str, str] | None = None,
    burst: Path | None = None,
) -> Candidate:
    build = partial(
        GpuEngine,
        encode,
        graph,
        provider,
        "",
        device=device,
        options=options,
        encode_options=encode_options,
        burst=burst,
    )
    return Candidate(f"{provider}, {kind}", provider, build)


def _tensorrt_options(cache: Path) -> dict[str, str]:
    """Options of the TensorRT provider. It keeps what it compiles beside the fetched models. That holds no pictures."""
    return {"trt_engine_cache_enable": "1", "trt_engine_cache_path": str(cache / "tensorrt"), "trt_fp16_enable": "1"}
