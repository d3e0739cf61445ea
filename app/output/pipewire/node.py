"""A camera in PipeWire, into which pictures are written."""

import ctypes
import json
import time
from collections.abc import Callable

from app.output.pipewire import library, pods

# What PipeWire and browsers ask of a node that they list as a camera. The role is what the camera portal looks for.
PROPERTIES = {"media.class": "Video/Source", "media.role": "Camera"}


class CameraNode:
    """A camera that programs find in PipeWire, of one size and rate.

    width, height: pixels, even. fps: pictures per second. name: what programs list. changed: called, on a thread of
    the library, with library.PAUSED when the camera is listed and nobody watches, with library.STREAMING when somebody
    begins to watch, and with library.ERROR or library.UNCONNECTED and a reason when the camera is gone. Raises OSError
    if there is no PipeWire.
    """

    def __init__(self, width: int, height: int, fps: int, name: str, changed: Callable[[int, str], None]):
        self._size = width, height
        self._changed = changed
        self._sent = 0
        self._pw = library.load()
        self._loop = self._pw.pw_thread_loop_new(name.encode(), None)
        # The library keeps pointers to these events and calls them for as long as the process runs.
        self._events = library.StreamEvents(
            state_changed=library.StateChanged(self._on_state), param_changed=library.ParamChanged(self._on_param)
        )
        wanted = {**PROPERTIES, "node.name": name, "node.description": name, "node.nick": name}
        self._pw.pw_thread_loop_start(self._loop)
        self._pw.pw_thread_loop_lock(self._loop)
        try:
            self._stream = self._pw.pw_stream_new_simple(
                self._pw.pw_thread_loop_get_loop(self._loop),
                name.encode(),
                self._pw.pw_properties_new_string(json.dumps(wanted).encode()),
                self._events,
                None,
            )
            if not self._stream:
                raise OSError("no stream can be made")
            offered = _pointers(pods.video_format(width, height, fps))
            flags = library.DRIVER | library.MAP_BUFFERS
            if self._pw.pw_stream_connect(self._stream, library.OUTPUT, library.ANY_NODE, flags, *offered) < 0:
                raise OSError("no PipeWire runs")
        finally:
            self._pw.pw_thread_loop_unlock(self._loop)

    def send(self, pixels: ctypes.Array[ctypes.c_char]) -> None:
        """Send one picture as planar 4:2:0. It is left out if nobody watches or if viewers hold all buffers."""
        self._pw.pw_thread_loop_lock(self._loop)
        try:
            buffer = self._pw.pw_stream_dequeue_buffer(self._stream)
            if not buffer:
                return
            self._fill(buffer.contents.buffer.contents, pixels)
            self._pw.pw_stream_queue_buffer(self._stream, buffer)
            if self._pw.pw_stream_is_driving(self._stream):
                self._pw.pw_stream_trigger_process(self._stream)
        finally:
            self._pw.pw_thread_loop_unlock(self._loop)

    def _fill(self, parts: library.SpaBuffer, pixels: ctypes.Array[ctypes.c_char]) -> None:
        memory = parts.datas[0]
        room = memory.data and memory.max_size >= len(pixels)
        if room:
            ctypes.memmove(memory.data, pixels, len(pixels))
        chunk = memory.chunk.contents
        chunk.offset, chunk.size, chunk.stride = 0, len(pixels) if room else 0, self._size[0]
        for meta in parts.metas[: parts.n_metas]:
            if meta.type == pods.HEADER and meta.size >= pods.HEADER_SIZE:
                header = library.Header.from_address(meta.data)
                header.flags, header.dts_offset = 0, 0
                header.pts, header.seq = time.monotonic_ns(), self._sent
        self._sent += 1

    def _on_state(self, _: int | None, __: int, state: int, error: bytes | None) -> None:
        self._changed(state, (error or b"").decode(errors="replace"))

    def _on_param(self, _: int | None, number: int, value: int | None) -> None:
        """Ask for buffers as soon as a viewer has agreed to the format."""
        if number == pods.FORMAT_ID and value:
            self._pw.pw_stream_update_params(self._stream, *_pointers(pods.buffers(*self._size), pods.header()))


def _pointers(*parameters: bytes) -> tuple[ctypes.Array[ctypes.c_void_p], int]:
    """Return the parameters as a C array of pointers, and how many there are. The array keeps them alive."""
    texts = [ctypes.create_string_buffer(parameter, len(parameter)) for parameter in parameters]
    array = (ctypes.c_void_p * len(texts))(*(ctypes.addressof(text) for text in texts))
    array.texts = texts  # type: ignore[attr-defined]
    return array, len(texts)
