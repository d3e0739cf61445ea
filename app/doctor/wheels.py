"""Exactly one wheel of a family: two of them overwrite each other's files in one folder."""

import sys
from collections.abc import Collection

from app.doctor.check import Check


def check(name: str, family: tuple[str, ...], installed: Collection[str], wanted: str | None = None) -> Check:
    """family: wheels that share a folder, the one to keep first; wanted: the one to install, else that one."""
    found = [wheel for wheel in family if wheel in installed]
    if len(found) == 1:
        return Check(name, True, found[0])
    pip = f"{sys.executable} -m pip"
    if not found:
        return Check(name, False, "is not installed", f"{pip} install {wanted or family[0]}")
    fix = f"{pip} uninstall -y {' '.join(found)} && {pip} install --force-reinstall --no-deps {found[0]}"
    return Check(name, False, f"{' and '.join(found)} overwrite each other", fix)
