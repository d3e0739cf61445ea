"""Runs the filters of FFmpeg that make pictures progressive and colours ordinary."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

import av
from av.filter import Graph
from av.filter.context import FilterContext
from av.video.reformatter import ColorRange

from hime_core.recording.decode import Decoded
from hime_core.recording.wide_colours import table

# With these flags swscale rounds correctly and computes colour at full horizontal resolution.
ACCURATE_FLAGS = "bicubic+accurate_rnd+full_chroma_int+full_chroma_inp"


def progressive(frames: Iterable[Decoded]) -> Iterator[Decoded]:
    """Give the frames of a video, with interlaced ones deinterlaced. Their number and times stay.

    From the first interlaced frame on, a frame is given only when the next one is there, because the filter looks at
    both. It also looks at the frame before, and so damage of that frame may show.
    """
    graph: Graph | None = None
    kind = None
    waiting: deque[Decoded] = deque()  # those that are in the graph
    before = None
    for each in frames:
        frame = each.frame
        if graph is None and not frame.interlaced_frame:
            yield each
            continue
        if graph is None or kind != (frame.width, frame.height, frame.format.name, frame.time_base):
            if graph:
                yield from _filtered(_rest(graph), waiting)
            graph, kind = _deinterlacer(frame), (frame.width, frame.height, frame.format.name, frame.time_base)
        waiting.append(replace(each, spoilt=each.spoilt or (before is not None and before.spoilt)))
        before = each
        graph.vpush(frame)
        yield from _filtered(_ready(graph), waiting)
    if graph:
        yield from _filtered(_rest(graph), waiting)


def _filtered(made: Iterable[av.VideoFrame], waiting: deque[Decoded]) -> Iterator[Decoded]:
    """Give each frame that was made with what is known of it."""
    for frame in made:
        yield replace(waiting.popleft(), frame=frame)


def _deinterlacer(frame: av.VideoFrame) -> Graph:
    graph = Graph()
    source = _buffer(graph, frame)
    bwdif = graph.add("bwdif", mode="send_frame", deint="interlaced")
    graph.link_nodes(source, bwdif, graph.add("buffersink")).configure()
    return graph


class WideColours:
    """Converts the frames of one video, all of one kind, from HDR or a wide gamut to BGR in the colours of BT.709."""

    def __init__(self, frame: av.VideoFrame):
        """frame: any of these frames."""
        self._graph = Graph()
        self._frames = _buffer(self._graph, frame)
        colours = table(int(frame.color_primaries), int(frame.color_trc))
        colours.pts, colours.time_base = 0, frame.time_base
        tables = _buffer(self._graph, colours)
        full = "full" if frame.color_range == ColorRange.JPEG else "limited"
        matrix = {} if frame.format.is_rgb else {"in_color_matrix": str(int(frame.colorspace))}
        scale = self._graph.add("scale", in_range=full, flags=ACCURATE_FLAGS, **matrix)
        deep = self._graph.add("format", "rgb48le")
        convert = self._graph.add("haldclut", interp="tetrahedral")
        shallow, sink = self._graph.add("format", "bgr24"), self._graph.add("buffersink")
        self._graph.link_nodes(self._frames, scale, deep, convert, shallow, sink)
        tables.link_to(convert, 0, 1)
        self._graph.configure()
        tables.push(colours)
        tables.push(None)
        self._count = 0

    def to_bgr24(self, frame: av.VideoFrame) -> av.VideoFrame:
        """Convert a frame. Changes its time, because the table and the frames must be of one clock."""
        frame.pts = self._count
        self._count += 1
        self._frames.push(frame)
        return next(_ready(self._graph))


def _buffer(graph: Graph, frame: av.VideoFrame) -> FilterContext:
    base = frame.time_base or Fraction(1, 1000)
    return graph.add_buffer(width=frame.width, height=frame.height, format=frame.format, time_base=base)


def _ready(graph: Graph) -> Iterator[av.VideoFrame]:
    """Give the frames that have come out of a graph."""
    while True:
        try:
            made = graph.vpull()
        except (av.BlockingIOError, av.EOFError):
            return
        yield made


def _rest(graph: Graph) -> Iterator[av.VideoFrame]:
    """Give the frames that are still in a graph when no frame follows."""
    graph.vpush(None)
    yield from _ready(graph)
