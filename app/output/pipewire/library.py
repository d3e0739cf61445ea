"""The functions and structures of libpipewire that HIME uses. Their layout has been the same since PipeWire 0.3."""

import ctypes
from ctypes import CFUNCTYPE, POINTER, c_bool, c_char_p, c_int, c_int32, c_int64, c_uint32, c_uint64, c_void_p

# Every PipeWire desktop has this library, because PipeWire's own programs stand on it.
NAME = "libpipewire-0.3.so.0"

# States of a stream. In PAUSED it is listed and nobody watches; in STREAMING somebody watches.
ERROR, UNCONNECTED, PAUSED, STREAMING = -1, 0, 2, 3
# A stream that goes out, and one that is linked to no node in particular.
OUTPUT, ANY_NODE = 1, 0xFFFFFFFF
# Flags of a stream: its buffers are mapped into memory, and it decides itself when a picture goes out.
MAP_BUFFERS, DRIVER = 1 << 2, 1 << 3


class Chunk(ctypes.Structure):
    """struct spa_chunk: which part of a buffer's memory is in use."""

    _fields_ = [("offset", c_uint32), ("size", c_uint32), ("stride", c_int32), ("flags", c_int32)]


class Data(ctypes.Structure):
    """struct spa_data: the memory of a buffer."""

    _fields_ = [
        ("type", c_uint32),
        ("flags", c_uint32),
        ("fd", c_int64),
        ("map_offset", c_uint32),
        ("max_size", c_uint32),
        ("data", c_void_p),
        ("chunk", POINTER(Chunk)),
    ]


class Header(ctypes.Structure):
    """struct spa_meta_header: when a picture was sent, in nanoseconds of the monotonic clock, and its number."""

    _fields_ = [
        ("flags", c_uint32),
        ("offset", c_uint32),
        ("pts", c_int64),
        ("dts_offset", c_int64),
        ("seq", c_uint64),
    ]


class Meta(ctypes.Structure):
    """struct spa_meta: something that comes with a buffer, such as a header."""

    _fields_ = [("type", c_uint32), ("size", c_uint32), ("data", c_void_p)]


class SpaBuffer(ctypes.Structure):
    """struct spa_buffer: the parts of a buffer."""

    _fields_ = [("n_metas", c_uint32), ("n_datas", c_uint32), ("metas", POINTER(Meta)), ("datas", POINTER(Data))]


class Buffer(ctypes.Structure):
    """The beginning of struct pw_buffer, which a stream lends out and gets back."""

    _fields_ = [("buffer", POINTER(SpaBuffer))]


# Functions of HIME that the library calls: when a stream's state changes, and when one of its parameters does.
StateChanged = CFUNCTYPE(None, c_void_p, c_int, c_int, c_char_p)
ParamChanged = CFUNCTYPE(None, c_void_p, c_uint32, c_void_p)


class StreamEvents(ctypes.Structure):
    """struct pw_stream_events, version 0. What HIME does not need stays empty."""

    _fields_ = [
        ("version", c_uint32),
        ("destroy", c_void_p),
        ("state_changed", StateChanged),
        ("control_info", c_void_p),
        ("io_changed", c_void_p),
        ("param_changed", ParamChanged),
        ("add_buffer", c_void_p),
        ("remove_buffer", c_void_p),
        ("process", c_void_p),
        ("drained", c_void_p),
    ]


# For each function its result and its arguments.
FUNCTIONS = {
    "pw_init": (None, [c_void_p, c_void_p]),
    "pw_thread_loop_new": (c_void_p, [c_char_p, c_void_p]),
    "pw_thread_loop_get_loop": (c_void_p, [c_void_p]),
    "pw_thread_loop_start": (c_int, [c_void_p]),
    "pw_thread_loop_lock": (None, [c_void_p]),
    "pw_thread_loop_unlock": (None, [c_void_p]),
    "pw_properties_new_string": (c_void_p, [c_char_p]),
    "pw_stream_new_simple": (c_void_p, [c_void_p, c_char_p, c_void_p, POINTER(StreamEvents), c_void_p]),
    "pw_stream_connect": (c_int, [c_void_p, c_int, c_uint32, c_int, POINTER(c_void_p), c_uint32]),
    "pw_stream_update_params": (c_int, [c_void_p, POINTER(c_void_p), c_uint32]),
    "pw_stream_dequeue_buffer": (POINTER(Buffer), [c_void_p]),
    "pw_stream_queue_buffer": (c_int, [c_void_p, POINTER(Buffer)]),
    "pw_stream_is_driving": (c_bool, [c_void_p]),
    "pw_stream_trigger_process": (c_int, [c_void_p]),
}


def load() -> ctypes.CDLL:
    """Load the library and declare its functions. Raises OSError if this computer does not have it."""
    library = ctypes.CDLL(NAME)
    for name, (result, arguments) in FUNCTIONS.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    library.pw_init(None, None)
    return library


def is_here() -> bool:
    """Return whether this computer has the library."""
    try:
        ctypes.CDLL(NAME)
    except OSError:
        return False
    return True
