"""Makes one file of the bundle in dist/HIME that runs on any Linux: an AppImage.

usage: python packaging/appimage.py

It writes dist/HIME-VERSION-x86_64.AppImage. packaging/bundle.py must have made the bundle before. It needs the program
`appimagetool`, which is in no package registry, and which must find the runtime that it puts before the files. Without
it, only the folder build/HIME.AppDir is made.
"""

import os
import platform
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from icons import png

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "dist"


def main() -> None:
    """Lay out the folder, and pack it if the tool is there."""
    if not (DIST / "HIME/hime").is_file():
        sys.exit(f"{DIST / 'HIME'}: is missing; run packaging/bundle.py before")
    folder = ROOT / "build/HIME.AppDir"
    shutil.rmtree(folder, ignore_errors=True)
    _lay_out(folder)
    tool = shutil.which("appimagetool")
    if tool is None:
        sys.exit(f"{folder}: made, but not packed: there is no appimagetool here")
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    packed = DIST / f"HIME-{version}-{platform.machine()}.AppImage"
    subprocess.run([tool, "--no-appstream", folder, packed], check=True, env=os.environ | {"ARCH": platform.machine()})
    print(f"{packed}: {packed.stat().st_size / 1e6:.0f} MB")


def _lay_out(folder: Path) -> None:
    shutil.copytree(DIST / "HIME", folder / "usr/lib/hime", symlinks=True)
    (folder / "AppRun").symlink_to("usr/lib/hime/hime")
    shutil.copy(ROOT / "packaging/hime.desktop", folder / "hime.desktop")
    (folder / "hime.png").write_bytes(png(256))
    (folder / ".DirIcon").symlink_to("hime.png")
    notes = folder / "usr/share/metainfo"
    notes.mkdir(parents=True)
    shutil.copy(ROOT / "packaging/linux/hime.metainfo.xml", notes / "hime.appdata.xml")


if __name__ == "__main__":
    main()
