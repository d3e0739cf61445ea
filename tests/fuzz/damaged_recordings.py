"""Makes one damaged recording. Every number of a case gives the same file again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.fuzz.damage_bytes import BYTE_DAMAGES, ByteDamage, Rng
from tests.fuzz.damage_packets import PACKET_DAMAGES, PacketDamage, remuxed, transport_packets
from tests.fuzz.large_pictures import large_pictures
from tests.fuzz.seeds import KINDS, Seed

Damage = Callable[[Seed, list[Seed], Rng], bytes]


@dataclass(frozen=True)
class Case:
    """A damaged recording: its number, the number of its seed, and the name of its damage."""

    number: int
    seed: int
    damage: str


def joined(seed: Seed, seeds: list[Seed], rng: Rng) -> bytes:
    """Two recordings in one file: of the same format as recorders leave them, or of another one."""
    other = seed if rng.random() < 0.5 else seeds[rng.integers(len(seeds))]
    return seed.path.read_bytes() + other.path.read_bytes()


def nothing(seed: Seed, seeds: list[Seed], rng: Rng) -> bytes:
    """No damage: such files show that the others do not fail for another reason."""
    return seed.path.read_bytes()


def of_bytes(damage: ByteDamage) -> Damage:
    """The damage of a recording's bytes."""
    return lambda seed, _, rng: damage(seed.path.read_bytes(), rng)


def of_packets(damage: PacketDamage) -> Damage:
    """The damage of a recording's packets."""
    return lambda seed, _, rng: remuxed(seed, damage, rng)


DAMAGES: Mapping[str, Damage] = {
    "none": nothing,
    **{name: of_bytes(damage) for name, damage in BYTE_DAMAGES.items()},
    **{name: of_packets(damage) for name, damage in PACKET_DAMAGES.items()},
    "pieces of 188 bytes": of_bytes(transport_packets),
    "large pictures": of_bytes(large_pictures),
    "joined": joined,
}


def case_of(number: int) -> Case:
    """The seed and the damage of a case. Each pair of them comes once in len(KINDS) * len(DAMAGES) cases."""
    return Case(number, number % len(KINDS), [*DAMAGES][number // len(KINDS) % len(DAMAGES)])


def write_damaged(number: int, run: int, folder: str, path: str) -> int:
    """Write the file of a case. run: the number of the whole run. folder: the seeds lie in it. Returns 0."""
    case, seeds = case_of(number), [Seed(kind, seed_path(folder, at)) for at, kind in enumerate(KINDS)]
    rng = np.random.default_rng([run, number])
    Path(path).write_bytes(DAMAGES[case.damage](seeds[case.seed], seeds, rng))
    return 0


def seed_path(folder: str, at: int) -> Path:
    """The path of a seed, by its place in KINDS."""
    return Path(folder) / KINDS[at].file_name
