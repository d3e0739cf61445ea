"""Prints what the changelog says of a version. Run in the project's folder: python packaging/release_notes.py v1.2.3

It refuses a tag that is not the version in pyproject.toml, and a version that has no dated heading in CHANGELOG.md,
such as "## 1.2.3 (2027-01-31)". The release asks it before anything is built.
"""

import re
import sys
import tomllib
from pathlib import Path

# This is the heading of a version in the changelog.
HEADING = re.compile(r"^## (\S+) \(\d{4}-\d{2}-\d{2}\)$", re.MULTILINE)
# Here begins the next version, or the changes that no version has yet.
NEXT = re.compile(r"^## ", re.MULTILINE)


def notes(tag: str, project: str, changelog: str) -> str:
    """Return what the changelog says of the version of a tag. A mistake raises ValueError.

    project: the text of pyproject.toml. changelog: the text of CHANGELOG.md.
    """
    version = tomllib.loads(project)["project"]["version"]
    if tag != f"v{version}":
        raise ValueError(f"the tag is {tag}, and pyproject.toml has version {version}: the tag must be v{version}")
    found = next((heading for heading in HEADING.finditer(changelog) if heading[1] == version), None)
    if found is None:
        raise ValueError(f'CHANGELOG.md has no heading like "## {version} (2027-01-31)"')
    told = changelog[found.end() :]
    after = NEXT.search(told)
    told = told[: after.start() if after else None].strip()
    if not told:
        raise ValueError(f"CHANGELOG.md says nothing of {version}")
    return told


def main(arguments: list[str]) -> int:
    """Print the notes. Return the exit status: 2 for a mistake."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    texts = (Path(name).read_text(encoding="utf-8") for name in ("pyproject.toml", "CHANGELOG.md"))
    try:
        print(notes(arguments[0], *texts))
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
