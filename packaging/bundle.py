"""Makes HIME's bundle: one folder with HIME and a Python of its own. Then packs it for passing on.

usage: python packaging/bundle.py

It needs an environment that has HIME's packages for the CPU and PyInstaller, as requirements/bundle.txt lists them, and
HIME itself (`pip install --no-deps .`). It writes:

  dist/HIME/                              the bundle; on macOS also dist/HIME.app
  dist/hime-VERSION-linux-x86_64.tar.xz   packed; on Windows hime-VERSION-windows-x64.zip, on macOS
                                          hime-VERSION-macos-arm64.zip
"""

import os
import platform
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "dist"
# Systems call the same processor by different names. Packages are named with these.
MACHINES = {"AMD64": "x64", "ARM64": "arm64"}


def main() -> None:
    """Make the bundle, pack it, and print what was written."""
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    if _installed() != wanted:
        sys.exit(f"HIME {wanted} is not installed here: pip install --no-deps {ROOT}")
    shutil.rmtree(DIST / "HIME", ignore_errors=True)
    build = ["--noconfirm", "--log-level", "WARN", "--distpath", DIST, "--workpath", ROOT / "build/bundle"]
    subprocess.run([sys.executable, "-m", "PyInstaller", *build, ROOT / "packaging/hime.spec"], check=True, cwd=ROOT)
    # The installer for Windows takes the version from here.
    (ROOT / "build/bundle/version.iss").write_text(f'#define Version "{wanted}"\n')
    packed = _pack(f"hime-{wanted}")
    print(f"{DIST / 'HIME'}: {_size(DIST / 'HIME') / 1e6:.0f} MB")
    print(f"{packed}: {packed.stat().st_size / 1e6:.0f} MB")


def _installed() -> str:
    try:
        return version("hime")
    except PackageNotFoundError:
        return ""


def _pack(name: str) -> Path:
    machine = MACHINES.get(platform.machine(), platform.machine())
    if sys.platform == "win32":
        return Path(shutil.make_archive(str(DIST / f"{name}-windows-{machine}"), "zip", DIST, "HIME"))
    if sys.platform == "darwin":
        packed = DIST / f"{name}-macos-{machine}.zip"
        # Python's own zip would lose links, and with them the signature.
        subprocess.run(["ditto", "-c", "-k", "--keepParent", DIST / "HIME.app", packed], check=True)
        return packed
    packed = DIST / f"{name}-linux-{machine}.tar.xz"
    owner = ["--owner=0", "--group=0", "--sort=name"]
    command = ["tar", "--create", "--xz", *owner, "--directory", DIST, "--file", packed, "HIME"]
    subprocess.run(command, check=True, env=os.environ | {"XZ_OPT": "-T0"})
    return packed


def _size(folder: Path) -> int:
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


if __name__ == "__main__":
    main()
