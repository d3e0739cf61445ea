"""Makes a package for Debian and its descendants out of the bundle in dist/HIME.

usage: python packaging/deb.py

It writes dist/hime_VERSION_amd64.deb. packaging/bundle.py must have made the bundle before. It needs the programs of
the packages dpkg-dev and binutils.
"""

import gzip
import hashlib
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from icons import png
from libraries import from_system, oldest_glibc, packages

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "dist"
PARTS = ROOT / "packaging/linux"
# The menus show the icon as a picture of these sides, in pixels, where they cannot draw it.
ICON_SIDES = (48, 128, 256)
# The virtual camera is a module of the kernel, which dkms compiles for each kernel. pkexec asks for a password in a
# window, where HIME mends something that only an administrator may change.
RECOMMENDED = "v4l2loopback-dkms, linux-headers-amd64 | linux-headers-generic | linux-headers, pkexec | policykit-1"
CONTROL = """Package: hime
Version: {version}
Architecture: amd64
Maintainer: HIME
Section: video
Priority: optional
Installed-Size: {size}
Depends: {depends}
Recommends: {recommends}
Description: Sharp faces in video calls, also far from the camera
 HIME keeps you sharp on a video call when you are far from the camera. While
 you sit close, it keeps some close pictures of you in memory. When you walk
 away, it uses them to restore the detail of your small face. The result goes
 to a virtual camera, which meetings can choose like any webcam.
 .
 The package brings a Python of its own, and the libraries that HIME needs. The
 network runs on the processor (CPU) alone.
"""


def main() -> None:
    """Lay out the package's files, and pack them."""
    if not (DIST / "HIME/hime").is_file():
        sys.exit(f"{DIST / 'HIME'}: is missing; run packaging/bundle.py before")
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    tree = ROOT / "build/deb"
    shutil.rmtree(tree, ignore_errors=True)
    _lay_out(tree)
    _allow(tree)
    _describe(tree, version)
    package = DIST / f"hime_{version}_amd64.deb"
    subprocess.run(["dpkg-deb", "--root-owner-group", "-Zxz", "--build", tree, package], check=True)
    print(f"{package}: {package.stat().st_size / 1e6:.0f} MB")


def _lay_out(tree: Path) -> None:
    shutil.copytree(DIST / "HIME", tree / "usr/lib/hime", symlinks=True)
    (tree / "usr/bin").mkdir()
    (tree / "usr/bin/hime").symlink_to("../lib/hime/hime")
    icons = tree / "usr/share/icons/hicolor"
    _put(ROOT / "app/gui/icon.svg", icons / "scalable/apps/hime.svg")
    for side in ICON_SIDES:
        _write(icons / f"{side}x{side}/apps/hime.png", png(side))
    _put(ROOT / "packaging/hime.desktop", tree / "usr/share/applications/hime.desktop")
    _put(PARTS / "hime.metainfo.xml", tree / "usr/share/metainfo/hime.metainfo.xml")
    _put(PARTS / "modprobe.conf", tree / "usr/lib/modprobe.d/hime.conf")
    _put(PARTS / "modules-load.conf", tree / "usr/lib/modules-load.d/hime.conf")
    _put(PARTS / "lintian-overrides", tree / "usr/share/lintian/overrides/hime")
    notes = tree / "usr/share/doc/hime"
    _put(tree / "usr/lib/hime/_internal/licences/README.txt", notes / "copyright")
    _write(notes / "changelog.gz", gzip.compress((ROOT / "CHANGELOG.md").read_bytes(), mtime=0))
    page = gzip.compress((PARTS / "hime.1").read_bytes(), mtime=0)
    _write(tree / "usr/share/man/man1/hime.1.gz", page)


def _allow(tree: Path) -> None:
    """Let everybody read everything, and run the program."""
    for path in tree.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path == tree / "usr/lib/hime/hime" else 0o644)


def _describe(tree: Path, version: str) -> None:
    bundle = tree / "usr/lib/hime"
    glibc = ".".join(map(str, oldest_glibc(bundle)))
    depends = [f"libc6 (>= {glibc})" if p == "libc6" else p for p in packages(from_system(bundle))]
    files = [path for path in sorted(tree.rglob("*")) if path.is_file() and not path.is_symlink()]
    size = sum(path.stat().st_size for path in files) // 1024
    sums = [f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(tree)}\n" for path in files]
    control = CONTROL.format(version=version, size=size, depends=", ".join(depends), recommends=RECOMMENDED)
    _write(tree / "DEBIAN/control", control.encode())
    _write(tree / "DEBIAN/md5sums", "".join(sums).encode())
    for script in ("postinst", "postrm"):
        _put(PARTS / script, tree / "DEBIAN" / script)
        (tree / "DEBIAN" / script).chmod(0o755)
    (tree / "DEBIAN").chmod(0o755)


def _put(file: Path, place: Path) -> None:
    _write(place, file.read_bytes())


def _write(place: Path, data: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)


if __name__ == "__main__":
    main()
