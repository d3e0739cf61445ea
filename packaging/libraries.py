"""The libraries of Linux that HIME's bundle takes from the system, and the packages of Debian that have them.

usage: libraries.py BUNDLE   prints what the bundle takes from the system, and the oldest glibc on which it runs
       libraries.py --all    prints the packages of the newest Debian, for a guest in which the bundle is tried
"""

import re
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

# The table is that of this copy of HIME, whether or not another one is installed.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app.doctor.trial import DEBIAN

# Debian and its descendants have each library in this package. `hime doctor` knows most of them.
PACKAGES = DEBIAN | {
    "ld-linux-x86-64.so.2": "libc6",
    "libc.so.6": "libc6",
    "libdl.so.2": "libc6",
    "libgcc_s.so.1": "libgcc-s1",
    "libm.so.6": "libc6",
    "libmvec.so.1": "libc6",
    "libpthread.so.0": "libc6",
    "libresolv.so.2": "libc6",
    "librt.so.1": "libc6",
    "libstdc++.so.6": "libstdc++6",
    "libutil.so.1": "libc6",
    "libz.so.1": "zlib1g",
}
# The libraries for keyboards, which are in the bundle, read the keyboard layouts of this package.
DATA = "xkb-data"


def needed(path: Path) -> list[str]:
    """Return the libraries that a file is linked to. It is empty if the file is no program or library."""
    return re.findall(r"\(NEEDED\).*\[(.+)\]", _readelf("--dynamic", path))


def from_system(bundle: Path) -> dict[str, list[str]]:
    """Return the libraries that the files of a bundle need and the bundle does not have, and which files need them."""
    files = [path for path in sorted(bundle.rglob("*")) if path.is_file() and is_elf(path)]
    inside = {path.name for path in files}
    found: dict[str, list[str]] = {}
    for path in files:
        for library in needed(path):
            if library not in inside:
                found.setdefault(library, []).append(path.name)
    return dict(sorted(found.items()))


def packages(libraries: Collection[str]) -> list[str]:
    """Return the packages that have some libraries. Raises KeyError for a library that the table does not have."""
    return sorted({PACKAGES[library] for library in libraries} | {DATA})


def oldest_glibc(bundle: Path) -> tuple[int, ...]:
    """Return the oldest version of glibc that has everything that the files of a bundle ask for."""
    versions = [
        tuple(int(part) for part in version.split("."))
        for path in bundle.rglob("*")
        if path.is_file() and not path.is_symlink() and is_elf(path)
        for version in re.findall(r"Name: GLIBC_([\d.]+)", _readelf("--version-info", path))
    ]
    return max(versions)


def is_elf(path: Path) -> bool:
    """Return whether a file is a program or a library of Linux."""
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def _readelf(what: str, path: Path) -> str:
    return subprocess.run(["readelf", what, "--wide", path], capture_output=True, text=True, check=True).stdout


def main() -> None:
    """Print what the module's text says."""
    if sys.argv[1] == "--all":
        print(",".join(packages(PACKAGES)))
        return
    bundle = Path(sys.argv[1])
    libraries = from_system(bundle)
    for library, files in libraries.items():
        package = PACKAGES.get(library, "?")
        print(f"{library:<26} {package:<20} {', '.join(sorted(set(files))[:3])}{', …' if len(set(files)) > 3 else ''}")
    print(f"packages: {', '.join(packages(libraries))}")
    print(f"glibc {'.'.join(map(str, oldest_glibc(bundle)))} or newer")


if __name__ == "__main__":
    main()
