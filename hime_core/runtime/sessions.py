"""ONNX Runtime. Nothing else in HIME imports it, so that nobody has it with its usage reports on."""

from pathlib import Path

import onnxruntime
from onnxruntime import InferenceSession, SessionOptions

# ORT_DISABLE_TELEMETRY, which hime_core.telemetry sets, keeps it from reporting already. Builds that take no notice of
# it, as those for Windows, heed this call.
onnxruntime.disable_telemetry_events()

CPU = "CPUExecutionProvider"
ERRORS = 3  # ONNX Runtime's level of its log from which on it writes to stderr: no warnings
# ONNX Runtime's setting of how small it cuts work for its threads. Cut small, a thread that wakes late, or whose core
# is taken, holds up the others less.
BLOCK_BASE = "8"


def offered() -> list[str]:
    """The execution providers that this ONNX Runtime was built with. Whether one works shows only when it runs."""
    return onnxruntime.get_available_providers()


def open_session(graph: Path, provider: str, threads: int) -> InferenceSession:
    """A graph, ready to run. threads: of the CPU provider; 0: one on each core.

    ONNX Runtime falls back to the CPU where a provider does not work: `get_providers` of the session tells.
    """
    options = SessionOptions()
    options.log_severity_level = ERRORS
    options.intra_op_num_threads = threads
    options.add_session_config_entry("session.dynamic_block_base", BLOCK_BASE)
    # Idle threads must not spin: the other stages of a frame need the cores.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return InferenceSession(str(graph), options, providers=[provider])
