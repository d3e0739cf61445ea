"""Tests which parts of a CUDA library pack.py clears, on a made library of a few bytes."""

import struct
from pathlib import Path

import pytest

from tests.gpu.pack import ELF, PTX, clear

PICTURE, LANGUAGE = b"\0.text.add_kernel\0", b"\0.text.flash_fwd_kernel\0"


def entry(kind: int, arch: int, payload: bytes) -> bytes:
    """An entry with uncompressed code for one GPU."""
    payload += bytes(-len(payload) % 8)
    header = bytearray(64)
    struct.pack_into("<HHIQI", header, 0, kind, 0, len(header), len(payload), 0)
    struct.pack_into("<I", header, 28, arch)
    return bytes(header) + payload


def container(*entries: bytes) -> bytes:
    body = b"".join(entries)
    return struct.pack("<IHHQ", 0xBA55ED50, 1, 16, len(body)) + body


def library(path: Path, *containers: bytes) -> Path:
    """An ELF file with a section .nv_fatbin between other bytes."""
    code, names = b"".join(containers), b"\0.nv_fatbin\0.shstrtab\0"
    start = 64 + 8
    table = start + len(code) + len(names) + 8
    headers = bytearray(3 * 64)
    struct.pack_into("<I", headers, 64, 1)
    struct.pack_into("<QQ", headers, 64 + 24, start, len(code))
    struct.pack_into("<I", headers, 128, 12)
    struct.pack_into("<QQ", headers, 128 + 24, start + len(code), len(names))
    elf = bytearray(64)
    struct.pack_into("<Q", elf, 40, table)
    struct.pack_into("<HHH", elf, 58, 64, 3, 2)
    path.write_bytes(bytes(elf) + b"before.." + code + names + b"after..." + bytes(headers))
    return path


@pytest.mark.parametrize("everything", [False, True])
def test_only_what_the_gpu_and_the_program_use_stays(tmp_path: Path, everything: bool) -> None:
    containers = (
        container(entry(ELF, 80, PICTURE), entry(ELF, 90, PICTURE), entry(PTX, 90, b"text of 90")),
        container(entry(ELF, 80, LANGUAGE), entry(ELF, 90, LANGUAGE)),
        container(entry(ELF, 75, PICTURE), entry(PTX, 75, b"text of 75")),
    )
    made = library(tmp_path / "made.so", *containers)
    expected = library(
        tmp_path / "expected.so",
        container(entry(ELF, 80, bytes(len(PICTURE))), entry(ELF, 90, PICTURE), entry(PTX, 90, bytes(10))),
        container(
            entry(ELF, 80, bytes(len(LANGUAGE))), entry(ELF, 90, LANGUAGE if everything else bytes(len(LANGUAGE)))
        ),
        # No machine code here is for the GPU's generation, so that CUDA compiles the PTX for it.
        container(entry(ELF, 75, bytes(len(PICTURE))), entry(PTX, 75, b"text of 75")),
    )
    clear(made, 90, everything)
    assert made.read_bytes() == expected.read_bytes()


def test_what_is_no_library_for_cuda_is_told(tmp_path: Path) -> None:
    other = library(tmp_path / "other.so")
    other.write_bytes(other.read_bytes().replace(b".nv_fatbin", b".something"))
    with pytest.raises(SystemExit, match="not a library for CUDA"):
        clear(other, 90, everything=True)
