"""ONNX Runtime. Nothing else in HIME imports it, so that nobody has it with its usage reports on."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import onnxruntime
from onnxruntime import InferenceSession, IOBinding, OrtValue, SessionOptions

from hime_core.runtime import cuda_libraries

# ORT_DISABLE_TELEMETRY, which hime_core.telemetry sets, keeps it from reporting already. Builds that take no notice of
# it, as those for Windows, heed this call.
onnxruntime.disable_telemetry_events()

__all__ = ["CPU", "CUDA", "TENSORRT", "IOBinding", "InferenceSession", "OrtValue", "offered", "open_session", "placed"]

CPU, CUDA = "CPUExecutionProvider", "CUDAExecutionProvider"
TENSORRT = "TensorrtExecutionProvider"  # what it does not take of a graph, CUDA runs
ERRORS = 3  # ONNX Runtime's level of its log from which on it writes to stderr: no warnings
# ONNX Runtime's setting of how small it cuts work for its threads. Cut small, a thread that wakes late, or whose core
# is taken, holds up the others less.
BLOCK_BASE = "8"


def offered() -> list[str]:
    """The execution providers that this ONNX Runtime was built with. Whether one works shows only when it runs."""
    return onnxruntime.get_available_providers()


def open_session(
    graph: Path,
    provider: str,
    threads: int = 0,
    options: Mapping[str, str] | None = None,
    fixed: Mapping[str, int] | None = None,
) -> InferenceSession:
    """A graph, ready to run. threads: of the CPU provider; 0: one on each core.

    options: the provider's own. fixed: sizes of the graph's free dimensions, by name; the others stay free.

    ONNX Runtime falls back to the CPU where a provider does not work: `get_providers` of the session tells. Where it
    cannot run single nodes only, `placed` tells. Raises OSError where CUDA's libraries are missing, and what ONNX
    Runtime raises where a provider fails at its start.
    """
    missing = cuda_libraries.load(onnxruntime.preload_dlls) if provider in (CUDA, TENSORRT) else ""
    settings = SessionOptions()
    settings.log_severity_level = ERRORS
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
    """Which kinds of nodes run where: provider -> how many of each kind."""
    found: dict[str, Counter[str]] = {}
    for part in session.get_provider_graph_assignment_info():
        found.setdefault(part.ep_name, Counter()).update(node.op_type for node in part.get_nodes())
    return found
