"""Writes the parameters of a video stream as PipeWire reads them from memory (its "plain old data").

The numbers below are part of PipeWire's stable interface (`spa/param` and `spa/pod` of its headers).
"""

import struct

# Types of values.
ID, INT, RECTANGLE, FRACTION, OBJECT, CHOICE = 3, 4, 10, 11, 15, 19
# Kinds of choices: a default with its least and its greatest value, or all flags that are allowed.
RANGE, FLAGS = 1, 4
# Types of objects.
FORMAT, BUFFERS, META = 0x40003, 0x40004, 0x40005
# The parameters of a stream that HIME sets or is told of.
ENUM_FORMAT_ID, FORMAT_ID, BUFFERS_ID, META_ID = 3, 4, 5, 6

# Keys of a format. The last four say what the pixels' numbers mean.
MEDIA_TYPE, MEDIA_SUBTYPE, PIXELS, SIZE, RATE = 1, 2, 0x20001, 0x20003, 0x20004
RANGE_OF_LUMA, MATRIX, TRANSFER, PRIMARIES = 0x2000C, 0x2000D, 0x2000E, 0x2000F
# Keys of the wish for buffers.
COUNT, BLOCKS, BYTES, STRIDE, MEMORY = 1, 2, 3, 4, 6
# Keys of what comes with each buffer.
META_TYPE, META_SIZE = 1, 2

# The type of the header that comes with each buffer, and how many bytes it has.
HEADER, HEADER_SIZE = 1, 32
# Raw video.
VIDEO, RAW = 2, 1
# Planar 4:2:0: Y, then U, then V.
I420 = 2
# BT.601 with luma 16..235, and the transfer function and the primaries of sRGB. Cameras of V4L2 name the same.
LIMITED, BT601, SRGB, BT709_PRIMARIES = 2, 4, 7, 1
# Memory that both sides map, by a pointer or by a file descriptor. The bits are 1 << SPA_DATA_MemPtr and
# 1 << SPA_DATA_MemFd.
MAPPED = 1 << 1 | 1 << 2

# How many buffers HIME asks for: usually, at least and at most. Viewers hold some of them for a while.
BUFFER_COUNT = 8, 4, 32


def video_format(width: int, height: int, fps: int) -> bytes:
    """Return the one format that HIME offers: planar 4:2:0 in BT.601, limited range, of this size and rate."""
    return _object(
        FORMAT,
        ENUM_FORMAT_ID,
        (MEDIA_TYPE, _id(VIDEO)),
        (MEDIA_SUBTYPE, _id(RAW)),
        (PIXELS, _id(I420)),
        (SIZE, _value(RECTANGLE, width, height)),
        (RATE, _value(FRACTION, fps, 1)),
        (RANGE_OF_LUMA, _id(LIMITED)),
        (MATRIX, _id(BT601)),
        (TRANSFER, _id(SRGB)),
        (PRIMARIES, _id(BT709_PRIMARIES)),
    )


def buffers(width: int, height: int) -> bytes:
    """Return the wish for buffers that each hold one picture of this size."""
    return _object(
        BUFFERS,
        BUFFERS_ID,
        (COUNT, _choice(RANGE, *BUFFER_COUNT)),
        (BLOCKS, _value(INT, 1)),
        (BYTES, _value(INT, width * height * 3 // 2)),
        (STRIDE, _value(INT, width)),
        (MEMORY, _choice(FLAGS, MAPPED)),
    )


def header() -> bytes:
    """Return the wish that each buffer has a header, which says when the picture was sent."""
    return _object(META, META_ID, (META_TYPE, _id(HEADER)), (META_SIZE, _value(INT, HEADER_SIZE)))


def _object(kind: int, number: int, *properties: tuple[int, bytes]) -> bytes:
    body = struct.pack("=II", kind, number)
    body += b"".join(struct.pack("=II", key, 0) + value for key, value in properties)
    return struct.pack("=II", len(body), OBJECT) + body


def _id(number: int) -> bytes:
    return _value(ID, number)


def _value(kind: int, *numbers: int) -> bytes:
    """Return a value of one or two numbers. It is filled up to a multiple of eight bytes."""
    body = struct.pack(f"={len(numbers)}i", *numbers)
    return struct.pack("=II", len(body), kind) + _filled(body)


def _choice(kind: int, *numbers: int) -> bytes:
    """Return a choice of this kind among whole numbers."""
    body = struct.pack("=IIII", kind, 0, 4, INT) + struct.pack(f"={len(numbers)}i", *numbers)
    return struct.pack("=II", len(body), CHOICE) + _filled(body)


def _filled(body: bytes) -> bytes:
    return body + bytes(-len(body) % 8)
