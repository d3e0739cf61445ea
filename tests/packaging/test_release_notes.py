"""A release begins with the tag, the version and the changelog in agreement."""

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).resolve().parents[2] / "packaging/release_notes.py"
CHANGELOG = """# Changelog

## Unreleased

- not yet

## 1.10.0 (2027-02-03)

### The window

- new

## 1.1.0 (2027-01-02)

- older
"""


def notes(folder: Path, tag: str, version: str, changelog: str = CHANGELOG) -> subprocess.CompletedProcess[str]:
    (folder / "pyproject.toml").write_text(f'[project]\nname = "x"\nversion = "{version}"\n', encoding="utf-8")
    (folder / "CHANGELOG.md").write_text(changelog, encoding="utf-8")
    return subprocess.run(
        [sys.executable, str(PROGRAM), tag], cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.parametrize(("version", "said"), [("1.10.0", "### The window\n\n- new\n"), ("1.1.0", "- older\n")])
def test_the_notes_are_what_the_changelog_says_of_the_version(tmp_path: Path, version: str, said: str) -> None:
    done = notes(tmp_path, f"v{version}", version)
    assert (done.returncode, done.stdout, done.stderr) == (0, said, "")


@pytest.mark.parametrize(
    ("tag", "version", "changelog", "told"),
    [
        ("v1.10.0", "1.1.0", CHANGELOG, "the tag must be v1.1.0"),
        ("1.1.0", "1.1.0", CHANGELOG, "the tag must be v1.1.0"),
        ("v1.1", "1.1", CHANGELOG, "no heading like"),  # a longer version begins so
        ("v1.1.0", "1.1.0", CHANGELOG.replace(" (2027-01-02)", ""), "no heading like"),
        ("v1.1.0", "1.1.0", CHANGELOG.replace("- older\n", ""), "says nothing of 1.1.0"),
    ],
)
def test_a_mistake_is_one_line(tmp_path: Path, tag: str, version: str, changelog: str, told: str) -> None:
    done = notes(tmp_path, tag, version, changelog)
    assert done.returncode == 2 and done.stdout == ""
    assert told in done.stderr and len(done.stderr.splitlines()) == 1
