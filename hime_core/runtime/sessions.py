"""Opens sessions of ONNX Runtime. No other file of HIME imports it, so that its usage reports are off everywhere."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import onnxruntime
from onnxruntime import InferenceSession, IOBinding, OrtValue, SessionOptions

from hime_core.runtime import cuda_libraries

# ORT_DISABLE_TELEMETRY, which hime_core.telemetry sets, keeps most builds from reporting. Builds for Windows ignore
# that variable, but this call keeps them from reporting.
onnxruntime.disable_telemetry_events()

__all__ = ["CPU", "CUDA", "TENSORRT", "IOBinding", "InferenceSession", "OrtValue", "offered", "open_session", "placed"]

# These are ONNX Runtime's names of execution providers.
CPU, CUDA = "CPUExecutionProvider", "CUDAExecutionProvider"
TENSORRT = "TensorrtExecutionProvider"
# With this level ONNX Runtime writes errors to stderr, but no warnings.
LOG_ERRORS_ONLY = 3
# The larger this number is, the smaller are the pieces of work that ONNX Runtime gives to its threads. With small
# pieces, a thread that wakes late, or whose core is busy, delays the others less.
BLOCK_BASE = "8"


def offered() -> list[str]:
    """The execution providers of this build of ONNX Runtime. A provider must be used to find out whether it works."""
    return onnxruntime.get_available_providers()


def open_session(
    graph: Path,
    provider: str,
    threads: int = 0,
    options: Mapping[str, str] | None = None,
    fixed: Mapping[str, int] | None = None,
) -> InferenceSession:
    """Open a session, which is a graph that is ready to run.

    threads: how many the CPU provider uses; 0 stands for one on each core. options: the provider's. fixed: sizes for
    free dimensions of the graph, by name; dimensions without a size stay free.

    If a provider does not work, ONNX Runtime falls back to the CPU, and the session's `get_providers` shows that. If a
    provider cannot run some nodes, `placed` shows that. Raises OSError if CUDA's libraries are missing. Also raises
    ONNX Runtime's error if a provider fails to start.
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
    # CUDA runs the nodes that TensorRT does not support. ONNX Runtime's own second try, on the CPU, is switched off,
    # because it would print the first try's error to the terminal.
    providers = [(provider, dict(options or {})), *([(CUDA, {})] if provider == TENSORRT else [])]
    session = InferenceSession(str(graph), settings, providers=providers, enable_fallback=0)
    if missing and session.get_providers()[0] != provider:
        raise OSError(missing)
    return session


def placed(session: InferenceSession) -> dict[str, Counter[str]]:
    """Where the nodes of a graph run: for each provider, how many nodes of each kind."""
    found: dict[str, Counter[str]] = {}
    for part in session.get_provider_graph_assignment_info():
        found.setdefault(part.ep_name, Counter()).update(node.op_type for node in part.get_nodes())
    return found
