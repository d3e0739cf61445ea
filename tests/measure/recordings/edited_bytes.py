"""Makes what FFmpeg does not write: several edits in an MP4, times that go backward, and subtitles of pictures."""

import struct
from collections.abc import Iterator

# A transport stream consists of packets of this many bytes.
TS_PACKET = 188
# The times of a transport stream count this many units a second.
TS_CLOCK = 90_000
# FFmpeg gives the first video stream of a transport stream this number.
TS_VIDEO = 0x100


def _boxes(data: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield the type, the start and the end of each MP4 box."""
    while start + 8 <= end:
        size, kind = struct.unpack(">I4s", data[start : start + 8])
        yield kind, start, start + size
        start += size


def _box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


def with_edits(mp4: bytes, edits: list[tuple[float, float | None]]) -> bytes:
    """Return an MP4 whose tracks all have these edits: seconds, and from which second of the track, None for nothing.

    The MP4 must be one of FFmpeg's, with `moov` after the sound and pictures.
    """

    def rebuilt(start: int, end: int) -> bytes:
        return b"".join(edited(kind, a, b) for kind, a, b in _boxes(mp4, start, end))

    def edited(kind: bytes, start: int, end: int) -> bytes:
        if kind == b"moov":
            return _box(kind, rebuilt(start + 8, end))
        if kind == b"trak":
            return _box(kind, _edited_track(mp4, start + 8, end, edits))
        return mp4[start:end]

    return rebuilt(0, len(mp4))


def _edited_track(mp4: bytes, start: int, end: int, edits: list[tuple[float, float | None]]) -> bytes:
    boxes = {kind: mp4[a:b] for kind, a, b in _boxes(mp4, start, end)}
    header = boxes[b"mdia"].find(b"mdhd")
    scale = struct.unpack(">I", boxes[b"mdia"][header + 16 : header + 20])[0]
    first = struct.unpack(">i", boxes[b"edts"][28:32])[0]  # where the track's pictures or sounds begin
    entries = b"".join(
        struct.pack(">IiI", round(1000 * length), -1 if at is None else first + round(at * scale), 1 << 16)
        for length, at in edits
    )
    boxes[b"edts"] = _box(b"edts", _box(b"elst", struct.pack(">II", 0, len(edits)) + entries))
    return b"".join(boxes.values())


def with_moved_times(ts: bytes, pictures: range, seconds: float) -> bytes:
    """Return a transport stream of which some pictures have times that are moved by some seconds."""
    data, number = bytearray(ts), -1
    for start in range(0, len(ts), TS_PACKET):
        begins, stream = data[start + 1] & 0x40, (data[start + 1] & 0x1F) << 8 | data[start + 2]
        if stream != TS_VIDEO or not begins:
            continue
        number += 1
        at = start + 4 + (1 + data[start + 4] if data[start + 3] & 0x20 else 0)
        stamps = data[at + 7] >> 6  # 2: the time of display; 3: also that of decoding
        if number in pictures:
            for k in range(stamps - 1):
                _move_stamp(data, at + 9 + 5 * k, round(seconds * TS_CLOCK))
    return bytes(data)


def _move_stamp(data: bytearray, at: int, by: int) -> None:
    a, b, c, d, e = data[at : at + 5]
    stamp = (a >> 1 & 7) << 30 | b << 22 | c >> 1 << 15 | d << 7 | e >> 1
    stamp = (stamp + by) % (1 << 33)
    data[at : at + 5] = bytes(
        (
            a & 0xF0 | stamp >> 29 & 0xE | 1,
            stamp >> 22 & 255,
            stamp >> 14 & 0xFE | 1,
            stamp >> 7 & 255,
            stamp << 1 & 0xFE | 1,
        )
    )


def pgs(width: int, height: int, begin: float, end: float) -> bytes:
    """Return subtitles of one white bar, as a Blu-ray has them. width, height: the size of the video."""
    w, h = 200, 20
    place = struct.pack(">HH", (width - w) // 2, height - 2 * h)

    def segment(kind: int, seconds: float, content: bytes) -> bytes:
        return b"PG" + struct.pack(">IIBH", round(seconds * TS_CLOCK), 0, kind, len(content)) + content

    def composition(number: int, state: int, objects: bytes) -> bytes:
        count = 1 if objects else 0
        return struct.pack(">HHBHBBBB", width, height, 0x10, number, state, 0, 0, count) + objects

    line = bytes((0, 0xC0 | w >> 8, w & 255, 1, 0, 0))  # a run of w pixels of colour 1, and the end of the line
    window = struct.pack(">BB", 1, 0) + place + struct.pack(">HH", w, h)
    picture = struct.pack(">HBB", 0, 0, 0xC0) + struct.pack(">I", len(line) * h + 4)[1:] + struct.pack(">HH", w, h)
    shown = [
        (0x16, composition(0, 0x80, struct.pack(">HBB", 0, 0, 0) + place)),
        (0x17, window),
        (0x14, bytes((0, 0, 1, 235, 128, 128, 255))),
        (0x15, picture + line * h),
        (0x80, b""),
    ]
    hidden = [(0x16, composition(1, 0, b"")), (0x17, window), (0x80, b"")]
    return b"".join(segment(kind, t, content) for t, part in ((begin, shown), (end, hidden)) for kind, content in part)
