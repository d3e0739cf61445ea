"""Damages the packets of a recording: they are read, changed, and written into a new file of the same format."""

import contextlib
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import av
import numpy as np

from tests.fuzz.damage_bytes import Rng, any_bits, burst, few_bytes, truncated, zeroed
from tests.fuzz.seeds import Seed

# FFmpeg's names of the formats to write, for those whose names for reading are others.
WRITTEN_AS = {".mp4": "mp4", ".mov": "mov", ".3gp": "3gp", ".mkv": "matroska", ".webm": "webm", ".wmv": "asf"}
# A part of a transport stream.
TS_PACKET = 188


@dataclass(frozen=True)
class Part:
    """A packet: the number of its stream, its bytes and its times in units of the stream's time base."""

    stream: int
    data: bytes
    pts: int | None
    dts: int | None
    duration: int | None
    keyframe: bool


PacketDamage = Callable[[list[Part], Rng], Iterable[Part]]


def reordered(parts: list[Part], rng: Rng) -> Iterable[Part]:
    """Exchange the bytes of packets that are near each other. The times stay where they were."""
    places = np.arange(len(parts)) + rng.uniform(0, rng.choice([2, 5, 20]), len(parts))
    for part, other in zip(parts, np.argsort(places), strict=True):
        source = parts[other]
        yield replace(part, data=source.data) if source.stream == part.stream else part


def shuffled(parts: list[Part], rng: Rng) -> Iterable[Part]:
    """Write packets that are near each other in another order, with their times."""
    places = np.arange(len(parts)) + rng.uniform(0, rng.choice([2, 5, 20]), len(parts))
    return [parts[at] for at in np.argsort(places)]


def dropped(parts: list[Part], rng: Rng) -> Iterable[Part]:
    """Lose some packets."""
    share = rng.choice([0.03, 0.1, 0.4])
    return [part for part in parts if rng.random() > share]


def repeated(parts: list[Part], rng: Rng) -> Iterable[Part]:
    """Have some packets twice."""
    share = rng.choice([0.05, 0.3])
    return [part for part in parts for _ in range(1 + (rng.random() < share))]


def payloads(parts: list[Part], rng: Rng) -> Iterable[Part]:
    """Damage the bytes in some packets, as a bad disk or line does."""
    share = rng.choice([0.03, 0.1, 0.5])
    damages = (few_bytes, any_bits, burst, zeroed, truncated)
    for part in parts:
        damage = damages[rng.integers(len(damages))]
        hit = rng.random() < share and len(part.data) > 16
        yield replace(part, data=damage(part.data, rng) or b"\0") if hit else part


def times(parts: list[Part], rng: Rng) -> Iterable[Part]:
    """Move some packets in time: a little, far, or to before the beginning. Some have no time."""
    share, far = rng.choice([0.05, 0.3]), 10 ** int(rng.integers(1, 8))
    for part in parts:
        if rng.random() > share or part.pts is None:
            yield part
        elif rng.random() < 0.3:
            yield replace(part, pts=None)
        else:
            yield replace(part, pts=part.pts + int(rng.integers(-far, far + 1)))


def jump(parts: list[Part], rng: Rng) -> Iterable[Part]:
    """Let the clock jump forward or back in the middle, as when a recorder was paused."""
    at, by = int(rng.integers(1, len(parts))), int(rng.integers(-2, 3)) * 10 ** int(rng.integers(3, 9))
    for index, part in enumerate(parts):
        late = index >= at
        yield replace(part, pts=moved(part.pts, by), dts=moved(part.dts, by)) if late else part


def no_keyframe(parts: list[Part], rng: Rng) -> Iterable[Part]:
    """Begin in the middle, or lose the first picture from which others can be drawn."""
    first = next(index for index, part in enumerate(parts) if part.stream == 0)
    return [*parts[:first], *parts[first + int(rng.integers(1, 9)) :]]


def moved(time: int | None, by: int) -> int | None:
    """A time that is later."""
    return None if time is None else time + by


PACKET_DAMAGES: Mapping[str, PacketDamage] = {
    "packets: reordered": reordered,
    "packets: shuffled": shuffled,
    "packets: dropped": dropped,
    "packets: repeated": repeated,
    "packets: payloads": payloads,
    "packets: times": times,
    "packets: jump": jump,
    "packets: no key frame": no_keyframe,
}


def remuxed(seed: Seed, damage: PacketDamage, rng: Rng) -> bytes:
    """The recording with damaged packets. A packet that the format does not take is left out."""
    written = io.BytesIO()
    name = seed.kind.format or WRITTEN_AS.get(seed.kind.suffix, seed.kind.suffix[1:].replace("ts", "mpegts"))
    name = {"mpg": "mpeg"}.get(name, name)
    options = dict(seed.kind.container)
    with av.open(str(seed.path)) as read, av.open(written, "w", format=name, container_options=options) as out:
        streams = [out.add_stream_from_template(stream) for stream in read.streams]
        parts = [
            Part(p.stream.index, bytes(p), p.pts, p.dts, p.duration, p.is_keyframe) for p in read.demux() if p.size
        ]
        bases = [stream.time_base for stream in read.streams]
        for part in damage(parts, rng):
            packet = av.Packet(part.data)
            packet.pts, packet.dts, packet.time_base = part.pts, part.dts, bases[part.stream]
            packet.duration, packet.is_keyframe = part.duration or 0, part.keyframe
            packet.stream = streams[part.stream]
            with contextlib.suppress(av.FFmpegError, ValueError):
                out.mux_one(packet)
        with contextlib.suppress(av.FFmpegError, ValueError):
            out.close()
    return written.getvalue()


def transport_packets(data: bytes, rng: Rng) -> bytes:
    """Drop, repeat, reorder and damage pieces of 188 bytes, which are the packets of a transport stream."""
    pieces = [data[at : at + TS_PACKET] for at in range(0, len(data), TS_PACKET)]
    what, share = rng.choice(["drop", "repeat", "reorder", "damage"]), rng.choice([0.01, 0.05, 0.2])
    hit = rng.random(len(pieces)) < share
    if what == "drop":
        pieces = [piece for piece, now in zip(pieces, hit, strict=True) if not now]
    elif what == "repeat":
        pieces = [piece for piece, now in zip(pieces, hit, strict=True) for _ in range(1 + now)]
    elif what == "reorder":
        places = np.arange(len(pieces)) + np.where(hit, rng.uniform(-20, 20, len(pieces)), 0)
        pieces = [pieces[at] for at in np.argsort(places)]
    else:
        pieces = [few_bytes(piece, rng) if now else piece for piece, now in zip(pieces, hit, strict=True)]
    return b"".join(pieces)
