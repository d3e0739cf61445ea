"""ONNX Runtime. Nothing else in HIME imports it, so that nobody has it with its usage reports on."""

from pathlib import Path

import onnxruntime
from onnxruntime import InferenceSession, SessionOptions

from hime_core.runtime import cuda_libraries

# ORT_DISABLE_TELEMETRY, which hime_core.telemetry sets, keeps it from reporting already. Builds that take no notice of
# it, as those for Windows, heed this call.
onnxruntime.disable_telemetry_events()

CPU = "CPUExecutionProvider"
CUDA = "CUDAExecutionProvider"
ERRORS = 3  # ONNX Runtime's level of its log from which on it writes to stderr: no warnings
# ONNX Runtime's setting of how small it cuts work for its threads. Cut small, a thread that wakes late, or whose core
# is taken, holds up the others less.
BLOCK_BASE = "8"


def offered() -> list[str]:
    """The execution providers that this ONNX Runtime was built with. Whether one works shows only when it runs."""
    return onnxruntime.get_available_providers()


def open_session(graph: Path, provider: str, threads: int) -> InferenceSession:
    """A graph, ready to run. threads: of the CPU provider; 0: one on each core.

    ONNX Runtime falls back to the CPU where a provider does not work: `get_providers` of the session tells. Raises
    OSError where CUDA's libraries are missing, and what ONNX Runtime raises where a provider fails at its start.
    """
    missing = cuda_libraries.load(onnxruntime.preload_dlls) if provider == CUDA else ""
    options = SessionOptions()
    options.log_severity_level = ERRORS
    options.intra_op_num_threads = threads
    options.add_session_config_entry("session.dynamic_block_base", BLOCK_BASE)
    # Idle threads must not spin: the other stages of a frame need the cores.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # Its own second try, on the CPU, would print the first one's error to the terminal.
    session = InferenceSession(str(graph), options, providers=[provider], enable_fallback=0)
    if missing and session.get_providers()[0] != provider:
        raise OSError(missing)
    return session
