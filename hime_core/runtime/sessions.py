"""The only file of HIME that imports ONNX Runtime, so that its usage reports are off wherever it is used."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import onnxruntime
from onnxruntime import InferenceSession, IOBinding, OrtValue, SessionOptions

from hime_core.runtime import cuda_libraries

# ORT_DISABLE_TELEMETRY, which hime_core.telemetry sets, already keeps most builds from reporting. Builds for Windows
# ignore it, but heed this call.
onnxruntime.disable_telemetry_events()

__all__ = ["CPU", "CUDA", "TENSORRT", "IOBinding", "InferenceSession", "OrtValue", "offered", "open_session", "placed"]

# The names of execution providers. CUDA runs the nodes of a graph that TensorRT does not take.
CPU, CUDA = "CPUExecutionProvider", "CUDAExecutionProvider"
TENSORRT = "TensorrtExecutionProvider"
# The level from which ONNX Runtime writes its log to stderr: errors, but no warnings.
LOG_ERRORS_ONLY = 3
# How small ONNX Runtime cuts work for its threads. If it is cut small, a thread that wakes late, or whose core is busy,
# delays the others less.
BLOCK_BASE = "8"


def offered() -> list[str]:
    """The execution providers that this ONNX Runtime was built with. Whether one works shows only when it is used."""
    return onnxruntime.get_available_providers()


def open_session(
    graph: Path,
    provider: str,
    threads: int = 0,
    options: Mapping[str, str] | None = None,
    fixed: Mapping[str, int] | None = None,
) -> InferenceSession:
    """A graph, ready to run. threads: of the CPU provider; 0 is one on each core.

    options: of the provider. fixed: sizes of the graph's free dimensions, by name; the others stay free.

    If a provider does not work, ONNX Runtime falls back to the CPU, and `get_providers` of the session tells so. If it
    cannot run some nodes, `placed` tells so. Raises OSError if CUDA's libraries are missing, and what ONNX Runtime
    raises if a provider fails at its start.
    """
    missing = cuda_libraries.load(onnxruntime.preload_dlls) if provider in (CUDA, TENSORRT) else ""
    settings = SessionOptions()
    settings.log_severity_level = LOG_ERRORS_ONLY
    settings.intra_op_num_threads = threads
    settings.add_session_config_entry("session.dynamic_block_base", BLOCK_BASE)
    # Idle threads must not spin: the other stages of a frame need the cores.
    settings.add_session_config_entry("session.intra_op.allow_spinning", "0")
    settings.add_session_config_entry("session.record_ep_graph_assignment_info", "1")
    for name, size in (fixed or {}).items():
        settings.add_free_dimension_override_by_name(name, size)
    # Its own second try, on the CPU, would print the first one's error to the terminal.
    providers = [(provider, dict(options or {})), *([(CUDA, {})] if provider == TENSORRT else [])]
    session = InferenceSession(str(graph), settings, providers=providers, enable_fallback=0)
    if missing and session.get_providers()[0] != provider:
        raise OSError(missing)
    return session


def placed(session: InferenceSession) -> dict[str, Counter[str]]:
    """Where the nodes of a graph run: by provider, how many nodes of each kind."""
    found: dict[str, Counter[str]] = {}
    for part in session.get_provider_graph_assignment_info():
        found.setdefault(part.ep_name, Counter()).update(node.op_type for node in part.get_nodes())
    return found
