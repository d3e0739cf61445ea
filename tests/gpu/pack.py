"""Packs wheels for a GPU machine that has no network: python pack.py WHEEL... --out FOLDER [--arch 90]

The machine takes only small files, of at most --piece megabytes. The wheel of onnxruntime-gpu alone has 256 megabytes,
because its library for CUDA holds machine code for every GPU since 2018. Much of that code is for language models. This
script overwrites the code for other GPUs with zeros, which compress to nothing. Without --all it also overwrites the
code for language models. All sizes and places in the file stay, so that CUDA loads the rest as before. A model that
needs overwritten code fails on that machine.

The script writes FOLDER/site.tar.xz. If that is larger than a piece, it writes site.tar.xz.00, .01 and so on instead.
On the machine:

    cat site.tar.xz* | tar xJ -C /tmp && export PYTHONPATH=/tmp/site

The wheels must be for that machine's Python. The script needs a Linux. Without --all it also needs the zstd command. If
there is a strip command, it makes the other libraries smaller.
"""

import argparse
import lzma
import re
import shutil
import struct
import subprocess
import tarfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

MEGABYTE = 2**20  # A megabyte has this many bytes.
CUDA = "libonnxruntime_providers_cuda.so"  # ONNX Runtime's library for CUDA has this name.
# The app does not import these files: they are for tools, converters, TensorRT and other programs. The notices stay
# with the wheel.
UNNEEDED = (
    "onnxruntime/backend/*",
    "onnxruntime/datasets/*",
    "onnxruntime/quantization/*",
    "onnxruntime/tools/*",
    "onnxruntime/transformers/*",
    "onnxruntime/ThirdPartyNotices.txt",
    "onnxruntime/capi/libonnxruntime.so.*",
    "onnxruntime/capi/libonnxruntime_providers_tensorrt.so",
)
# The name of a kernel for language models contains one of these. The kernels are for attention, mixtures of experts and
# matrices of few bits. HIME's network uses none of them: its convolutions are cuDNN's.
LANGUAGE_MODELS = re.compile(
    rb"flash|fmha|MoeFCGemm|AttentionKernel|kernel_mha|onnxruntime3llm|deep_gemm|GemmUniversal"
)

# A section .nv_fatbin is a row of containers, one for each compiled file. All numbers are little-endian. A container
# begins with this header:
#    0 u32 magic 0xBA55ED50    4 u16 version    6 u16 size of this header    8 u64 size of the entries after it
# The entries of a container hold the same code, each for another GPU. An entry begins with this header:
#    0 u16 kind: 1 PTX, 2 ELF      2 u16 version             4 u32 size of this header
#    8 u64 size of the payload, a multiple of 8             16 u32 size of the compressed payload in it
#   28 u32 arch, 90 for sm_90     40 u64 flags: 0x8000 compressed with zstd, 0x2000 with LZ4
#   56 u64 size of the payload when expanded
# The payload follows. CUDA uses the entry that suits the GPU best. It reads the entry when one of its kernels is called
# first, unless CUDA_MODULE_LOADING is EAGER. NVIDIA does not document this format: it was found by reading files and
# comparing with the output of cuobjdump --list-elf. cuobjdump cannot list a cleared file, because it expands every
# payload.
MAGIC = 0xBA55ED50
CONTAINER = struct.Struct("<IHHQ")
PTX, ELF = 1, 2
ZSTD, LZ4 = 0x8000, 0x2000


class Entry(NamedTuple):
    """The code of one container for one GPU, or its PTX for many."""

    container: int
    kind: int
    arch: int
    flags: int
    start: int  # the place of the payload in the file
    size: int
    compressed: int


def main() -> None:
    """Pack the wheels, and print how much of the code was kept and how much was cleared."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("wheels", type=Path, nargs="+")
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--arch", type=int, default=90, help="of the GPU, 90 for sm_90 (default)")
    p.add_argument("--all", action="store_true", help="keep the kernels for language models")
    p.add_argument("--piece", type=int, default=42, help="megabytes that one file may have (default 42)")
    options = p.parse_args()
    site = options.out / "site"
    if site.exists():
        p.error(f"{site} is there already")
    for wheel in options.wheels:
        unpack(wheel, site)
    for library in sorted(site.rglob("*.so*")):
        if library.name == CUDA:
            clear(library, options.arch, options.all)
        else:
            strip(library)
    for piece in pack(site, options.out / "site.tar.xz", options.piece * MEGABYTE):
        print(f"{piece}: {piece.stat().st_size / MEGABYTE:.1f} MB")


def unpack(wheel: Path, site: Path) -> None:
    """Unpack a wheel, without the files that the app does not import."""
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if not any(fnmatch(name, pattern) for pattern in UNNEEDED):
                archive.extract(name, site)


def strip(library: Path) -> None:
    """Remove names and debugging information, which only debuggers read, from a library."""
    if shutil.which("strip"):
        subprocess.run(["strip", "--strip-unneeded", library], check=True)


def clear(library: Path, arch: int, everything: bool) -> None:
    """Overwrite with zeros the code that a GPU of this arch does not use.

    everything: whether the kernels for language models are kept. Otherwise they are overwritten, too.
    """
    content = bytearray(library.read_bytes())
    containers: dict[int, list[Entry]] = {}
    for entry in entries(content, *section(content, b".nv_fatbin")):
        containers.setdefault(entry.container, []).append(entry)
    chosen: dict[int, Entry | None] = {number: choose(group, arch) for number, group in containers.items()}
    if not everything:
        names = kernels(content, [entry for entry in chosen.values() if entry])
        for number, best in chosen.items():
            if best in names and names[best] and all(LANGUAGE_MODELS.search(name) for name in names[best]):
                chosen[number] = None
    sizes: Counter[tuple[int, str]] = Counter()
    for number, group in containers.items():
        for entry in group:
            kept = entry == chosen[number]
            sizes[entry.arch, "kept" if kept else "cleared"] += entry.size
            if not kept:
                content[entry.start : entry.start + entry.size] = bytes(entry.size)
    library.write_bytes(content)
    print(f"{library.name}: {len(containers)} containers")
    for (of, what), size in sorted(sizes.items()):
        print(f"  sm_{of:<4} {what:<8} {size / MEGABYTE:6.1f} MB")


def section(content: bytearray, name: bytes) -> tuple[int, int]:
    """Where a section of a 64-bit ELF file begins and ends."""
    (table,) = struct.unpack_from("<Q", content, 40)
    size, count, naming = struct.unpack_from("<HHH", content, 58)
    (texts,) = struct.unpack_from("<Q", content, table + naming * size + 24)
    for header in range(table, table + count * size, size):
        text = texts + struct.unpack_from("<I", content, header)[0]
        if content[text : text + len(name) + 1] == name + b"\0":
            start, length = struct.unpack_from("<QQ", content, header + 24)
            return start, start + length
    raise SystemExit(f"no section {name.decode()}: not a library for CUDA")


def entries(content: bytearray, start: int, end: int) -> Iterator[Entry]:
    """All entries of all containers between two places."""
    while start < end:
        magic, _, header, size = CONTAINER.unpack_from(content, start)
        if magic != MAGIC:
            start += 8  # containers begin at multiples of 8
            continue
        container, place, start = start, start + header, start + header + size
        while place < start:
            kind, _, header, size, compressed = struct.unpack_from("<HHIQI", content, place)
            (arch,) = struct.unpack_from("<I", content, place + 28)
            (flags,) = struct.unpack_from("<Q", content, place + 40)
            yield Entry(container, kind, arch, flags, place + header, size, compressed)
            place += header + size


def choose(group: list[Entry], arch: int) -> Entry | None:
    """The entry that CUDA uses on a GPU of this arch.

    That is the nearest machine code of the same generation. If there is none, it is the nearest PTX.
    """
    code = [e for e in group if e.kind == ELF and e.arch // 10 == arch // 10 and e.arch <= arch]
    text = [e for e in group if e.kind == PTX and e.arch <= arch]
    return max(code or text, key=lambda e: e.arch, default=None)


def kernels(content: bytearray, chosen: list[Entry]) -> dict[Entry, list[bytes]]:
    """The names of the kernels in each piece of machine code. Machine code that is compressed with LZ4 is left out."""
    packed = [e for e in chosen if e.kind == ELF and e.flags & ZSTD]
    found = {e: content[e.start : e.start + e.size] for e in chosen if e.kind == ELF and not e.flags & (ZSTD | LZ4)}
    for entry in packed:
        frame = content[entry.start : entry.start + entry.compressed]
        found[entry] = bytearray(subprocess.run(["zstd", "-dcq"], input=frame, capture_output=True, check=True).stdout)
    # Each kernel's code is in a section of its own, whose name is ".text." and the kernel's name.
    return {entry: re.findall(rb"\0\.text\.([^\0]+)", code) for entry, code in found.items()}


def pack(site: Path, target: Path, piece: int) -> list[Path]:
    """Compress the folder, and cut the result into pieces if it is larger than one. Returns the files."""
    best = {"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME}
    with (
        lzma.open(target, "wb", filters=[{"id": lzma.FILTER_X86}, best]) as stream,
        tarfile.open(fileobj=stream, mode="w", format=tarfile.GNU_FORMAT) as archive,
    ):
        archive.add(site, "site")
    content = target.read_bytes()
    if len(content) <= piece:
        return [target]
    pieces = []
    for number, start in enumerate(range(0, len(content), piece)):
        pieces.append(target.with_name(f"{target.name}.{number:02}"))
        pieces[-1].write_bytes(content[start : start + piece])
    target.unlink()
    return pieces


if __name__ == "__main__":
    main()
