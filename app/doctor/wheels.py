"""Checks that exactly one wheel of a family is installed. Two would overwrite each other's files in one folder."""

from collections.abc import Collection

from app import installation
from app.doctor.check import Check


def check(name: str, family: tuple[str, ...], installed: Collection[str], wanted: str) -> Check:
    """Check that one wheel of a family is installed.

    name: the name of the check. family: the wheels that share a folder. wanted: the wheel to install, with its extras.
    """
    found = [wheel for wheel in family if wheel in installed]
    if len(found) == 1:
        return Check(name, True, found[0])
    if not found:
        return Check(name, False, "is not installed", installation.pip(f'install "{wanted}"'), blocks=True)
    return Check(name, False, f"{' and '.join(found)} overwrite each other", replace(found, wanted))


def replace(wheels: Collection[str], wanted: str) -> str:
    """Return the command that replaces some wheels by another. It has double quotes, which Windows also understands."""
    return installation.pip_lines(f"uninstall -y {' '.join(wheels)}", f'install "{wanted}"')
