"""Collects the texts of the window for translators, and compiles what they wrote. Run: python packaging/languages.py

For each language, Qt's own programs update app/gui/words/languages/hime_LANGUAGE.ts, which people edit, and write
hime_LANGUAGE.qm beside it, which the window reads.
"""

import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

# The texts are in this copy of HIME, whether or not another one is installed.
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from app.gui.words.language import LANGUAGES  # noqa: E402

# The files of the languages are here.
FOLDER = ROOT / "app/gui/words/languages"


def main() -> None:
    """Update and compile every language, and print how many texts are not translated yet."""
    sources = sorted((ROOT / "app/gui").rglob("*.py"))
    for language in LANGUAGES:
        if language in ("auto", "en"):
            continue
        texts = FOLDER / f"hime_{language}.ts"
        _run("pyside6-lupdate", "-silent", "-no-obsolete", "-locations", "none", *sources, "-ts", texts)
        _run("pyside6-lrelease", "-silent", "-nounfinished", texts, "-qm", texts.with_suffix(".qm"))
        translations = [message.find("translation") for message in ET.parse(texts).iter("message")]
        missing = sum(t is None or t.get("type") == "unfinished" for t in translations)
        print(f"{texts.name}: {missing} of {len(translations)} texts are not translated.")


def _run(program: str, *arguments: str | Path) -> None:
    found = shutil.which(program, path=Path(sys.executable).parent)
    if found is None:
        sys.exit(f"{program} is missing; install pyside6-essentials.")
    subprocess.run([found, *arguments], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
