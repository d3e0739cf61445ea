"""Collects the licence texts of everything in a bundle, and makes the list of its parts."""

import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Sequence
from importlib.metadata import Distribution, distribution, packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Files of a package whose names begin like this are licences, or tell whose work it is.
LICENCE = re.compile(r"(licen[cs]e|copying|notice|authors|third_?party)", re.IGNORECASE)
# These files are code and not licences.
CODE = {".py", ".pyc", ".so", ".pyd", ".pyi", ".h"}

Entry = tuple[str, str, str]


def distributions(names: Iterable[str]) -> list[Distribution]:
    """Return the installed packages that some modules or files belong to. names: as PyInstaller lists them."""
    known = packages_distributions()
    tops = {re.split(r"[./\\]", name)[0] for name in names}
    found = {package for top in tops for package in known.get(top, ())} | {"hime"}
    return sorted(map(distribution, found), key=lambda package: package.name.lower())


def metadata(packages: Sequence[Distribution]) -> list[Entry]:
    """Return the files by which HIME finds out the versions of its libraries. pip's other notes stay out: they name
    folders of the computer on which the bundle was made."""
    files = [file for package in packages for file in package.files or () if file.match("*.dist-info/METADATA")]
    return [(str(file), str(file.locate()), "DATA") for file in files]


def texts(packages: Sequence[Distribution], binaries: Sequence[str], folder: Path) -> list[Entry]:
    """Return all licence texts, and a README that names the parts. folder: the README is written there.

    binaries: the files of all libraries in the bundle. Raises SystemExit if a library of the system has no licence.
    """
    found = {("README.txt", _readme(packages, binaries, folder))}
    found |= {(path.name, path) for path in (ROOT / "packaging/licences").glob("*GPL*.txt")}
    found |= {("hime/LICENSE", ROOT / "LICENSE"), ("hime/LICENSE-yunet", ROOT / "models/LICENSE-yunet")}
    found.add(("python/LICENSE.txt", _pythons()))
    for package in (*packages, distribution("pyinstaller")):
        if package.name == "hime":
            continue
        for file in package.files or ():
            if LICENCE.match(file.name) and file.suffix not in CODE:
                found.add((f"{package.name}/{_short(file.parts)}", Path(str(file.locate()))))
    if sys.platform == "linux":
        for path in _of_debian(binaries):
            found.add((f"{path.parent.name}/copyright", path))
    return [(f"licences/{name}", str(path), "DATA") for name, path in sorted(found)]


def _short(parts: Sequence[str]) -> str:
    """Return a licence's place in its package, without the folders of pip."""
    return "/".join(part for part in parts if not part.endswith(".dist-info") and part != "licenses")


def _readme(packages: Sequence[Distribution], binaries: Sequence[str], folder: Path) -> Path:
    lines = [(ROOT / "packaging/licences/README.txt").read_text(encoding="utf-8"), "The parts\n---------\n"]
    lines.append(f"Python {sys.version.split()[0]}: Python Software Foundation License")
    for package in packages:
        fields = package.metadata
        classifiers = [c.split(" :: ")[-1] for c in fields.get_all("Classifier") or () if c.startswith("License")]
        licence = fields.get("License-Expression") or " ".join(classifiers) or fields.get("License") or "see its folder"
        lines.append(f"{package.name} {package.version}: {licence.splitlines()[0]}")
    inner = sorted({Path(file).name for file in binaries if Path(file).parent.name.endswith(".libs")})
    lines += ["", "Libraries inside the packages", "-----------------------------", "", *inner, ""]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "README.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _pythons() -> Path:
    """Return Python's own licence. It lies beside Python on Windows, and in its library elsewhere."""
    places = [Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix)]
    for place in places:
        if (place / "LICENSE.txt").is_file():
            return place / "LICENSE.txt"
    sys.exit(f"no LICENSE.txt of Python in {' or '.join(map(str, places))}")


def _of_debian(binaries: Sequence[str]) -> set[Path]:
    """Return the licences of the libraries that come from the system, as Debian and its descendants keep them."""
    prefixes = tuple({sys.prefix, sys.base_prefix, sysconfig.get_path("platlib")})
    found = set()
    for file in binaries:
        if file.startswith(prefixes):
            continue
        # A folder of the system may be a link, and dpkg knows either name.
        names = {file, str(Path(file).resolve()), file.removeprefix("/usr"), f"/usr{file}"}
        done = subprocess.run(["dpkg-query", "--search", *names], capture_output=True, text=True, check=False)
        packages = {line.split(":")[0] for line in done.stdout.splitlines()}
        texts = [Path("/usr/share/doc") / package / "copyright" for package in packages]
        there = {path for path in texts if path.is_file()}
        if not there:
            sys.exit(f"{file}: no licence of it was found")
        found |= there
    return found
